"""What comes in about listening: moments to look at and the kinds of content that posts are sorted into."""

from __future__ import annotations

from typing import Annotated, ClassVar

from headway.lib.labels import Prose
from headway.lib.rows import Keys, Named, RefTo, Text, When


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
