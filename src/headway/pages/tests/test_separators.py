"""Commas, semicolons and colons between what a template shows are the language's own, and no template writes them by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.translation import override

import headway

ROOT = Path(headway.__file__).parent
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
# Sentences belong to their translators, with all marks that stand in them.
_SENTENCE = re.compile(r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}", re.DOTALL)
_SHOWN = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_NOTE = re.compile(r"{#.*?#}")
_MARK = "[,;:،؛]"
_AFTER = re.compile(rf"^\s*(?:</[\w-]+>\s*)*{_MARK}")
_BEFORE = re.compile(rf"{_MARK}(?:\s*<[\w-]+[^<>]*>)*\s*$")
_JOINED = re.compile(r"\|join:[\"'][^\"']*[,;:،؛]")


def written_by_hand(source: str) -> Iterator[str]:
    """Each mark that stands next to something shown, with what is shown there."""
    source = _NOTE.sub("", _SENTENCE.sub("{{ sentence }}", source))
    at, before = 0, ""
    for shown in _SHOWN.finditer(source):
        text = source[at : shown.start()]
        if _BEFORE.search(text) or (before and _AFTER.search(text)):
            yield f"{before}{text}{shown[0]}"
        if _JOINED.search(shown[0]):
            yield shown[0]
        at, before = shown.end(), shown[0]
    if before and _AFTER.search(source[at:]):
        yield before + source[at:]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_writes_a_separator_by_hand(path: Path) -> None:
    found = list(written_by_hand(path.read_text()))
    assert found == [], "use {% comma %}, {% semicolon %}, {% colon %}, or the filter `listed`"


@pytest.mark.parametrize(
    "source",
    [
        "{{ place }}, {{ country }}",
        "{{ name }}: <strong>{{ value }}</strong>",
        "<a>{{ name }}</a>; {{ other }}",
        '{{ words|join:", " }}',
        '<a aria-label="PDF, {{ name }}">',
        "{{ name }}: {% translate 'none' %}",
    ],
)
def test_a_separator_written_by_hand_is_found(source: str) -> None:
    assert len(list(written_by_hand(source))) == 1


def test_each_language_has_its_own_separators() -> None:
    template = Template("a{% comma %}b{% semicolon %}c{% colon %}d {{ words|listed }}")
    said = {}
    for language in ("en", "fr", "ar"):
        with override(language):
            said[language] = template.render(Context({"words": ["e", "f"]}))
    assert said["en"] == "a, b; c: d e, f"
    assert said["ar"] == "a، b؛ c: d e، f"
    assert said["fr"].replace("\xa0", " ").replace("\u202f", " ") == "a, b ; c : d e, f"


# What machines read, in `value` and `datetime`, has one form in every language.
_DATED = re.compile(r"\|date:[\"'](?!DATE_FORMAT|DATETIME_FORMAT|Y-m-d|c\b)([^\"']*)[\"']")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_days_are_written_in_the_order_and_with_the_words_of_the_language(template: Path) -> None:
    assert _DATED.findall(template.read_text(encoding="utf-8")) == []
