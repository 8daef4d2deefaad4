"""The whole Word file, written so that the same document gives the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from headway.lib.samebytes import repacked
from headway.report.blocks import Card, Document, Figure, Heading, Table
from headway.report.docx.block import all_blocks
from headway.report.docx.inline import Setting
from headway.report.docx.lists import define_lists
from headway.report.docx.parts import chapter_heading, colophon, contents, cover, running_heads, sources
from headway.report.docx.sections import Sections
from headway.report.docx.styles import define_styles
from headway.report.docx.xml import Element, make
from headway.report.letters import presentable
from headway.report.walk import (
    HeadingLevels,
    PlacedChapter,
    blocks_of,
    checked,
    opening_chapters,
    place_chapters,
)
from headway.report.words import Words, words_in

# Without it Word says that the file is in compatibility mode.
WORD_OF_TODAY = "15"
# Properties of a Word file hold at most so much.
LONGEST_PROPERTY = 255


def write_docx(document: Document, words: Words | None = None) -> bytes:
    """The document as a Word file."""
    checked(document)
    file = docx.Document()
    styles = define_styles(file, document.language, document.direction)
    define_lists(file)
    setting = Setting(document, words or words_in(document.language), file, styles, _places(document))
    _set_page(file.sections[0], setting)
    body = file.element.body
    for old in body.findall(make("p").tag):
        body.remove(old)
    end = body.find(make("sectPr").tag)
    running_heads(file.sections[0], setting)
    for element in _content(setting):
        end.addprevious(element)
    # Word counts the pages of the contents when it opens the file.
    _settings_before_compat(file, make("updateFields", val="true"))
    _describe(file, document)
    raw = BytesIO()
    file.save(raw)
    return repacked(raw.getvalue())


def _content(setting: Setting) -> list[Element]:
    """Cover to sources; what the edition is stands under the contents, where there is room. Annexes of words alone, and the sources, stand in two columns, in sections of their own.

    What an overview shows takes more than a page in Word, so that the first chapter follows on where it ends.
    """
    made = [*cover(setting), *contents(setting), *colophon(setting)]
    opening = opening_chapters(setting.document)
    sections = Sections(setting)
    follows_overview = False
    for placed in place_chapters(setting.document):
        made += sections.turn_to(_columns(placed))
        setting.levels = HeadingLevels(placed.level)
        setting.is_annex = is_annex(placed)
        opens = placed.chapter.id in opening and not sections.has_turned and not follows_overview
        follows_overview = placed.chapter.overview
        made.append(chapter_heading(placed, setting, opens=opens))
        made += all_blocks(placed.chapter.blocks, setting)
    setting.is_annex = False
    if setting.document.sources:
        made += sections.turn_to(2)
        made += sources(setting, opens=not sections.has_turned)
    sections.close()
    return made


def is_annex(placed: PlacedChapter) -> bool:
    return not placed.number and not placed.chapter.overview


def _columns(placed: PlacedChapter) -> int:
    has_table = any(isinstance(block, Table) for block in placed.chapter.blocks)
    return 2 if is_annex(placed) and not has_table else 1


def _places(document: Document) -> dict[str, str]:
    """A bookmark for every place with an id: Word allows only short names of letters and digits."""
    ids = [placed.chapter.id for placed in place_chapters(document)]
    ids += [block.id for block in blocks_of(document) if isinstance(block, Heading | Table | Figure | Card)]
    return {name: f"place_{number}" for number, name in enumerate(filter(None, ids), start=1)}


def _settings_before_compat(file: Any, wanted: Element) -> None:
    """Word reads its settings in the order of the schema."""
    later = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat")
    place = next(child for child in file.settings.element if child.tag in {make(name).tag for name in later})
    place.addprevious(wanted)


def _set_page(section: Any, setting: Setting) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(24), Mm(21)
    section.header_distance = section.footer_distance = Mm(13)
    if setting.document.direction == "rtl":
        grid = section._sectPr.find(make("docGrid").tag)
        section._sectPr.append(make("bidi")) if grid is None else grid.addprevious(make("bidi"))


def _describe(file: Any, document: Document) -> None:
    """The file's properties; its dates are the edition's own."""
    about = file.core_properties
    stamp = datetime.combine(document.date, time(), UTC).replace(tzinfo=None)
    about.title = presentable(document.title)[:LONGEST_PROPERTY]
    about.subject = presentable(document.subtitle)[:LONGEST_PROPERTY]
    about.author = about.last_modified_by = presentable(document.publisher)[:LONGEST_PROPERTY]
    about.comments = presentable(document.description)[:LONGEST_PROPERTY]
    about.version = presentable(document.edition)[:LONGEST_PROPERTY]
    about.identifier = presentable(document.digest)[:LONGEST_PROPERTY]
    about.language = document.language
    about.created = about.modified = stamp
    about.revision = 1
    for mode in file.settings.element.iter(make("compatSetting").tag):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), WORD_OF_TODAY)
    thumbnails = [
        name for name, rel in file.part.package.rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]
    for name in thumbnails:
        del file.part.package.rels[name]
