"""A list as a page shows it: its records, its filters with what is chosen, its orders and its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from headway.pages.filters import Option


@dataclass(frozen=True)
class Chip:
    """Something by which the list is narrowed, and the address of the list without it."""

    label: str
    text: str
    lang: str
    href: str


@dataclass(frozen=True)
class Link:
    text: str
    href: str
    is_current: bool = False
    value: str = ""


@dataclass(frozen=True)
class Page:
    """Which part of the list is shown. `links` leads to pages around this one; a gap has no address."""

    number: int
    last: int
    count: int
    begins: int
    ends: int
    previous: str
    next: str
    links: tuple[Link, ...]

    @property
    def has_others(self) -> bool:
        return self.last > 1


@dataclass(frozen=True)
class Choices:
    """One filter as the page shows it."""

    name: str
    label: str
    many: bool
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        return sum(option.chosen for option in self.options)


@dataclass(frozen=True)
class Listed:
    """A list as the address asks for it."""

    name: str
    records: list[Any]
    page: Page
    filters: tuple[Choices, ...]
    sorts: tuple[Link, ...]
    chips: tuple[Chip, ...]
    text: str
    can_search: bool
    # Fields of the form that keep what other parts of the page have put into the address.
    kept: tuple[tuple[str, str], ...] = ()
    # The whole list as a file, where it can be taken away.
    files: tuple[Link, ...] = ()
    # Whether some of its kind may be restricted, which no file holds.
    can_be_restricted: bool = False

    @property
    def count(self) -> int:
        return self.page.count

    @property
    def sorted_by(self) -> str:
        """The name of the order that holds."""
        return next((sort.value for sort in self.sorts if sort.is_current), "")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chips)
