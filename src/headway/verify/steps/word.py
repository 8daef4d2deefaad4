"""Short papers for Word: headings, paragraphs, lists and tables in Word's own styles, the same bytes each time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from headway.lib.samebytes import repacked

# Without it Word says that the file is in compatibility mode.
WORD_OF_TODAY = "15"
SPELLING = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar-SA"}


class Paper:
    """A file that is written from the top; whatever stands in it runs as its language does."""

    def __init__(self, title: str, language: str, day: date | None, *, from_right: bool) -> None:
        self.file = docx.Document()
        self.from_right = from_right
        self._describe(title, language, day)
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        self.heading(title, 0)

    def heading(self, text: str, level: int = 1) -> None:
        self._turned(self.file.add_heading(text, level))

    def paragraph(self, text: str, style: str | None = None, *, strong: str = "") -> None:
        """A paragraph; `strong` words stand before it."""
        made = self.file.add_paragraph(style=style)
        if strong:
            made.add_run(strong).bold = True
        for at, line in enumerate(text.split("\n")):
            if at:
                made.add_run().add_break()
            made.add_run(line)
        self._turned(made)

    def bullets(self, texts: list[str]) -> None:
        for text in texts:
            self.paragraph(text, "List Bullet")

    def table(self, heads: list[str], rows: list[list[str]]) -> None:
        made = self.file.add_table(rows=1, cols=len(heads), style="Light Grid Accent 1")
        if self.from_right:
            made._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        for cell, text in zip(made.rows[0].cells, heads, strict=True):
            self._fill(cell, text)
        repeat = OxmlElement("w:tblHeader")
        made.rows[0]._tr.get_or_add_trPr().append(repeat)
        for row in rows:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                self._fill(cell, text)

    def content(self) -> bytes:
        raw = BytesIO()
        self.file.save(raw)
        return repacked(raw.getvalue())

    def _fill(self, cell: Any, text: str) -> None:
        cell.paragraphs[0].add_run(text)
        self._turned(cell.paragraphs[0])

    def _turned(self, paragraph: Any) -> None:
        if not self.from_right:
            return
        properties = paragraph._p.get_or_add_pPr()
        before = properties.find(qn("w:pStyle"))
        turn = OxmlElement("w:bidi")
        properties.insert(0, turn) if before is None else before.addnext(turn)
        for run in paragraph.runs:
            run.font.rtl = True

    def _describe(self, title: str, language: str, day: date | None) -> None:
        about = self.file.core_properties
        stamp = datetime.combine(day or date(2000, 1, 1), time(), UTC).replace(tzinfo=None)
        about.title, about.author, about.last_modified_by, about.comments = title[:255], "", "", ""
        about.language, about.created, about.modified, about.revision = language, stamp, stamp, 1
        spoken = OxmlElement("w:lang")
        said = SPELLING.get(language, language)
        spoken.set(qn("w:val"), said)
        spoken.set(qn("w:bidi"), said)
        defaults = self.file.styles.element.find(".//" + qn("w:rPrDefault") + "/" + qn("w:rPr"))
        for old in defaults.findall(qn("w:lang")):
            defaults.remove(old)
        defaults.append(spoken)
        for mode in self.file.settings.element.iter(qn("w:compatSetting")):
            if mode.get(qn("w:name")) == "compatibilityMode":
                mode.set(qn("w:val"), WORD_OF_TODAY)
        parts = self.file.part.package.rels
        for name in [name for name, rel in parts.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del parts[name]
