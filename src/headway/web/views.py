"""The public pages: the list of campaigns, each one's report, and the pages that help when something is amiss."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.lib.labels import label_in, lacks_language
from headway.pages.places import LostFile
from headway.report.editions import PAGES, of_edition
from headway.report.queries import published_edition, published_editions
from headway.report.views import chapters
from headway.report.views.handing_out import handed_out
from headway.settings.logs import request_id

ROBOTS = "User-agent: *\nDisallow: /api/\nDisallow: /healthz\n"


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A stranger's welcome: what this is, and the reports that are published."""
    context = {"reports": published_reports(), "languages": settings.LANGUAGES}
    return render(request, "web/welcome.html", context)


def published_reports() -> list[dict[str, Any]]:
    """What everybody can read, called as it was when it was published."""
    language = get_language() or "en"
    return [
        {
            "key": edition.campaign.key,
            "number": edition.number,
            "published_at": edition.published_at,
            **{name: _shown(label, language) for name, label in edition.cover.items()},
        }
        for edition in published_editions()
    ]


def _shown(label: dict[str, str], language: str) -> dict[str, str]:
    """The text for a reader, and its language where that is another than theirs."""
    other = next(iter(label), "") if "en" not in label else "en"
    return {"text": label_in(label, language), "lang": other if lacks_language(label, language) else ""}


@login_not_required
@require_safe
def report_in_own_language(request: HttpRequest, campaign: str) -> HttpResponse:
    """Lead a reader to the report in the language that they read."""
    found = _published_or_404(campaign)
    response = redirect("report-page", campaign=found.campaign.key, language=get_language() or "en")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@login_not_required
@require_safe
def report_page(request: HttpRequest, campaign: str, language: str, chapter: str = "") -> HttpResponseBase:
    """The published edition chapter by chapter, each page under a policy of its own."""
    return chapters.chapter(request, of_edition(_published_or_404(campaign), language, PAGES), chapter)


@login_not_required
@require_safe
def report_place(request: HttpRequest, campaign: str, language: str, place: str) -> HttpResponseBase:
    """Lead on to where a place of the report stands now, on whichever page that is."""
    order = of_edition(_published_or_404(campaign), language, PAGES)
    return chapters.place(request, order, place, reverse("report-page", args=[campaign, language]))


@login_not_required
@require_safe
def report_file(request: HttpRequest, campaign: str, language: str, form: str) -> HttpResponseBase:
    """The published edition to take away."""
    edition = _published_or_404(campaign)
    return handed_out(request, of_edition(edition, language, form), f"edition-{edition.number}")


def _published_or_404(key: str) -> Any:
    edition = published_edition(key)
    if edition is None:
        raise Http404
    return edition


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For a supervisor: 200 while the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            well = cursor.fetchone() is not None
    except DatabaseError:
        well = False
    response = HttpResponse("ok\n" if well else "no database\n", "text/plain", 200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, "text/plain")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        hint = _("It holds more values than can be read at once. Send fewer, or in parts.")
    else:
        hint = _("Something in the address or in what was sent makes no sense here.")
    return _help(request, 400, _("This request could not be read"), hint)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    hint = _(
        "Your role does not include this. If you need it for your work, ask an administrator of this site for a role that does."
    )
    return _help(request, 403, _("You may not do this here"), hint)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the sign that this site gave it: a page left open too long, or cookies that are off."""
    hint = _(
        "The page was open too long, or your browser keeps no cookies for this site. Nothing was saved. Go back, load the page again and send the form once more."
    )
    return _help(request, 403, _("This form could not be accepted"), hint)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, LostFile):
        lost = _(
            "The file “%(name)s” is missing or damaged where this site keeps its files. Tell whoever runs the site; all else of the record is here."
        )
        return _help(request, 404, _("This file cannot be shown"), lost % {"name": exception})
    hint = _(
        "The address may have a slip in it, what was here may have been withdrawn, or it may not be for you to see."
    )
    return _help(request, 404, _("There is no such page"), hint)


def too_large(request: HttpRequest) -> HttpResponse:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000
    hint = _("At most %(limit)d MB can be sent at once.") % {"limit": limit}
    return _help(request, 413, _("That was too much to send"), hint)


def server_error(request: HttpRequest) -> HttpResponse:
    hint = _(
        "The fault is ours and has been noted. Try again in a while; if it comes again, tell whoever runs this site."
    )
    return _help(request, 500, _("Something went wrong"), hint, bare=True)


def _help(request: HttpRequest, status: int, title: str, hint: str, *, bare: bool = False) -> HttpResponse:
    """A page that says what is wrong and leads on.

    A bare one reads nothing from the database: after a fault, and where a request broke off before it was known whose
    it is.
    """
    if request.path_info.startswith("/api/"):
        return JsonResponse({"detail": f"{title}. {hint}"}, status=status)
    context = {
        "title": title,
        "hint": hint,
        "status": status,
        "bare": bare or not hasattr(request, "user"),
        "request_id": request_id.get() if status == HTTPStatus.INTERNAL_SERVER_ERROR else "",
    }
    return render(request, "web/help.html", context, status=status)
