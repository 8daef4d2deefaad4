"""Tables for Word: captions that count themselves, header rows that repeat, rows that stay whole."""

from __future__ import annotations

from dataclasses import replace

from headway.report.blocks import Break, Cell, Column, Runs, Table, TableRow, strong
from headway.report.blocks import plain as words_of
from headway.report.docx import xml
from headway.report.docx.inline import Setting, plain, running, source_reference
from headway.report.docx.styles import ACCENT, ACCENT_FAINT, TABLE_STYLE, TEXT_WIDTH
from headway.report.docx.turns import in_turns
from headway.report.docx.xml import Element, make

# A table of up to so many rows is kept on one page.
SHORT_TABLE = 10
FEWEST_ROWS = 4
# Tables of so many columns, and of so many letters a row, are set in two.
MANY_COLUMNS, LONG_ROW, REST_BY_FIRST = 4, 200, 5
_SIDES = {"start": "start", "centre": "center", "end": "end"}


def table(block: Table, setting: Setting) -> list[Element]:
    if is_wordy(block):
        block = with_names_in_cells(block, setting.words.colon)
    setting.tables += 1
    caption = counted_caption("Table", setting.words.table, setting.tables, block.caption, block.id, setting)
    widths = column_widths(block.columns)
    has_total = bool(block.rows) and block.rows[-1].kind == "total"
    rows = [_header(block.columns, widths, setting)]
    rows += [_row(row, block, widths, setting) for row in block.rows]
    if len(rows) <= SHORT_TABLE:
        _keep_together(rows)
    else:
        # No row stands alone, at the foot of a page or at the head of the next.
        _keep_together(rows[:FEWEST_ROWS])
        _keep_together(rows[-FEWEST_ROWS:])
    look = make(
        "tblLook",
        # The same again as bits, for programs that read only those.
        val=f"{0x0620 + 0x40 * has_total + 0x80 * block.row_headers:04X}",
        firstRow=1,
        lastRow=int(has_total),
        firstColumn=int(block.row_headers),
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )
    made = make("tbl", table_properties(setting, look, block.caption), grid(widths), *rows)
    return [caption, made, below(block.note, block.sources, setting)]


def is_wordy(block: Table) -> bool:
    """True for a table of several columns with so much text that all of them would be slivers."""
    length = sum(len(words_of(cell.runs)) for row in block.rows for cell in row.cells)
    return len(block.columns) >= MANY_COLUMNS and length > LONG_ROW * max(len(block.rows), 1)


def with_names_in_cells(block: Table, colon: str) -> Table:
    """The same in two columns: what each row begins with, and all else on lines, each after its column's name."""
    first, lead, *others = block.columns
    rest = Column(lead.heading, width=REST_BY_FIRST * first.width)
    rows = []
    for row in block.rows:
        if row.kind == "group":
            rows.append(row)
            continue
        head, named, *cells = row.cells
        lines = list(named.runs)
        for column, cell in zip(others, cells, strict=True):
            if cell.runs:
                lines += [Break(), strong(column.heading, colon), *cell.runs]
        rows.append(TableRow((head, Cell(tuple(lines), named.lang)), row.kind))
    return replace(block, columns=(first, rest), rows=tuple(rows))


def column_widths(columns: tuple[Column, ...]) -> list[int]:
    whole = sum(column.width for column in columns)
    return [round(TEXT_WIDTH * column.width / whole) for column in columns]


def grid(widths: list[int]) -> Element:
    return make("tblGrid", *(make("gridCol", w=width) for width in widths))


def table_properties(setting: Setting, look: Element, description: str) -> Element:
    turned = [make("bidiVisual")] if setting.document.direction == "rtl" else []
    return make(
        "tblPr",
        make("tblStyle", val=setting.styles[TABLE_STYLE]),
        *turned,
        make("tblW", w=TEXT_WIDTH, type="dxa"),
        make("tblLayout", type="fixed"),
        look,
        make("tblDescription", val=description),
    )


def counted_caption(kind: str, word: str, number: int, text: str, place: str, setting: Setting) -> Element:
    """ "Table 3  What was seen": the number is a field, so that Word counts again when tables are added."""
    accent = {"color": make("color", val=ACCENT)}
    count = xml.field(f"SEQ {kind} \\* ARABIC", plain(str(number), setting, **accent), **accent)
    label = [*plain(f"{word} ", setting, **accent), *count]
    name = setting.places.get(place, "") or f"{kind.lower()}_{number}"
    return setting.paragraph("Caption", [*setting.bookmarked(name, label), *plain(f"  {text}", setting)])


def below(note: Runs, facts: tuple[str, ...], setting: Setting) -> Element:
    """What stands under a table or a figure; it also keeps two tables apart."""
    words = running(note, setting)
    if facts:
        words += plain(f"{' ' if note else ''}{setting.words.source}", setting)
        for fact in facts:
            words += [
                *plain(" ", setting),
                *source_reference(setting.numbers[fact], setting, "Source number"),
            ]
    if not words:
        return setting.paragraph(
            "Small print", [], spacing=make("spacing", before=0, after=60, line=120, lineRule="exact")
        )
    return setting.paragraph("Small print", words, spacing=make("spacing", before=80, after=240))


def _header(columns: tuple[Column, ...], widths: list[int], setting: Setting) -> Element:
    cells = [
        _cell(plain(column.heading, setting), width, column.align, "", "Table heading", setting)
        for column, width in zip(columns, widths, strict=True)
    ]
    return make("tr", make("trPr", make("cantSplit"), make("tblHeader")), *cells)


def _row(row: TableRow, block: Table, widths: list[int], setting: Setting) -> Element:
    if row.kind == "group":
        return _group(row.cells[0], widths, setting)
    cells = []
    for column, width, cell in zip(block.columns, widths, row.cells, strict=True):
        weight = {"b": make("b"), "bCs": make("bCs")} if row.kind == "total" else {}
        side = _side(column.align)
        told = in_turns("Table text", [], cell.runs, setting, cell.lang, letters=weight, **side)
        cells.append(_cell_of(told, width))
    return make("tr", make("trPr", make("cantSplit")), *cells)


def _keep_together(rows: list[Element]) -> None:
    """Tie each row to the next, and the last to what stands under it; Word reads that from the paragraphs in it."""
    for row in rows:
        for properties in row.iter(make("pPr").tag):
            if properties.find(make("keepNext").tag) is None:
                properties.find(make("pStyle").tag).addnext(make("keepNext"))


def _group(cell: Cell, widths: list[int], setting: Setting) -> Element:
    bold = {"b": make("b"), "bCs": make("bCs"), "color": make("color", val=ACCENT)}
    words = running(cell.runs, setting, cell.lang, **bold)
    text = setting.paragraph("Table text", words, cell.lang, keepNext=make("keepNext"))
    properties = make(
        "tcPr",
        make("tcW", w=sum(widths), type="dxa"),
        make("gridSpan", val=len(widths)),
        make("shd", val="clear", color="auto", fill=ACCENT_FAINT),
    )
    return make("tr", make("trPr", make("cantSplit")), make("tc", properties, text))


def _cell(words: list[Element], width: int, align: str, lang: str, style: str, setting: Setting) -> Element:
    return _cell_of([setting.paragraph(style, words, lang, **_side(align))], width)


def _cell_of(paragraphs: list[Element], width: int) -> Element:
    return make("tc", make("tcPr", make("tcW", w=width, type="dxa")), *paragraphs)


def _side(align: str) -> dict[str, Element]:
    return {"jc": make("jc", val=_SIDES[align])} if align != "start" else {}
