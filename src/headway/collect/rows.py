"""What comes in through the online tool: activities, figures, returns, sign-ups, testimonies, published totals."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import model_validator

from headway.lib.labels import Label
from headway.lib.precision import Precision
from headway.lib.rows import (
    CountryCode,
    CurrencyCode,
    Day,
    Fact,
    Key,
    Keys,
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


class ActivityRow(Named):
    """What one office did. `name` says it in a line, `story` tells it.

    `follows` is the activity out of which it came (a training whose trainees ran this one); `delivers` is the petition
    that it handed over, and `by_whom` says who did.
    """

    kind: ClassVar[str] = "activity"

    activity_kind: Annotated[Key, RefTo("activity-kind")]
    office: Annotated[Key, RefTo("office")]
    period: Annotated[Key, RefTo("period")] = ""
    when: When | None = None
    place: Line = ""
    country: CountryCode | None = None
    focus_countries: Annotated[Keys, RefTo("focus-country")] = ()
    cases: Annotated[Keys, RefTo("case")] = ()
    partners: Annotated[Keys, RefTo("partner")] = ()
    targets: Annotated[Keys, RefTo("target")] = ()
    opportunities: Annotated[Keys, RefTo("opportunity")] = ()
    outputs: Annotated[Keys, RefTo("output")] = ()
    follows: Annotated[Key, RefTo("activity")] = ""
    delivers: Annotated[Key, RefTo("activity")] = ""
    by_whom: Line = ""
    audience: Line = ""
    story: Text = ""

    @model_validator(mode="after")
    def _of_another(self) -> ActivityRow:
        if self.key in (self.follows, self.delivers):
            raise ValueError(say("an activity cannot come out of itself, nor deliver itself"))
        return self


class FigureRow(Fact):
    """One value of a measure, with how exactly it is known; one that has no number keeps the source's words."""

    kind: ClassVar[str] = "figure"

    measure: Annotated[Key, RefTo("measure")]
    value: Number | None = None
    precision: Precision = Precision.EXACT
    words: Line = ""
    activity: Annotated[Key, RefTo("activity")] = ""
    office: Annotated[Key, RefTo("office")] = ""
    case: Annotated[Key, RefTo("case")] = ""
    focus_country: Annotated[Key, RefTo("focus-country")] = ""
    country: CountryCode | None = None
    period: Annotated[Key, RefTo("period")] = ""
    when: When | None = None
    part_of: Annotated[Key, RefTo("figure")] = ""
    of: Line = ""
    currency: CurrencyCode | None = None

    @model_validator(mode="after")
    def _says_something(self) -> FigureRow:
        if self.value is None and not self.words:
            raise ValueError(
                say('a figure needs a "value", or the "words" of its source where it gives no number')
            )
        if self.part_of == self.key:
            raise ValueError(say("a figure cannot be part of itself"))
        return self


class PublishedKind(StrEnum):
    TOTAL = "total"
    RATIO = "ratio"
    WORDS = "words"


class PublishedRow(Fact):
    """A total, a ratio (0.27 for 27 %) or a judgement in words that a source printed without the rows under it."""

    kind: ClassVar[str] = "published"

    name: Label
    published_kind: PublishedKind
    measure: Annotated[Key, RefTo("measure")] = ""
    value: Number | None = None
    precision: Precision = Precision.EXACT
    words: Line = ""
    unit: Label | None = None
    made_of: Text = ""
    part_of: Annotated[Key, RefTo("published")] = ""
    office: Annotated[Key, RefTo("office")] = ""
    case: Annotated[Key, RefTo("case")] = ""
    focus_country: Annotated[Key, RefTo("focus-country")] = ""
    area: Annotated[Key, RefTo("area")] = ""
    moment: Annotated[Key, RefTo("moment")] = ""
    period: Annotated[Key, RefTo("period")] = ""
    when: When | None = None

    @model_validator(mode="after")
    def _says_something(self) -> PublishedRow:
        if (self.value is None) != (self.published_kind is PublishedKind.WORDS):
            raise ValueError(say('a published total or ratio needs a "value"; published words have none'))
        if self.value is None and not self.words:
            raise ValueError(say('published words need "words"'))
        return self


class ReturnState(StrEnum):
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    NOTHING_TO_REPORT = "nothing-to-report"


class ReturnRow(Fact):
    """An office's report for one period; `areas` are those in which it reported, where that is known.

    `worked`, `not_worked`, `learnt` and `targets_met` are its own assessment; `handed_in` is the day on which it first
    reported; `answer` is why the core team sent it back or opened it again.
    """

    kind: ClassVar[str] = "return"

    office: Annotated[Key, RefTo("office")]
    period: Annotated[Key, RefTo("period")]
    state: ReturnState
    areas: Annotated[Keys, RefTo("area")] = ()
    assessment: Text = ""
    worked: Text = ""
    not_worked: Text = ""
    learnt: Text = ""
    targets_met: Text = ""
    handed_in: Day | None = None
    answer: Text = ""


class SignUpTargetRow(Row):
    """What an office means to reach of one measure, by the end of a period or of the campaign."""

    kind: ClassVar[str] = "sign-up-target"

    measure: Annotated[Key, RefTo("measure")]
    period: Annotated[Key, RefTo("period")] = ""
    value: Number | None = None
    words: Line = ""

    @model_validator(mode="after")
    def _says_something(self) -> SignUpTargetRow:
        if self.value is None and not self.words:
            raise ValueError(say('a target needs a "value" or "words"'))
        return self


class SignUpRow(Fact):
    """An office's plan for the campaign: where it acts, what it aims at, with whom, and what it means to publish."""

    kind: ClassVar[str] = "sign-up"

    office: Annotated[Key, RefTo("office")]
    focus_countries: Annotated[Keys, RefTo("focus-country")] = ()
    national_objective: Text = ""
    audiences: Words = ()
    segments: Words = ()
    outputs: Words = ()
    targets: tuple[SignUpTargetRow, ...] = ()
    text: Text = ""


class TestimonyRow(Fact):
    """What somebody said of the work, told in indirect speech; `who` is as its source names them."""

    kind: ClassVar[str] = "testimony"
    __test__: ClassVar[bool] = False

    who: Line
    text: Text
    activity: Annotated[Key, RefTo("activity")] = ""
    office: Annotated[Key, RefTo("office")] = ""
    case: Annotated[Key, RefTo("case")] = ""
    focus_country: Annotated[Key, RefTo("focus-country")] = ""
    when: When | None = None
    may_publish: bool = False
