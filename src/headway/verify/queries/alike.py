"""Outcomes that may tell of the same change. Restricted ones are compared with none: that would tell of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from headway.lib.likeness import Pair, Traits, like, pairs_among, traits
from headway.plan.models import Campaign
from headway.plan.queries import remembered
from headway.verify.models import Outcome
from headway.verify.queries.visible import visible_outcomes
from headway.verify.rows import OutcomeState


def alike_to(given: Traits, campaign: Campaign, user: Any) -> list[Outcome]:
    """Open outcomes that may tell of the same as what somebody writes, the likeliest first."""
    if len(given.words) < 3:
        return []
    pairs = like(given, _compared(campaign))
    return _in_order([pair.other for pair in pairs], campaign, user)


def pairs_alike(campaign: Campaign, user: Any) -> list[tuple[Outcome, Outcome]]:
    """All pairs of open outcomes that may be the same, the likeliest first."""
    pairs: list[Pair] = remembered("outcomes alike", campaign, lambda: pairs_among(_compared(campaign)))
    keys = {key for pair in pairs for key in (pair.one, pair.other)}
    seen = {one.key: one for one in _shown(keys, campaign, user)}
    return [(seen[pair.one], seen[pair.other]) for pair in pairs if pair.one in seen and pair.other in seen]


def _compared(campaign: Campaign) -> list[Traits]:
    return remembered("traits of outcomes", campaign, lambda: _traits(campaign))


def _traits(campaign: Campaign) -> list[Traits]:
    found = Outcome.objects.filter(campaign=campaign, restricted=False, merged_into=None).exclude(
        state=OutcomeState.SET_ASIDE
    )
    columns = (
        "key",
        "actor",
        "name",
        "statement",
        "country",
        "focus_country__key",
        "when_earliest",
        "when_latest",
    )
    return [
        traits(
            key,
            actor,
            [*name.values(), statement],
            campaign.language,
            (country, focus or ""),
            (earliest, latest),
        )
        for key, actor, name, statement, country, focus, earliest, latest in found.values_list(*columns)
    ]


def _shown(keys: Collection[str], campaign: Campaign, user: Any) -> list[Outcome]:
    seen = visible_outcomes(campaign, user).filter(key__in=keys, restricted=False)
    return list(seen.select_related("focus_country"))


def _in_order(keys: list[str], campaign: Campaign, user: Any) -> list[Outcome]:
    return sorted(_shown(keys, campaign, user), key=lambda one: keys.index(one.key))
