"""The two font families of the product: where their files are, how wide a text runs in them, where its lines break."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg_ibm_plex_sans
import fontpkg_ibm_plex_sans_arabic

LATIN, ARABIC = "IBM Plex Sans", "IBM Plex Sans Arabic"
_ARABIC_LETTER = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
# Vowel marks are optional in Arabic; in an SVG inside a tagged PDF they lose their code points, so they are not drawn.
_VOWEL_MARK = re.compile("[\u064b-\u065f\u0670]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Readers whose system sets another font in place of ours get this much more room.
_SLACK = 1.04
# In a box, words must not run over the edge even where the system's font is the widest of those in common use.
_SPARE = 1.09


def font_folders() -> tuple[Path, Path]:
    """Where the files of both families are, for any program that sets type (Typst, vl-convert)."""
    return (
        Path(fontpkg_ibm_plex_sans.ROOT) / "files",
        Path(fontpkg_ibm_plex_sans_arabic.ROOT) / "files",
    )


def has_arabic(text: str) -> bool:
    return _ARABIC_LETTER.search(text) is not None


def families_for(text: str) -> str:
    """The families for a text: the Arabic one first where it has Arabic letters, since no renderer may guess."""
    return f"{ARABIC}, {LATIN}, sans-serif" if has_arabic(text) else f"{LATIN}, {ARABIC}, sans-serif"


def printable(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _NOT_XML.sub("", text)


def drawable(text: str) -> str:
    """The text as it is drawn: composed, one line, and in Arabic without marks or letters that its font lacks."""
    text = unicodedata.normalize("NFC", " ".join(printable(text).split()))
    if not has_arabic(text):
        return text
    face = _face(ARABIC)
    return "".join(letter if face.holds(letter) else _plain(letter) for letter in _VOWEL_MARK.sub("", text))


def _plain(letter: str) -> str:
    """A Latin letter without its accent; anything else as it is."""
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare.isascii() else letter


@dataclass(frozen=True)
class _Face:
    """How wide each character of a font is, in parts of the font's size."""

    widths: dict[int, float]

    def holds(self, letter: str) -> bool:
        return ord(letter) in self.widths

    def width(self, text: str) -> float:
        return sum(self.widths.get(ord(letter), 0.6) for letter in text)


@cache
def _face(family: str) -> _Face:
    latin, arabic = font_folders()
    path = (
        latin / "IBMPlexSans[wdth,wght].ttf" if family == LATIN else arabic / "IBMPlexSansArabic-Regular.ttf"
    )
    data = path.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {
        data[at : at + 4].decode(): struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * count, 16)
    }
    units = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    measured = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    advances = struct.unpack_from(f">{measured * 2}H", data, tables["hmtx"])[::2]
    glyphs = _characters(data, tables["cmap"])
    return _Face({code: advances[min(glyph, measured - 1)] / units for code, glyph in glyphs.items()})


def _characters(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph by code point, from the table of a font that maps the basic plane (format 4)."""
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    records = [struct.unpack_from(">HHI", data, cmap + 4 + 8 * number) for number in range(count)]
    at = cmap + next(offset for platform, encoding, offset in records if (platform, encoding) == (3, 1))
    segments = struct.unpack_from(">H", data, at + 6)[0] // 2
    last, first, shift, indirect = (
        struct.unpack_from(f">{segments}H", data, at + start)
        for start in (14, 16 + 2 * segments, 16 + 4 * segments, 16 + 6 * segments)
    )
    glyphs: dict[int, int] = {}
    for number in range(segments):
        for code in range(first[number], min(last[number], 0xFFFE) + 1):
            glyph = code
            if indirect[number]:
                place = at + 16 + 6 * segments + 2 * number + indirect[number] + 2 * (code - first[number])
                glyph = struct.unpack_from(">H", data, place)[0]
            glyphs[code] = (glyph + shift[number]) & 0xFFFF
    return {code: glyph for code, glyph in glyphs.items() if glyph}


@cache
def _forms() -> dict[tuple[str, str], str]:
    """The forms of each Arabic letter by where it stands in a word, from Unicode's presentation forms."""
    forms: dict[tuple[str, str], str] = {}
    for code in range(0xFE80, 0xFEF5):
        place, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        if letter:
            forms[chr(int(letter, 16)), place] = chr(code)
    return forms


def _joined(text: str) -> str:
    """Each Arabic letter in the form that it takes beside its neighbours: joined forms are narrower. Measures only."""
    forms, shaped = _forms(), []
    for at, letter in enumerate(text):
        after_joins = at > 0 and (text[at - 1], "<medial>") in forms and (letter, "<final>") in forms
        next_joins = (
            at + 1 < len(text) and (text[at + 1], "<final>") in forms and (letter, "<medial>") in forms
        )
        place = {(True, True): "<medial>", (True, False): "<final>", (False, True): "<initial>"}
        shaped.append(forms.get((letter, place.get((after_joins, next_joins), "<isolated>")), letter))
    return "".join(shaped)


def text_width(text: str, size: float) -> float:
    """How wide a line of text is, in the unit of `size`; a little generous."""
    text = drawable(text)
    face = _face(ARABIC if has_arabic(text) else LATIN)
    return face.width(_joined(text) if has_arabic(text) else text) * size * _SLACK


def wrap(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines no wider than `width`. Nothing is ever cut off; a longer word is broken."""
    lines: list[str] = []
    line = ""
    for word in (piece for long in drawable(text).split() for piece in _fitting(long, width, size)):
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines


def wrap_boxed(text: str, width: float, size: float) -> list[str]:
    """Lines for a box with an edge or a column beside another, which they must not cross in any font."""
    return wrap(text, width / _SPARE, size)


def boxed_width(text: str, size: float) -> float:
    """How wide a box must be within to hold a line in any font."""
    return text_width(text, size) * _SPARE


def _fitting(word: str, width: float, size: float) -> list[str]:
    """The word, broken after its hyphens and slashes, or anywhere, only where it does not fit a line of its own."""
    if text_width(word, size) <= width:
        return [word]
    parts = [part for part in re.split(r"(?<=[-/])", word) if part]
    if len(parts) > 1:
        return [piece for part in parts for piece in _fitting(part, width, size)]
    pieces, piece = [], ""
    for letter in word:
        if piece and text_width(piece + letter, size) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def widest(texts: Sequence[str], size: float) -> float:
    return max((text_width(text, size) for text in texts), default=0.0)
