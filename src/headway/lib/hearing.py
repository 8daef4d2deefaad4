"""What an indicator can take from imported mentions and posts, and what of it may be summed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from headway.lib.tongue import say


class Hearing(StrEnum):
    """What an indicator can take from imported mentions and posts."""

    MENTIONS = "mentions"
    ARTICLES = "articles"
    OUTLETS = "outlets"
    COUNTRIES = "countries"
    SHARE_POSITIVE = "share-positive"
    POSTS = "posts"
    ENGAGEMENTS = "engagements"
    CLICKS = "clicks"
    IMPRESSIONS = "impressions"
    ENGAGEMENT_RATE = "engagement-rate"
    CLICK_RATE = "click-rate"
    SHARE_NEW = "share-new"

    @property
    def is_media(self) -> bool:
        return self in _OF_MEDIA

    @property
    def is_share(self) -> bool:
        return self in _SHARES

    @property
    def is_once_each(self) -> bool:
        """Counted once each, so that what is counted in two groups may be the same: such numbers are never summed."""
        return self in (Hearing.ARTICLES, Hearing.OUTLETS, Hearing.COUNTRIES)


_OF_MEDIA = frozenset(
    {Hearing.MENTIONS, Hearing.ARTICLES, Hearing.OUTLETS, Hearing.COUNTRIES, Hearing.SHARE_POSITIVE}
)
_SHARES = frozenset({Hearing.SHARE_POSITIVE, Hearing.ENGAGEMENT_RATE, Hearing.CLICK_RATE, Hearing.SHARE_NEW})
# By what it can be narrowed; the listening pages have the same filters.
_NARROWED = {
    True: ("country", "language", "media_type", "outlet", "sentiment", "office"),
    False: ("network", "account", "office", "content_type", "country", "language", "paid"),
}


def fault_of_hearing(heard: Hearing | None, where: Sequence[str], kind: str) -> str:
    """What is wrong with what an indicator of this kind takes from imported rows; nothing where nothing is."""
    if heard is None:
        return say('"heard_where" narrows "heard", which is not given') if where else ""
    kinds = ["share"] if heard.is_share else ["count"] if heard.is_once_each else ["count", "sum"]
    if kind not in kinds:
        return say(
            'what is heard as "{heard}" fits an indicator of kind {kinds}',
            heard=heard.value, kinds=", ".join(kinds),
        )  # fmt: skip
    known, seen = _NARROWED[heard.is_media], set()
    for one in where:
        name, sign, value = one.partition("=")
        if name not in known or not sign or not value or name in seen:
            return say(
                '"{one}" narrows nothing; write NAME=VALUE, each NAME once: {known}',
                one=one, known=", ".join(known),
            )  # fmt: skip
        seen.add(name)
    return ""
