"""Restricted texts are stored sealed, open with the key that sealed them, and with no other."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.lib.keys import Keys, add_seal, load_keys
from headway.lib.problems import HeadwayError
from headway.lib.sealed import PREFIX, Secret, is_sealed, open_sealed, seal

KEYS = Keys("s", b"a" * 32, b"b" * 32, {"1": b"1" * 32, "2": b"2" * 32, "10": b"3" * 32})
TEXTS = st.text(st.characters(codec="utf-8"))


@given(TEXTS)
def test_what_was_sealed_opens_to_the_same_text(text: str) -> None:
    stored = seal(KEYS, text)
    assert is_sealed(stored)
    assert open_sealed(KEYS, stored) == text
    assert isinstance(open_sealed(KEYS, stored), Secret)


def test_the_newest_key_seals_and_older_ones_still_open(tmp_path: Path) -> None:
    before = load_keys(tmp_path / "keys")
    old = seal(before, "name")
    assert add_seal(tmp_path / "keys") == "2"
    after = load_keys(tmp_path / "keys")
    assert seal(after, "name").startswith(f"{PREFIX}2:")
    assert open_sealed(after, old) == "name"
    assert KEYS.newest_seal == "10"


def test_equal_texts_give_unequal_results_that_do_not_hold_the_text() -> None:
    one, other = seal(KEYS, "a name"), seal(KEYS, "a name")
    assert one != other
    assert b"a name" not in base64.b64decode(one.rpartition(":")[2])


def test_another_key_under_the_same_id_does_not_open() -> None:
    stored = seal(KEYS, "name")
    wrong = Keys("s", b"a" * 32, b"b" * 32, {"10": secrets.token_bytes(32)})
    with pytest.raises(HeadwayError, match="its key is not the right one"):
        open_sealed(wrong, stored)


def test_a_key_that_is_gone_is_named() -> None:
    stored = seal(KEYS, "name")
    left = Keys("s", b"a" * 32, b"b" * 32, {"1": b"1" * 32})
    with pytest.raises(HeadwayError, match="seal-10"):
        open_sealed(left, stored)


@given(st.data())
def test_a_change_of_any_character_is_noticed(data: st.DataObject) -> None:
    # Of a length that base64 needs no padding for: bits of padding mean nothing, and their change is none.
    stored = seal(KEYS, "names and a story")
    at = data.draw(st.integers(0, len(stored) - 1))
    sign = data.draw(st.sampled_from("Ab0+/:=é"))
    if stored[at] != sign:
        with pytest.raises(HeadwayError):
            open_sealed(KEYS, stored[:at] + sign + stored[at + 1 :])


@given(st.text())
def test_garbage_is_refused_in_words(text: str) -> None:
    with pytest.raises(HeadwayError):
        open_sealed(KEYS, PREFIX + text)
    with pytest.raises(HeadwayError):
        open_sealed(KEYS, f"{PREFIX}1:{text}")


def test_secrets_and_keys_do_not_show_in_logs() -> None:
    assert "name" not in repr(Secret("name"))
    assert "name" not in f"{[Secret('name')]}"
    assert "111" not in repr(KEYS)
