"""Runs Typst on the template: the same document gives the same bytes, with no font of the machine's own."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.report.blocks import Document
from headway.report.pdf.tree import tree_of
from headway.report.walk import checked
from headway.report.words import Words, words_in

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("template")
TRIES = 4
STAND_IN = "\ufffd"
# Letters that no font has, as Typst names them when it refuses to set them without.
_REFUSED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed|disallowed codepoint `"((?:[^"\\]|\\.)*)"`')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")


class TypesettingError(RuntimeError):
    """Typst could not set the document."""


def write_pdf(document: Document, words: Words | None = None) -> bytes:
    """The document as PDF/UA-1. Letters that none of the fonts has are set as a stand-in."""
    checked(document)
    tree = _cleaned(tree_of(document, words or words_in(document.language)), _CONTROL)
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
            tree = _cleaned(tree, re.compile(f"[{''.join(map(re.escape, sorted(missing)))}]"))
    raise TypesettingError("letters remain that no font has")


def refused_letters(diagnostic: str) -> set[str]:
    """The letters that Typst says no font has."""
    found: set[str] = set()
    for match in _REFUSED.finditer(diagnostic):
        text = match.group(1) or match.group(2)
        found.update(_CODE.sub(lambda code: chr(int(code.group(1), 16)), text).replace("\\", ""))
    return found


def _cleaned(node: Any, unwanted: re.Pattern[str]) -> Any:
    """The tree with a stand-in for every unwanted letter."""
    match node:
        case str():
            return unwanted.sub(STAND_IN, node)
        case list():
            return [_cleaned(item, unwanted) for item in node]
        case dict():
            return {key: _cleaned(item, unwanted) for key, item in node.items()}
    return node


@cache
def _fonts() -> typst.Fonts:
    import typst

    from headway.charts._fonts import font_folders

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in font_folders()],
    )
