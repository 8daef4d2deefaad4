"""The media plan of a campaign: what was planned to be heard of it, beside what was counted, and how it is entered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.lake.questions import Family
from headway.lib.folding import fold
from headway.lib.problems import Refused
from headway.lib.rowmerging import RowClash
from headway.listen.actions import drop_media_target, plan_media
from headway.listen.forms.planned import PARTS
from headway.listen.queries import may_set_up_listening
from headway.listen.queries.asking import Lake, lake_of
from headway.listen.queries.planned import (
    Plan,
    media_target_by_key,
    plans_of,
    row_of_target,
    times_to_plan_for,
)
from headway.listen.rows import MediaTargetRow
from headway.listen.rules import Met
from headway.listen.words import how_counted, planned_in_words, why_not_compared
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.rowentry import RowEntry
from headway.pages.rowforms import Offered
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.plan.queries import at_one_moment, campaign_by_key

TONES = {Met.MET: "good", Met.SHORT: "warn", Met.OPEN: "quiet", Met.UNKNOWN: "quiet"}


@require_safe
def media_plan(request: HttpRequest, campaign: str) -> HttpResponse:
    """All media targets beside what was counted."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    lake = lake_of(shown, request.user)
    context = frame_of(shown, _("Media plan"), ("listening", _("Listening")), is_record=True)
    return render(request, "listen/media_plan.html", context | beside_of(shown, lake, request.user))


@require_safe
def target(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    lake = lake_of(shown, request.user)
    plan = next(iter(plans_of(shown, lake, timezone.localdate(), key)), None)
    record = found(plan).target
    context = frame_of(shown, speech().say(found(plan).name), *_above(), is_record=True)
    context |= {"target": record, "panels": panels_for("media-target", record, shown, request.user)}
    context |= _told([found(plan)], lake, request.user)
    return render(request, "listen/media_target.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def target_new(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    return _write(request, shown, None)


@require_http_methods(["GET", "HEAD", "POST"])
def target_change(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    return _write(request, shown, found(media_target_by_key(shown, key)))


@require_POST
def target_remove(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    if not may_set_up_listening(request.user):
        raise PermissionDenied
    drop_media_target(found(media_target_by_key(shown, key)), acting_user=request.user)
    messages.success(request, _("It is planned no more."))
    return redirect("media-plan", shown.key)


def beside_of(campaign: Any, lake: Lake, user: Any) -> dict[str, Any]:
    """The plan beside what was counted, as a page of the campaign shows it."""
    return _told(plans_of(campaign, lake, timezone.localdate()), lake, user)


def _told(plans: list[Plan], lake: Lake, user: Any) -> dict[str, Any]:
    has_rows = lake.has(Family.MEDIA)
    return {
        "plans": [_shown(plan, has_rows=has_rows) for plan in plans],
        "may_plan": may_set_up_listening(user),
        "nothing_to_compare": why_not_compared(has_rows=has_rows, has_days=True) if plans else "",
        "how_counted": how_counted() if has_rows else "",
        "made_up": has_rows and lake.is_made_up(Family.MEDIA),
    }


def _shown(plan: Plan, *, has_rows: bool) -> dict[str, Any]:
    numbers = [
        {
            "name": planned_in_words(one.what, one.reach), "planned": one.planned, "counted": one.counted,
            "share": "" if one.share is None else speech().share(one.share),
            "met": wording(one.met), "tone": TONES[one.met],
        }
        for one in plan.numbers
    ]  # fmt: skip
    why = "" if plan.window or not has_rows else why_not_compared(has_rows=True, has_days=False)
    return {"target": plan.target, "name": plan.name, "window": plan.window, "numbers": numbers, "why": why}


def _write(request: HttpRequest, campaign: Any, record: Any) -> HttpResponse:
    if not may_set_up_listening(request.user):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    before = row_of_target(record) if record is not None else None
    entry = RowEntry(
        MediaTargetRow, PARTS, (), _offered(campaign), campaign.language, before, data, "media-target"
    )
    if data is None:
        return _page(request, campaign, entry)
    row: Any = entry.told() if entry.is_valid() else None
    if row is None:
        return _page(request, campaign, entry, 422)
    try:
        kept = plan_media(campaign, row, entry.names, entry.sent_base, acting_user=request.user)
    except RowClash as clash:
        return _page(request, campaign, entry.after(clash), 409)
    except Refused as refused:
        entry.form.add_error(None, str(refused))
        return _page(request, campaign, entry, 422)
    messages.success(request, _("Saved."))
    return redirect("media-target", campaign.key, kept.key)


def _offered(campaign: Any) -> Offered:
    here = speech()
    times = times_to_plan_for(campaign)
    named = {
        kind: sorted(((key, here.say(name)) for key, name in pairs), key=lambda pair: fold(pair[1]))
        for kind, pairs in times.items()
    }
    return Offered(named)


def _above() -> tuple[tuple[str, str], ...]:
    return (("listening", _("Listening")), ("media-plan", _("Media plan")))


def _page(request: HttpRequest, campaign: Any, entry: RowEntry, status: int = 200) -> HttpResponse:
    heading = _("Change what is planned") if entry.before else _("Plan what is to be heard")
    context = frame_of(campaign, heading, *_above(), is_record=True)
    context |= {"entry": entry, "form": entry.form, "lede": _("Media targets of the campaign.")}
    return render(request, "pages/row_form.html", context, status=status)
