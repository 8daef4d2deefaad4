"""A name that stands within other words is set apart, so that one written the other way leaves them in their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

import headway

ROOT = Path(headway.__file__).parent
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
_NOTE = re.compile(r"{#.*?#}")
# What takes no markup: the name of a window, and a choice of a form.
_PLAIN = re.compile(
    r"{% block (?:title|site) %}.*?{% endblock %}|<title>.*?</title>|<option\b.*?</option>", re.DOTALL
)
_APART = re.compile(r"<bdi\b[^<>]*>.*?</bdi>", re.DOTALL)
_EYEBROW = re.compile(r'\beyebrow="([^"]*)"')
_TAG = re.compile(r"<[a-z/](?:[^<>{]|{{.*?}}|{%.*?%}|{)*>", re.DOTALL)
_SENTENCE = re.compile(r"{% blocktrans(?:late)?\b(?!.*?\basvar\b).*?%}")
_GIVEN = re.compile(r"\w+=([^\s%]*\|said\b[^\s%]*)")
_SHOWN = re.compile(r"{{ *([^{}]*\|said\b[^{}]*?) *}}")


def standing_bare(source: str) -> Iterator[str]:
    """Each name that is shown within other words and is not set apart from them."""
    source = _PLAIN.sub("", _NOTE.sub("", source))
    for sentence in _SENTENCE.findall(source):
        yield from (given for given in _GIVEN.findall(sentence) if not given.endswith("|apart"))
    shown = [*_EYEBROW.findall(source), _TAG.sub("", _APART.sub("", source))]
    for text in shown:
        yield from (name for name in _SHOWN.findall(text) if not name.endswith("|apart"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_name_stands_bare(path: Path) -> None:
    found = list(standing_bare(path.read_text()))
    assert found == [], "use <c-label>, or the filter `apart` where it may have no mark of its language"


@pytest.mark.parametrize(
    "source",
    [
        "<p>{{ office.name|said }} · 2014</p>",
        '<c-row eyebrow="{{ row.kind.name|said }} · {{ row.office.name|said|apart }}">',
        "{% blocktranslate with name=office.name|said %}The plan of {{ name }}{% endblocktranslate %}",
        '<a href="{% if a > b %}x{% endif %}">{{ name|said }}</a>',
    ],
)
def test_a_bare_name_is_found(source: str) -> None:
    assert len(list(standing_bare(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "<p>{{ office.name|said|apart }} · 2014</p>",
        "<bdi>{{ office.name|said }}</bdi>",
        '<c-row heading="{{ row.name|said }}">',
        "<option>{{ row.name|said }}</option>",
        "{% blocktranslate asvar caption with name=office.name|said %}{{ name }}{% endblocktranslate %}",
    ],
)
def test_what_stands_apart_is_let_be(source: str) -> None:
    assert list(standing_bare(source)) == []


def test_what_is_set_apart_is_still_escaped() -> None:
    said = Template("{{ name|said|apart }}{{ none|said|apart }}").render(
        Context({"name": {"en": "<b>A"}, "none": {}})
    )
    assert said == "<bdi>&lt;b&gt;A</bdi>"


def test_a_line_above_a_row_shows_its_names_set_apart() -> None:
    source = '<c-row eyebrow="{{ name|said|apart }} · 2014" heading="A"></c-row>'
    row = Template(CottonCompiler().process(source))
    said = row.render(Context({"name": {"en": "<i>"}}))
    assert '<p class="eyebrow"><bdi>&lt;i&gt;</bdi> · 2014</p>' in said
