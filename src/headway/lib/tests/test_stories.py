"""Stories in Markdown: what was meant is shown as it was meant, and nothing that is typed can run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from headway.lib.markdown import as_html, as_plain

MAY_STAND = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "br", "hr"}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def tags_of(text: str) -> list[tuple[str, list[tuple[str, str | None]]]]:
    tags = Tags()
    tags.feed(as_html(text))
    return tags.found


def test_paragraphs_lists_stress_and_links_are_what_they_are_meant_to_be() -> None:
    shown = as_html(
        "They **came**.\nMany did.\n\n- one\n- two\n\n# Later\n[more](https://a.example/?a=1&b=2)"
    )
    for part in ("<strong>came</strong>", "<br", "<li>one</li>", "<h3>Later</h3>", 'href="https://a.example/?a=1&amp;b=2"', "nofollow"):  # fmt: skip
        assert part in shown


def test_html_is_text_and_no_address_runs_anything() -> None:
    shown = as_html('<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](data:text/html,1) ![z](https://a.example/z.png)')  # fmt: skip
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown
    assert re.findall(r'href="([^"]*)"', shown) in ([], ["https://a.example/z.png"])


@given(st.text(alphabet="<>&\"'()[]!#*_-` \n:/\\abjsx0&;", max_size=200))
def test_whatever_is_typed_makes_only_what_may_stand(text: str) -> None:
    for tag, attributes in tags_of(text):
        assert tag in MAY_STAND
        for name, value in attributes:
            assert name in ("href", "rel", "start", "class")
            if name == "href":
                assert (value or "").lower().startswith(("http://", "https://", "mailto:"))


def test_a_story_without_its_marks_is_read_in_a_list() -> None:
    assert as_plain("They **came**.\n\n- one\n- [two](https://a.example)") == "They came.\none\ntwo"
    assert as_plain("3 * 4 < 5 & _so_") == "3 * 4 < 5 & so"
