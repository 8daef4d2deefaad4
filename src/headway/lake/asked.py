"""What is asked of the lake: by which dimensions, between which days, of which rows, at which moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class Window:
    """A moment as the lake knows it: its key, its days, and the countries that it is about."""

    key: str
    begins: date
    ends: date
    countries: frozenset[str] = frozenset()

    def first_days(self, days: int) -> Window:
        """So many days from its beginning on, so that moments of different lengths compare."""
        return Window(self.key, self.begins, self.begins + timedelta(days=days - 1), self.countries)


@dataclass(frozen=True)
class Asked:
    """One asking. `only` keeps rows whose dimension has one of the values; an empty text among them stands for
    what no source said. `hidden` leaves out rows of these saved searches and accounts, whatever else is asked.
    """

    by: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)
    windows: tuple[Window, ...] = ()
    days: int = 7
    local: frozenset[str] = frozenset()
    rank: str = ""
    limit: int = 0
    with_whole: bool = True
