"""Monthly updates: which months of which country were told, one update, and writing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.audit.actions import record_reads
from headway.collect.actions import Sending
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import as_planned, at_one_moment, campaign_by_key
from headway.verify.actions import withdraw_update, write_update
from headway.verify.listings import UPDATES
from headway.verify.queries import lines_of
from headway.verify.queries.updates import (
    countries_to_tell_of,
    may_change_update,
    months_due,
    newest_year,
    outcomes_of_update,
    told_in,
    update_by_key,
    visible_updates,
)
from headway.verify.queries.writing import may_record_outcome_in
from headway.verify.views.reason import given_reason
from headway.verify.views.sheet import Sheet
from headway.verify.views.update_sheet import open_update
from headway.verify.views.writing import answered


@require_safe
def updates(request: HttpRequest, campaign: str) -> HttpResponse:
    """A year of all countries of focus, with what is missing; and what was told, the latest first."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    listing = UPDATES.build(request.GET, visible_updates(shown, request.user), shown, request.user)
    due = months_due(shown)
    years = sorted({month.year for month in due})
    year = _year(request.GET.get("year", ""), years, newest_year(shown, request.user))
    table = told_in(shown, request.user, year) if year else []
    mine = {one.key for one in countries_to_tell_of(shown, request.user)}
    record_reads("update", listing.records, acting_user=request.user, listed=True)
    named = [cell.update for line in table for cell in line.cells if cell.update]
    record_reads("update", named, acting_user=request.user, listed=True)
    context = frame_of(shown, _("Monthly updates")) | {
        "listing": listing, "table": table, "year": speech().digits(str(year)), "heads": speech().months, "mine": mine,
        "before": year - 1 if year - 1 in years else None, "after": year + 1 if year + 1 in years else None,
        "missing": sum(line.missing for line in table),
    }  # fmt: skip
    return render(request, "verify/updates.html", context)


def _year(asked: str, years: list[int], newest: int) -> int:
    """The year that is asked for, where the campaign has it; else this one, that of the newest update, or the last."""
    wanted = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else 0
    if not years:
        return 0
    return next((one for one in (wanted, timezone.localdate().year, newest) if one in years), years[-1])


@require_safe
def update(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown, record = _one(request, campaign, key)
    came = list(outcomes_of_update(record, shown, request.user))
    record_reads("outcome", came, acting_user=request.user, listed=True)
    holds = not record.withdrawn
    context = frame_of(shown, speech().say(record.name), ("updates", _("Monthly updates")), is_record=True) | {
        "update": record, "lines": lines_of(came, shown),
        "may_change": holds and may_change_update(record, request.user),
        "may_record": holds and may_record_outcome_in(shown, request.user),
        "panels": panels_for("update", record, shown, request.user),
    }  # fmt: skip
    return render(request, "verify/update.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, campaign: str) -> HttpResponse:
    """A month of a country that the person works on."""
    shown = found(campaign_by_key(campaign, request.user))
    shown = as_planned(shown) if request.method == "POST" else at_one_moment(shown)
    if not countries_to_tell_of(shown, request.user):
        raise PermissionDenied

    def save(sheet: Sheet, sending: Sending) -> str:
        kept = write_update(shown, sheet.form.row(None), sending, acting_user=request.user)
        return reverse("update", args=[shown.key, kept.key])

    return answered(request, shown, lambda data: open_update(request, shown, None, data), save, form="update")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown, record = _to_change(request, campaign, key)

    def save(sheet: Sheet, sending: Sending) -> str:
        write_update(shown, sheet.form.row(sheet.row), sending, acting_user=request.user)
        return reverse("update", args=[shown.key, key])

    return answered(
        request, shown, lambda data: open_update(request, shown, record, data), save, form="update"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown, record = _to_change(request, campaign, key)
    told = _("It stays with the update, and everybody who sees that can read it.")
    form, is_done = given_reason(
        request, told, lambda reason: withdraw_update(record, reason, acting_user=request.user)
    )
    if is_done:
        messages.success(request, _("The update is withdrawn."))
        return redirect("update", shown.key, key)
    context = frame_of(shown, _("Withdraw the update"), ("updates", _("Monthly updates")), is_record=True)
    context |= {"update": record, "form": form, "name": speech().say(record.name)}
    return render(request, "verify/update_withdraw.html", context, status=422 if form.errors else 200)


def _one(request: HttpRequest, campaign: str, key: str) -> tuple[Any, Any]:
    shown = found(campaign_by_key(campaign, request.user))
    record = found(update_by_key(shown, request.user, key))
    record.campaign = shown
    record_reads("update", [record], acting_user=request.user)
    return shown, record


def _to_change(request: HttpRequest, campaign: str, key: str) -> tuple[Any, Any]:
    shown, record = _one(request, campaign, key)
    if not may_change_update(record, request.user):
        raise PermissionDenied
    return shown, record
