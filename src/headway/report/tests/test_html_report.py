"""The HTML edition is one safe, accessible page in which every figure leads to its source."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.charts.palette import DARK, LIGHT, contrast
from headway.report import blocks as b
from headway.report.html import content_security_policy, write_html
from headway.report.html.figure import UnsafePictureError
from headway.report.html.page import STYLE_SHEET
from headway.report.tests.sample import NASTY, SampleChart, english, saying, source
from headway.report.tests.sample_arabic import WORDS, arabic

VOID = {"meta", "br", "hr", "col", "rect", "circle", "path", "line"}


class Page(HTMLParser):
    """Reads a page into its tags, and fails where they are not nested well."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


@pytest.fixture(scope="module", params=["en", "ar"])
def page(request: pytest.FixtureRequest) -> Page:
    return Page(write_html(english()) if request.param == "en" else write_html(arabic(), WORDS))


def test_the_same_document_gives_the_same_page_in_any_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_html(english())
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert write_html(english()) == first
    finally:
        monkeypatch.undo()
        time.tzset()


def test_every_link_within_the_page_leads_to_one_place(page: Page) -> None:
    ids = Counter(attributes["id"] for _, attributes in page.tags if attributes.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    targets = {href[1:] for link in page.all("a") if (href := link.get("href") or "").startswith("#")}
    assert targets - set(ids) == set()
    assert {"report", "sources", "introduction"} <= targets


def test_every_figure_links_to_its_source_and_back(page: Page) -> None:
    facts = [link for link in page.all("a") if link.get("class") == "fact"]
    assert len(facts) > 8
    assert all(link["href"] == f"#source-{link['data-n']}" for link in facts)
    back = {link["href"] for link in page.all("a") if link.get("class") == "back"}
    assert {f"#cited-{link['data-n']}" for link in facts} <= back


def test_headings_begin_at_one_and_never_skip(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_landmarks_skip_link_language_and_direction_are_there(page: Page) -> None:
    root = page.all("html")[0]
    assert (root["lang"], root["dir"]) in {("en", "ltr"), ("ar", "rtl")}
    assert page.all("a")[0]["href"] == "#report"
    assert len(page.all("main")) == 1
    assert len(page.all("header")) == 1
    assert all(nav["aria-label"] for nav in page.all("nav"))


def test_tables_have_captions_and_headers_with_scope(page: Page) -> None:
    assert all(cell.get("scope") for cell in page.all("th"))
    tags = [tag for tag, _ in page.tags]
    data_tables = len(page.all("details")) and len(
        [f for f in page.all("figure") if f.get("class") == "chart"]
    )
    assert tags.count("caption") + data_tables == tags.count("table")


def test_charts_have_a_name_in_words_and_their_data_beside_them(page: Page) -> None:
    pictures = page.all("svg")
    assert pictures
    assert all(picture["role"] == "img" and len(picture["aria-label"] or "") > 40 for picture in pictures)


def test_ids_of_two_drawings_do_not_meet() -> None:
    chart = SampleChart("Twice", "The same drawing, twice.", (("One", 1),))
    chapter = b.Chapter("c", "Chapter", (b.Figure(chart), b.Figure(chart)))
    text = write_html(replace(english(), chapters=(chapter,)))
    assert 'id="fig1-clip"' in text
    assert "url(#fig2-clip)" in text
    Page(text)


def test_a_drawing_that_could_act_is_refused() -> None:
    class Trojan(SampleChart):
        @property
        def svg(self) -> str:
            return '<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>'

    chapter = b.Chapter("c", "Chapter", (b.Figure(Trojan("T", "S", ())),))
    with pytest.raises(UnsafePictureError):
        write_html(replace(english(), chapters=(chapter,)))


def test_the_page_needs_nothing_but_itself_and_its_policy_names_its_style(page: Page) -> None:
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not [
        name for _, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")
    ]


def test_the_policy_is_the_hash_of_the_style_sheet_in_the_page() -> None:
    text = write_html(english())
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in content_security_policy()
    assert "default-src 'none'" in content_security_policy()
    assert digest in text


def test_narrative_in_another_language_says_so_and_runs_its_own_way() -> None:
    page = Page(write_html(arabic(), WORDS))
    foreign = [attributes for _, attributes in page.tags if attributes.get("lang") == "en"]
    assert foreign
    assert all(attributes["dir"] == "ltr" for attributes in foreign)


def test_no_text_becomes_markup() -> None:
    plain, nasty = Page(write_html(saying("x" * len(NASTY)))), Page(write_html(saying(NASTY)))
    assert [tag for tag, _ in plain.tags] == [tag for tag, _ in nasty.tags]
    assert NASTY in "".join(nasty.words)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=30))
def test_no_text_at_all_changes_the_shape_of_the_page(text: str) -> None:
    # Of the same length: what is longer than a name has lines of its own among words of the other direction.
    shape = [tag for tag, _ in Page(write_html(saying("x" * len(text)))).tags]
    page = write_html(saying(text))
    assert [tag for tag, _ in Page(page).tags] == shape
    page.encode("utf-8")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "JAVASCRIPT:x", " x:y"]
)
def test_a_link_leads_to_the_web_or_nowhere(url: str) -> None:
    chapter = b.Chapter("c", "Chapter", (b.Paragraph(b.runs(b.Link(url, "click here"))),))
    text = write_html(replace(english(), chapters=(chapter,)))
    assert "click here" in text
    assert f'href="{url}' not in text


def test_a_whole_report_stays_small() -> None:
    sources = tuple(source(number, "1,000", "People who signed", rows=4) for number in range(1, 401))
    text = write_html(replace(english(), sources=sources))
    assert len(text.encode()) < 400_000


def test_the_colours_of_tags_can_be_read_on_their_grounds() -> None:
    css = STYLE_SHEET.read_text(encoding="utf-8")
    for palette, part in zip(
        (LIGHT, DARK), css.split("@media screen and (prefers-color-scheme: dark)")[:2], strict=True
    ):
        for name in ("good", "caution", "bad"):
            found = re.search(rf"--{name}: (#[0-9a-f]{{6}})", part)
            assert found
            assert contrast(found[1], palette.paper) >= 4.5
            assert contrast(found[1], palette.faint) >= 4.5
        for ground in (palette.paper, palette.faint, palette.accent_faint):
            assert contrast(palette.muted, ground) >= 4.5
            assert contrast(palette.accent, ground) >= 4.5
