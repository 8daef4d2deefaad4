"""What comes in about the plan: the campaign, its framework and what it means to do."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, StringConstraints, model_validator

from headway.lib.additivity import Additivity
from headway.lib.hearing import Hearing, fault_of_hearing
from headway.lib.kinds import KindKey, KindOf, KindRow
from headway.lib.labels import Label, Prose
from headway.lib.rows import (
    CountryCode,
    Day,
    Fact,
    FilePath,
    Key,
    Keys,
    LanguageCode,
    Line,
    Named,
    Number,
    RefTo,
    Row,
    Text,
    When,
    Words,
)
from headway.lib.tongue import say


class SourceDocumentRow(Row):
    """A document from which facts of the campaign are taken; facts name its sections."""

    kind: ClassVar[str] = "source-document"

    title: Line
    publisher: Line = ""
    published: When | None = None
    identifier: Line = ""
    sections: Words = ()
    note: Text = ""


class CampaignRow(Row):
    """`pack.yaml`: the campaign as a whole. `cutoff` is the last day of which its facts tell."""

    kind: ClassVar[str] = "campaign"

    name: Label
    movement: Label
    summary: Prose
    language: LanguageCode = "en"
    begins: When
    ends: When | None = None
    cutoff: Day
    report_title: Label
    report_series: Prose | None = None
    actor: Annotated[Line, StringConstraints(max_length=200)] = "As published"
    sources: tuple[SourceDocumentRow, ...] = ()


class TermRow(Row):
    """Words of the campaign's records, in other languages too: a tactic, what figures are told apart by, an audience, a
    place, who changed, whose evidence it is.

    Records write the words in the campaign's language; where a term is called so, readers see it in theirs.
    """

    kind: ClassVar[str] = "term"

    name: Label


class PeriodRow(Named):
    """A time for which offices report; facts from before or after it name no period."""

    kind: ClassVar[str] = "period"

    begins: Day
    ends: Day
    due: Day | None = None

    @model_validator(mode="after")
    def _forward(self) -> PeriodRow:
        if self.ends < self.begins:
            raise ValueError(
                say(
                    "the period ends ({ends}) before it begins ({begins})", ends=self.ends, begins=self.begins
                )
            )
        return self


class ReportsThrough(StrEnum):
    ONLINE_TOOL = "online-tool"
    PROJECTS_DATABASE = "projects-database"
    NOT_STATED = "not-stated"


class ParticipationRow(Fact):
    """An office's part in the campaign, and by which way it reports. The key is the office's."""

    kind: ClassVar[str] = "participation"

    office: Annotated[Key, RefTo("office")]
    reports_through: ReportsThrough = ReportsThrough.NOT_STATED


class Ask(StrEnum):
    """What the form of an activity can ask beside its title, dates, office and story."""

    PLACE = "place"
    COUNTRY = "country"
    FOCUS_COUNTRIES = "focus_countries"
    CASES = "cases"
    PARTNERS = "partners"
    TARGETS = "targets"
    OPPORTUNITIES = "opportunities"
    OUTPUTS = "outputs"
    AUDIENCE = "audience"
    FOLLOWS = "follows"
    DELIVERS = "delivers"
    BY_WHOM = "by_whom"


def _read_asks(value: object) -> object:
    asks = tuple(part.strip() for part in value.split(";")) if isinstance(value, str) else value
    if not isinstance(asks, (list, tuple)):
        return asks
    known = [ask.value for ask in Ask]
    if unknown := [ask for ask in asks if ask not in known]:
        raise ValueError(
            say('"{ask}" cannot be asked; it is one of: {known}', ask=unknown[0], known=", ".join(known))
        )
    return tuple(ask for ask in known if ask in asks)


Asks = Annotated[tuple[str, ...], BeforeValidator(_read_asks)]


class ActivityKindRow(Named):
    """`asks` says what a form asks of such an activity; where it says nothing, everything is asked. `enquiries` marks
    what is done where media asked for comment or advice: such activities stand beside the requests noted at mentions.
    """

    kind: ClassVar[str] = "activity-kind"

    help: Prose | None = None
    asks: Asks = ()
    enquiries: bool = False


class AreaRow(Named):
    """An area of activity with the kinds of thing that offices do in it."""

    kind: ClassVar[str] = "area"

    help: Prose | None = None
    kinds: tuple[ActivityKindRow, ...] = ()


class MeasureRow(Named):
    """A thing counted. `additivity` says what may be added; `unit` what one of it is called.

    `kinds` are the activities of which it is asked. A ratio names the two measures that it divides; `step_after` is the
    step of a supporter journey that comes before it; `money` is an amount, each with its currency; `growth` counts who
    joined the movement, told apart by where they came from.
    """

    kind: ClassVar[str] = "measure"

    unit: Label
    additivity: Additivity
    area: Annotated[Key, RefTo("area")] = ""
    help: Prose | None = None
    disaggregations: Words = ()
    kinds: Annotated[Keys, RefTo("activity-kind")] = ()
    numerator: Annotated[Key, RefTo("measure")] = ""
    denominator: Annotated[Key, RefTo("measure")] = ""
    step_after: Annotated[Key, RefTo("measure")] = ""
    money: bool = False
    growth: bool = False

    @model_validator(mode="after")
    def _whole(self) -> MeasureRow:
        if bool(self.numerator) != bool(self.denominator):
            raise ValueError(say('a ratio names both its "numerator" and its "denominator"'))
        if self.numerator and self.additivity is not Additivity.RATIO:
            raise ValueError(say("only a ratio has a numerator and a denominator"))
        if self.key in (self.numerator, self.denominator, self.step_after):
            raise ValueError(say("a measure cannot be a part of itself, nor come after itself"))
        if self.money and self.additivity is not Additivity.FLOW:
            raise ValueError(say("money is a flow: amounts in one currency may be added"))
        return self


class FocusCountryRow(Named):
    """A country (or countries under one name) in which the campaign seeks change."""

    kind: ClassVar[str] = "focus-country"

    countries: tuple[CountryCode, ...]
    office: Annotated[Key, RefTo("office")] = ""
    text: Text = ""


class ObjectiveLevel(StrEnum):
    SYSTEMIC = "systemic"
    INDIVIDUAL = "individual"


class ObjectiveRow(Fact):
    kind: ClassVar[str] = "objective"

    text: Text
    level: ObjectiveLevel
    focus_country: Annotated[Key, RefTo("focus-country")] = ""


class TheoryLinkRow(Row):
    kind: ClassVar[str] = "theory-link"

    to: Annotated[Key, RefTo("theory-node")]
    how: Line = ""


class TheoryStage(StrEnum):
    INPUT = "input"
    ACTIVITY = "activity"
    CHANNEL = "channel"
    OUTCOME = "outcome"
    IMPACT = "impact"


class TheoryNodeRow(Named):
    """A step in the theory of change; its links say what it is thought to bring about."""

    kind: ClassVar[str] = "theory-node"

    stage: TheoryStage
    text: Text = ""
    links: tuple[TheoryLinkRow, ...] = ()


class IndicatorKind(StrEnum):
    COUNT = "count"
    SUM = "sum"
    SHARE = "share"
    INCIDENCE = "incidence"
    RATING = "rating"


class IndicatorTargetRow(Fact):
    """What an indicator should reach; a target that was never published has no value and stands as unknown."""

    kind: ClassVar[str] = "indicator-target"

    focus_country: Annotated[Key, RefTo("focus-country")] = ""
    period: Annotated[Key, RefTo("period")] = ""
    value: Number | None = None
    words: Line = ""


class IndicatorRow(Named):
    """`incidence` counts outcomes tied to the indicator; `sum`, `count` and `share` read its measures, and what was
    `heard`: a question to the mentions and posts that were imported, narrowed by `heard_where` (`language=fr`).
    """

    kind: ClassVar[str] = "indicator"

    indicator_kind: IndicatorKind
    measures: Annotated[Keys, RefTo("measure")] = ()
    focus_country: Annotated[Key, RefTo("focus-country")] = ""
    baseline: Line = ""
    baseline_value: Number | None = None
    disaggregations: Words = ()
    verification: Line = ""
    heard: Hearing | None = None
    heard_where: Words = ()
    targets: tuple[IndicatorTargetRow, ...] = ()

    @model_validator(mode="after")
    def _can_be_heard(self) -> IndicatorRow:
        if fault := fault_of_hearing(self.heard, self.heard_where, self.indicator_kind):
            raise ValueError(fault)
        return self


class ChangeAreaRow(Named):
    kind: ClassVar[str] = "change-area"

    indicators: tuple[IndicatorRow, ...] = ()


class DimensionRow(Named):
    """A dimension of change with its change areas, and these with their indicators."""

    kind: ClassVar[str] = "dimension"

    change_areas: tuple[ChangeAreaRow, ...] = ()


class StepTone(StrEnum):
    """How far up its scale a step stands, which a chart shows as a colour."""

    NONE = "none"
    LOW = "low"
    MID = "mid"
    GOOD = "good"
    HIGH = "high"


class ScaleStepRow(Named):
    """One step of the pack's own rating scale, lowest `value` first; `tone` is how a chart colours it."""

    kind: ClassVar[str] = "scale-step"

    value: int
    meaning: Prose | None = None
    tone: StepTone | None = None


class OutputKindRow(KindRow):
    """A kind of thing that the campaign publishes."""

    kind: ClassVar[str] = "output-kind"
    family: ClassVar[str] = "output"


class OutputRow(Named):
    """Something that the campaign published."""

    kind: ClassVar[str] = "output"

    output_kind: Annotated[KindKey, KindOf(OutputKindRow)]
    when: When | None = None
    focus_countries: Annotated[Keys, RefTo("focus-country")] = ()
    offices: Annotated[Keys, RefTo("office")] = ()
    text: Text = ""
    file: FilePath = ""


class RiskRow(Fact):
    """Something that may go wrong, or did; `foreseen` by the plan or learnt on the way; `closed` once it can no longer."""

    kind: ClassVar[str] = "risk"

    name: Label
    text: Text
    foreseen: bool = False
    focus_country: Annotated[Key, RefTo("focus-country")] = ""
    mitigation: Text = ""
    owner: Line = ""
    closed: bool = False


class ExitItemRow(Fact):
    """What must be in place before the campaign ends, so that the work goes on without it."""

    kind: ClassVar[str] = "exit-item"

    name: Label
    text: Text
    focus_country: Annotated[Key, RefTo("focus-country")] = ""
    owner: Line = ""
