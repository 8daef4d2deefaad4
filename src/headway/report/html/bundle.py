"""All pages of a report in one file: packed as they go over the wire, each found by its name; the same bytes each time."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

from headway.report.blocks import Document
from headway.report.html.inline import Setting
from headway.report.html.leaf import Reading
from headway.report.html.leaves import leaves_of, places_of
from headway.report.walk import checked
from headway.report.words import ReadingWords, Words, reading_words_in, words_in

FIRST = "first page"
PLACES = "places"
# The oldest day that such a file can name.
_DAY = (1980, 1, 1, 0, 0, 0)


def write_pages(
    document: Document, words: Words | None = None, reading_words: ReadingWords | None = None
) -> dict[str, str]:
    """Each page of the document by its name; the first has none."""
    checked(document)
    leaves = leaves_of(document)
    setting = Setting(document, words or words_in(document.language), pages=places_of(leaves, document))
    reading = Reading(leaves, setting, reading_words or reading_words_in(document.language))
    return {leaf.name: reading.write(at) for at, leaf in enumerate(leaves)}


def write_bundle(document: Document) -> bytes:
    """The pages as one file."""
    return bundled(write_pages(document), places_of(leaves_of(document), document))


def bundled(pages: dict[str, str], places: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as held:
        for name, text in pages.items():
            held.writestr(_entry(f"{name or FIRST}.html.gz"), gzip.compress(text.encode(), 9, mtime=0))
        held.writestr(_entry(PLACES + ".json"), json.dumps(places, sort_keys=True))
    return out.getvalue()


def packed_page(bundle: Path, name: str) -> bytes | None:
    """One page, packed with gzip; None where the report has no such page."""
    with zipfile.ZipFile(bundle) as held:
        try:
            return held.read(f"{name or FIRST}.html.gz")
        except KeyError:
            return None


def page_of_place(bundle: Path, place: str) -> str | None:
    """The name of the page on which a place stands; None where there is no such place."""
    with zipfile.ZipFile(bundle) as held:
        found: dict[str, str] = json.loads(held.read(PLACES + ".json"))
    return found.get(place)


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _DAY)
