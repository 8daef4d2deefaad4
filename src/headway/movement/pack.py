"""The movement's part of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row
from headway.movement.actions import keep_offices
from headway.movement.queries import office_rows
from headway.movement.rows import OfficeRow

SECTIONS = (Section("offices.csv", OfficeRow, by_key=True),)


def check(pack: Pack) -> Iterator[Problem]:
    """An office of a pack takes part in its campaign: the export would lose one that does not."""
    taking_part = {row.office for row in pack.of("participation")}
    for row in pack.of("office"):
        if row.key not in taking_part:
            yield pack.problem(
                row, f'the office "{row.key}" takes no part: give it a line in participation.csv'
            )


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    return keep_offices(pack.of("office"), acting_user=acting_user)


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    return {"office": office_rows(campaign)}
