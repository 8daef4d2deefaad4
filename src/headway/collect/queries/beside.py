"""What an office counted, period by period, beside what the whole movement did; all of it by the rules of addition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from headway.collect.queries.totals import TotalLine, totals
from headway.collect.rules import By
from headway.lib.additivity import NoFigures, Result
from headway.movement.models import Office
from headway.plan.models import Campaign, Measure, Participation
from headway.plan.queries import remembered


@dataclass(frozen=True)
class InPeriod:
    """What the office's figures of a period come to, and those of all offices. `name` is None where none is named."""

    name: Any
    own: Result
    all: Result


@dataclass(frozen=True)
class Beside:
    """One measure (of money: in one currency) over time."""

    office: Office
    measure: Measure
    currency: str
    periods: tuple[InPeriod, ...]


def beside_of(campaign: Campaign, office: Office) -> tuple[Beside, ...]:
    """Every measure of which the office has figures, in the order of the pack; the same for every reader."""
    return remembered(f"beside {office.key}", campaign, lambda: _beside(campaign, office))


def _beside(campaign: Campaign, office: Office) -> tuple[Beside, ...]:
    every = totals(campaign, [By.PERIOD])
    whole = {(line.measure.key, line.currency, *line.group): line.result for line in every.lines}
    names = every.names[By.PERIOD]
    found: dict[tuple[str, str], list[TotalLine]] = {}
    for line in totals(campaign, [By.OFFICE, By.PERIOD]).lines:
        if line.group[0] == office.key and not isinstance(line.result, NoFigures):
            found.setdefault((line.measure.key, line.currency), []).append(line)
    return tuple(
        Beside(
            office,
            lines[0].measure,
            currency,
            tuple(
                InPeriod(names.get(line.group[1]), line.result, whole[key, currency, line.group[1]])
                for line in lines
            ),
        )
        for (key, currency), lines in found.items()
    )


def office_taking_part(campaign: Campaign, key: str) -> Office | None:
    part = Participation.objects.filter(campaign=campaign, office__key=key).select_related("office").first()
    return part.office if part else None
