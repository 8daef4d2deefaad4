"""Months: those of a stretch of time, and how a month of a country is called in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from babel.dates import format_skeleton

from headway.lib.edtf import ImpreciseDate
from headway.lib.labels import label_in
from headway.lib.tongue import LANGUAGES


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def month_before(day: date) -> date:
    return month_of(month_of(day) - timedelta(days=1))


def months_from(first: date, last: date) -> Iterator[date]:
    """The first day of each month from that of `first` to that of `last`, both included."""
    month = month_of(first)
    while month <= last:
        yield month
        month = month_of(month + timedelta(days=31))


def months_told(first: date | None, last: date | None, today: date) -> list[date]:
    """The months of a stretch of time that are over: of the one that goes on there is not all to tell."""
    over = month_before(today)
    return list(months_from(first, min(over, last) if last else over)) if first else []


def edtf_of(month: date) -> str:
    return f"{month:%Y-%m}"


def named_by_month(name: Mapping[str, str], when: ImpreciseDate | None) -> dict[str, str]:
    """What is told of a place in a month, as a label in each language: "Mexico · October 2014"."""
    if when is None or when.earliest is None:
        return dict(name)
    first = when.earliest
    return {
        language: f"{label_in(name, language)} · {format_skeleton('yMMMM', first, locale=language)}"
        for language in LANGUAGES
    }
