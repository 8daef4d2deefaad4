"""Charts for Word: a picture with its alternative text, a caption that counts itself, and the summary."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

from docx.shared import Emu

from headway.charts import render_png
from headway.report.blocks import Figure
from headway.report.docx.inline import Setting, plain
from headway.report.docx.table import below, counted_caption
from headway.report.docx.xml import Element, make
from headway.report.sections.drawings import chart_folder

EMU_IN_MM = 36_000
WIDEST, TALLEST, TALLEST_NARROW = 166 * EMU_IN_MM, 210 * EMU_IN_MM, 130 * EMU_IN_MM
# The width of the text in pixels of a chart; narrower charts stay narrower on paper. Pictures are twice as sharp.
PIXELS, SHARP = 660, 2


def figure(block: Figure, setting: Setting) -> list[Element]:
    setting.figures += 1
    title = block.caption or block.chart.title
    caption = counted_caption("Figure", setting.words.figure, setting.figures, title, block.id, setting)
    png = render_png(block.chart.svg, folder=chart_folder())
    picture = _picture(png, title, block.chart.summary, setting)
    return [
        caption,
        setting.paragraph("Picture", [make("r", make("drawing", picture))]),
        setting.paragraph("Summary", plain(block.chart.summary, setting)),
        below(block.note, block.sources, setting),
    ]


def _picture(png: bytes, title: str, summary: str, setting: Setting) -> Element:
    width, height = fitting(*struct.unpack(">II", png[16:24]))
    inline: Any = setting.file.part.new_pic_inline(BytesIO(png), Emu(width), Emu(height))
    # What is not said is a gap of its own choosing to some programs.
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    properties = inline.docPr
    properties.set("name", f"{setting.words.figure} {setting.figures}")
    properties.set("title", title)
    properties.set("descr", f"{title}. {summary}")
    return inline


def fitting(width: int, height: int) -> tuple[int, int]:
    """The size on paper: its own, but no wider than the text and no taller than a page."""
    tallest = TALLEST if width >= PIXELS * SHARP else TALLEST_NARROW
    scale = min(WIDEST / max(width, PIXELS * SHARP), tallest / height)
    return round(width * scale), round(height * scale)
