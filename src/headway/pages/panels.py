"""Panels: what later rooms know about a record of an earlier one, shown on its page without an import upward.

A room registers its panels in `panels.py`, which its app's `ready` imports; a detail page asks `panels_for` and shows
them in the order of rooms.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value


@dataclass(frozen=True)
class Panel:
    """One section of a page: its heading, the template that shows it, and what the template needs."""

    heading: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    anchor: str = ""
    # After all others, whatever room it comes from.
    last: bool = False


def few(records: QuerySet[Any], most: int = 5, ties: QuerySet[Any] | None = None) -> tuple[list[Any], int]:
    """The first of these records, and how many there are, in one query.

    `ties` are rows of which there are as many, where they are counted with less ado than the records.
    """
    # Counted apart within the same query: a window would read every record whole.
    of_all = (
        (records if ties is None else ties)
        .order_by()
        .annotate(one=Value(1))
        .values("one")
        .annotate(number=Count("pk"))
        .values("number")
    )
    shown = list(records.annotate(of_all=Subquery(of_all))[:most])
    return shown, shown[0].of_all if shown else 0


Maker = Callable[[Any, Any, Any], Panel | None]
_MAKERS: dict[str, list[Maker]] = {}


def panel_on(*kinds: str) -> Callable[[Maker], Maker]:
    """Register a maker, called with (record, campaign, user), for the pages of these kinds; None shows nothing."""

    def register(maker: Maker) -> Maker:
        for kind in kinds:
            _MAKERS.setdefault(kind, []).append(maker)
        return maker

    return register


def panels_for(kind: str, record: Any, campaign: Any, user: Any) -> list[Panel]:
    """The panels that have something to show, in the order in which the rooms come."""
    made = (maker(record, campaign, user) for maker in _MAKERS.get(kind, []))
    return sorted((panel for panel in made if panel is not None), key=lambda panel: panel.last)
