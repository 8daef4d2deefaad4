"""Tables as HTML: caption, headers with their scope, and a frame that scrolls where the screen is narrow."""

from __future__ import annotations

from django.utils.safestring import SafeString

from headway.report.blocks import Cell, Column, Table, TableRow
from headway.report.html.element import element, together
from headway.report.html.inline import Setting, running, source_links

WIDE = 3


def table(block: Table, setting: Setting) -> SafeString:
    """The table in a frame of its own; a wide one can be scrolled by keyboard too."""
    setting.tables += 1
    number = setting.tables
    label = f"{setting.words.table} {number}"
    caption = element("caption", element("b", label), " ", block.caption)
    head = element("thead", element("tr", together(_heading(column) for column in block.columns)))
    # A group row heads the rows under it, so each group is a tbody of its own.
    body = together(
        element("tbody", *(_row(row, block, setting) for row in group)) for group in _groups(block.rows)
    )
    inner = element("table", caption, head, body)
    foot = together(
        part for part in (running(block.note, setting), " ", source_links(block.sources, setting))
    )
    below = element("p", foot, class_="under") if foot.strip() else SafeString("")
    is_wide = len(block.columns) >= WIDE
    reach: dict[str, str | int] = {"tabindex": 0, "role": "region", "aria_label": label} if is_wide else {}
    frame = element("div", inner, class_="scroll wide" if len(block.columns) > WIDE else "scroll", **reach)
    return element("div", frame, below, class_="table", id=block.id)


def _groups(rows: tuple[TableRow, ...]) -> list[list[TableRow]]:
    groups: list[list[TableRow]] = [[]]
    for row in rows:
        if row.kind == "group" and groups[-1]:
            groups.append([])
        groups[-1].append(row)
    return groups


def _heading(column: Column) -> SafeString:
    return element("th", column.heading, scope="col", class_=_side(column))


def _row(row: TableRow, block: Table, setting: Setting) -> SafeString:
    if row.kind == "group":
        span = len(block.columns)
        content = running(row.cells[0].runs, setting)
        heading = element(
            "th", content, scope="rowgroup", colspan=span, **setting.language(row.cells[0].lang)
        )
        return element("tr", heading, class_="group")
    cells = []
    for place, (cell, column) in enumerate(zip(row.cells, block.columns, strict=True)):
        is_header = place == 0 and block.row_headers
        cells.append(_cell(cell, column, is_header, setting))
    return element("tr", together(cells), class_="total" if row.kind == "total" else "")


def _cell(cell: Cell, column: Column, is_header: bool, setting: Setting) -> SafeString:
    content = running(cell.runs, setting)
    attributes = setting.language(cell.lang)
    if is_header:
        return element("th", content, scope="row", class_=_side(column), **attributes)
    return element("td", content, class_=_side(column), **attributes)


def _side(column: Column) -> str:
    return {"start": "", "centre": "centre", "end": "end"}[column.align]
