"""The part of a pack that rates progress."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.assess import rows
from headway.assess.actions import keep_ratings
from headway.assess.queries import ratings_of
from headway.assess.rules import doubled_ratings
from headway.audit.steps.keep import Tally
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row
from headway.verify.rules import rests_on_restricted

SECTIONS = (Section("ratings.yaml", rows.RatingRow),)


def check(pack: Pack) -> Iterator[Problem]:
    """One rating a cell: a country, a change area and a period are rated once, and not on what is restricted."""
    for row, first in doubled_ratings(pack.of("rating")):
        yield pack.problem(row, f'rates what "{first.key}" rates already')
    restricted = {
        f"{kind}s": {row.key for row in pack.of(kind) if row.restricted} for kind in ("outcome", "case")
    }
    for rating in pack.of("rating"):
        for place, message in rests_on_restricted(rating, **restricted):
            yield pack.problem(rating, message, *place)


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    return keep_ratings(campaign, pack.of("rating"), acting_user=acting_user)


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    return {"rating": ratings_of(campaign)}
