"""What was planned to be heard of in the media, beside what was counted from imported rows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.listen.queries.heard import counted_for_plan, has_coverage
from headway.listen.queries.planned import window_of_target
from headway.listen.rules import Beside, set_beside
from headway.listen.words import how_counted, planned_in_words, why_not_compared
from headway.pages.wording import wording
from headway.report.blocks import Block, Cell, Column, Paragraph, Table, TableRow, cell, runs
from headway.report.page.footing import footing
from headway.report.page.page import Page


def beside_the_plan(page: Page) -> list[Block]:
    """A table of all media targets; nothing where the campaign has none."""
    rows = page.records.of("media-target")
    if not rows:
        return []
    counted = counted_for_plan(page.records.of("heard"))
    lines: list[TableRow] = []
    for row in rows:
        lines.append(TableRow((cell(_for_what(page, row)),), "group"))
        is_over = _is_over(page, row)
        lines += [
            TableRow(_cells(page, one)) for one in set_beside(row, counted.get(row.key), is_over=is_over)
        ]
    columns = (
        Column(_("What is counted"), width=2),
        Column(pgettext("a number", "Planned"), "end"),
        Column(pgettext("a number", "Counted"), "end"),
        Column(_("Share of the plan"), "end"),
        Column(_("How it was met"), width=1.4),
    )
    table = Table(
        _("Planned and counted"), columns, tuple(lines), note=runs(_note(page)), id=page.place("table", "media-plan")
    )  # fmt: skip
    return [*_texts(page, rows), table, *footing(page, rows)]


def _note(page: Page) -> str:
    has_rows = has_coverage(page.records.of("heard"))
    return how_counted() if has_rows else why_not_compared(has_rows=False, has_days=True)


def _texts(page: Page, rows: Any) -> list[Block]:
    return [Paragraph(runs(page.tongue.told(row.text))) for row in rows if row.text]


def _for_what(page: Page, row: Any) -> Any:
    kind, key = ("moment", row.moment) if row.moment else ("period", row.period)
    return page.tongue.label(page.records.get(kind, key).name)


def _is_over(page: Page, row: Any) -> bool:
    """By the day on which the report ends, not by the day on which it is made: an edition says the same for ever."""
    moment = page.records.get("moment", row.moment) if row.moment else None
    period = page.records.get("period", row.period) if row.period else None
    window = window_of_target(row.key, moment, period)
    (campaign,) = page.records.of("campaign")
    return window is not None and window.ends <= campaign.cutoff


def _cells(page: Page, one: Beside) -> tuple[Cell, ...]:
    number, share = page.tongue.number, page.tongue.share
    return (
        cell(planned_in_words(one.what, one.reach)),
        cell(number(one.planned)),
        cell("–" if one.counted is None else number(one.counted)),
        cell("–" if one.share is None else share(one.share)),
        cell(wording(one.met)),
    )
