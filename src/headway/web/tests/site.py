"""A whole site to walk through: the shipped campaign and the small one, the cast, and secrets tangled up with both.

Whoever is not named on the secrets must not be able to tell that there are any. So everything that can be linked with a
restricted record is: activities, figures, learnings, ratings, targets, partners, indicators, meetings, offices.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from headway.assess.actions import keep_ratings
from headway.assess.rows import RatingRow
from headway.collect.actions import keep_published, keep_reported
from headway.collect.rows import ActivityRow, FigureRow, PublishedRow, ReturnRow, SignUpRow, TestimonyRow
from headway.engage.actions import keep_engagement
from headway.engage.rows import CaseRow
from headway.exchange.packs import load_pack
from headway.learn.actions import keep_learning
from headway.learn.rows import CaseStudyRow, LearningRow
from headway.listen.actions import keep_listening
from headway.listen.rows import MediaTargetRow
from headway.movement.actions import invite_person
from headway.movement.models import Grant, User
from headway.movement.rules import Held, Role
from headway.movement.tests.cast import NORTH, SOUTH, make_cast
from headway.plan.actions import keep_plan
from headway.plan.rows import ParticipationRow
from headway.report.actions import publish_edition
from headway.verify.actions import keep_outcomes, keep_updates
from headway.verify.rows import OutcomeRow, UpdateRow

# Named here and not by the tests' own settings: the measures read this module too, where there is no pytest.
PACKS = Path(__file__).parents[2] / "packs"
SMALL_PACK = Path(__file__).parents[4] / "tests" / "packs" / "clean-rivers"
CAMPAIGN = "stop-torture"
# No other text of either pack has these words; "918273" as a page would write it, too.
SECRET_WORDS = ("Zyxomma", "hush-", "918273", "918,273", "918 273", "918.273", "٩١٨", "Quillfeather", "hidden-spring", "Velvet spring", "barrels-removed")  # fmt: skip
# Everybody who takes part; `named` alone is named on the secrets of the shipped campaign.
PEOPLE = (
    "campaigner", "other_section", "researcher", "core_team", "reader", "administrator", "named", "without_a_role",
    "switched_off", "nobody",
)  # fmt: skip
INSIDERS = frozenset({"named"})
# Whose browsers look at pages, in the order in which they are asked whether a page is theirs to see.
SIGNED_IN = ("core_team", "administrator", "reader", "campaigner", "named", "without_a_role", "nobody")
PASSWORD = "seven quiet herons"


@dataclass(frozen=True)
class Site:
    """The campaign that is walked through, the other one, and the people by what they are called in PEOPLE."""

    campaign: Any
    other: Any
    people: Mapping[str, Any]
    invitation: Any
    token: str

    def fresh(self) -> Site:
        """The same as a new request would read it, with nothing remembered from before."""
        people = {who: User.objects.get(pk=user.pk) if user else None for who, user in self.people.items()}
        model = type(self.campaign)
        return replace(
            self,
            campaign=model.objects.get(pk=self.campaign.pk),
            other=model.objects.get(pk=self.other.pk),
            people=people,
        )


def make_site(operator: Any) -> Site:
    """Load both packs, let the cast take part in the shipped one, tangle secrets up with it, and publish its report."""
    campaign, _ = load_pack(PACKS / CAMPAIGN, acting_user=operator)
    other, _ = load_pack(SMALL_PACK, acting_user=operator)
    people = make_cast(operator).everyone()
    named = User.objects.create(email="gita@movement.example", name="Gita")
    Grant.objects.create(user=named, role=Role.CORE_TEAM)
    idle = User.objects.create(email="idle@movement.example", name="Idle")
    gone = User.objects.create(email="gone@movement.example", name="Gone", is_active=False)
    Grant.objects.create(user=gone, role=Role.CORE_TEAM)
    take_part(campaign, operator)
    entangle(campaign, named)
    publish_edition(campaign, acting_user=operator)
    people |= {"named": named, "without_a_role": idle, "switched_off": gone}
    with_a_second_factor(named)
    invited = invite_person(
        "hana@movement.example", roles=[Held(Role.READER)], acting_user=people["administrator"], name="Hana"
    )
    return Site(campaign, other, {who: people[who] for who in PEOPLE}, invited.invitation.pk, invited.token)


def with_a_second_factor(person: Any) -> None:
    """A time-based code and recovery codes, so that the pages about them have something to show."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)


def sign_in(client: Any, user: Any) -> None:
    """As if the person had just typed their password: pages that ask for it again do not."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    said = {"method": "password", "at": time.time(), "email": user.email, "reauthenticated": True}
    session["account_authentication_methods"] = [said]
    session.save()


def _open_activity(**more: Any) -> ActivityRow:
    given = {"key": "north-vigil", "name": "Northern vigil", "activity_kind": "public-event", "office": NORTH}
    return ActivityRow.model_validate({**given, "period": "2014", "when": "2014-11-07", **more})


def _open_learning(**more: Any) -> LearningRow:
    given = {
        "key": "open-learning",
        "theme": "working-with-others",
        "text": "Vigils draw people who come again.",
    }
    return LearningRow.model_validate({**given, "offices": [NORTH], **more})


def _open_study(**more: Any) -> CaseStudyRow:
    given = {
        "key": "open-study",
        "name": "Vigils in the north",
        "theme": "working-with-others",
        "office": NORTH,
    }
    texts = {"began": "With ten people.", "did": "They met each week.", "came_of": "Two hundred came."}
    return CaseStudyRow.model_validate({**given, **texts, "activities": ["north-vigil"], **more})


def take_part(campaign: Any, operator: Any) -> None:
    """The offices of the cast take part: the north has reported, claimed an outcome, and begun a return."""
    parts = [ParticipationRow(key=office, office=office) for office in (NORTH, SOUTH)]
    keep_plan(campaign, parts, acting_user=operator)
    keep_reported(campaign, [_open_activity()], acting_user=operator)
    keep_reported(
        campaign,
        [ReturnRow.model_validate({"key": "north-2014", "office": NORTH, "period": "2014", "state": "in-progress"})],
        acting_user=operator,
    )  # fmt: skip
    keep_reported(
        campaign,
        [SignUpRow.model_validate({"key": "north-plan", "office": NORTH, "focus_countries": ["mexico"]})],
        acting_user=operator,
    )
    claim = {
        "key": "north-change-claim",
        "offices": [NORTH],
        "activities": ["north-vigil"],
        "how": "They stood there.",
        "rivals": [{"key": "north-change-rival", "text": "An election was near.", "weight": "weak"}],
    }
    change = {
        "key": "north-change", "name": "A council answers", "statement": "The council answered.", "actor": "A council",
        "country": "SE", "level": "practice", "change_areas": ["movement-engagement"], "state": "proposed",
        "contributions": [claim],
        "evidence": [{"key": "north-change-proof", "evidence_kind": "media", "text": "A paper told of it."}],
    }  # fmt: skip
    keep_outcomes(campaign, [OutcomeRow.model_validate(change)], acting_user=operator)
    keep_updates(campaign, [_open_update()], acting_user=operator)
    keep_learning(campaign, [_open_learning()], acting_user=operator)
    plan = MediaTargetRow(key="launch-plan", period="2014", mentions=100, countries=20)
    keep_listening(campaign, [plan], acting_user=operator)
    keep_learning(campaign, [_open_study()], acting_user=operator)


def _open_update(**more: Any) -> UpdateRow:
    given = {
        "key": "mexico-october",
        "focus_country": "mexico",
        "when": "2014-10",
        "happened": "A court heard us.",
    }
    return UpdateRow.model_validate({**given, "plans": "Go there again.", **more})


def entangle(campaign: Any, named: Any) -> None:
    """Restricted records, and links to them from all that is open."""
    keep_engagement(campaign, [_secret_case()], acting_user=named)
    keep_outcomes(campaign, [_secret_outcome()], acting_user=named)
    keep_reported(campaign, [_open_activity(cases=["hush-case"])], acting_user=named)
    about = {"case": "hush-case", "period": "2014"}
    secret = _open_update(
        key="hush-update", when="2014-11", happened="Zyxomma wrote.", plans="Meet Zyxomma.", restricted=True
    )
    keep_updates(campaign, [_open_update(outcomes=["hush-outcome"]), secret], acting_user=named)
    figure = {
        "key": "hush-figure",
        "measure": "signatures-delivered",
        "value": "918273",
        "office": NORTH,
        **about,
    }
    keep_reported(campaign, [FigureRow.model_validate(figure)], acting_user=named)
    total = {
        "key": "hush-total",
        "name": "Zyxomma total",
        "published_kind": "total",
        "value": "918273",
        **about,
    }
    said = {
        "key": "hush-words",
        "who": "Zyxomma",
        "text": "Zyxomma spoke.",
        "case": "hush-case",
        "may_publish": True,
    }
    keep_published(campaign, [PublishedRow.model_validate(total)], acting_user=named)
    keep_published(campaign, [TestimonyRow.model_validate(said)], acting_user=named)
    keep_learning(
        campaign, [_open_learning(outcomes=["hush-outcome"], cases=["hush-case"])], acting_user=named
    )
    keep_learning(
        campaign, [_open_study(outcomes=["hush-outcome"], figures=["hush-figure"])], acting_user=named
    )
    rating = {"key": "south-rating", "focus_country": "uzbekistan", "change_area": "accountability", "period": "2014", "step": "no-progress", "text": "Too early to say."}  # fmt: skip
    keep_ratings(
        campaign, [RatingRow.model_validate({**rating, "outcomes": ["hush-outcome"]})], acting_user=named
    )


def _secret_case() -> CaseRow:
    return CaseRow.model_validate(
        {
            "key": "hush-case", "name": "Zyxomma", "protected_name": "Zyxomma Zyxommidis", "country": "MX",
            "focus_country": "mexico", "summary": "Zyxomma was seen.", "restricted": True,
            "asks": [{"key": "hush-ask", "text": "Let Zyxomma go."}],
            "events": [{"key": "hush-event", "event_kind": "hearing", "when": "2014-06", "text": "Zyxomma was heard."}],
        }
    )  # fmt: skip


def _secret_outcome() -> OutcomeRow:
    claim = {"key": "hush-claim", "offices": [NORTH, "poland"], "activities": ["north-vigil"], "how": "Zyxomma was asked for."}  # fmt: skip
    return OutcomeRow.model_validate(
        {
            "key": "hush-outcome", "name": "Zyxomma is free", "statement": "Zyxomma was let go.", "actor": "Zyxomma's judge",
            "focus_country": "mexico", "country": "MX", "level": "life", "when": "2014-12", "state": "proposed",
            "restricted": True, "change_areas": ["movement-engagement"], "contributions": [claim],
            "evidence": [{"key": "hush-evidence", "evidence_kind": "media", "text": "Zyxomma was filmed."}],
            "cases": ["hush-case"], **_linked(),
        }
    )  # fmt: skip


def _linked() -> dict[str, list[str]]:
    """One open record of every kind that an outcome can name, so that the page of each is put to the test."""
    from headway.audit.queries import model_of

    kinds = {"targets": "target", "indicators": "indicator", "partners": "partner", "opportunities": "opportunity", "risks": "risk"}  # fmt: skip
    return {
        name: [model_of(kind).objects.filter(campaign__key=CAMPAIGN).order_by("position", "key")[0].key]
        for name, kind in kinds.items()
    }
