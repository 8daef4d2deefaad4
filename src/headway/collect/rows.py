"""What comes in through the online tool: activities, figures, returns, sign-ups, testimonies, published totals."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import model_validator

from headway.lib.labels import Label
from headway.lib.precision import Precision
from headway.lib.rows import CountryCode, Fact, Key, Keys, Line, Named, Number, RefTo, Text, When, Words
from headway.lib.tongue import say


class ActivityRow(Named):
    """What one office did. `name` says it in a line, `story` tells it."""

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
    audience: Line = ""
    story: Text = ""


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
    """An office's report for one period; `areas` are those in which it reported, where that is known."""

    kind: ClassVar[str] = "return"

    office: Annotated[Key, RefTo("office")]
    period: Annotated[Key, RefTo("period")]
    state: ReturnState
    areas: Annotated[Keys, RefTo("area")] = ()
    assessment: Text = ""


class SignUpRow(Fact):
    """An office's plan for the campaign."""

    kind: ClassVar[str] = "sign-up"

    office: Annotated[Key, RefTo("office")]
    focus_countries: Annotated[Keys, RefTo("focus-country")] = ()
    national_objective: Text = ""
    audiences: Words = ()
    text: Text = ""


class TestimonyRow(Fact):
    """What somebody said of the work, told in indirect speech; `who` is as its source names them."""

    kind: ClassVar[str] = "testimony"
    __test__: ClassVar[bool] = False

    who: Line
    text: Text
    office: Annotated[Key, RefTo("office")] = ""
    case: Annotated[Key, RefTo("case")] = ""
    focus_country: Annotated[Key, RefTo("focus-country")] = ""
    when: When | None = None
    may_publish: bool = False
