"""Runs Typst on the template: the same document gives the same bytes, with no font of the machine's own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.report.blocks import Document
from headway.report.letters import STAND_IN, presentable
from headway.report.pdf.tree import tree_of
from headway.report.walk import checked
from headway.report.words import Words, words_in

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("template")
TRIES = 4
# Letters that no font has, as Typst names them when it refuses to set them without.
_QUOTED = r'`"((?:[^"\\]|\\.)*)"`'
_REFUSED = re.compile(rf"the text {_QUOTED} could not be displayed|disallowed codepoint {_QUOTED}")
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")


class TypesettingError(RuntimeError):
    """Typst could not set the document."""


def write_pdf(document: Document, words: Words | None = None) -> bytes:
    """The document as PDF/UA-1. Letters that none of the fonts has are set as a stand-in."""
    checked(document)
    tree = _each_text(tree_of(document, words or words_in(document.language)), presentable)
    stamp = datetime.combine(document.date, time(), UTC)
    return _compiled(tree, int(stamp.timestamp()))


def _compiled(tree: Any, timestamp: int) -> bytes:
    import typst

    for _attempt in range(TRIES):
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
            missing = refused_letters(error.diagnostic)
            if not missing:
                raise TypesettingError(error.diagnostic) from error
            stand_ins = dict.fromkeys(map(ord, missing), STAND_IN)
            tree = _each_text(tree, partial(_translated, stand_ins))
    raise TypesettingError("letters remain that no font has")


def refused_letters(diagnostic: str) -> set[str]:
    """The letters that Typst says no font has."""
    found: set[str] = set()
    for match in _REFUSED.finditer(diagnostic):
        text = match.group(1) or match.group(2)
        found.update(_CODE.sub(lambda code: chr(int(code.group(1), 16)), text).replace("\\", ""))
    return found


def _each_text(node: Any, change: Callable[[str], str]) -> Any:
    """The tree with every text in it changed."""
    match node:
        case str():
            return change(node)
        case list():
            return [_each_text(item, change) for item in node]
        case dict():
            return {key: _each_text(item, change) for key, item in node.items()}
    return node


def _translated(letters: dict[int, str], text: str) -> str:
    return text.translate(letters)


@cache
def _fonts() -> typst.Fonts:
    import typst

    from headway.charts import font_folders

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in font_folders()],
    )
