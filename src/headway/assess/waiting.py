"""What waits for the core team: cells of the progress matrix in which something changed and nothing is rated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.assess.queries import board_of, unrated_cells
from headway.movement.queries import person_of
from headway.movement.rules import Role
from headway.pages.speech import speech
from headway.pages.waiting import Item, Waiting, waits_in_campaign

SHOWN = 5


@waits_in_campaign
def cells_to_rate(campaign: Any, user: Any) -> Iterable[Waiting]:
    if not person_of(user).has(Role.CORE_TEAM):
        return
    cells, board, here = unrated_cells(campaign), board_of(campaign), speech()
    items = []
    for country, area, _period in cells[:SHOWN]:
        where, what = here.say(board.countries[country].name), here.say(board.areas[area].name)
        items.append(Item(f"{where} · {what}", reverse("rating", args=[campaign.key, country, area])))
    href = reverse("progress", args=[campaign.key])
    yield Waiting(
        _("Outcomes recorded, progress not rated"), tuple(items), len(cells), href, _("See the matrix")
    )
