"""What indicators take from imported mentions and posts: the same for every reader, without what is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from headway.lake.asked import Window
from headway.lake.questions import Family
from headway.lib.hearing import Hearing
from headway.listen.queries import committed_files
from headway.listen.queries.asking import Asking, Lake, withheld_of_everybody
from headway.listen.rules import Taken, kind_of_posts, name_in_address
from headway.plan.models import Campaign, Indicator, Period

# The question that tells each, and its column; countries are the rows of coverage that name one.
_ASKED: Mapping[Hearing, tuple[str, str]] = {
    Hearing.MENTIONS: ("coverage", "mentions"),
    Hearing.ARTICLES: ("coverage", "articles"),
    Hearing.OUTLETS: ("coverage", "outlets"),
    Hearing.COUNTRIES: ("coverage", ""),
    Hearing.SHARE_POSITIVE: ("sentiment", "share_positive"),
    Hearing.POSTS: ("engagement", "posts"),
    Hearing.ENGAGEMENTS: ("engagement", "engagements"),
    Hearing.CLICKS: ("engagement", "clicks"),
    Hearing.IMPRESSIONS: ("engagement", "impressions"),
    Hearing.ENGAGEMENT_RATE: ("rates", "engagement_rate"),
    Hearing.CLICK_RATE: ("rates", "click_rate"),
    Hearing.SHARE_NEW: ("new-audiences", "share_new"),
}
_DIGITS = Decimal("0.000001")


@dataclass(frozen=True)
class Heard:
    """What one indicator took, in all and by the keys of periods."""

    whole: Taken | None
    periods: Mapping[str, Taken] = field(default_factory=dict)

    def in_period(self, key: str) -> Heard:
        return Heard(self.periods.get(key))


def indicators_that_hear(campaign: Campaign) -> list[Indicator]:
    found = Indicator.objects.filter(campaign=campaign).exclude(heard="")
    return list(found.select_related("focus_country"))


def heard_of_indicators(
    campaign: Campaign, indicators: Iterable[Indicator], periods: Sequence[Period]
) -> dict[str, Heard]:
    """By the key of each indicator that takes its value from imported rows; nothing of one for which there are none.

    Two questions to the lake an indicator, whose answers are kept as long as the same files are read.
    """
    hearing = [one for one in indicators if one.heard]
    if not hearing:
        return {}
    windows = tuple(Window(one.key, one.begins, one.ends) for one in periods)
    lake = Lake(committed_files(campaign), withheld_of_everybody(campaign), windows, frozenset())
    return {one.key: _heard(lake, one) for one in hearing if lake.has(family_of(one))}


def family_of(indicator: Indicator) -> Family:
    return Family.MEDIA if Hearing(indicator.heard).is_media else Family.SOCIAL


def narrowed_to(indicator: Indicator) -> dict[str, frozenset[str]]:
    """The values that are counted."""
    found = {
        name: frozenset([value]) for name, _, value in (one.partition("=") for one in indicator.heard_where)
    }
    if indicator.focus_country is not None and "country" not in found:
        found["country"] = frozenset(indicator.focus_country.countries)
    return found


def address_of_hearing(indicator: Indicator) -> tuple[str, str]:
    """The listening page that counts the same: the name of its address, and its query. A page is narrowed to one country
    at a time; of an indicator of several it shows all.
    """
    only = {
        name_in_address(name): min(values)
        for name, values in narrowed_to(indicator).items()
        if len(values) == 1
    }
    name = "listening" if family_of(indicator) is Family.MEDIA else "listening-social"
    return name, f"?{urlencode(only)}" if only else ""


def _kind_of_posts(lake: Lake) -> frozenset[str]:
    """Posts of one kind at a time, the same that the page shows first: what was paid for is never mixed in."""
    rows = lake.ask("engagement", Asking(by=("paid",), with_whole=False)).rows
    return frozenset({kind_of_posts({row["paid"] for row in rows})})


def _heard(lake: Lake, indicator: Indicator) -> Heard:
    what, only = Hearing(indicator.heard), narrowed_to(indicator)
    if not what.is_media:
        only.setdefault("paid", _kind_of_posts(lake))
    question, column = _ASKED[what]
    # A question that is split by nothing is split as it is usually; all posts that are asked for are of one kind.
    split = ("country",) if not column else () if what.is_media else ("paid",)
    whole = lake.ask(question, Asking(by=split, only=only, with_whole=False))
    made_up = whole.made_up
    found = Heard(Taken(what, _value(what, column, whole.rows), made_up))
    if not lake.windows:
        return found
    parts = lake.ask(question, Asking(by=("moment", *split), only=only, with_whole=False))
    rows: dict[str, list[Any]] = {one.key: [] for one in lake.windows}
    for row in parts.rows:
        rows[row["moment"]].append(row)
    by_period = {key: Taken(what, _value(what, column, own), made_up) for key, own in rows.items() if own}
    return replace(found, periods=by_period)


def _value(what: Hearing, column: str, rows: Sequence[Mapping[str, Any]]) -> Decimal | None:
    """One value of one group of rows; where no row answers, a count is nothing and a share cannot be told."""
    if not column:
        return Decimal(sum(1 for row in rows if row["country"]))
    if not rows:
        return None if what.is_share else Decimal(0)
    (row,) = rows
    value = row[column]
    return None if value is None else Decimal(str(value)).quantize(_DIGITS).normalize() + 0
