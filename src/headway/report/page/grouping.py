"""Records gathered under headings: by country of focus, by kind, by theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from headway.report.blocks import Heading
from headway.report.page.page import Page


def countries_of(row: Any) -> tuple[str, ...]:
    """The countries of focus that a record is about."""
    one = getattr(row, "focus_country", "")
    return (one,) if one else tuple(getattr(row, "focus_countries", ()))


def by_country(page: Page, rows: Iterable[Any]) -> Iterator[tuple[Heading, list[Any]]]:
    """Each country of focus with the records of that country alone, then those of several or of none."""
    left = list(rows)
    for country in page.records.of("focus-country"):
        own = [row for row in left if countries_of(row) == (country.key,)]
        if own:
            yield page.heading(page.tongue.say(country.name), page.tongue.lang_of(country.name)), own
            left = [row for row in left if row not in own]
    if left:
        yield page.heading(_("In several countries, or elsewhere")), left


def by_value(rows: Iterable[Any], name: str) -> Iterator[tuple[Any, list[Any]]]:
    """Records by the value of a field, in the order in which values are met."""
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, name), []).append(row)
    yield from groups.items()
