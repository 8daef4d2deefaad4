"""Where a record's page is, and how a view finds what it shows.

By convention the page of one record is named as its kind ("outcome", "case-study"), the list as the plural; both take
the campaign's key first. So a link to a record of a later room needs no import of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from django.http import Http404
from django.urls import NoReverseMatch, reverse

T = TypeVar("T")


@dataclass(frozen=True)
class Crumb:
    """One step of the trail above a page; the page itself, at the end, has no address."""

    text: str
    href: str = ""


@lru_cache(maxsize=4096)
def address_of(kind: str, campaign: str, key: str) -> str:
    """The page of a record; "" where records of that kind have none."""
    try:
        return reverse(kind, args=[campaign, key])
    except NoReverseMatch:
        return ""


def found(record: T | None) -> T:
    """The record, or 404: what somebody may not see and what does not exist look the same."""
    if record is None:
        raise Http404
    return record
