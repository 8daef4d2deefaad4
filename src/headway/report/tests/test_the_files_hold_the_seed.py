"""The report of the shipped pack, as files: each of the three holds every fact listed from the source."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdf
import pytest

from headway.packs.tests.seed_facts import folded, read_facts
from headway.report.blocks import Document, Table, Timeline
from headway.report.build import build_report, document_of
from headway.report.facts import Profile
from headway.report.pdf import write_pdf
from headway.report.tests.test_pdf_report import fonts_of, tags_of, texts_of
from headway.report.walk import blocks_of, flat, runs_of

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar")


def _words_of(name: str, data: bytes) -> str:
    if name.endswith(".pdf"):
        return " ".join(texts_of(data))
    if name.endswith(".docx"):
        marked = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
        for tag in ("</w:p>", "<w:br/>", "<w:tab/>"):
            marked = marked.replace(tag, " ")
        return html.unescape(re.sub(r"<[^>]+>", "", marked))
    return html.unescape(re.sub(r"<[^>]+>", " ", data.decode()))


def test_every_fact_of_the_source_stands_in_all_three_files(shipped: Any, operator: Any) -> None:
    files = build_report(
        shipped.key,
        acting_user=operator,
        language="en",
        profile=Profile.INTERNAL,
        formats=("html", "pdf", "docx"),
    )
    assert len(files) == 3
    facts = read_facts()
    missing = [
        f"{name}: {fact.section}: {fact.fact}: {lack}"
        for name, data in files.items()
        for words in [folded(_words_of(name, data))]
        for fact in facts
        for lack in fact.missing_from(words)
    ]
    assert missing == []


def test_what_is_told_in_another_language_than_the_report_stands_in_its_pdf(
    shipped: Any, operator: Any
) -> None:
    """Arabic pages set English accounts as paragraphs of their own; none may fall out on the way."""
    _, document = document_of(shipped, "ar", Profile.INTERNAL)
    told = {_letters(text) for text in _told_in(document, "en") if len(text) > 60}
    data = write_pdf(document)
    # pdfium puts English words on an Arabic page in the order of the page.
    shown = _letters(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))
    assert len(told) > 500
    # A page may end within an account: then its beginning or its end is still in one piece.
    assert [text for text in told if text[:25] not in shown and text[-25:] not in shown] == []


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _told_in(document: Document, language: str) -> Iterator[str]:
    for block in blocks_of(document):
        whole = getattr(block, "lang", "") == language
        yield from (
            getattr(run, "text", "")
            for run in runs_of(block)
            if whole or getattr(run, "lang", "") == language
        )
        if isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row.cells if cell.lang == language):
                yield from (getattr(run, "text", "") for run in flat(cell.runs))
        if isinstance(block, Timeline):
            for entry in (entry for entry in block.entries if entry.lang == language):
                yield from (getattr(run, "text", "") for run in flat(entry.runs))


def faults_of(reader: pypdf.PdfReader, texts: list[str]) -> list[str]:
    """What PDF/UA-1 asks for and a file can be asked: alternative texts, heads of tables, levels of headings, names of
    links, fonts that are there and say which letters they show. Typst refuses letters that no font has by itself.
    """
    tags = tags_of(reader)
    kinds = [str(tag["/S"]) for tag in tags]
    levels = [int(kind[2:]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
    faults = ["a heading skips a level" for one, next_one in pairwise(levels) if next_one > one + 1]
    faults += [
        "a picture without words" for tag in tags if tag["/S"] == "/Figure" and len(tag.get("/Alt", "")) < 20
    ]
    faults += [
        "a head of a table without its scope" for tag in tags if tag["/S"] == "/TH" and not scope_of(tag)
    ]
    faults += ["a table without a head"] if kinds.count("/THead") < kinds.count("/Table") else []
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    faults += ["a link without a name" for link in links if not link.get("/Contents")]
    fonts = {str(font): font.get_object() for page in reader.pages for font in fonts_of(page).values()}
    faults += [f"{font['/BaseFont']} has no letters" for font in fonts.values() if "/ToUnicode" not in font]
    faults += [
        f"page {at} is unnumbered"
        for at, said in enumerate(texts, start=1)
        if at > 1 and not numbered(said, at)
    ]
    return faults


def scope_of(tag: Any) -> str:
    held = tag.get("/A", {})
    held = held.get_object() if hasattr(held, "get_object") else held
    parts = held if isinstance(held, list) else [held]
    return next((str(part.get_object()["/Scope"]) for part in parts if "/Scope" in part.get_object()), "")


def numbered(said: str, number: int) -> bool:
    """True if its number stands at its foot: pages whose making did not come to an end all say 1."""
    return str(number) in said[:200] + said[-200:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_gives_a_tagged_pdf_that_declares_pdf_ua(
    shipped: Any, operator: Any, language: str
) -> None:
    (data,) = build_report(
        shipped.key, acting_user=operator, language=language, profile=Profile.PUBLIC, formats=("pdf",)
    ).values()
    reader = pypdf.PdfReader(io.BytesIO(data))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"].split("-")[0] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert root["/ViewerPreferences"].get("/Direction", "/L2R") == ("/R2L" if language == "ar" else "/L2R")
    assert faults_of(reader, texts_of(data)) == []
    tops = [entry for entry in reader.outline if not isinstance(entry, list)]
    # The campaign at a glance fills one page and no more.
    assert [reader.get_destination_page_number(entry) for entry in tops[1:3]] == [2, 3]
