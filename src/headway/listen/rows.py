"""What comes in about listening: moments to look at and the kinds of content that posts are sorted into."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints, model_validator

from headway.lib.labels import Prose
from headway.lib.rows import Fact, Key, Keys, Line, Named, RefTo, Row, Text, When
from headway.lib.tongue import say

MOST_PLANNED = 1_000_000_000
Planned = Annotated[int, Field(ge=1, le=MOST_PLANNED)]


class MomentRow(Named):
    """A named window of time, planned as a media moment or not, so that moments can be compared."""

    kind: ClassVar[str] = "moment"

    when: When
    planned: bool = True
    focus_countries: Annotated[Keys, RefTo("focus-country")] = ()
    outputs: Annotated[Keys, RefTo("output")] = ()
    text: Text = ""


class ContentTypeRow(Named):
    """A kind of content that posts are sorted into, with what it means."""

    kind: ClassVar[str] = "content-type"

    meaning: Prose


class PolledRow(Row):
    """A result of a survey as a report keeps it: the poll as JSON, and the import that it came by.

    It stands in no pack and in no table of its own: it is read when an edition is made, and frozen with it.
    """

    kind: ClassVar[str] = "polled"

    told: Annotated[str, StringConstraints(max_length=200_000)]
    source: Line
    made_up: bool = False


class ReachTier(StrEnum):
    """How many people an outlet may reach; whoever is over ten million is over the others too."""

    OVER_100_THOUSAND = "over-100-thousand"
    OVER_1_MILLION = "over-1-million"
    OVER_10_MILLION = "over-10-million"


class MediaTargetRow(Fact):
    """What a campaign plans to be heard of in the media, at one moment or in one period.

    Mentions, outlets and countries are three numbers; each that is given is set beside what is counted from imported
    rows, and never beside a published total. `outlets_of_reach` plans outlets that may reach more than `reach` says.
    """

    kind: ClassVar[str] = "media-target"

    moment: Annotated[Key, RefTo("moment")] = ""
    period: Annotated[Key, RefTo("period")] = ""
    mentions: Planned | None = None
    outlets: Planned | None = None
    countries: Planned | None = None
    reach: ReachTier | None = None
    outlets_of_reach: Planned | None = None
    text: Text = ""

    @model_validator(mode="after")
    def _plans_something(self) -> MediaTargetRow:
        if bool(self.moment) == bool(self.period):
            raise ValueError(say('a media target is for one "moment" or for one "period"'))
        if (self.reach is None) != (self.outlets_of_reach is None):
            raise ValueError(say('"reach" and "outlets_of_reach" go together'))
        if not any((self.mentions, self.outlets, self.countries, self.outlets_of_reach)):
            raise ValueError(say("a media target plans mentions, outlets or countries"))
        return self


class HeardRow(Row):
    """An answer from imported rows as a report keeps it: the question, what it was split by, and the rows as JSON.

    It stands in no pack and in no table: it is asked when an edition is made, and frozen with it.
    """

    kind: ClassVar[str] = "heard"

    question: Line
    by: Keys = ()
    told: Annotated[str, StringConstraints(max_length=2_000_000)]
    made_up: bool = False
