"""The report of a campaign: how to read it and to take it away, and the editions that are not for everybody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.listing import BadListing
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import at_one_moment, campaign_by_key
from headway.report.editions import FORMS, INTERNAL, LANGUAGES, PAGES, PUBLIC, Order, digest_now, of_now
from headway.report.queries import editions_of, headings_of
from headway.report.views import chapters
from headway.report.views.handing_out import handed_out, kept_private


@require_safe
def report(request: HttpRequest, campaign: str) -> HttpResponse:
    """In which languages and formats the report can be had, which edition it is, and what is in it."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    inside = may(person_of(request.user), "read_internal_report")
    profile = _profile(request, inside=inside)
    issues = list(editions_of(shown))
    published = issues[0] if issues and issues[0].withdrawn_at is None else None
    context = {
        **frame_of(shown, _("Report")),
        "title": shown.report_title,
        "languages": list(languages_of(shown, profile)) if profile == INTERNAL or published else [],
        "chapters": headings_of(shown),
        "profile": profile,
        "editions": _tabs(profile) if inside else [],
        "digest": digest_now(shown.key, profile) if profile == INTERNAL else "",
        "published": published,
        "issues": issues,
        "may_publish": may(person_of(request.user), "publish_edition"),
    }
    return render(request, "report/report.html", context)


def _profile(request: HttpRequest, *, inside: bool) -> str:
    profile = request.GET.get("edition", PUBLIC)
    if profile not in (PUBLIC, INTERNAL):
        raise BadListing(_("There are two editions: the public and the internal one."))
    if profile == INTERNAL and not inside:
        raise PermissionDenied
    return profile


def _tabs(profile: str) -> list[tuple[str, str, bool]]:
    return [
        (_("Public edition"), "?", profile == PUBLIC),
        (_("Internal edition"), f"?edition={INTERNAL}", profile == INTERNAL),
    ]


def languages_of(campaign: Any, profile: str) -> Any:
    """Each language with the address of its page and of its files, the reader's own first."""
    page, file = (
        ("report-page", "report-file") if profile == PUBLIC else ("internal-report", "internal-report-file")
    )
    for code, name in languages():
        files = [
            (form.upper(), reverse(file, args=[campaign.key, code, form])) for form in ("pdf", "docx", "html")
        ]
        yield code, name, reverse(page, args=[campaign.key, code]), files


def languages() -> list[tuple[str, str]]:
    """The languages of reports with their names, the reader's own first."""
    own, names = get_language() or "en", dict(settings.LANGUAGES)
    codes = sorted(LANGUAGES, key=lambda code: (code != own, LANGUAGES.index(code)))
    return [(code, names.get(code, speech().tongue(code))) for code in codes]


@require_safe
def internal_page(request: HttpRequest, campaign: str, language: str, chapter: str = "") -> HttpResponseBase:
    """The internal edition chapter by chapter; on one page where somebody looks at what would be published."""
    order = _of_now(request, campaign, language, PAGES)
    if order.profile == PUBLIC:
        return kept_private(handed_out(request, replace(order, form="html"), PUBLIC))
    return kept_private(chapters.chapter(request, order, chapter))


@require_safe
def internal_place(request: HttpRequest, campaign: str, language: str, place: str) -> HttpResponseBase:
    """Lead on to where a place of the internal edition stands now."""
    order = _of_now(request, campaign, language, PAGES)
    return chapters.place(request, order, place, reverse("internal-report", args=[campaign, language]))


@require_safe
def internal_file(request: HttpRequest, campaign: str, language: str, form: str) -> HttpResponseBase:
    order = _of_now(request, campaign, language, found(form if form in FORMS else None))
    return kept_private(handed_out(request, order, order.profile))


def _of_now(request: HttpRequest, campaign: str, language: str, form: str) -> Order:
    """The present state: of the internal profile, or as it would be published (`?edition=public`)."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    if language not in LANGUAGES:
        raise Http404
    if not may(person_of(request.user), "read_internal_report"):
        raise PermissionDenied
    profile = PUBLIC if request.GET.get("edition") == PUBLIC else INTERNAL
    return of_now(shown, language, form, profile)
