"""The PDF edition is tagged, says so, keeps its links, and no text can break into its template."""

from __future__ import annotations

import time
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from headway.report import blocks as b
from headway.report.pdf import write_pdf
from headway.report.pdf.mend import refused_texts
from headway.report.pdf.pages import is_tall
from headway.report.tests.sample import NASTY, SampleChart, english, saying
from headway.report.tests.sample_arabic import WORDS, arabic


def root_of(pdf: PdfReader) -> Any:
    return pdf.trailer["/Root"]


def fonts_of(page: Any) -> Any:
    return page["/Resources"].get("/Font", {})


def reader(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def texts_of(data: bytes) -> list[str]:
    """What stands on each page; by pdfium, since to read a hundred pages in Python takes longer than to set them."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def text_of(data: bytes) -> str:
    return "\n".join(texts_of(data))


def tags_of(pdf: PdfReader) -> list[Any]:
    """Every element of the structure tree, in order."""
    found = []

    def visit(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                visit(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            visit(node.get("/K", []))

    visit(root_of(pdf)["/StructTreeRoot"]["/K"])
    return found


@pytest.fixture(scope="module", params=["en", "ar"])
def pdf(request: pytest.FixtureRequest) -> PdfReader:
    return reader(write_pdf(english()) if request.param == "en" else write_pdf(arabic(), WORDS))


def test_the_same_document_gives_the_same_bytes_in_any_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_pdf(english())
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert write_pdf(english()) == first
    finally:
        monkeypatch.undo()
        time.tzset()


def test_it_claims_pdf_ua_and_has_what_the_claim_asks_for(pdf: PdfReader) -> None:
    root = root_of(pdf)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] in {"en", "ar"}
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert pdf.metadata
    assert pdf.metadata.title


def test_pages_follow_the_tab_order_of_their_tags(pdf: PdfReader) -> None:
    linked = [page for page in pdf.pages if "/Annots" in page]
    assert linked
    assert all(str(page["/Tabs"]) == "/S" for page in linked)


def test_headings_tables_and_figures_are_tagged(pdf: PdfReader) -> None:
    tags = tags_of(pdf)
    kinds = {str(tag["/S"]) for tag in tags}
    assert {"/H1", "/H2", "/H3", "/Table", "/TR", "/TH", "/TD", "/Figure", "/L", "/LI", "/Link"} <= kinds
    levels = [
        int(str(tag["/S"])[2:]) for tag in tags if str(tag["/S"])[:2] == "/H" and str(tag["/S"])[2:].isdigit()
    ]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_chart_has_alternative_text(pdf: PdfReader) -> None:
    figures = [tag for tag in tags_of(pdf) if tag["/S"] == "/Figure"]
    assert figures
    assert all(len(str(tag.get("/Alt", ""))) > 20 for tag in figures)


def test_chapters_are_in_the_outline_and_figures_link_to_their_sources() -> None:
    pdf = reader(write_pdf(english()))
    titles = [str(entry["/Title"]) for entry in pdf.outline if not isinstance(entry, list)]
    assert "1 Introduction" in titles
    assert "Sources of figures" in titles
    links = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    inner = [link for link in links if "/Dest" in link or link.get("/A", {}).get("/S") == "/GoTo"]
    assert len(inner) > 30
    text = text_of(write_pdf(english()))
    assert "[12]" in text
    assert "21,273" in text


def totalled() -> b.Document:
    """A total of two figures, both of which the report shows too."""
    counts = [b.SourceOfFigure(f"f-{n}", n, "Letters", str(n * 40)) for n in (1, 2)]
    rows = tuple(b.SourceRow(f"Day {n}", str(n * 40), f"letters-day-{n}", fact=f"f-{n}") for n in (1, 2))
    total = b.SourceOfFigure("f-3", 3, "Letters, all together", "120", rows=rows)
    cited = b.Paragraph(b.runs(*(b.FactRef(one.id, one.value) for one in (*counts, total))))
    chapters = (b.Chapter("only", "Only", (cited,)),)
    return replace(english(), chapters=chapters, sources=(*counts, total))


def test_what_a_total_is_made_of_is_told_by_the_numbers_of_its_figures_and_not_by_keys() -> None:
    text = " ".join(text_of(write_pdf(totalled())).split())
    assert "Day 1: 40 [1] · Day 2: 80 [2]" in text
    assert "letters-day" not in text


def test_only_our_fonts_are_in_it(pdf: PdfReader) -> None:
    names = {str(font.get_object()["/BaseFont"]) for page in pdf.pages for font in fonts_of(page).values()}
    assert names
    assert all("IBMPlexSans" in name for name in names)


def test_no_text_is_read_as_markup() -> None:
    text = text_of(write_pdf(saying(NASTY.replace("\u2028", ""))))
    assert "#let x = [1]" in text
    assert "</style><script>" in text


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(max_codepoint=0x2FFF), min_size=1, max_size=12))
def test_any_text_can_be_set(text: str) -> None:
    assert write_pdf(saying(text)).startswith(b"%PDF")


@pytest.mark.parametrize(
    "text", ["漢字", "😀", "\x07", "\ufeff", "\ue000", "क्षि", "ƙ ɗ Ɓ ŋ ẹ́", "★ ✓ →", "\ud800", "{\\u{1}}"]
)
def test_letters_that_no_font_has_do_not_stop_the_report(text: str) -> None:
    data = write_pdf(saying(f"Before {text} after"))
    assert "after" in text_of(data)


def test_letters_of_other_latin_alphabets_are_kept() -> None:
    assert "ƙaura" in text_of(write_pdf(saying("ƙaura")))


def test_what_was_refused_is_read_from_what_typst_says() -> None:
    said = (
        'the text `"漢"` could not be displayed with font `"A"`\n'
        'the text contains the disallowed codepoint `"\\u{feff}"`\n'
        'the text `"\\t\\u{6d6}"` could not be displayed'
    )
    assert refused_texts(said) == {"漢", "\ufeff", "\t\u06d6"}


@pytest.mark.parametrize("text", ["\t\u06d6", "\u06d6", "e\u1ab0", "tt\u0e31"])
def test_a_mark_that_no_font_has_takes_no_common_letter_with_it(text: str) -> None:
    shown = text_of(write_pdf(saying(f"{text} the quiet letter")))
    assert "the quiet letter" in shown
    assert "Fingerprint of the facts" in shown


def test_names_of_groups_without_rows_do_not_break_a_table() -> None:
    name, body = b.TableRow((b.cell("A name"),), "group"), b.TableRow((b.cell("A row"),))
    for rows in ((name, name, body), (name,), (name, body, name), (body, name, name)):
        chapter = b.Chapter("c", "Chapter", (b.Table("Names", (b.Column("One"),), rows),))
        assert "A name" in text_of(write_pdf(replace(english(), chapters=(chapter,))))


def test_an_arabic_report_runs_from_the_right() -> None:
    pdf = reader(write_pdf(arabic(), WORDS))
    assert root_of(pdf)["/Lang"] == "ar"
    assert root_of(pdf)["/ViewerPreferences"].get("/Direction") == "/R2L"


def test_a_long_table_of_many_columns_is_set_as_paragraphs_and_loses_no_word() -> None:
    columns = tuple(b.Column(name) for name in ("When", "What", "Asked", "Came of it"))
    rows = tuple(
        b.TableRow(tuple(b.cell(f"{name} {number} " + "word " * 12) for name in "abcd"))
        for number in range(40)
    )
    table = b.Table("Chances", columns, rows, row_headers=False, id="chances")
    link = b.Paragraph(b.runs(b.Link("#chances", "See the chances")))
    data = write_pdf(replace(english(), chapters=(b.Chapter("c", "Chapter", (table, link)),)))
    words = " ".join(text_of(data).split())
    assert all(f"{name} {number} word" in words for name in "abcd" for number in range(40))
    assert "Came of it: d 39" in words


def test_a_table_that_floats_fits_its_page() -> None:
    columns = tuple(b.Column(name) for name in "abcd")
    rows = tuple(b.TableRow(tuple(b.cell("x" * 15) for _ in columns)) for _ in range(43))
    table = b.Table("Broad", columns, rows)
    data = write_pdf(replace(english(), chapters=(b.Chapter("c", "Chapter", (table,)),)))
    assert text_of(data).count("x" * 15) == 4 * 43


def test_a_tall_drawing_is_kept_within_its_page() -> None:
    tall = SampleChart("Tall", "Many bars under one another.", tuple((f"Bar {n}", n) for n in range(60)))
    assert is_tall(tall.svg)
    chapter = b.Chapter("c", "Chapter", (b.Figure(tall),))
    short = reader(write_pdf(replace(english(), chapters=(chapter,), sources=(), colophon=(), digest="")))
    assert len(short.pages) <= 4
