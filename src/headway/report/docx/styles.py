"""The styles of the Word file: named as Word names them, so that an editor changes the look in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE

from headway.charts.palette import LIGHT
from headway.report.blocks import Direction
from headway.report.docx.xml import Element, make, paragraph_properties, run_properties

# The width of the text on an A4 page, in twentieths of a point.
TEXT_WIDTH = 9_410
FONT = "Calibri"
ARABIC_FONT = "Arial"
GOOD, CAUTION, BAD = "1C6B3C", "7D5200", "A32A22"


def hexed(colour: str) -> str:
    return colour.lstrip("#").upper()


ACCENT, INK, MUTED, LINE, FAINT, EDGE = (
    hexed(colour) for colour in (LIGHT.accent, LIGHT.ink, LIGHT.muted, LIGHT.line, LIGHT.faint, LIGHT.edge)
)
ACCENT_FAINT = hexed(LIGHT.accent_faint)


@dataclass(frozen=True)
class Look:
    """How a paragraph style looks: sizes in points, spaces before and after in points."""

    name: str
    size: float = 10
    colour: str = INK
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 6
    line: float = 1.12
    keep_next: bool = False
    indent: float = 0
    hanging: float = 0
    border: str = ""
    border_size: int = 4
    outline: int = -1
    base: str = "Normal"
    tab: float = 0
    end_tab: int = 0


LOOKS = (
    Look("Normal", base=""),
    Look("Title", 34, ACCENT, bold=True, before=150, after=16, line=1.0, border="top", border_size=96),
    Look("Subtitle", 16, INK, after=22),
    Look("Cover line", 12, MUTED, after=4),
    Look("Heading 1", 22, ACCENT, bold=True, before=28, after=12, line=1.0, keep_next=True, outline=0),
    Look("TOC Heading", 22, ACCENT, bold=True, after=16, line=1.0, keep_next=True),
    Look("Heading 2", 15, INK, bold=True, before=18, after=7, line=1.0, keep_next=True, outline=1),
    Look("Heading 3", 12, INK, bold=True, before=13, after=4, line=1.0, keep_next=True, outline=2),
    Look("Heading 4", 10.5, ACCENT, bold=True, before=10, after=4, line=1.0, keep_next=True, outline=3),
    Look("Heading 5", 10.5, MUTED, bold=True, before=10, after=3, line=1.0, keep_next=True, outline=4),
    Look(
        "Record title", 10.5, INK, bold=True, before=10, after=2, keep_next=True, border="top", border_size=6
    ),
    Look("Record line", 8.5, MUTED, after=3, keep_next=True),
    Look("Lead", 13, ACCENT, after=12, line=1.2),
    Look("Small print", 8.5, MUTED, after=5),
    Look("Caption", 10, INK, bold=True, before=12, after=5, keep_next=True),
    Look("Picture", after=4, keep_next=True),
    Look("Summary", 9.5, INK, after=4),
    Look("Quote", 11, INK, before=8, after=4, indent=14, border="side", border_size=18),
    Look("Quote source", 9.5, MUTED, after=12, indent=14, border="side", border_size=18),
    Look("Definition", after=3, indent=14, hanging=14),
    Look("Timeline", after=2, indent=120, hanging=120, tab=120),
    Look("List Bullet", after=3),
    Look("List Number", after=3),
    Look("Key figure", 22, ACCENT, bold=True, before=4, after=0, line=1.0, keep_next=True),
    Look("Key figure label", 9.5, INK, after=2),
    Look("Callout title", 10.5, ACCENT, bold=True, after=3, keep_next=True),
    Look("Table text", 9, INK, before=2, after=2, line=1.05),
    Look("Table heading", 9, MUTED, bold=True, before=2, after=2, line=1.05, keep_next=True),
    Look("Divider", 6, MUTED, before=0, after=10, border="bottom", border_size=6),
    Look("Source", 8, INK, before=3, after=0, indent=26, hanging=26, tab=26, line=1.0),
    Look("Source detail", 8, MUTED, after=0, indent=26, line=1.0),
    Look("Source record", 7.5, MUTED, after=1, indent=26, line=1.0),
    Look("toc 1", 10.5, INK, bold=True, before=6, after=2, end_tab=TEXT_WIDTH),
    Look("toc 2", 10, MUTED, after=1, indent=14, end_tab=TEXT_WIDTH),
    # The annexes: the same in smaller type.
    Look("Annex text", 8.5, INK, after=4, line=1.05),
    Look("Annex small", 7.5, MUTED, after=3, line=1.05),
    Look("Annex definition", 8.5, INK, after=1, indent=11, hanging=11, line=1.05),
    Look("Annex bullet", 8.5, INK, after=1, line=1.05),
    Look("Annex record", 8.5, INK, bold=True, before=7, after=2, keep_next=True, border="top", border_size=4),
    Look("Header", 8.5, MUTED, after=0),
    Look("Footer", 8.5, MUTED, after=0),
)
CHARACTER_LOOKS: dict[str, dict[str, str | int]] = {
    "Strong": {"b": 1},
    "Emphasis": {"i": 1},
    "Figure reference": {"color": ACCENT, "vertAlign": "superscript"},
    "Source number": {"color": ACCENT},
    "Hyperlink": {"color": ACCENT},
    "Term": {"b": 1, "color": ACCENT},
    "Mark quiet": {"color": MUTED, "sz": 16},
    "Mark good": {"color": GOOD, "sz": 16},
    "Mark caution": {"color": CAUTION, "sz": 16},
    "Mark bad": {"color": BAD, "sz": 16},
}
TABLE_STYLE = "Report Table"


def define_styles(document: Any, language: str, direction: Direction) -> dict[str, str]:
    """Put our styles into a new file; the ids by which paragraphs and runs name them."""
    for look in LOOKS:
        style = _style(document, look.name, WD_STYLE_TYPE.PARAGRAPH)
        _dress(style.element, look, direction)
    for name, wanted in CHARACTER_LOOKS.items():
        style = _style(document, name, WD_STYLE_TYPE.CHARACTER)
        _replace(style.element, "rPr", run_properties(_character(wanted))[0])
    _table_style(_style(document, TABLE_STYLE, WD_STYLE_TYPE.TABLE).element)
    _defaults(document, language, direction)
    return {style.name: style.style_id for style in document.styles}


def _style(document: Any, name: str, kind: WD_STYLE_TYPE) -> Any:
    if name in document.styles:
        return document.styles[name]
    style = document.styles.add_style(
        name, kind, builtin=name.lower().startswith("toc") or name == "Hyperlink"
    )
    style.quick_style = True
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        style.base_style = document.styles["Normal"]
    return style


def _dress(style: Element, look: Look, direction: Direction) -> None:
    fonts = make("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=ARABIC_FONT)
    half_points = int(look.size * 2)
    letters = {
        "rFonts": fonts,
        "b": make("b", val=int(look.bold)),
        "bCs": make("bCs", val=int(look.bold)),
        "i": make("i", val=int(look.italic)),
        "iCs": make("iCs", val=int(look.italic)),
        "color": make("color", val=look.colour),
        "spacing": make("spacing", val=0),
        "sz": make("sz", val=half_points),
        "szCs": make("szCs", val=half_points),
    }
    shape = {
        "spacing": make(
            "spacing",
            before=_twips(look.before),
            after=_twips(look.after),
            line=int(look.line * 240),
            lineRule="auto",
        ),
    }
    if look.keep_next:
        shape["keepNext"] = make("keepNext")
        shape["keepLines"] = make("keepLines")
    if look.name == "TOC Heading":
        shape["pageBreakBefore"] = make("pageBreakBefore")
    if look.indent:
        shape["ind"] = make("ind", left=_twips(look.indent), hanging=_twips(look.hanging))
    if look.tab:
        shape["tabs"] = make("tabs", make("tab", val="left", pos=_twips(look.tab)))
    if look.end_tab:
        shape["tabs"] = make("tabs", make("tab", val="right", pos=look.end_tab))
    if look.border:
        shape["pBdr"] = make("pBdr", _border(look, direction))
    if look.outline >= 0:
        shape["outlineLvl"] = make("outlineLvl", val=look.outline)
    numbering = style.find(".//" + make("numPr").tag)
    if numbering is not None:
        shape["numPr"] = numbering
    if direction == "rtl":
        shape["bidi"] = make("bidi")
        letters["rtl"] = make("rtl")
    _replace(style, "rPr", run_properties(letters)[0])
    _replace(style, "pPr", paragraph_properties(shape))


def side_rule(direction: Direction) -> Element:
    """The bar beside a quotation. Word knows only left and right here, so it depends on the direction."""
    look = next(look for look in LOOKS if look.border == "side")
    bar = _border(look, direction)
    if direction == "rtl":
        return make("pBdr", make("left", val="nil"), bar)
    return make("pBdr", bar, make("right", val="nil"))


def _border(look: Look, direction: Direction) -> Element:
    side = look.border
    if side == "side":
        side = "right" if direction == "rtl" else "left"
    space = 8 if look.border in ("side", "top") else 1
    colour = EDGE if look.border_size < 10 else ACCENT
    return make(side, val="single", sz=look.border_size, space=space, color=colour)


def _character(wanted: dict[str, str | int]) -> dict[str, Element]:
    made: dict[str, Element] = {}
    for name, value in wanted.items():
        made[name] = make(name, val=value)
        if name in ("b", "i", "sz"):
            made[name + "Cs"] = make(name + "Cs", val=value)
    return made


def _table_style(style: Element) -> None:
    edges = make(
        "tblBorders",
        make("bottom", val="single", sz=6, space=0, color=EDGE),
        make("insideH", val="single", sz=4, space=0, color=LINE),
    )
    margins = make(
        "tblCellMar",
        make("left", w=80, type="dxa"),
        make("right", w=80, type="dxa"),
    )
    first = make(
        "tblStylePr",
        make("tcPr", make("tcBorders", make("bottom", val="single", sz=12, space=0, color=ACCENT))),
        type="firstRow",
    )
    last = make(
        "tblStylePr",
        make("tcPr", make("tcBorders", make("top", val="single", sz=8, space=0, color=INK))),
        type="lastRow",
    )
    style.extend([make("tblPr", edges, margins), first, last])


def _defaults(document: Any, language: str, direction: Direction) -> None:
    """The language of the whole file, for spelling and for screen readers."""
    plain = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar-SA"}.get(language, language)
    defaults = document.styles.element.find(".//" + make("rPrDefault").tag + "/" + make("rPr").tag)
    for old in defaults.findall(make("lang").tag):
        defaults.remove(old)
    latin = "en-GB" if direction == "rtl" else plain
    defaults.append(make("lang", val=latin, eastAsia=latin, bidi=plain if direction == "rtl" else "ar-SA"))


def _replace(style: Element, tag: str, new: Element) -> None:
    for old in style.findall(new.tag):
        style.remove(old)
    # rPr stands last in a paragraph or character style, with pPr before it.
    place = style.find(make("rPr").tag)
    if tag == "pPr" and place is not None:
        place.addprevious(new)
    else:
        style.append(new)


def _twips(points: float) -> int:
    return round(points * 20)
