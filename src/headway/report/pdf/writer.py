"""Runs Typst on the template: the same document gives the same bytes, with no font of the machine's own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.report.blocks import Document
from headway.report.letters import presentable
from headway.report.letters import typeset as printed
from headway.report.pdf.mend import AS_IT_IS, MENDS, each_text, refused_texts
from headway.report.pdf.tree import tree_of
from headway.report.walk import checked
from headway.report.words import Words, words_in

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("template")


class TypesettingError(RuntimeError):
    """Typst could not set the document."""


def write_pdf(document: Document, words: Words | None = None) -> bytes:
    """The document as PDF/UA-1. Letters that none of the fonts has are set as a stand-in."""
    checked(document)
    tree = each_text(tree_of(document, words or words_in(document.language)), presentable)
    tree = each_text(tree, printed, AS_IT_IS)
    stamp = datetime.combine(document.date, time(), UTC)
    return typeset(tree, int(stamp.timestamp()))


def typeset(tree: Any, timestamp: int) -> bytes:
    """Run Typst on a tree that is ready made; `timestamp` (seconds, UTC) is the date of the file."""
    import typst

    for attempt in range(len(MENDS)):
        try:
            return typst.compile(
                str(TEMPLATE / "report.typ"),
                root=str(TEMPLATE),
                font_paths=_fonts(),
                ignore_system_fonts=True,
                sys_inputs={"document": json.dumps(tree, ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=timestamp,
            )
        except typst.TypstError as error:
            refused = refused_texts(error.diagnostic)
            if not refused:
                raise TypesettingError(error.diagnostic) from error
            tree = each_text(tree, partial(MENDS[attempt], refused))
        except BaseException as error:
            # A fault inside Typst arrives as a panic, which is no Exception and would end the whole process.
            if type(error).__name__ != "PanicException":
                raise
            raise TypesettingError(str(error)) from error
    raise TypesettingError("letters remain that no font has")


@cache
def _fonts() -> typst.Fonts:
    import typst

    from headway.charts import font_folders

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in font_folders()],
    )
