"""A small movement at work: the pack of the tests is loaded, the cast has its roles, the north has begun to report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headway.exchange.packs import load_pack
from headway.movement.actions import ensure_operator
from headway.movement.models import Grant, User
from headway.movement.rules import Role
from headway.movement.tests.cast import make_cast
from headway.movement.tests.doors import settle


@dataclass(frozen=True)
class World:
    """The campaign, and everybody by what they are called in the cast; `nobody` is signed out."""

    campaign: Any
    people: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def fresh(self) -> World:
        """The same people and campaign as a new request would read them, with nothing remembered from before."""
        people = {who: User.objects.get(pk=user.pk) if user else None for who, user in self.people.items()}
        return World(type(self.campaign).objects.get(pk=self.campaign.pk), people)


def make_world(pack: Path) -> World:
    """Load `pack` as the operator, and let two offices and a researcher's country take part in it."""
    operator = ensure_operator()
    campaign, _ = load_pack(pack, acting_user=operator)
    cast = make_cast(operator)
    settle(campaign, operator)
    gone = User.objects.create(email="gone@movement.example", name="Gone", is_active=False)
    Grant.objects.create(user=gone, role=Role.CORE_TEAM)
    idle = User.objects.create(email="idle@movement.example", name="Idle")
    second = User.objects.create(email="gita@movement.example", name="Gita")
    Grant.objects.create(user=second, role=Role.CORE_TEAM)
    further = {"operator": operator, "switched_off": gone, "without_a_role": idle, "core_colleague": second}
    return World(campaign, {**cast.everyone(), **further})
