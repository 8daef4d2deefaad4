"""What stands in a name is what its reader sees, and no text turns the words beside it round."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from headway.lib.labels import parse_label
from headway.lib.rows import Line, Text
from headway.lib.signs import LINE_PATTERN, TEXT_PATTERN, bad_sign, shows, without_bad_signs

TURNS = "\u202a\u202b\u202c\u202d\u202e\u206a\u206f"
UNSEEN = "\u200b\u2060\u2062\u00ad\u180e\u034f\u3164\uffa0"
A_LINE, A_TEXT = TypeAdapter(Line), TypeAdapter(Text)


def taken(kind: TypeAdapter[str], text: str) -> bool:
    try:
        return kind.validate_python(text) == text
    except ValidationError:
        return False


@pytest.mark.parametrize("sign", TURNS, ids=ascii)
def test_no_text_turns_the_direction_of_what_follows(sign: str) -> None:
    said = bad_sign(f"Ann{sign}gpj.exe")
    assert said
    assert said[0] == 3
    assert f"U+{ord(sign):04X}, which turns the direction" in said[1]
    assert not taken(A_TEXT, f"a{sign}b")
    with pytest.raises(ValueError, match="turns the direction"):
        parse_label(f"a{sign}b")


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_a_name_holds_nothing_that_cannot_be_seen_but_a_narrative_may(sign: str) -> None:
    assert not taken(A_LINE, f"An{sign}n")
    assert taken(A_TEXT, f"An{sign}n")
    with pytest.raises(ValueError, match="nobody can see"):
        parse_label({"en": f"An{sign}n"})


@pytest.mark.parametrize(
    "text",
    ["\u2067abc", "abc\u2069", "\u2067a\u2069\u2069", "\u2066\u2067a\u2069", "\u2067a\nb\u2069", "\u2068"],
    ids=ascii,
)
def test_isolates_are_closed_on_their_line(text: str) -> None:
    assert bad_sign(text)
    assert not taken(A_TEXT, text)
    assert bad_sign(without_bad_signs(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "\u2067منظمة\u2069 (Amnesty)", "\u2066a\u2069\n\u2067b\u2069", "می\u200cخواهم", "نص\u200f (a)", "\u061cنص", "👩\u200d⚕️",
        "क्\u200dष", "Zoë", "N\u0303andú",
    ],
    ids=ascii,
)  # fmt: skip
def test_what_scripts_need_stays(text: str) -> None:
    assert bad_sign(text, in_line=True) is None
    assert taken(A_LINE, text.replace("\n", " "))
    assert taken(A_TEXT, text)


@pytest.mark.parametrize("text", [" ", "\u00a0", "\u200f\u200e", "\u200d", "\u3000\t"], ids=ascii)
def test_what_shows_nothing_is_no_name(text: str) -> None:
    assert not shows(text)
    assert not taken(A_LINE, text)
    with pytest.raises(ValueError, match="empty"):
        parse_label(text)


@given(
    st.text(st.sampled_from("ab \n\t" + TURNS + UNSEEN + "\u2066\u2067\u2068\u2069\x00\ufeff"), max_size=12)
)
def test_what_is_mended_may_stand(text: str) -> None:
    assert bad_sign(without_bad_signs(text)) is None
    assert bad_sign(without_bad_signs(text, in_line=True), in_line=True) is None


def test_the_patterns_can_be_published() -> None:
    assert json.loads(json.dumps([LINE_PATTERN, TEXT_PATTERN], ensure_ascii=True)) == [
        LINE_PATTERN,
        TEXT_PATTERN,
    ]
    assert A_LINE.json_schema()["pattern"] == LINE_PATTERN
