"""What comes in about listening: moments to look at and the kinds of content that posts are sorted into."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from headway.lib.labels import Prose
from headway.lib.rows import Keys, Line, Named, RefTo, Row, Text, When


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


class HeardRow(Row):
    """An answer from imported rows as a report keeps it: the question, what it was split by, and the rows as JSON.

    It stands in no pack and in no table: it is asked when an edition is made, and frozen with it.
    """

    kind: ClassVar[str] = "heard"

    question: Line
    by: Keys = ()
    told: Annotated[str, StringConstraints(max_length=2_000_000)]
    made_up: bool = False
