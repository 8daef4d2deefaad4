"""What comes in about those whom the work is with and on: cases, partners, targets, relations, opportunities."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import PlainValidator, WithJsonSchema

from headway.lib.kinds import KindKey, KindOf, KindRow
from headway.lib.labels import Label
from headway.lib.rows import CountryCode, Fact, Key, Keys, Line, Named, RefTo, Text, When
from headway.lib.tongue import say


class PartnerKindRow(KindRow):
    """A kind of partner. `graded` ones have a grade of independence; a report does not say those that are `unsaid`."""

    kind: ClassVar[str] = "partner-kind"
    family: ClassVar[str] = "partner"

    graded: bool = False
    unsaid: bool = False


class Grade(StrEnum):
    """How independent a partner of a graded kind is, by its accreditation."""

    NOT_GRADED = "not-graded"
    A = "a"
    B = "b"
    NO_STATUS = "no-status"


class StepTone(StrEnum):
    """How a step bears on a relation, which its page shows as a colour."""

    GOOD = "good"
    WARN = "warn"


class StepKindRow(KindRow):
    """What a relation with a partner can go through; `tone` says whether that is good for it or a warning."""

    kind: ClassVar[str] = "step-kind"
    family: ClassVar[str] = "step"

    tone: StepTone | None = None


class PartnerStepRow(Fact):
    """How the relation with a partner grew, or did not."""

    kind: ClassVar[str] = "partner-step"

    step_kind: Annotated[KindKey, KindOf(StepKindRow)]
    when: When | None = None
    text: Text


class PartnerRow(Named):
    kind: ClassVar[str] = "partner"

    partner_kind: Annotated[KindKey, KindOf(PartnerKindRow)]
    countries: tuple[CountryCode, ...] = ()
    focus_countries: Annotated[Keys, RefTo("focus-country")] = ()
    offices: Annotated[Keys, RefTo("office")] = ()
    relation: Text = ""
    capacity: Text = ""
    independence: Line = ""
    grade: Grade = Grade.NOT_GRADED
    steps: tuple[PartnerStepRow, ...] = ()


class AskState(StrEnum):
    OPEN = "open"
    PARTLY_MET = "partly-met"
    MET = "met"


class AskRow(Fact):
    """What the campaign asks for in a case."""

    kind: ClassVar[str] = "ask"

    text: Text
    state: AskState = AskState.OPEN


class EventKindRow(KindRow):
    """A kind of thing that happens in a case."""

    kind: ClassVar[str] = "event-kind"
    family: ClassVar[str] = "event"


class CaseEventRow(Fact):
    kind: ClassVar[str] = "case-event"

    event_kind: Annotated[KindKey, KindOf(EventKindRow)]
    when: When | None = None
    text: Text


class ReliefKindRow(KindRow):
    """A kind of help that is given to people."""

    kind: ClassVar[str] = "relief-kind"
    family: ClassVar[str] = "relief"


class ReliefRow(Fact):
    kind: ClassVar[str] = "relief"

    relief_kind: Annotated[KindKey, KindOf(ReliefKindRow)]
    when: When | None = None
    text: Text


class SolidarityRow(Fact):
    """Letters, messages and visits, and what they did for the person."""

    kind: ClassVar[str] = "solidarity"

    when: When | None = None
    text: Text


class ConsentTo(StrEnum):
    PUBLISH = "publish"
    FUNDRAISE = "fundraise"


class ConsentRow(Fact):
    kind: ClassVar[str] = "consent"

    consent_to: ConsentTo
    given: bool
    when: When | None = None
    revoked: When | None = None


class CampaignLink(StrEnum):
    LAUNCH_CASE = "launch-case"
    FOCUS_CASE = "focus-case"
    LETTER_MARATHON = "letter-writing-marathon"
    URGENT_ACTION = "urgent-action"


class CaseRow(Fact):
    """An individual (or group) at risk. `protected_name` is kept sealed; `name` is what may be shown.

    `published_in` names a document in which the name already stands in public, where no consent is on record.
    """

    kind: ClassVar[str] = "case"

    name: Label
    protected_name: Line = ""
    country: CountryCode
    focus_country: Annotated[Key, RefTo("focus-country")] = ""
    summary: Text
    restricted: bool = False
    published_in: Annotated[Key, RefTo("source-document")] = ""
    campaign_links: tuple[CampaignLink, ...] = ()
    lawyers: Annotated[Keys, RefTo("partner")] = ()
    well_being: Text = ""
    risk: Text = ""
    asks: tuple[AskRow, ...] = ()
    events: tuple[CaseEventRow, ...] = ()
    relief: tuple[ReliefRow, ...] = ()
    solidarity: tuple[SolidarityRow, ...] = ()
    consents: tuple[ConsentRow, ...] = ()


class TargetKindRow(KindRow):
    """A kind of target; a report does not say those that are `unsaid`."""

    kind: ClassVar[str] = "target-kind"
    family: ClassVar[str] = "target"

    unsaid: bool = False


class Stance(StrEnum):
    """From opposed to champion."""

    OPPOSED = "opposed"
    RESISTANT = "resistant"
    UNDECIDED = "undecided"
    OPEN = "open"
    SUPPORTIVE = "supportive"
    CHAMPION = "champion"


class PositionRow(Fact):
    kind: ClassVar[str] = "position"

    stance: Stance
    when: When | None = None
    text: Text
    known_from: Line = ""


class TargetRow(Named):
    """Somebody with the power to decide, or to move one who has it."""

    kind: ClassVar[str] = "target"

    target_kind: Annotated[KindKey, KindOf(TargetKindRow)]
    country: CountryCode | None = None
    focus_countries: Annotated[Keys, RefTo("focus-country")] = ()
    text: Text = ""
    positions: tuple[PositionRow, ...] = ()


class RelationRow(Fact):
    """What a government can bring to bear on a country of focus, who holds it, what was tried, what came of it."""

    kind: ClassVar[str] = "relation"

    government: CountryCode
    focus_country: Annotated[Key, RefTo("focus-country")]
    office: Annotated[Key, RefTo("office")] = ""
    held_by: Annotated[Keys, RefTo("target")] = ()
    leverage: Text
    tried: Text = ""
    came_of: Text = ""


class OpportunityKindRow(KindRow):
    """A kind of chance to move somebody; a report does not say those that are `unsaid`."""

    kind: ClassVar[str] = "opportunity-kind"
    family: ClassVar[str] = "opportunity"

    unsaid: bool = False


def _read_weeks(value: object) -> int:
    text = str(value).strip()
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:6]) <= MOST_WEEKS:
        raise ValueError(say("a number of weeks is a whole number from 1 to {most}", most=MOST_WEEKS))
    return int(text)


MOST_WEEKS = 104
Weeks = Annotated[int, PlainValidator(_read_weeks), WithJsonSchema({"type": "string", "pattern": r"^\d+$"})]


class OpportunityRow(Named):
    """A dated chance to move somebody. `lead_weeks` is how many weeks before its date the work for it has to begin."""

    kind: ClassVar[str] = "opportunity"

    opportunity_kind: Annotated[KindKey, KindOf(OpportunityKindRow)]
    when: When | None = None
    focus_countries: Annotated[Keys, RefTo("focus-country")] = ()
    targets: Annotated[Keys, RefTo("target")] = ()
    owner: Annotated[Key, RefTo("office")] = ""
    lead_weeks: Weeks | None = None
    ask: Text = ""
    result: Text = ""
    follow_up: Text = ""


# Of what a campaign names its own kinds here.
FAMILIES: tuple[type[KindRow], ...] = (
    PartnerKindRow, StepKindRow, EventKindRow, ReliefKindRow, TargetKindRow, OpportunityKindRow,
)  # fmt: skip
