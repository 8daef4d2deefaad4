"""A chart to take away: as a picture, or as the data behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from headway.lib.csvtext import write_table
from headway.plan.drawings import folder

# Wide enough for a slide, and for a column of text at the PNG's double scale.
WIDTH = 960


def taken_away(drawn: Any, name: str, form: str) -> HttpResponse:
    """The chart as svg, png or csv; its file is called after it and the language of its words."""
    content, kind = _FORMS[form](drawn)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}-{get_language()}.{form}"'
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
