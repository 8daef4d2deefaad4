"""Tables as HTML: caption, headers with their scope, and a frame that scrolls where the screen is narrow."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.safestring import SafeString

from headway.report.blocks import Cell, Column, Table, TableRow, plain
from headway.report.html.element import element, together
from headway.report.html.inline import Setting, running, source_links

WIDE = 3
# A cell of more letters than these, beside one other, has too little room on a phone: there the cells stand one below
# the other.
LONG_CELL = 160
# On a page that folds, longer tables are folded too.
MOST_OPEN_ROWS = 8


def table(block: Table, setting: Setting) -> SafeString:
    """The table in a frame of its own; a wide one can be scrolled by keyboard too."""
    setting.tables += 1
    number = setting.tables
    label = f"{setting.words.table} {number}"
    # Set as blocks, a table would be none to a screen reader unless every part says what it is.
    part = _role if (stacks := _stacks(block)) else _nothing
    caption = element("caption", element("b", label), " ", block.caption)
    headings = together(_heading(column, part) for column in block.columns)
    head = element("thead", element("tr", headings, **part("row")), **part("rowgroup"))
    # A group row heads the rows under it, so each group is a tbody of its own.
    body = together(
        element("tbody", *(_row(row, block, setting, part) for row in group), **part("rowgroup"))
        for group in _groups(block.rows)
    )
    inner = element("table", caption, head, body, class_="stack" if stacks else "", **part("table"))
    foot = together(
        piece for piece in (running(block.note, setting), " ", source_links(block.sources, setting))
    )
    below = element("p", foot, class_="under") if foot.strip() else SafeString("")
    is_wide = len(block.columns) >= WIDE
    reach: dict[str, str | int] = {"tabindex": 0, "role": "region", "aria_label": label} if is_wide else {}
    frame = element("div", inner, class_="scroll wide" if len(block.columns) > WIDE else "scroll", **reach)
    if not (setting.folds and len(block.rows) > MOST_OPEN_ROWS):
        return element("div", frame, below, class_="table", id=block.id)
    # Its place is inside, so that who is led there finds it open.
    name = element("summary", element("b", label), " ", block.caption)
    return element(
        "div", element("details", name, element("div", frame, below, id=block.id)), class_="table folds"
    )


Part = Callable[[str], dict[str, str]]


def _role(name: str) -> dict[str, str]:
    return {"role": name}


def _nothing(name: str) -> dict[str, str]:
    return {}


def _stacks(block: Table) -> bool:
    two = len(block.columns) == 2 and all(column.align == "start" for column in block.columns)
    cells = (row.cells[-1] for row in block.rows if row.kind == "body")
    return two and block.row_headers and any(len(plain(one.runs)) > LONG_CELL for one in cells)


def _groups(rows: tuple[TableRow, ...]) -> list[list[TableRow]]:
    groups: list[list[TableRow]] = [[]]
    for row in rows:
        if row.kind == "group" and groups[-1]:
            groups.append([])
        groups[-1].append(row)
    return groups


def _heading(column: Column, part: Part) -> SafeString:
    return element("th", column.heading, scope="col", class_=_side(column), **part("columnheader"))


def _row(row: TableRow, block: Table, setting: Setting, part: Part) -> SafeString:
    if row.kind == "group":
        span = len(block.columns)
        content = running(row.cells[0].runs, setting)
        language = setting.language(row.cells[0].lang)
        heading = element("th", content, scope="rowgroup", colspan=span, **language, **part("rowheader"))
        return element("tr", heading, class_="group", **part("row"))
    cells = []
    for place, (cell, column) in enumerate(zip(row.cells, block.columns, strict=True)):
        is_header = place == 0 and block.row_headers
        cells.append(_cell(cell, column, setting, part, is_header=is_header))
    return element("tr", together(cells), class_="total" if row.kind == "total" else "", **part("row"))


def _cell(cell: Cell, column: Column, setting: Setting, part: Part, *, is_header: bool) -> SafeString:
    content = running(cell.runs, setting)
    attributes = {"class_": _side(column), **setting.language(cell.lang)}
    if is_header:
        return element("th", content, scope="row", **attributes, **part("rowheader"))
    return element("td", content, **attributes, **part("cell"))


def _side(column: Column) -> str:
    return {"start": "", "centre": "centre", "end": "end"}[column.align]
