"""Who has reported for which period, and what each office means to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.collect.listings import RETURNS, SIGN_UPS
from headway.collect.queries import (
    offices_asked,
    offices_reporting,
    returns_for_a_file,
    returns_of,
    sign_up_by_key,
    standings,
    visible_sign_ups,
)
from headway.movement.queries import person_of
from headway.movement.rules import Subject, may
from headway.pages.listing import TakenAway
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key


@require_safe
def returns(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every office that takes part, with the state of its return for each period."""
    shown = found(campaign_by_key(campaign, request.user))
    try:
        listing = RETURNS.build(request.GET, offices_reporting(shown, request.user), shown, request.user)
    except TakenAway as asked:
        asked.records = returns_for_a_file(shown, request.user, asked.records, request.GET.getlist("state"))
        raise
    given, periods = returns_of(shown, request.user, listing.records), standings(shown, request.user)
    context = frame_of(shown, _("Returns")) | {
        "listing": listing,
        "standings": periods,
        "asked": offices_asked(shown),
        "may_follow": may(person_of(request.user), "follow_returns"),
        "rows": [
            (office, [(one.period, given.get((office.pk, one.period.pk))) for one in periods])
            for office in listing.records
        ],
    }
    return render(request, "collect/returns.html", context)


@require_safe
def sign_ups(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    listing = SIGN_UPS.build(request.GET, visible_sign_ups(shown, request.user), shown, request.user)
    own = person_of(request.user).offices
    mine = offices_reporting(shown, request.user).filter(key__in=own) if own else ()
    context = frame_of(shown, _("Sign-ups")) | {"listing": listing, "mine": mine}
    return render(request, "collect/sign_ups.html", context)


@require_safe
def sign_up(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    record = found(sign_up_by_key(shown, request.user, key))
    context = frame_of(
        shown, speech().say(record.office.name), ("sign-ups", _("Sign-ups")), is_record=True
    ) | {
        "sign_up": record,
        "targets": record.targets.select_related("measure", "period"),
        "may_change": may(
            person_of(request.user), "record_activity", Subject(offices=frozenset({record.office.key}))
        ),
        "panels": panels_for("sign-up", record, shown, request.user),
    }
    return render(request, "collect/sign_up.html", context)
