"""A report is read chapter by chapter: every page is whole, leads onward, and every address of old still leads there."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from headway.report import blocks as b
from headway.report.html import packed_page, page_of_place, write_bundle, write_html, write_pages
from headway.report.html.leaves import FOLDED_PAGE, LONG_PAGE
from headway.report.tests.sample import english
from headway.report.tests.sample_arabic import WORDS, arabic
from headway.report.tests.test_html_report import Page
from headway.report.words import words_in

FIRST = "/report/en/"


def with_a_long_chapter() -> b.Document:
    """The sample with a chapter too long for one page: its sections have pages of their own."""
    told = b.Paragraph(b.runs("word " * (LONG_PAGE // 5), b.Link("#last", "the last")))
    sections = (
        b.Chapter("chapter-near", "Near", (told, b.Figure(english_figure(), id="near-figure"))),
        b.Chapter("chapter-far", "Far", (told, b.Heading("One", id="last"), b.Heading("Two"))),
    )
    long = b.Chapter("chapter-long", "A long chapter", (b.Paragraph(b.runs("It begins.")),), sections)
    return replace(english(), chapters=(*english().chapters, long))


def english_figure() -> b.Drawing:
    from headway.report.tests.sample import SampleChart

    return SampleChart("Near", "One thing.", (("One", 1),))


DOCUMENTS = {"en": english, "long": with_a_long_chapter, "ar": arabic}


@pytest.fixture(scope="module", params=DOCUMENTS)
def pages(request: pytest.FixtureRequest) -> dict[str, Page]:
    document = DOCUMENTS[request.param]()
    made = write_pages(document, WORDS if request.param == "ar" else None)
    return {name: Page(text) for name, text in made.items()}


def address(name: str) -> str:
    return f"{FIRST}{name}/" if name else FIRST


def ids(page: Page) -> list[str]:
    return [str(attributes["id"]) for _, attributes in page.tags if attributes.get("id")]


def test_every_link_from_page_to_page_leads_to_a_place_that_is_there(pages: dict[str, Page]) -> None:
    places = {address(name): set(ids(page)) for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.all("a"):
            href = str(link["href"])
            if "hreflang" in link or "download" in link or ":" in href or href == "/":
                continue
            to, place = urldefrag(urljoin(address(name), href))
            assert to in places, (name, href)
            assert not place or place in places[to], (name, href)


def test_every_page_has_one_name_and_its_headings_never_skip(pages: dict[str, Page]) -> None:
    for page in pages.values():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
        assert len(ids(page)) == len(set(ids(page)))
        assert len(page.all("main")) == 1
        assert all(nav.get("aria-label") or nav.get("aria-labelledby") for nav in page.all("nav"))


def test_every_figure_leads_to_its_source_on_the_same_page(pages: dict[str, Page]) -> None:
    cited = 0
    for page in pages.values():
        for link in page.all("a"):
            if link.get("class") == "fact":
                cited += 1
                assert str(link["href"])[1:] in ids(page)
    assert cited > 8


def test_the_pages_follow_each_other_from_the_first_to_the_last(pages: dict[str, Page]) -> None:
    at, seen = FIRST, []
    by_address = {address(name): page for name, page in pages.items()}
    while at:
        seen.append(at)
        ways = [link for link in by_address[at].all("a") if link.get("rel") == "next"]
        at = urljoin(at, str(ways[0]["href"])) if ways else ""
    assert seen == list(by_address)


def test_whatever_the_one_page_had_a_place_for_the_first_page_leads_to(pages: dict[str, Page]) -> None:
    first = {str(link["id"]): str(link["href"]) for link in pages[""].all("a") if link.get("id")}
    there = set(ids(pages[""]))
    for name, page in pages.items():
        for _, attributes in page.tags:
            place = str(attributes.get("id") or "")
            if not name or not place or re.match(r"(fig\d|cited-|report$|sources-heading|.*-part-\d)", place):
                continue
            assert place in there, place
            if place in first and "source" not in place:
                assert first[place] == f"{name}/#{place}"


def test_the_one_page_and_the_pages_say_the_same() -> None:
    document = with_a_long_chapter()
    whole = Page(write_html(document))
    parts = [Page(text) for text in write_pages(document).values()]
    words = {word for page in parts for word in " ".join(page.words).split()}
    # The one page has a box of its own, which opens what is folded in it.
    opener = set(words_in("en").open_all.split())
    assert set(" ".join(whole.words).split()) - words - opener == set()
    captions = [text for page in parts for text in re.findall(r"Figure \d+", " ".join(page.words))]
    assert list(dict.fromkeys(captions)) == [f"Figure {n}" for n in range(1, len(set(captions)) + 1)]


def test_a_long_chapter_has_a_page_for_each_section_and_leads_to_them() -> None:
    made = write_pages(with_a_long_chapter())
    assert {"long", "near", "far"} <= set(made)
    links = {link["href"] for link in Page(made["long"]).all("a")}
    assert {"../near/", "../far/"} <= links
    assert 'href="../far/#last"' in made["near"]
    assert 'href="#last"' in made["far"]


def with_records(letters: int) -> b.Document:
    """The sample with a chapter of so many letters, in which a record and a long table stand, and a way to each."""
    told = b.Paragraph(b.runs("word " * (letters // 5), b.Link("#record", "it"), b.Link("#lines", "them")))
    record = b.Card(b.runs("A record"), blocks=(b.Paragraph(b.runs("What it tells.")),), id="record")
    lines = tuple(b.TableRow((b.Cell(b.runs(str(at))), b.Cell(b.runs("yes")))) for at in range(20))
    table = b.Table("Many lines", (b.Column("Which"), b.Column("So")), lines, id="lines")
    chapter = b.Chapter("chapter-records", "Records", (told, record, table))
    return replace(english(), chapters=(*english().chapters, chapter))


def test_records_and_long_tables_of_a_long_page_are_folded_and_who_is_led_to_one_finds_it_open() -> None:
    short, long = (write_pages(with_records(letters))["records"] for letters in (500, FOLDED_PAGE + 500))
    head = r'<details><summary>%s</summary><div[^>]* id="%s"'
    for name, place in (("<h2>A record</h2>", "record"), ("<b>Table [0-9]+</b> Many lines", "lines")):
        assert re.search(head % (name, place), long)
        assert not re.search(head % (name, place), short)
        assert short.count(f'id="{place}"') == long.count(f'id="{place}"') == 1


def test_each_language_leads_to_the_same_chapter_in_the_others(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        ways = {link["hreflang"]: link["href"] for link in page.all("a") if link.get("hreflang")}
        assert set(ways) == {"en", "fr", "es", "ar"}
        assert urljoin(address(name), str(ways["fr"])) == address(name).replace("/en/", "/fr/")


def test_the_bundle_is_the_same_each_time_and_gives_each_page_and_place(tmp_path: Path) -> None:
    document = with_a_long_chapter()
    content = write_bundle(document)
    assert content == write_bundle(document)
    path = tmp_path / "en.pages"
    path.write_bytes(content)
    for name in write_pages(document):
        assert packed_page(path, name)
    assert packed_page(path, "no-such-chapter") is None
    assert packed_page(path, "places.json") is None
    assert page_of_place(path, "last") == "far"
    assert page_of_place(path, "chapter-long") == "long"
    assert page_of_place(path, "no-such-place") is None


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_of_the_shipped_report_is_heavy(shipped: Any, language: str, tmp_path: Path) -> None:
    from headway.report.build import document_of, written
    from headway.report.facts import Profile

    path = tmp_path / "pages"
    document = document_of(shipped, language, Profile.PUBLIC)[1]
    path.write_bytes(written(document, "pages"))
    sizes = {name: len(packed_page(path, name) or b"") for name in write_pages(document)}
    assert len(sizes) > 15
    assert max(sizes.values()) < 30_000
