"""Sections of a Word file: stretches of one or of two columns. The last paragraph of each holds its shape."""

from __future__ import annotations

from copy import deepcopy

from headway.report.docx.inline import Setting
from headway.report.docx.xml import Element, make

GAP = 400


class Sections:
    """Counts columns as the file is written. The body's own shape is that of the last section."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.shape = setting.file.sections[0]._sectPr
        self.columns = 1
        self.is_first = True
        self.has_turned = False

    def turn_to(self, columns: int) -> list[Element]:
        """What ends the section before, where the number of columns changes: a new section begins a new page."""
        self.has_turned = columns != self.columns
        if not self.has_turned:
            return []
        ended = deepcopy(self.shape)
        self._set(ended)
        self.is_first = False
        self.columns = columns
        low = make("spacing", before=0, after=0, line=20, lineRule="exact")
        return [self.setting.paragraph("Small print", [], spacing=low, sectPr=ended)]

    def close(self) -> None:
        self._set(self.shape)

    def _set(self, shape: Element) -> None:
        for old in shape.findall(make("cols").tag):
            shape.remove(old)
        title = shape.find(make("titlePg").tag)
        later = (title, shape.find(make("bidi").tag), shape.find(make("docGrid").tag))
        place = next((one for one in later if one is not None), None)
        made = make("cols", num=self.columns, space=GAP)
        if place is None:
            shape.append(made)
        else:
            place.addprevious(made)
        if title is not None and not self.is_first:
            shape.remove(title)
