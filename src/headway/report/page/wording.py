"""What the fixed values of records are called, in the reader's language. Ask only inside `translation.override`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.assess.rows import Basis
from headway.collect.rows import ReturnState
from headway.lib.additivity import Additivity, Reason, Why
from headway.lib.standing import Standing
from headway.movement.rows import OfficeKind
from headway.plan.rows import IndicatorKind, ObjectiveLevel, OutputKind, ReportsThrough, TheoryStage
from headway.report.page.wording_engage import engage_words
from headway.verify.rows import (
    Course,
    Credit,
    Direction,
    EvidenceKind,
    Level,
    OutcomeState,
    Side,
    Substantiated,
    Weight,
)


def wording(value: StrEnum) -> str:
    """The words for one value; its own name where nobody gave it words."""
    words = _WORDS.get(type(value))
    return words().get(value, str(value)) if words else engage_words(value)


def _standing() -> Mapping[StrEnum, str]:
    return {
        Standing.PRINTED: _("printed"),
        Standing.PARTIAL: _("damaged in the source"),
        Standing.RECONSTRUCTED: _("reconstructed"),
        Standing.UNKNOWN: _("not known"),
        Standing.ENTERED: _("counted from records"),
    }


def _basis() -> Mapping[StrEnum, str]:
    return {Basis.CORE_TEAM: _("rated by the core team"), Basis.TEXT: _("assessed from the text")}


def _return_state() -> Mapping[StrEnum, str]:
    return {
        ReturnState.NOT_STARTED: _("not started"),
        ReturnState.IN_PROGRESS: _("in progress"),
        ReturnState.SUBMITTED: _("handed in"),
        ReturnState.RETURNED: _("sent back"),
        ReturnState.ACCEPTED: _("accepted"),
        ReturnState.NOTHING_TO_REPORT: _("nothing to report"),
    }


def _additivity() -> Mapping[StrEnum, str]:
    return {
        Additivity.FLOW: _("may be added over time and offices"),
        Additivity.STOCK: _("the latest value of each office may be added"),
        Additivity.UNIQUE: _("may overlap: shown as a range, never added"),
        Additivity.RATIO: _("a share: never added"),
        Additivity.POTENTIAL: _("potential reach: never added"),
    }


def _reason() -> Mapping[StrEnum, str]:
    return {
        Reason.OVERLAP: _("the same people or things may have been counted more than once"),
        Reason.DISAGREEMENT: _("the sources differ"),
        Reason.RATIO_WITHOUT_PARTS: _("shares cannot be added, and what they divide is not known"),
        Reason.PARTS_NOT_SUMMABLE: _("what the share divides has no total of its own"),
        Reason.DIVIDES_BY_ZERO: _("the share would divide by nought"),
        Reason.NEGATIVE_COUNT: _("a count is below nought"),
        Reason.CIRCULAR: _("figures are part of each other"),
    }


def _why() -> Mapping[StrEnum, str]:
    return {
        Why.PART_OF: _("part of another figure"),
        Why.NO_NUMBER: _("no number in the source"),
        Why.SUPERSEDED: _("a later value is known"),
        Why.UNDATED: _("not dated"),
        Why.OTHER_MEASURE: _("another measure"),
        Why.NO_PAIR: _("its counterpart is not known"),
        Why.RECOMPUTED: _("divided anew"),
    }


def _office_kind() -> Mapping[StrEnum, str]:
    return {
        OfficeKind.SECTION: _("section"),
        OfficeKind.STRUCTURE: _("structure"),
        OfficeKind.SECRETARIAT: _("secretariat"),
        OfficeKind.REGIONAL: _("regional office"),
    }


def _reports_through() -> Mapping[StrEnum, str]:
    return {
        ReportsThrough.ONLINE_TOOL: _("Through the online tool"),
        ReportsThrough.PROJECTS_DATABASE: _("Through the projects database"),
        ReportsThrough.NOT_STATED: _("Named for what they did; how they report is not stated"),
    }


def _indicator_kind() -> Mapping[StrEnum, str]:
    return {
        IndicatorKind.COUNT: _("a count"),
        IndicatorKind.SUM: _("a sum"),
        IndicatorKind.SHARE: _("a share"),
        IndicatorKind.INCIDENCE: _("how often it happened"),
        IndicatorKind.RATING: _("a rating"),
    }


def _objective_level() -> Mapping[StrEnum, str]:
    return {
        ObjectiveLevel.SYSTEMIC: _("Changes of the system"),
        ObjectiveLevel.INDIVIDUAL: _("Changes for individuals"),
    }


def _output_kind() -> Mapping[StrEnum, str]:
    return {
        OutputKind.REPORT: pgettext("something published", "report"),
        OutputKind.BRIEFING: pgettext("something published", "briefing"),
        OutputKind.FILM: pgettext("something published", "film"),
        OutputKind.SURVEY: pgettext("something published", "survey"),
        OutputKind.CIRCULAR: pgettext("something published", "circular"),
        OutputKind.ADVERTISEMENT: pgettext("something published", "advertisement"),
        OutputKind.WEBSITE: pgettext("something published", "website"),
        OutputKind.OTHER: pgettext("something published", "other"),
    }


def _theory_stage() -> Mapping[StrEnum, str]:
    return {
        TheoryStage.INPUT: _("What goes in"),
        TheoryStage.ACTIVITY: _("What is done"),
        TheoryStage.CHANNEL: _("Channels of influence"),
        TheoryStage.OUTCOME: _("What changes"),
        TheoryStage.IMPACT: _("What it is for"),
    }


def _direction() -> Mapping[StrEnum, str]:
    return {Direction.POSITIVE: _("a step forward"), Direction.NEGATIVE: _("a setback")}


def _course() -> Mapping[StrEnum, str]:
    return {
        Course.HOLDS: _("holds"),
        Course.UNDER_WAY: _("under way"),
        Course.STALLED: _("stalled"),
        Course.REVERSED: _("reversed"),
    }


def _level() -> Mapping[StrEnum, str]:
    return {
        Level.LIFE: _("change in somebody's life"),
        Level.PRACTICE: _("change in practice"),
        Level.POLICY: _("change in policy"),
        Level.LAW: _("change in law"),
        Level.DEBATE: _("change in public debate"),
    }


def _outcome_state() -> Mapping[StrEnum, str]:
    return {
        OutcomeState.DRAFT: _("draft"),
        OutcomeState.PROPOSED: _("proposed"),
        OutcomeState.UNDER_REVIEW: _("under review"),
        OutcomeState.VERIFIED: _("verified"),
        OutcomeState.NEEDS_EVIDENCE: _("needs evidence"),
        OutcomeState.SET_ASIDE: _("set aside"),
    }


def _credit() -> Mapping[StrEnum, str]:
    return {
        Credit.DIRECT: _("claimed as a direct result"),
        Credit.CONTRIBUTING: _("claimed as a contribution"),
        Credit.INDIRECT: _("claimed as an indirect contribution"),
        Credit.NONE_CLAIMED: _("no credit claimed"),
    }


def _weight() -> Mapping[StrEnum, str]:
    return {
        Weight.STRONG: _("thought to explain much"),
        Weight.MODERATE: _("thought to explain some"),
        Weight.WEAK: _("thought to explain little"),
        Weight.UNKNOWN: _("weight not known"),
    }


def _evidence_kind() -> Mapping[StrEnum, str]:
    return {
        EvidenceKind.OFFICIAL_DOCUMENT: _("official document"),
        EvidenceKind.DECISION_MAKER: _("words of a decision maker"),
        EvidenceKind.PARTNER: _("partner's confirmation"),
        EvidenceKind.COURT: _("court record"),
        EvidenceKind.MEDIA: _("media report"),
        EvidenceKind.OWN_LOG: _("the movement's own record"),
    }


def _side() -> Mapping[StrEnum, str]:
    return {Side.FOR: _("speaks for it"), Side.AGAINST: _("speaks against it")}


def _substantiated() -> Mapping[StrEnum, str]:
    return {
        Substantiated.ACCURATE: _("confirms it"),
        Substantiated.PARTLY: _("confirms it in part"),
        Substantiated.NOT: _("does not confirm it"),
    }


_WORDS = {
    Standing: _standing,
    Basis: _basis,
    ReturnState: _return_state,
    Additivity: _additivity,
    Reason: _reason,
    Why: _why,
    OfficeKind: _office_kind,
    ReportsThrough: _reports_through,
    IndicatorKind: _indicator_kind,
    ObjectiveLevel: _objective_level,
    OutputKind: _output_kind,
    TheoryStage: _theory_stage,
    Direction: _direction,
    Course: _course,
    Level: _level,
    OutcomeState: _outcome_state,
    Credit: _credit,
    Weight: _weight,
    EvidenceKind: _evidence_kind,
    Side: _side,
    Substantiated: _substantiated,
}
