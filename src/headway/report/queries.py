"""Reading the outline of the report, and all that a report is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from headway.assess.queries import ratings_of
from headway.audit.queries import rows_of
from headway.collect.queries import collect_rows
from headway.engage.queries import engage_rows
from headway.learn.queries import learn_rows
from headway.listen.queries import listen_rows
from headway.movement.queries import office_rows
from headway.plan.models import Campaign
from headway.plan.queries import campaign_row, plan_rows
from headway.report.models import Chapter
from headway.verify.queries import verify_rows

_READ_BY: Mapping[Callable[..., list[Any]], tuple[str, ...]] = {
    plan_rows: (
        "period", "participation", "area", "measure", "focus-country", "objective", "theory-node", "dimension",
        "scale-step", "output", "risk", "exit-item",
    ),
    engage_rows: ("partner", "case", "target", "relation", "opportunity"),
    listen_rows: ("moment", "content-type"),
    collect_rows: ("activity", "figure", "published", "return", "sign-up", "testimony"),
    verify_rows: ("outcome", "meeting"),
    learn_rows: ("theme", "learning", "recommendation", "case-study"),
}  # fmt: skip


def chapters_of(campaign: Campaign) -> list[Any]:
    """The chapters of the outline, in order, with their blocks."""
    return rows_of(Chapter.objects.filter(campaign=campaign))


def records_of(campaign: Campaign) -> dict[str, list[Any]]:
    """Every record that a report may count, by kind; restricted ones are not among them, whoever reads."""
    rows = {
        "campaign": [campaign_row(campaign)],
        "office": office_rows(campaign),
        "rating": ratings_of(campaign),
    }
    for read, kinds in _READ_BY.items():
        rows |= {kind: read(campaign, kind) for kind in kinds}
    return rows
