"""Editions of the report: each with what changed in it, publishing one, and withdrawing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.lib.problems import Refused
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.places import found, frame_of
from headway.plan.queries import at_one_moment, campaign_by_key, remembered
from headway.report.actions import publish_edition, withdraw_edition
from headway.report.editions import FORMS, LANGUAGES, PAGES, PUBLIC, make_ahead, of_edition
from headway.report.editions.comparing import Compared, change_since, proposal_of
from headway.report.queries import content_of, edition_numbered, latest_edition
from headway.report.views.handing_out import handed_out, kept_private
from headway.report.views.report import languages


@require_safe
def edition(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    """One edition: when it was published and by whom, what changed in it, and whether it still stands."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    issue = found(edition_numbered(shown, number))
    last = found(latest_edition(shown))
    text = content_of(issue)
    context = {
        **frame_of(
            shown, _("Edition %(number)s") % {"number": number}, ("report-of", _("Report")), is_record=True
        ),
        "issue": issue,
        "stands": issue.withdrawn_at is None and issue.number == last.number,
        "last": last,
        "compared": _since_the_one_before(shown, issue) if text else None,
        "languages": list(_files(shown, issue)) if text else [],
        "may_publish": may(person_of(request.user), "publish_edition"),
    }
    return render(request, "report/edition.html", context)


@require_safe
def edition_file(
    request: HttpRequest, campaign: str, number: int, language: str, form: str
) -> HttpResponseBase:
    """An edition as it was published, for whoever holds a role, whether it still stands or not."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    issue = found(edition_numbered(shown, number))
    if language not in LANGUAGES or form not in FORMS or not content_of(issue):
        raise Http404
    return kept_private(handed_out(request, of_edition(issue, language, form), f"edition-{number}"))


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, campaign: str) -> HttpResponse:
    """What would become public, to whom, and what changed; and, once that was read, publishing it."""
    shown = _for_publishers(request, campaign)
    if request.method == "POST":
        return _try(request, shown, lambda: _published(request, shown))
    last = latest_edition(shown)
    context = {
        **frame_of(shown, _("Publish the report"), ("report-of", _("Report")), is_record=True),
        "proposal": remembered(f"proposal {get_language()}", shown, lambda: proposal_of(shown)),
        "number": (last.number if last else 0) + 1,
        "last": last if last and last.withdrawn_at is None else None,
        "previews": [
            (code, name, reverse("internal-report", args=[shown.key, code]) + f"?edition={PUBLIC}")
            for code, name in languages()
        ],
    }
    return render(request, "report/publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, campaign: str) -> HttpResponse:
    """What it means to withdraw the published edition; and withdrawing it."""
    shown = _for_publishers(request, campaign)
    if request.method == "POST":
        return _try(request, shown, lambda: _withdrawn(request, shown))
    last = latest_edition(shown)
    context = {
        **frame_of(shown, _("Withdraw the report"), ("report-of", _("Report")), is_record=True),
        "last": last if last and last.withdrawn_at is None else None,
    }
    return render(request, "report/withdraw.html", context)


def _for_publishers(request: HttpRequest, campaign: str) -> Any:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    if not may(person_of(request.user), "publish_edition"):
        raise PermissionDenied
    return shown


def _try(request: HttpRequest, campaign: Any, act: Callable[[], str]) -> HttpResponse:
    """Say what was done, or why it was refused; either way on the page of the report."""
    try:
        messages.success(request, act())
    except Refused as refused:
        messages.error(request, str(refused))
        if request.resolver_match is not None:
            return redirect(request.resolver_match.url_name or "report-of", campaign.key)
    return redirect("report-of", campaign.key)


def _published(request: HttpRequest, campaign: Any) -> str:
    issue = publish_edition(campaign, acting_user=request.user, seen=request.POST.get("seen", "-"))
    make_ahead(of_edition(issue, language, form) for form in (PAGES, *FORMS) for language in LANGUAGES)
    return _("Edition %(number)s is published: everybody can read it.") % {"number": issue.number}


def _withdrawn(request: HttpRequest, campaign: Any) -> str:
    issue = withdraw_edition(campaign, acting_user=request.user)
    return _("Edition %(number)s is withdrawn: nobody outside can read it.") % {"number": issue.number}


def _files(campaign: Any, issue: Any) -> Any:
    for code, name in languages():
        at = {form: reverse("edition-file", args=[campaign.key, issue.number, code, form]) for form in FORMS}
        yield code, name, at.pop("html"), [(form.upper(), href) for form, href in at.items()]


def _since_the_one_before(campaign: Any, issue: Any) -> Compared:
    return remembered(
        f"edition {issue.number} {get_language()}", campaign, lambda: change_since(campaign, issue.number)
    )
