"""What was written in another language than the reader's says so quietly, wherever it stands."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override

pytestmark = pytest.mark.django_db
MARK = re.compile(r'<sup class="lacks" aria-hidden="true" title="([^"]+)">([^<]+)</sup>')


def page(person: Any, path: str, language: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get(f"/c/clean-rivers/{path}?language={language}", follow=True).content.decode()


@pytest.mark.parametrize("path", ["activities/", "recommendations/", "learnings/", "outcomes/limit-law/"])
def test_narrative_is_marked_for_readers_of_another_language_alone(path: str, world: Any) -> None:
    language = world.campaign.language
    other = "ar" if language != "ar" else "en"
    assert language in {code for _why, code in MARK.findall(page(world.reader, path, other))}
    assert language not in {code for _why, code in MARK.findall(page(world.reader, path, language))}


def test_the_mark_stands_at_the_end_of_the_last_paragraph() -> None:
    told = Template("{% if True %}{{ text|paragraphs:lang }}{% endif %}")
    with override("fr"):
        said = told.render(Context({"text": "One.\n\nTwo.", "lang": "en"}))
        own = told.render(Context({"text": "Un.", "lang": "fr"}))
    assert said.startswith("<p>One.</p><p>Two.<sup ")
    assert said.endswith("en</sup></p>")
    assert own == "<p>Un.</p>"


def test_each_line_is_a_paragraph_and_no_dots_stand_on_a_line_alone() -> None:
    told = Template("{{ text|paragraphs }}")
    assert (
        told.render(Context({"text": "One.\nTwo.\n\n Three …"})) == "<p>One.</p><p>Two.</p><p>Three\xa0…</p>"
    )


def test_a_text_of_strangers_stays_a_text_with_the_mark_behind_it() -> None:
    told = Template("{{ text|paragraphs:lang }}")
    with override("fr"):
        said = told.render(Context({"text": "<script>x</script>", "lang": "en"}))
    assert "<script>" not in said
