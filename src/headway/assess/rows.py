"""What comes in about progress: the core team's ratings."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from headway.lib.rows import Fact, Key, Keys, RefTo, Text


class Basis(StrEnum):
    """What a rating was made from: the team's meeting, or only the text of a published report."""

    CORE_TEAM = "core-team"
    TEXT = "assessed-from-the-text"


class RatingRow(Fact):
    """Progress in one change area, for one country of focus (or the campaign as a whole) and one period."""

    kind: ClassVar[str] = "rating"

    focus_country: Annotated[Key, RefTo("focus-country")] = ""
    change_area: Annotated[Key, RefTo("change-area")]
    period: Annotated[Key, RefTo("period")]
    step: Annotated[Key, RefTo("scale-step")]
    basis: Basis = Basis.CORE_TEAM
    text: Text
    outcomes: Annotated[Keys, RefTo("outcome")] = ()
    figures: Annotated[Keys, RefTo("figure")] = ()
    published: Annotated[Keys, RefTo("published")] = ()
