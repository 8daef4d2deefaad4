"""The lists of the movement: its people, its offices, what a search finds, its log."""

from __future__ import annotations

from headway.movement.listings.log import LOG
from headway.movement.listings.offices import OFFICES
from headway.movement.listings.people import PEOPLE
from headway.movement.listings.search import SEARCH

__all__ = ["LOG", "OFFICES", "PEOPLE", "SEARCH"]
