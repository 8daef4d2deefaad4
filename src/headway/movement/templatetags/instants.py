"""Instants as a reader's language writes them, and devices. Facts have imprecise dates and go by `when`; these are moments of a clock."""

from __future__ import annotations

from datetime import UTC, datetime

from babel.dates import format_date, format_time
from django import template

from headway.lib.devices import device_of
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
    at = value.astimezone(UTC)
    parts = format_date(at, "medium", locale=said.locale), format_time(at, "short", locale=said.locale)
    return said.digits(f"{said.listed(parts)} UTC")


@register.filter
def device(user_agent: str) -> str:
    return device_of(user_agent)
