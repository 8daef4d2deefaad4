"""Writing what offices report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.audit.actions import unit_of_work
from headway.audit.steps.keep import Keeper, Tally
from headway.collect.queries import collect_rows
from headway.collect.rows import ActivityRow, FigureRow
from headway.collect.rules import faults_of_activity, faults_of_parts
from headway.lib.problems import Refused
from headway.lib.rows import Row
from headway.movement.actions import require
from headway.movement.rules import Subject
from headway.plan.models import Campaign
from headway.plan.queries import plan_rows


def keep_reported(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep activities, figures, returns or sign-ups: an office's own people write them for that office alone."""
    with unit_of_work():
        require(acting_user, "record_activity", *(Subject(offices=_offices(row)) for row in rows))
        _refuse_wrong_dates(campaign, rows)
        _refuse_wrong_parts(campaign, rows)
        return Keeper({"campaign": campaign}, acting_user).keep(rows)


def keep_published(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep published facts and testimonies, which the core team takes from a source."""
    require(acting_user, "record_published")
    return Keeper({"campaign": campaign}, acting_user).keep(rows)


def _offices(row: Row) -> frozenset[str]:
    office = getattr(row, "office", "")
    return frozenset({office}) if office else frozenset()


def _refuse_wrong_dates(campaign: Campaign, rows: Sequence[Row]) -> None:
    periods = {row.key: row for row in plan_rows(campaign, "period")}
    for row in rows:
        if isinstance(row, (ActivityRow, FigureRow)):
            for field, message in faults_of_activity(row, periods, campaign.cutoff):
                raise Refused(f"{row.kind} {row.key}, {field}: {message}")


def _refuse_wrong_parts(campaign: Campaign, rows: Sequence[Row]) -> None:
    new = {row.key: row for row in rows if isinstance(row, FigureRow)}
    if any(row.part_of for row in new.values()):
        stored = {row.key: row for row in collect_rows(campaign, "figure")}
        for figure, message in faults_of_parts({**stored, **new}):
            raise Refused(f"figure {figure.key}, {message}")
