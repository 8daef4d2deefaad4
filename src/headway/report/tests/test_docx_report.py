"""The Word edition has real styles, captions that count, and cross-references that lead somewhere."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.report import blocks as b
from headway.report.docx import write_docx
from headway.report.docx.figure import TALLEST, WIDEST, fitting
from headway.report.tests.sample import NASTY, english, saying
from headway.report.tests.sample_arabic import WORDS, arabic
from headway.report.tests.test_pdf_report import totalled


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def body_of(data: bytes) -> Any:
    return opened(data).element.body


def instructions(data: bytes) -> list[str]:
    return [(element.text or "").strip() for element in body_of(data).iter(qn("w:instrText"))]


def bookmarks(data: bytes) -> list[str]:
    return [element.get(qn("w:name")) for element in body_of(data).iter(qn("w:bookmarkStart"))]


@pytest.fixture(scope="module", params=["en", "ar"])
def data(request: pytest.FixtureRequest) -> bytes:
    return write_docx(english()) if request.param == "en" else write_docx(arabic(), WORDS)


def test_the_same_document_gives_the_same_bytes_at_any_time_and_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = write_docx(english())
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert write_docx(english()) == first
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_a_total_is_made_of_is_told_by_the_numbers_of_its_figures_and_not_by_keys() -> None:
    data = write_docx(totalled())
    text = "\n".join(paragraph.text for paragraph in opened(data).paragraphs).replace("\u2060", "")
    assert "Day 1: 40 [1] · Day 2: 80 [2]" in text
    assert "letters-day" not in text
    assert instructions(data).count("REF source_1 \\h \\* CHARFORMAT") == 2


def paragraphs_saying(data: bytes) -> list[tuple[str, str, bool, bool]]:
    """Text, style, whether it runs from the right, and whether it is counted as an item of a list."""
    right = opened(data)
    found = []
    for one in right.element.body.iter(qn("w:p")):
        text = "".join(part.text or "" for part in one.iter(qn("w:t")))
        style, bidi, number = (
            one.find(f"{qn('w:pPr')}/{qn(name)}") for name in ("w:pStyle", "w:bidi", "w:numPr")
        )
        counted = number is not None and number.find(qn("w:numId")).get(qn("w:val")) != "0"
        found.append(
            (text.strip(), style.get(qn("w:val")), bidi is None or bidi.get(qn("w:val")) != "0", counted)
        )
    return found


TOLD = "The minister put off the planned agreement."


def test_an_account_in_another_direction_is_a_paragraph_from_its_own_side() -> None:
    told, mark = b.Text(TOLD, "en"), b.Mark("standing", "بالاستنتاج")
    blocks = (
        b.Definitions((b.Definition(b.runs("المساهمة"), b.runs("ألمانيا. ", told, " ", mark)),)),
        b.Bullets((b.runs("الوزير: ", told, "انظر ألمانيا."),)),
        b.Timeline((b.TimelineEntry("2014", b.runs(told), lang="en"),)),
    )
    document = replace(arabic(), chapters=(b.Chapter("only", "فصل", blocks),), sources=())
    found = paragraphs_saying(write_docx(document, WORDS))
    turned = [one for one in found if TOLD in one[0]]
    assert len(turned) == 3
    assert [from_right for _text, _style, from_right, _counted in turned] == [False, False, False]
    assert "بالاستنتاج" in turned[0][0]
    assert [text for text, _style, _right, counted in found if counted] == ["الوزير:"]
    assert any(text.startswith("انظر") and right for text, _style, right, _counted in found)


def test_its_archive_holds_no_date_of_this_machine(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        for name in names:
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))


def test_chapters_are_real_headings() -> None:
    styles = [(p.style.name, p.text) for p in opened(write_docx(english())).paragraphs]
    assert ("Title", "Impact and Learning Report 2014") in styles
    assert ("Heading 1", "1\u2002Introduction") in styles
    assert ("Heading 2", "2.2\u2002Changes in people\u2019s lives") in styles
    assert ("Heading 3", "The delta") in styles
    assert ("Heading 1", "Sources of figures") in styles


def test_each_line_of_the_contents_asks_for_its_page(data: bytes) -> None:
    asked = {text.split()[1] for text in instructions(data) if text.startswith("PAGEREF ")}
    assert len(asked) >= 5
    assert asked <= set(bookmarks(data))


def test_a_small_line_stays_on_the_page_of_what_it_is_about() -> None:
    blocks = (b.Paragraph(b.runs("What happened.")), b.Paragraph(b.runs("Source: section 1."), style="small"))
    made = opened(write_docx(replace(english(), chapters=(b.Chapter("c", "C", blocks),))))
    kept = {p.text: p.paragraph_format.keep_with_next for p in made.paragraphs}
    assert kept["What happened."]
    assert not kept["Source: section 1."]


def test_straight_signs_of_the_keyboard_become_those_of_print() -> None:
    said = b.Paragraph(b.runs("The makers' and Rome's \"round table\""))
    made = opened(write_docx(replace(english(), chapters=(b.Chapter("c", "C", (said,)),))))
    assert "The makers\u2019 and Rome\u2019s \u201cround table\u201d" in [p.text for p in made.paragraphs]


def test_captions_count_themselves(data: bytes) -> None:
    asked = instructions(data)
    captions = [p.text for p in opened(data).paragraphs if p.style.name == "Caption"]
    assert len([text for text in asked if text.startswith("SEQ ")]) == len(captions) >= 2
    assert any(text.startswith("SEQ Table") for text in asked)
    assert any(text.startswith("SEQ Figure") for text in asked)


def test_every_cross_reference_and_inner_link_has_its_bookmark(data: bytes) -> None:
    names = bookmarks(data)
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)
    asked = {text.split()[1] for text in instructions(data) if text.startswith("REF ")}
    linked = {link.get(qn("w:anchor")) for link in body_of(data).iter(qn("w:hyperlink"))} - {None}
    assert len(asked | linked) > 8
    assert (asked | linked) <= set(names)


def test_every_field_is_begun_parted_and_ended(data: bytes) -> None:
    kinds = [mark.get(qn("w:fldCharType")) for mark in body_of(data).iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_word_counts_the_pages_of_the_contents_as_it_opens_the_file(data: bytes) -> None:
    fields = list(body_of(data).iter(qn("w:hyperlink")))
    begun = [mark for line in fields for mark in line.iter(qn("w:fldChar")) if mark.get(qn("w:dirty"))]
    asked = [text for text in instructions(data) if text.startswith("PAGEREF ")]
    assert len(begun) == len(asked)
    # Within a field of all the contents, LibreOffice would count no pages.
    assert not any(text.startswith("TOC ") for text in instructions(data))


def test_annexes_of_words_and_sources_stand_in_two_columns_and_word_counts_the_pages(data: bytes) -> None:
    shapes = list(body_of(data).iter(qn("w:sectPr")))
    assert [shape.find(qn("w:cols")).get(qn("w:num")) for shape in shapes] == ["1", "2"]
    assert [shape.find(qn("w:titlePg")) is not None for shape in shapes] == [True, False]
    order = [child.tag for child in opened(data).settings.element]
    assert order.index(qn("w:updateFields")) < order.index(qn("w:compat"))


def test_pictures_have_alternative_text(data: bytes) -> None:
    pictures = list(body_of(data).iter(qn("wp:docPr")))
    assert pictures
    assert all(len(picture.get("descr")) > 30 for picture in pictures)


def test_header_rows_repeat_and_rows_stay_whole(data: bytes) -> None:
    tables = [table for table in opened(data).tables if table.style.name == "Report Table"]
    assert tables
    for table in tables:
        assert table.rows[0]._tr.find(".//" + qn("w:tblHeader")) is not None
        assert all(row._tr.find(".//" + qn("w:cantSplit")) is not None for row in table.rows)


def test_arabic_runs_from_the_right_and_english_in_it_does_not() -> None:
    body = body_of(write_docx(arabic(), WORDS))
    assert body.find(qn("w:sectPr")).find(qn("w:bidi")) is not None
    assert all(table.find(qn("w:bidiVisual")) is not None for table in body.iter(qn("w:tblPr")))
    english_text = next(p for p in body.iter(qn("w:p")) if "The councils decide" in "".join(p.itertext()))
    assert english_text.find(qn("w:pPr")).find(qn("w:bidi")).get(qn("w:val")) == "0"
    assert english_text.find(".//" + qn("w:rtl")).get(qn("w:val")) == "0"


def test_properties_come_from_the_edition() -> None:
    about = opened(write_docx(english())).core_properties
    assert about.title == "Impact and Learning Report 2014"
    assert about.author == "Rivers for All"
    assert about.language == "en"
    assert (about.created.year, about.created.month, about.created.day) == (2015, 3, 9)
    assert about.created == about.modified


def test_numbered_lists_begin_again() -> None:
    lists = (b.Numbered((b.runs("one"),)), b.Numbered((b.runs("again"),), start=4))
    data = write_docx(replace(english(), chapters=(b.Chapter("c", "C", lists),)))
    numbers = [element.get(qn("w:val")) for element in body_of(data).iter(qn("w:numId"))]
    assert len(set(numbers)) == 2
    starts = opened(data).part.numbering_part.element.iter(qn("w:startOverride"))
    assert [start.get(qn("w:val")) for start in starts] == ["1", "4"]


def test_links_within_lead_to_places_and_links_without_to_the_web() -> None:
    words = b.runs(
        b.Link("#c", "here"), b.Link("https://example.org/x?a=1&b=2", "there"), b.Link("file:///etc", "no")
    )
    data = write_docx(replace(english(), chapters=(b.Chapter("c", "C", (b.Paragraph(words),)),), colophon=()))
    relations = [rel.target_ref for rel in opened(data).part.rels.values() if rel.is_external]
    assert relations == ["https://example.org/x?a=1&b=2"]


@pytest.mark.parametrize("text", [NASTY, "\x07\x00", "\ud800", "]]>", "{ HYPERLINK x }"])
def test_text_that_looks_like_markup_stays_text(text: str) -> None:
    plain, nasty = body_of(write_docx(saying("x" * len(text)))), body_of(write_docx(saying(text)))
    assert [element.tag for element in plain.iter()] == [element.tag for element in nasty.iter()]


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=20))
def test_any_text_can_be_written_and_opened_again(text: str) -> None:
    assert opened(write_docx(saying(text))).paragraphs


@pytest.mark.parametrize("size", [(1280, 400), (200, 4000), (10, 10)])
def test_a_picture_fits_the_page_and_keeps_its_shape(size: tuple[int, int]) -> None:
    width, height = fitting(*size)
    assert width <= WIDEST
    assert height <= TALLEST
    assert width / height == pytest.approx(size[0] / size[1], rel=0.01)
