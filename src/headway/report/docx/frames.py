"""Key figures and callouts for Word: frames made of one row, since Word has no boxes that flow with the text."""

from __future__ import annotations

from headway.report.blocks import Callout, KeyFigure, KeyFigures
from headway.report.docx.inline import Setting, mark, plain, source_reference
from headway.report.docx.styles import ACCENT, ACCENT_FAINT, CAUTION, FAINT, TEXT_WIDTH
from headway.report.docx.table import grid
from headway.report.docx.xml import Element, make

MOST_IN_A_ROW = 4
LONG_VALUE = 8
SMALL = {"sz": make("sz", val=21), "szCs": make("szCs", val=21)}


def key_figure_frame(block: KeyFigures, setting: Setting) -> list[Element]:
    """Big numbers side by side, under a line of the accent colour."""
    count = len(block.figures)
    in_threes = count % 3 == 0 and count < 9
    columns = count if count <= MOST_IN_A_ROW else 3 if in_threes else MOST_IN_A_ROW
    rows = [block.figures[at : at + columns] for at in range(0, count, columns)]
    width = TEXT_WIDTH // columns
    made = []
    for row in rows:
        led = any(entry.before for entry in block.figures)
        cells = [_key_figure(entry, width, setting, led=led) for entry in row]
        cells += [
            _cell(width, [setting.paragraph("Key figure label", [])], []) for _ in range(columns - len(row))
        ]
        made.append(make("tr", make("trPr", make("cantSplit")), *cells))
    return [_gap(setting), _frame([width] * columns, made, setting), _gap(setting)]


def _key_figure(entry: KeyFigure, width: int, setting: Setting, *, led: bool) -> Element:
    size = {} if len(entry.value) <= LONG_VALUE else {"sz": make("sz", val=32), "szCs": make("szCs", val=32)}
    value = plain(entry.value, setting, **size)
    if entry.fact:
        value += source_reference(setting.numbers[entry.fact], setting, "Figure reference", **SMALL)
    label = plain(entry.label, setting)
    # How exactly it is known stands on a line above, so that no number is too long for its place.
    above = (
        [setting.paragraph("Small print", plain(entry.before, setting), keepNext=make("keepNext"))]
        if led
        else []
    )
    made = [*above, setting.paragraph("Key figure", value), setting.paragraph("Key figure label", label)]
    if entry.words:
        made.append(setting.paragraph("Small print", plain(entry.words, setting)))
    if entry.marks:
        marks = [run for tag in entry.marks for run in (*mark(tag, setting), *plain(" ", setting))]
        made.append(setting.paragraph("Key figure label", marks))
    return _cell(width, made, [_edges(top=ACCENT)])


def callout_frame(block: Callout, inner: list[Element], setting: Setting) -> list[Element]:
    """A tinted frame with a title."""
    colour = {"color": make("color", val=CAUTION)} if block.kind == "warning" else {}
    title = block.title or setting.words.callout(block.kind)
    words = [setting.paragraph("Callout title", plain(title, setting, **colour)), *inner]
    if inner and inner[-1].tag != make("p").tag:
        # Word demands that a cell ends with a paragraph.
        words.append(setting.paragraph("Small print", []))
    fill = ACCENT_FAINT if block.kind == "method" else FAINT
    shade = make("shd", val="clear", color="auto", fill=fill)
    margins = make("tcMar", *(make(side, w=160, type="dxa") for side in ("top", "left", "bottom", "right")))
    row = make("tr", _cell(TEXT_WIDTH, words, [shade, margins]))
    return [_gap(setting), _frame([TEXT_WIDTH], [row], setting), _gap(setting)]


def _frame(widths: list[int], rows: list[Element], setting: Setting) -> Element:
    turned = [make("bidiVisual")] if setting.document.direction == "rtl" else []
    layout = make("tblLayout", type="fixed")
    margins = make("tblCellMar", make("left", w=0, type="dxa"), make("right", w=160, type="dxa"))
    whole = make("tblW", w=sum(widths), type="dxa")
    return make("tbl", make("tblPr", *turned, whole, layout, margins), grid(widths), *rows)


def _cell(width: int, content: list[Element], properties: list[Element]) -> Element:
    return make("tc", make("tcPr", make("tcW", w=width, type="dxa"), *properties), *content)


def _edges(top: str) -> Element:
    return make("tcBorders", make("top", val="single", sz=16, space=0, color=top))


def _gap(setting: Setting) -> Element:
    return setting.paragraph(
        "Small print", [], spacing=make("spacing", before=0, after=80, line=120, lineRule="exact")
    )
