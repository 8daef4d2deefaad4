"""What is sealed comes back byte for byte; whatever is changed, moved, cut off or added is found."""

from __future__ import annotations

import io
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.exchange.backup_seal import CHUNK, OpeningReader, SealingWriter
from headway.lib.problems import HeadwayError

KEY = secrets.token_bytes(32)


def sealed(*parts: bytes, key: bytes = KEY) -> bytes:
    out = io.BytesIO()
    writer = SealingWriter(out, key)
    for part in parts:
        writer.write(part)
    writer.finish()
    return out.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return io.BufferedReader(OpeningReader(io.BytesIO(data), key, "the file")).read()


@given(st.lists(st.binary(max_size=2_000), max_size=5))
def test_it_comes_back_as_it_was(parts: list[bytes]) -> None:
    assert opened(sealed(*parts)) == b"".join(parts)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_every_size_around_a_chunk_comes_back(size: int) -> None:
    data = secrets.token_bytes(size)
    assert opened(sealed(data)) == data


def test_the_same_bytes_are_sealed_differently_each_time() -> None:
    assert sealed(b"same") != sealed(b"same")
    assert b"same" not in sealed(b"same")


@settings(max_examples=200)
@given(st.data())
def test_any_flipped_bit_is_found(data: st.DataObject) -> None:
    whole = bytearray(sealed(b"words " * 50))
    at = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[at // 8] ^= 1 << at % 8
    with pytest.raises(HeadwayError):
        opened(bytes(whole))


@settings(max_examples=200)
@given(st.data())
def test_any_cut_is_found(data: st.DataObject) -> None:
    whole = sealed(bytes(2 * CHUNK), b"the end")
    with pytest.raises(HeadwayError):
        opened(whole[: data.draw(st.integers(0, len(whole) - 1))])


def chunks(whole: bytes) -> tuple[bytes, list[bytes]]:
    head, rest, found = whole[:40], whole[40:], []
    while rest:
        size = 4 + int.from_bytes(rest[:4], "big")
        found.append(rest[:size])
        rest = rest[size:]
    return head, found


def test_chunks_that_are_dropped_swapped_doubled_or_borrowed_are_found() -> None:
    head, (first, second, last) = chunks(sealed(secrets.token_bytes(2 * CHUNK + 9)))
    _, (_, borrowed, _) = chunks(sealed(secrets.token_bytes(2 * CHUNK + 9)))
    assert opened(head + first + second + last)
    for wrong in (
        [first, second], [first], [], [first, last], [second, first, last], [first, first, second, last],
        [first, second, last, last], [first, borrowed, last],
    ):  # fmt: skip
        with pytest.raises(HeadwayError):
            opened(head + b"".join(wrong))


def test_another_key_is_named_as_the_reason() -> None:
    with pytest.raises(HeadwayError, match="another backup key"):
        opened(sealed(b"x"), secrets.token_bytes(32))


@given(st.binary(max_size=300))
def test_garbage_is_no_backup(data: bytes) -> None:
    with pytest.raises(HeadwayError, match="is no backup"):
        opened(data)
