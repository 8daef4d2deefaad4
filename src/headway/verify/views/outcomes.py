"""Pages of outcomes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.audit.actions import record_reads
from headway.lib.precise import Asked, checked
from headway.movement.queries import person_of
from headway.movement.rules import Role
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import at_one_moment, campaign_by_key
from headway.verify.drawings import draw_chain
from headway.verify.listings import OUTCOMES
from headway.verify.queries import (
    OutcomeTold,
    chain_of_outcome,
    counted,
    lines_of,
    outcome_told,
    visible_outcomes,
)
from headway.verify.queries.review import rights_of
from headway.verify.queries.steps import steps_of
from headway.verify.queries.writing import may_record_outcome_in
from headway.verify.rows import OutcomeState


def asked_of(told: OutcomeTold) -> tuple[tuple[Asked, bool], ...]:
    """What makes its statement precise, while it is a draft."""
    one = told.record
    if told.state is not OutcomeState.DRAFT:
        return ()
    return checked(
        actor=one.actor, statement=one.statement, when=one.when, matters=one.significance, has_part=bool(told.claims),
        is_placed=bool(one.focus_country or one.country or one.place),
    )  # fmt: skip


@require_safe
def outcomes(request: HttpRequest, campaign: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    listing = OUTCOMES.build(request.GET, counted(visible_outcomes(shown, request.user)), shown, request.user)
    record_reads("outcome", listing.records, acting_user=request.user, listed=True)
    context = frame_of(shown, _("Outcomes")) | {
        "listing": listing,
        "lines": lines_of(listing.records, shown),
        "may_record": may_record_outcome_in(shown, request.user),
        "may_look_for_alike": person_of(request.user).has(Role.CORE_TEAM),
    }
    return render(request, "verify/outcomes.html", context)


@require_safe
def outcome(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """The page on which a reader decides whether to trust an outcome."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    told = found(outcome_told(shown, key, request.user))
    record_reads("outcome", [told.record], acting_user=request.user)
    name = speech().say(told.record.name)
    named = frozenset(office.key for claim in told.claims for office in claim.offices)
    rights = rights_of(told.record, request.user, named)
    context = frame_of(shown, name, ("outcomes", _("Outcomes")), is_record=True) | {
        "told": told,
        "outcome": told.record,
        "grounds": told.grounds,
        "walked": steps_of(told.record, request.user),
        "chain": draw_chain(chain_of_outcome(told, shown, request.user)),
        "panels": panels_for("outcome", told.record, shown, request.user),
        **vars(rights),
        "may_change": rights.may_write,
        "asked": asked_of(told) if rights.may_write else (),
    }
    return render(request, "verify/outcome.html", context)
