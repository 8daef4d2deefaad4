"""Instants as a reader's language writes them, and devices. Facts have imprecise dates and go by `when`; these are moments of a clock."""

from __future__ import annotations

from datetime import UTC, datetime

from babel.dates import format_date
from django import template

from headway.pages.speech import speech

register = template.Library()


@register.filter
def day(value: datetime | None) -> str:
    said = speech()
    return said.digits(format_date(value.astimezone(UTC), "long", locale=said.locale)) if value else ""


@register.filter
def instant(value: datetime | None) -> str:
    """To the minute, in UTC, which the text says."""
    said = speech()
    if value is None:
        return ""
    return (
        said.digits(format_datetime(value.astimezone(UTC), _TO_THE_MINUTE, tzinfo=UTC, locale=said.locale))
        + " UTC"
    )
