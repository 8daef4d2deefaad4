"""What waits for a person: each room tells what is theirs to do next, and the home page shows it, without an import upward.

A room registers in `waiting.py`, which its app's `ready` imports. What nobody has to do is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

Tone = Literal["good", "warn", "bad", "accent", "quiet"]


@dataclass(frozen=True)
class Item:
    """One thing to do: what it is, where it is done, and beside it when it is due or how it stands."""

    text: str
    href: str
    note: str = ""
    tone: Tone = "quiet"
    lang: str = ""


@dataclass(frozen=True)
class Waiting:
    """Things of one sort, the most pressing first. `count` is how many there are, of which some are shown.

    `is_news`: nothing has to be done about them; they are worth a look.
    `about` is what all of them have in common, so that none has to say it again.
    """

    heading: str
    items: tuple[Item, ...]
    count: int = 0
    href: str = ""
    more: str = ""
    is_news: bool = False
    about: str = ""

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.items)


Maker = Callable[[Any, Any], Iterable[Waiting]]
_IN_CAMPAIGN: list[Maker] = []
_EVERYWHERE: list[Callable[[Any], Iterable[Waiting]]] = []


def waits_in_campaign(maker: Maker) -> Maker:
    """Register what is called with (campaign, user)."""
    _IN_CAMPAIGN.append(maker)
    return maker


def waits_everywhere(maker: Callable[[Any], Iterable[Waiting]]) -> Callable[[Any], Iterable[Waiting]]:
    """Register what is called with the user alone: what belongs to no campaign."""
    _EVERYWHERE.append(maker)
    return maker


def waiting_in(campaign: Any, user: Any) -> list[Waiting]:
    """What waits for the person in one campaign, in the order of rooms."""
    return [found for maker in _IN_CAMPAIGN for found in maker(campaign, user) if found.items]


def waiting_everywhere(user: Any) -> list[Waiting]:
    return [found for maker in _EVERYWHERE for found in maker(user) if found.items]
