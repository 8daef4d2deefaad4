"""Every action of every room, tried at something of the northern office and of Kenya; and who may use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.db import transaction

from headway.assess.actions import keep_ratings
from headway.assess.rows import RatingRow
from headway.audit.queries import model_of
from headway.collect.actions import ImportPlan, import_actions, keep_published, keep_reported
from headway.collect.rows import ActivityRow, FigureRow, PublishedRow, ReturnRow, SignUpRow, TestimonyRow
from headway.engage.actions import keep_engagement, naming_engagement_kinds
from headway.engage.rows import (
    CaseRow,
    OpportunityRow,
    PartnerKindRow,
    PartnerRow,
    RelationRow,
    TargetRow,
)
from headway.learn.actions import keep_learning
from headway.learn.rows import ThemeRow
from headway.listen.actions import keep_listening
from headway.listen.rows import MomentRow
from headway.movement.actions import (
    ensure_operator,
    ensure_system_actor,
    erase_log_entry,
    invite_person,
    keep_offices,
)
from headway.movement.models import User
from headway.movement.rows import OfficeRow
from headway.movement.rules import Held, Role
from headway.movement.tests.cast import NORTH, SOUTH
from headway.movement.tests.door import ADMINS, CORE, COUNTRY, OFFICE, PERSON, Door
from headway.movement.tests.doors_of_asking import ASKING_DOORS
from headway.movement.tests.doors_of_clippings import CLIPPING_DOORS
from headway.movement.tests.doors_of_engagement import ENGAGEMENT_DOORS
from headway.movement.tests.doors_of_entering import ENTERING_DOORS
from headway.movement.tests.doors_of_listening import LISTENING_DOORS
from headway.movement.tests.doors_of_meetings import MEETING_DOORS
from headway.movement.tests.doors_of_outcomes import OUTCOME_DOORS
from headway.movement.tests.doors_of_people import PEOPLE_DOORS, WAITING
from headway.movement.tests.doors_of_returns import RETURN_DOORS
from headway.movement.tests.doors_of_surveys import SURVEY_DOORS
from headway.movement.tests.doors_of_updates import UPDATE_DOORS
from headway.plan.actions import keep_campaign, keep_plan, naming_kinds
from headway.plan.queries import campaign_row, kinds_of
from headway.plan.rows import FocusCountryRow, OutputKindRow, ParticipationRow, PeriodRow
from headway.report.actions import keep_chapters, publish_edition, take_list_away, withdraw_edition
from headway.report.queries import editions_of, latest_edition
from headway.report.rows import ChapterRow
from headway.verify.actions import keep_meetings, keep_outcomes, move_outcomes
from headway.verify.models import Outcome
from headway.verify.rows import MeetingRow, OutcomeRow, OutcomeState

SEEN_FROM = {
    "change_areas": ("quality",),
    "level": "practice",
    "statement": "It changed.",
    "actor": "The works",
}


def outcome_row(key: str = "kenya-well", **fields: Any) -> OutcomeRow:
    """A proposed outcome in Kenya that the northern office claims."""
    claim = {"key": f"{key}-claim", "offices": [NORTH], "how": "They asked."}
    given = {
        "key": key,
        "name": key,
        "country": "KE",
        "state": "proposed",
        "contributions": [claim],
        **SEEN_FROM,
    }
    return OutcomeRow.model_validate(given | fields)


def case_row(key: str = "kenya-case", **fields: Any) -> CaseRow:
    """An ordinary case in Kenya."""
    return CaseRow.model_validate(
        {"key": key, "name": key, "country": "KE", "summary": "A short summary."} | fields
    )


def activity_row(key: str = "north-act", **fields: Any) -> ActivityRow:
    """An activity of the northern office."""
    given = {
        "key": key,
        "name": key,
        "activity_kind": "march",
        "office": NORTH,
        "period": "y1",
        "when": "2023-07",
    }
    return ActivityRow.model_validate(given | fields)


def settle(campaign: Any, operator: Any) -> None:
    """What the doors need: both offices take part, Kenya is a country of focus, the north has reported and proposed."""
    parts = [ParticipationRow(key=office, office=office) for office in (NORTH, SOUTH)]
    keep_plan(campaign, parts, acting_user=operator)
    keep_plan(
        campaign, [FocusCountryRow(key="kenya", name={"*": "Kenya"}, countries=("KE",))], acting_user=operator
    )
    keep_reported(campaign, [activity_row("north-march")], acting_user=operator)
    keep_outcomes(campaign, [outcome_row("north-outcome")], acting_user=operator)
    invite_person(WAITING, roles=[Held(Role.READER)], acting_user=operator)


def _kept(kind: str, key: str) -> Callable[[Any], bool]:
    return lambda campaign: model_of(kind).objects.filter(key=key).exists()


def _keeps(action: Callable[..., Any], row: Any, may: frozenset[str]) -> Door:
    def use(campaign: Any, user: Any) -> Any:
        return action(campaign, [row], acting_user=user)

    return Door(action, use, may, f"add_{row.kind}", row.kind, row.key, _kept(row.kind, row.key))


def _offices(campaign: Any, user: Any) -> Any:
    row = OfficeRow(key="new-office", name={"*": "New office"}, country="FR")
    return keep_offices([row], acting_user=user)


def _campaign(campaign: Any, user: Any) -> Any:
    return keep_campaign(campaign_row(campaign).model_copy(update={"actor": "Someone new"}), acting_user=user)


def _renamed(campaign: Any) -> bool:
    return bool(type(campaign).objects.get(pk=campaign.pk).actor == "Someone new")


def _without(naming: Callable[..., Any], family: Any, key: str) -> Callable[[Any, Any], Any]:
    """The family without one of its kinds, and with a new one."""

    def use(campaign: Any, user: Any) -> None:
        kept = [row for row in kinds_of(campaign, family).rows if row.key != key]
        new = family.model_validate({"key": "new-kind", "name": "New"})
        with naming(campaign, {family: [*kept, new]}, acting_user=user):
            pass

    return use


_without_report, _without_ngo = (
    _without(naming_kinds, OutputKindRow, "report"),
    _without(naming_engagement_kinds, PartnerKindRow, "ngo"),
)


def _no_report(campaign: Any) -> bool:
    return "report" not in kinds_of(campaign, OutputKindRow).by_key


def _no_ngo(campaign: Any) -> bool:
    return "ngo" not in kinds_of(campaign, PartnerKindRow).by_key


def _review(campaign: Any, user: Any) -> Any:
    outcome = Outcome.objects.get(campaign=campaign, key="north-outcome")
    return move_outcomes([outcome], OutcomeState.UNDER_REVIEW, acting_user=user, reason="the meeting is near")


def _under_review(campaign: Any) -> bool:
    return Outcome.objects.filter(key="north-outcome", state="under-review", reviewed_here=True).exists()


def _erase(campaign: Any, user: Any) -> Any:
    return erase_log_entry(1, acting_user=user, reason="asked by the person")


def _erased(campaign: Any) -> bool:
    return bool(apps.get_model("audit", "Payload").objects.get(pk=1).erased)


def _actor(campaign: Any, user: Any) -> Any:
    return ensure_system_actor("Another pack", acting_user=user)


def _acts(campaign: Any) -> bool:
    return User.objects.filter(is_system=True, name="Another pack", grants=None).exists()


FOCUS = {"focus_countries": ("kenya",)}


def _published_and_withdrawn(campaign: Any, person: Any) -> None:
    """Where withdrawing is refused, nothing was published either."""
    with transaction.atomic():
        publish_edition(campaign, acting_user=ensure_operator())
        withdraw_edition(campaign, acting_user=person)


DOORS: Mapping[str, Door] = {
    **PEOPLE_DOORS,
    **ENTERING_DOORS,
    **ENGAGEMENT_DOORS,
    **RETURN_DOORS,
    **OUTCOME_DOORS,
    **LISTENING_DOORS,
    **CLIPPING_DOORS,
    **SURVEY_DOORS,
    **MEETING_DOORS,
    **ASKING_DOORS,
    **UPDATE_DOORS,
    "offices": Door(keep_offices, _offices, ADMINS, "add_office", "office", "new-office", _kept("office", "new-office")),
    "the log": Door(erase_log_entry, _erase, ADMINS, "erase_payload", "entry", "", _erased),
    "system actors": Door(ensure_system_actor, _actor, ADMINS, "add_system_actor", "user", "", _acts),
    "the campaign": Door(keep_campaign, _campaign, CORE, "change_campaign", "campaign", "clean-rivers", _renamed),
    "the plan": _keeps(
        keep_plan,
        PeriodRow.model_validate({"key": "y2", "name": "Two", "begins": "2024-01-01", "ends": "2024-12-31"}),
        CORE,
    ),
    "kinds": Door(naming_kinds, _without_report, CORE, "remove_output-kind", "campaign", "", _no_report),
    "kinds of partners": Door(
        naming_engagement_kinds, _without_ngo, CORE, "remove_partner-kind", "campaign", "", _no_ngo
    ),
    "cases": _keeps(keep_engagement, case_row(), COUNTRY),
    "partners": _keeps(
        keep_engagement,
        PartnerRow.model_validate({"key": "p", "name": "P", "partner_kind": "ngo", "countries": ["KE"]}),
        COUNTRY,
    ),
    "targets": _keeps(
        keep_engagement, TargetRow.model_validate({"key": "t", "name": "T", "target_kind": "court", **FOCUS}), COUNTRY
    ),
    "relations": _keeps(
        keep_engagement,
        RelationRow.model_validate({"key": "r", "government": "SE", "focus_country": "kenya", "leverage": "Loans."}),
        COUNTRY,
    ),
    "opportunities": _keeps(
        keep_engagement,
        OpportunityRow.model_validate({"key": "o", "name": "O", "opportunity_kind": "bill", **FOCUS}),
        COUNTRY,
    ),
    "moments": _keeps(keep_listening, MomentRow.model_validate({"key": "m", "name": "M", "when": "2023-05"}), CORE),
    "activities": _keeps(keep_reported, activity_row(), OFFICE),
    "figures": _keeps(
        keep_reported,
        FigureRow.model_validate({"key": "f", "measure": "bags", "value": "7", "activity": "north-march"}),
        OFFICE,
    ),
    "returns": _keeps(
        keep_reported,
        ReturnRow.model_validate({"key": "n-y1", "office": NORTH, "period": "y1", "state": "submitted"}),
        OFFICE,
    ),
    "accepted returns": _keeps(
        keep_reported,
        ReturnRow.model_validate({"key": "n-y1", "office": NORTH, "period": "y1", "state": "accepted"}),
        CORE,
    ),
    "sign-ups": _keeps(keep_reported, SignUpRow.model_validate({"key": "s", "office": NORTH}), OFFICE),
    "imports": Door(
        import_actions,
        lambda campaign, person: import_actions(
            campaign, ImportPlan((activity_row("imported"),), ()), tool="csv", acting_user=person
        ),
        OFFICE, "import_actions", "campaign", "", _kept("activity", "imported"),
    ),
    "published facts": _keeps(
        keep_published,
        PublishedRow.model_validate({"key": "pf", "name": "N", "published_kind": "words", "words": "many"}),
        CORE,
    ),
    "testimonies": _keeps(
        keep_published, TestimonyRow.model_validate({"key": "te", "who": "A miller", "text": "It helped."}), CORE
    ),
    "meetings": _keeps(keep_meetings, MeetingRow.model_validate({"key": "me", "name": "Spring"}), CORE),
    "outcomes": _keeps(keep_outcomes, outcome_row(), CORE | {"campaigner", "researcher"}),
    "reviews": Door(
        move_outcomes, _review, frozenset({"core_team"}), "move_outcome", "outcome", "north-outcome", _under_review
    ),
    "ratings": _keeps(
        keep_ratings,
        RatingRow.model_validate(
            {"key": "ra", "focus_country": "kenya", "change_area": "quality", "period": "y1", "step": "clear", "text": "T"}
        ),
        CORE,
    ),
    "learning": _keeps(keep_learning, ThemeRow.model_validate({"key": "th", "name": "T"}), CORE),
    "chapters": _keeps(keep_chapters, ChapterRow.model_validate({"key": "ch", "heading": "H"}), CORE),
    "lists as files": Door(
        take_list_away,
        lambda campaign, person: take_list_away("activity", 2, "csv", acting_user=person),
        PERSON | {"operator"}, "export_list", "activity", "", lambda campaign: True,
    ),
    "publish": Door(
        publish_edition,
        lambda campaign, person: publish_edition(campaign, acting_user=person),
        CORE, "publish_edition", "edition", "", lambda campaign: latest_edition(campaign) is not None,
    ),
    "withdraw": Door(
        withdraw_edition, _published_and_withdrawn,
        CORE, "withdraw_edition", "edition", "", lambda campaign: bool(editions_of(campaign).exclude(withdrawn_at=None)),
    ),
}  # fmt: skip
