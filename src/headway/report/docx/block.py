"""Blocks for Word. Each becomes a list of paragraphs and tables, so that a block can stand in a cell too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from headway.report.blocks import (
    END_MARKS,
    Block,
    Bullets,
    Callout,
    Card,
    Definitions,
    Divider,
    Figure,
    Heading,
    KeyFigures,
    Numbered,
    Paragraph,
    Quote,
    Runs,
    Table,
    Text,
    Timeline,
)
from headway.report.blocks import plain as words_of
from headway.report.docx.figure import figure
from headway.report.docx.frames import callout_frame, key_figure_frame
from headway.report.docx.inline import Setting, mark, plain, running
from headway.report.docx.lists import BULLETS, new_numbers
from headway.report.docx.styles import side_rule
from headway.report.docx.table import table
from headway.report.docx.turns import FLUSH, in_turns
from headway.report.docx.xml import Element, keep_with_next, make
from headway.report.walk import HeadingLevels

PARAGRAPH_STYLES = {"body": "Normal", "lead": "Lead", "small": "Small print"}
# Headings inside a chapter stay out of the contents, which list the two upper levels.
HIGHEST_INNER_HEADING = 3
DEEPEST_HEADING = 5
# What the column of dates holds, in letters.
LONGEST_DATE = 20
# Fewer letters than these take two or three lines.
FEW_LETTERS = 300


def all_blocks(blocks: Iterable[Block], setting: Setting) -> list[Element]:
    """A small line, such as that of the sources, stays on the page of what it is about, and what a heading is followed
    by with it on the page of the text.
    """
    made: list[Element] = []
    held = tuple(blocks)
    for at, block in enumerate(held):
        if isinstance(block, Paragraph) and block.style == "small" and made:
            keep_with_next(made[-1])
        made += _block(block, setting)
        if at + 1 < len(held) and _leads(
            block, held[at + 1], is_first=at == 0 or isinstance(held[at - 1], Heading)
        ):
            keep_with_next(made[-1])
    return made


def _leads(block: Block, after: Block, *, is_first: bool) -> bool:
    """True of a few words right under a heading, which would be stranded with it at the foot of a page."""
    if not isinstance(block, Paragraph) or not is_first:
        return False
    return block.style == "small" or (
        isinstance(after, Table | Figure) and len(words_of(block.runs)) < FEW_LETTERS
    )


def _block(block: Block, setting: Setting) -> list[Element]:
    match block:
        case Paragraph():
            return in_turns(PARAGRAPH_STYLES[block.style], [], block.runs, setting, block.lang)
        case Heading():
            return [_heading(block, setting)]
        case Bullets():
            return _listed(block.items, "List Bullet", BULLETS, block.lang, setting)
        case Numbered():
            numbers = new_numbers(setting.file, block.start)
            return _listed(block.items, "List Number", numbers, block.lang, setting)
        case Definitions():
            return _definitions(block, setting)
        case Quote():
            return _quote(block, setting)
        case Timeline():
            return _timeline(block, setting)
        case Divider():
            return [setting.paragraph("Divider", [], ind=make("ind", right=7200))]
        case KeyFigures() | Table() | Figure() | Card() | Callout():
            return _large_block(block, setting)


def _large_block(block: KeyFigures | Table | Figure | Card | Callout, setting: Setting) -> list[Element]:
    match block:
        case KeyFigures():
            return key_figure_frame(block, setting)
        case Table():
            return table(block, setting)
        case Figure():
            return figure(block, setting)
        case Card():
            return _card(block, setting)
        case Callout():
            return callout_frame(block, all_blocks(block.blocks, setting), setting)


def _heading(block: Heading, setting: Setting) -> Element:
    level = setting.levels.heading(block.depth)
    style = f"Heading {min(max(level, HIGHEST_INNER_HEADING), DEEPEST_HEADING)}"
    words = plain(block.text, setting, block.lang)
    return setting.paragraph(style, setting.bookmarked(setting.places.get(block.id, ""), words), block.lang)


def _listed(items: tuple[Runs, ...], style: str, numbers: int, lang: str, setting: Setting) -> list[Element]:
    settings = {"numPr": make("numPr", make("ilvl", val=0), make("numId", val=numbers))}
    return [paragraph for item in items for paragraph in in_turns(style, [], item, setting, lang, **settings)]


def _definitions(block: Definitions, setting: Setting) -> list[Element]:
    made = []
    for entry in block.entries:
        term = running(entry.term, setting, block.lang, rStyle=setting.style("Term"))
        # In Arabic an unseen mark keeps a foreign term before foreign words.
        turn = END_MARKS["rtl"] if setting.is_rtl(block.lang) else ""
        name = [*term, *plain(f"{turn}\u2002", setting, block.lang)]
        made += in_turns("Definition", name, entry.meaning, setting, block.lang)
    return made


def _card(block: Card, setting: Setting) -> list[Element]:
    outer = setting.levels
    level = outer.record()
    title = setting.bookmarked(setting.places.get(block.id, ""), running(block.title, setting))
    made = [setting.paragraph("Record title", title, outlineLvl=make("outlineLvl", val=level - 1))]
    if block.meta or block.marks:
        line = running(block.meta, setting)
        for tag in block.marks:
            line += [*plain(" · " if line else "", setting), *mark(tag, setting)]
        made.append(setting.paragraph("Record line", line))
    setting.levels = HeadingLevels(level)
    made += all_blocks(block.blocks, setting)
    setting.levels = outer
    return made


def _quote(block: Quote, setting: Setting) -> list[Element]:
    """The bar stands where the testimony's own language begins its lines."""
    lang = block.lang
    bar = side_rule("rtl" if setting.is_rtl(lang) else "ltr")
    made = [setting.paragraph("Quote", running(block.runs, setting, lang), lang, pBdr=bar)]
    if block.who:
        keep_with_next(made[0])
        made.append(setting.paragraph("Quote source", plain(block.who, setting), lang, pBdr=bar))
    return made


def _timeline(block: Timeline, setting: Setting) -> list[Element]:
    """A hanging date; words that run the other way stand below it."""
    made = []
    for entry in block.entries:
        date = plain(entry.date, setting, b=make("b"), bCs=make("bCs"))
        if setting.is_rtl(entry.lang) != setting.is_rtl(""):
            made += [
                setting.paragraph("Timeline", date, keepNext=make("keepNext")),
                setting.paragraph("Timeline", running(entry.runs, setting, entry.lang), entry.lang, **FLUSH),
            ]
            continue
        # A date too long for its column has a line of its own.
        gap = make("r", make("tab") if len(entry.date) <= LONGEST_DATE else make("br"))
        words = running(_spoken(entry.runs, entry.lang), setting)
        made.append(setting.paragraph("Timeline", [*date, gap, *words]))
    return made


def _spoken(text: Runs, lang: str) -> Runs:
    """The same with their language told of the words themselves, not of the tags after them."""
    return tuple(
        replace(run, lang=lang) if isinstance(run, Text) and not run.lang and run.text.strip() else run
        for run in text
    )
