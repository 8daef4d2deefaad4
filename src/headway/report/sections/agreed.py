"""What reflection meetings agreed to do: by whom, by when, and how it stands."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.report.blocks import Block, Cell, Column, Table, TableRow, cell, runs
from headway.report.page.footing import footing, standing_tag
from headway.report.page.page import Page
from headway.report.rows import BlockRow
from headway.report.words import date_in_words


def agreed(page: Page, block: BlockRow) -> list[Block]:
    """A row for each action, under its meeting where several agreed on some."""
    held = [(row, row.agreed) for row in page.records.of("meeting") if row.agreed]
    if not held:
        return []
    # A public edition does not know who they are.
    named = any(action.owner for _meeting, actions in held for action in actions)
    columns = (
        Column(_("What was agreed"), width=2.4),
        *((Column(_("Who sees to it"), width=1.2),) if named else ()),
        Column(_("How it stands"), width=1.2),
    )
    lines: list[TableRow] = []
    for meeting, actions in held:
        if len(held) > 1:
            lines.append(TableRow((cell(page.tongue.label(meeting.name)),), "group"))
        lines += [_line(page, action, named=named) for action in actions]
    caption = page.tongue.say(block.caption) if block.caption else _("Agreed actions")
    table = Table(caption, columns, tuple(lines), id=page.place("table", block.key))
    return [table, *footing(page, [action for _meeting, actions in held for action in actions])]


def _line(page: Page, action: Any, *, named: bool) -> TableRow:
    said = Cell(runs(page.tongue.told(action.text), *standing_tag(action)))
    who = cell(page.called(action.owner) if action.owner else _("not known"))
    return TableRow((said, *((who,) if named else ()), cell(_state(page, action))))


def _state(page: Page, action: Any) -> str:
    """Done, still to do, or past its day by the last day that the edition knows of."""
    if action.done is not None:
        return _("done on %(day)s") % {"day": _day(page, action.done)}
    if action.due is None:
        return pgettext("an action", "to be done")
    if action.due < page.facts.campaign.cutoff:
        return _("overdue since %(day)s") % {"day": _day(page, action.due)}
    return _("due by %(day)s") % {"day": _day(page, action.due)}


def _day(page: Page, day: Any) -> str:
    return date_in_words(day, page.tongue.language)
