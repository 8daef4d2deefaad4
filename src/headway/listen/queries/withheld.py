"""What is withheld, for those who may know of it, and how much each entry hides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from headway.lake.questions import Family
from headway.listen.models import Withheld
from headway.listen.queries import may_set_up_listening
from headway.listen.queries.asking import Asking, Lake
from headway.listen.rules import WithheldKind
from headway.plan.models import Campaign

# So many names are offered to choose from.
MOST = 300


@dataclass(frozen=True)
class Hides:
    """One entry, and how many mentions and posts it hides now: one that hides nothing may be misspelt."""

    entry: Withheld
    mentions: int
    posts: int


@dataclass(frozen=True)
class Known:
    """What searches and accounts the imported rows have, by small letters: how many rows of each, and their names."""

    mentions: Counter[str]
    posts: Counter[str]
    names: dict[WithheldKind, list[str]]


def withheld_list(campaign: Campaign, user: Any) -> list[Withheld]:
    """Nothing for those who do not set listening up: the words themselves say what is watched."""
    return list(Withheld.objects.filter(campaign=campaign)) if may_set_up_listening(user) else []


def withheld_by_id(pk: UUID, campaign: Campaign, user: Any) -> Withheld | None:
    return next((one for one in withheld_list(campaign, user) if one.pk == pk), None)


def known_to(lake: Lake) -> Known:
    """Asked of all rows, also of those that are withheld."""
    whole, searches, accounts = replace(lake, hidden={}), Counter[str](), Counter[str]()
    names: dict[WithheldKind, set[str]] = {kind: set() for kind in WithheldKind}
    if lake.has(Family.MEDIA):
        for row in whole.ask("coverage", Asking(by=("search",), with_whole=False)).rows:
            if row["search"]:
                searches[row["search"].lower()] += row["mentions"]
                names[WithheldKind.WORD].add(row["search"])
    if lake.has(Family.SOCIAL):
        for row in whole.ask("accounts", Asking(by=("account",), with_whole=False)).rows:
            keys = {str(one).lower() for one in (row["account"], row.get("account__key")) if one}
            accounts.update(dict.fromkeys(keys, row["posts"]))
            names[WithheldKind.ACCOUNT] |= {row["account"]} if row["account"] else set()
    return Known(searches, accounts, {kind: sorted(found)[:MOST] for kind, found in names.items()})


def with_what_they_hide(entries: list[Withheld], known: Known) -> list[Hides]:
    return [
        Hides(
            one,
            known.mentions[one.text.lower()] if one.kind == WithheldKind.WORD else 0,
            known.posts[one.text.lower()] if one.kind == WithheldKind.ACCOUNT else 0,
        )
        for one in entries
    ]
