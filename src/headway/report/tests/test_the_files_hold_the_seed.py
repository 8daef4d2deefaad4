"""The report of the shipped pack, as files: each of the three holds every fact listed from the source."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import Any

import pypdf
import pytest

from headway.packs.tests.seed_facts import folded, read_facts
from headway.report.build import build_report
from headway.report.facts import Profile

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar")


def _words_of(name: str, data: bytes) -> str:
    if name.endswith(".pdf"):
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    if name.endswith(".docx"):
        marked = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
        for tag in ("</w:p>", "<w:br/>", "<w:tab/>"):
            marked = marked.replace(tag, " ")
        return html.unescape(re.sub(r"<[^>]+>", "", marked))
    return html.unescape(re.sub(r"<[^>]+>", " ", data.decode()))


def test_every_fact_of_the_source_stands_in_all_three_files(stop_torture: Any, operator: Any) -> None:
    files = build_report(
        stop_torture.key,
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_gives_a_tagged_pdf_that_declares_pdf_ua(
    stop_torture: Any, operator: Any, language: str
) -> None:
    (data,) = build_report(
        stop_torture.key, acting_user=operator, language=language, profile=Profile.PUBLIC, formats=("pdf",)
    ).values()
    reader = pypdf.PdfReader(io.BytesIO(data))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"].split("-")[0] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert root["/ViewerPreferences"].get("/Direction", "/L2R") == ("/R2L" if language == "ar" else "/L2R")
