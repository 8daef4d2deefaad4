"""A link of the chain: the ratings that rest on an outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from headway.assess.queries import ratings_by_outcome
from headway.lib.influence import Node, Stage
from headway.pages.chain import extends_chain
from headway.pages.places import address_of
from headway.pages.speech import speech


@extends_chain
def rated_on(outcomes: Sequence[Any], campaign: Any, user: Any) -> Mapping[str, Sequence[Node]]:
    """Each rating with what it rates; no rating rests on what is restricted."""
    return {
        key: [_node(rating, campaign) for rating in ratings]
        for key, ratings in ratings_by_outcome(outcomes).items()
    }


def _node(rating: Any, campaign: Any) -> Node:
    here = speech()
    where = here.say(rating.focus_country.name) if rating.focus_country else _("Campaign as a whole")
    detail = here.listed([where, here.say(rating.change_area.name)])
    href = address_of("rating", campaign.key, rating.key)
    return Node(Stage.RATING, "rating", rating.key, rating.step.name, detail, rating.text, href)
