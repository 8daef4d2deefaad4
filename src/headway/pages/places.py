"""Where a record's page is, and how a view finds what it shows.

By convention the page of one record is named as its kind ("outcome", "case-study"), the list as the plural; both take
the campaign's key first. So a link to a record of a later room needs no import of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.http import Http404
from django.urls import NoReverseMatch, reverse

from headway.pages.speech import speech

T = TypeVar("T")
# Their addresses stand under no campaign; a campaign's own is its key.
OF_THE_MOVEMENT = frozenset({"campaign", "office"})


class LostFile(Http404):
    """A file that a record names is missing on the disk, or damaged; its text is what the file is called."""


@dataclass(frozen=True)
class Crumb:
    """One step of the trail above a page; the page itself, at the end, has no address."""

    text: str
    href: str = ""


@lru_cache(maxsize=4096)
def address_of(kind: str, campaign: str, key: str) -> str:
    """The page of a record; "" where records of that kind have none."""
    try:
        return reverse(kind, args=[key] if kind in OF_THE_MOVEMENT else [campaign, key])
    except NoReverseMatch:
        return ""


def found(record: T | None) -> T:
    """The record, or 404: what somebody may not see and what does not exist look the same."""
    if record is None:
        raise Http404
    return record


def frame_of(campaign: Any, heading: str, *above: tuple[str, str], is_record: bool = False) -> dict[str, Any]:
    """What every page of a campaign gives its template: the campaign, its heading, and the trail to it.

    `above` are the lists that the page stands under, each as the name of its address and its words; a record's own
    heading ends the trail.
    """
    trail = [Crumb(speech().say(campaign.name), reverse("campaign", args=[campaign.key]))]
    trail += [Crumb(text, reverse(name, args=[campaign.key])) for name, text in above]
    if is_record:
        trail.append(Crumb(heading))
    return {"campaign": campaign, "heading": heading, "trail": trail}
