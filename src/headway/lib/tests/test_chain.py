"""The audit chain shows any change, and lets a payload be erased."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from headway.lib.chain import Link, link, payload_digest, verify

KEY = b"k" * 32
TEXTS = st.tuples(
    st.text(max_size=8), st.text(max_size=8), st.text(max_size=8), st.text(max_size=8), st.binary(max_size=8)
)
FIELDS = ("at", "actor", "action", "subject")


def chained(told: list[tuple[str, str, str, str, bytes]]) -> list[Link]:
    entries: list[Link] = []
    previous = b""
    for seq, (at, actor, action, subject, payload) in enumerate(told, 1):
        salt = bytes([seq]) * 16
        digest = payload_digest(salt, payload)
        previous = link(KEY, previous, seq, at, actor, action, subject, digest)
        entries.append(Link(seq, at, actor, action, subject, digest, previous, salt, payload))
    return entries


CHAINS = st.lists(TEXTS, min_size=1, max_size=6).map(chained)


@given(CHAINS)
def test_an_untouched_chain_holds(entries: list[Link]) -> None:
    assert verify(KEY, entries) is None
    assert verify(KEY, []) is None


@given(CHAINS)
def test_another_key_does_not_open_the_chain(entries: list[Link]) -> None:
    broken = verify(b"other" * 7, entries)
    assert broken is not None
    assert broken.seq == 1


@given(CHAINS, st.data())
def test_erasing_a_payload_breaks_nothing(entries: list[Link], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(entries) - 1))
    entries[at] = replace(entries[at], salt=None, payload=None)
    assert verify(KEY, entries) is None


@given(CHAINS, st.data())
def test_a_change_of_any_field_shows_at_its_entry(entries: list[Link], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from([*FIELDS, "digest", "link", "payload", "salt"]))
    entry = entries[at]
    old = getattr(entry, name)
    new = old + ("x" if isinstance(old, str) else b"x")
    entries[at] = replace(entry, **{name: new})
    broken = verify(KEY, entries)
    assert broken is not None
    assert broken.seq == entry.seq


@given(CHAINS, st.data())
def test_moving_text_from_one_field_to_its_neighbour_shows(entries: list[Link], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(entries) - 1))
    left, right = data.draw(st.sampled_from(list(pairwise(FIELDS))))
    entry = entries[at]
    joined = getattr(entry, left) + getattr(entry, right)
    cut = data.draw(st.integers(0, len(joined)))
    if cut == len(getattr(entry, left)):
        return
    entries[at] = replace(entry, **{left: joined[:cut], right: joined[cut:]})
    assert verify(KEY, entries) is not None


@given(CHAINS.filter(lambda entries: len(entries) > 1), st.data())
def test_a_removed_entry_shows_unless_it_is_the_last(entries: list[Link], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(entries) - 2))
    gone = entries.pop(at)
    broken = verify(KEY, entries)
    assert broken is not None
    assert broken.seq == gone.seq
    assert "missing" in broken.why
    renumbered = [replace(entry, seq=seq) for seq, entry in enumerate(entries, 1)]
    assert verify(KEY, renumbered) is not None


@given(CHAINS.filter(lambda entries: len(entries) > 1), st.data())
def test_swapped_or_repeated_entries_show(entries: list[Link], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(entries) - 2))
    swapped = [*entries[:at], entries[at + 1], entries[at], *entries[at + 2 :]]
    assert verify(KEY, swapped) is not None
    assert verify(KEY, [*entries[: at + 1], *entries[at:]]) is not None
    renumbered = [replace(entry, seq=seq) for seq, entry in enumerate(swapped, 1)]
    assert verify(KEY, renumbered) is not None


def test_the_salt_and_the_payload_do_not_flow_into_each_other() -> None:
    assert payload_digest(b"ab", b"c") != payload_digest(b"a", b"bc")


def test_a_text_that_is_no_proper_unicode_can_still_be_chained() -> None:
    assert verify(KEY, chained([("\ud800", "a", "b", "c", b"")])) is None
