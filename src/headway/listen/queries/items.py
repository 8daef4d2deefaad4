"""Single mentions and posts, as somebody may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from headway.lake import items
from headway.lake.asked import Asked
from headway.lake.questions import Family
from headway.lake.session import reading_here
from headway.lake.tables import KEY_OF, TABLE_OF
from headway.listen.queries.asking import Asking, Lake, lake_of
from headway.plan.models import Campaign


@dataclass(frozen=True)
class Heard:
    """A mention or a post by what is kept of it where it is tied to a record: what it says, where, when, and its address."""

    family: Family
    key: str
    says: str
    where: str
    day: date | None
    address: str
    made_up: bool
    row: dict[str, Any]


def heard_page(lake: Lake, family: Family, asking: Asking, page: int, size: int) -> tuple[list[Any], int]:
    return items.page_of(reading_here(lake.files), family, _asked(lake, asking), (page - 1) * size, size)


def heard_item(campaign: Campaign, user: Any, family: Family, key: str) -> Heard | None:
    """None where there is none, or none that this person may read."""
    lake = lake_of(campaign, user)
    if not lake.has(family):
        return None
    row = items.item(reading_here(lake.files), family, _asked(lake, Asking()), key)
    return heard_of(family, row) if row else None


def heard_of(family: Family, row: dict[str, Any]) -> Heard:
    if family is Family.MEDIA:
        says, where, address = row["headline"] or row["opening"], row["outlet"], row["url"]
    else:
        says, where, address = row["message"], row["account"], row["permalink"]
    key = row[KEY_OF[TABLE_OF[family]]]
    return Heard(family, key, says or key, where or "", row["day"], address or "", bool(row["made_up"]), row)


def _asked(lake: Lake, asking: Asking) -> Asked:
    return Asked(since=asking.since, until=asking.until, only=asking.only, hidden=lake.hidden)
