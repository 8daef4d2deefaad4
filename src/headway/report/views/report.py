"""The report of a campaign: how to read it and to take it away, and the editions that are not for everybody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.listing import BadListing
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import at_one_moment, campaign_by_key
from headway.report.editions import FORMS, INTERNAL, LANGUAGES, PUBLIC, Edition, digest_now, edition_of
from headway.report.queries import headings_of


@require_safe
def report(request: HttpRequest, campaign: str) -> HttpResponse:
    """In which languages and formats the report can be had, which edition it is, and what is in it."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    inside = may(person_of(request.user), "read_internal_report")
    profile = request.GET.get("edition", PUBLIC)
    if profile not in (PUBLIC, INTERNAL):
        raise BadListing(_("There are two editions: the public and the internal one."))
    if profile == INTERNAL and not inside:
        raise PermissionDenied
    context = {
        **frame_of(shown, _("Report")),
        "title": shown.report_title,
        "languages": list(_languages(shown, profile)),
        "chapters": headings_of(shown),
        "profile": profile,
        "editions": [
            (_("Public edition"), "?", profile == PUBLIC),
            (_("Internal edition"), f"?edition={INTERNAL}", profile == INTERNAL),
        ]
        if inside
        else [],
        "digest": digest_now(shown, profile),
    }
    return render(request, "report/report.html", context)


def _languages(campaign: Any, profile: str) -> Any:
    """Each language with the address of its page and of its files, the reader's own first."""
    page, file = (
        ("report-page", "report-file") if profile == PUBLIC else ("internal-report", "internal-report-file")
    )
    own = get_language() or "en"
    names = dict(settings.LANGUAGES)
    for code in sorted(LANGUAGES, key=lambda code: (code != own, LANGUAGES.index(code))):
        files = [
            (form.upper(), reverse(file, args=[campaign.key, code, form])) for form in FORMS if form != "html"
        ]
        yield code, names.get(code, speech().tongue(code)), reverse(page, args=[campaign.key, code]), files


@require_safe
def internal_page(request: HttpRequest, campaign: str, language: str) -> HttpResponseBase:
    """The internal edition as one self-contained page, under a policy of its own."""
    edition = _internal(request, campaign, language, "html")
    response = answer(request, edition)
    response["Content-Security-Policy"] = edition.policy()
    response["Content-Language"] = language
    return _private(response)


@require_safe
def internal_file(request: HttpRequest, campaign: str, language: str, form: str) -> HttpResponseBase:
    edition = _internal(request, campaign, language, form)
    response = answer(request, edition)
    response["Content-Disposition"] = f'attachment; filename="{campaign}-{INTERNAL}-{language}.{form}"'
    response["Content-Language"] = language
    return _private(response)


def _internal(request: HttpRequest, campaign: str, language: str, form: str) -> Edition:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    if language not in LANGUAGES or form not in FORMS:
        raise Http404
    if not may(person_of(request.user), "read_internal_report"):
        raise PermissionDenied
    return edition_of(shown, language, form, INTERNAL)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


def answer(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """The file, packed where the reader takes that; nothing but its mark where they have it already."""
    packed = edition.packed.exists() and "gzip" in request.headers.get("Accept-Encoding", "")
    etag = f'"{edition.mark}{"-gz" if packed else ""}"'
    response = get_conditional_response(request, etag)
    if response is None:
        content = (edition.packed if packed else edition.path).read_bytes()
        response = HttpResponse(content, content_type=edition.content_type)
        if packed:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    if edition.packed.exists():
        patch_vary_headers(response, ["Accept-Encoding"])
    return response
