"""Each chart to take away: as a picture, or as the data behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from headway.lib.csvtext import write_table
from headway.pages.places import found
from headway.plan.drawings import folder
from headway.plan.queries import at_one_moment, campaign_by_key
from headway.report.drawings import chart_named

# Wide enough for a slide, and for a column of text at the PNG's double scale.
WIDTH = 960


@require_safe
def chart(request: HttpRequest, campaign: str, name: str, form: str) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    drawn = found(chart_named(shown, name, width=WIDTH, period=request.GET.get("period", "")))
    content, kind = _FORMS[form](drawn)
    response = HttpResponse(content, content_type=kind)
    language = get_language()
    response["Content-Disposition"] = f'attachment; filename="{shown.key}-{name}-{language}.{form}"'
    # A picture that is opened on its own may load nothing.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def _svg(drawn: Any) -> tuple[str, str]:
    return drawn.svg, "image/svg+xml; charset=utf-8"


def _png(drawn: Any) -> tuple[bytes, str]:
    from headway.charts import render_png

    return render_png(drawn.svg, folder=folder()), "image/png"


def _csv(drawn: Any) -> tuple[str, str]:
    return write_table([drawn.table.header, *drawn.table.rows]), "text/csv; charset=utf-8"


_FORMS = {"svg": _svg, "png": _png, "csv": _csv}
