"""Whatever happens to the files of a pack, it is refused in plain words or loaded whole."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.conftest import SMALL_PACK
from headway.exchange.packs import load_pack
from headway.exchange.tests.packfolders import files_of
from headway.lib.problems import HeadwayError
from headway.movement.tests.everything import counts

pytestmark = pytest.mark.django_db


def _damage(data: bytes, how: str, at: int, sign: int) -> bytes:
    lines = data.split(b"\n")
    where = at % max(1, len(data))
    line = at % len(lines)
    match how:
        case "flip":
            return data[:where] + bytes([sign]) + data[where + 1 :]
        case "drop":
            return b"\n".join(lines[:line] + lines[line + 1 :])
        case "double":
            return b"\n".join(lines[: line + 1] + lines[line:])
        case "swap":
            other = sign % len(lines)
            lines[line], lines[other] = lines[other], lines[line]
            return b"\n".join(lines)
        case "cut":
            return data[:where]
        case "indent":
            return b"\n".join([*lines[:line], b"  " + lines[line], *lines[line + 1 :]])
        case _:
            return data[:where] + [b"\x00", b"\xff", b"\t", b": ", b"- ", b"&a ", b"'", b'"', b"{", b"=", b"\r", b"\xe2\x80\xa8"][sign % 12] + data[where:]  # fmt: skip


blows = st.tuples(
    st.integers(0, 10_000),
    st.sampled_from(["flip", "drop", "double", "swap", "cut", "indent", "put"]),
    st.integers(0, 100_000),
    st.integers(0, 255),
)


def _try_damaged(blows: list[tuple[int, str, int, int]], operator: Any, folder: Path) -> None:
    pack = folder / "pack"
    shutil.rmtree(pack, ignore_errors=True)
    shutil.copytree(SMALL_PACK, pack)
    names = sorted(files_of(pack))
    for file, how, at, sign in blows:
        path = pack / names[file % len(names)]
        path.write_bytes(_damage(path.read_bytes(), how, at, sign))
    before = counts()
    with transaction.atomic():
        if said := _refusal(pack, operator):
            assert said.strip()
            assert counts() == before
        transaction.set_rollback(True)


def _refusal(pack: Path, operator: Any) -> str:
    try:
        load_pack(pack, acting_user=operator)
    except HeadwayError as error:
        return str(error)
    return ""


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(blows, min_size=1, max_size=3))
def test_damaged_files_are_refused_in_plain_words_or_loaded_whole(
    found: list[tuple[int, str, int, int]], operator: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _try_damaged(found, operator, tmp_path_factory.mktemp("damaged"))


@pytest.mark.soak
def test_two_thousand_damaged_packs_are_refused_in_plain_words_or_loaded_whole(
    operator: Any, tmp_path: Path
) -> None:
    chance = random.Random(20140513)
    hows = ["flip", "drop", "double", "swap", "cut", "indent", "put"]
    for _ in range(2_000):
        blow = (
            chance.randrange(10_000),
            chance.choice(hows),
            chance.randrange(100_000),
            chance.randrange(256),
        )
        _try_damaged([blow], operator, tmp_path)
