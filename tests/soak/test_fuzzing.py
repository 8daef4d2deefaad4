"""Packs spoilt in every way that chance finds: always problems with file and line, never a traceback, never half a load."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from headway.conftest import PACKS, SMALL_PACK
from headway.exchange.packs import check_pack
from headway.lib.problems import BadInput

pytestmark = pytest.mark.soak
ROUNDS = 3_000


def _spoil(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text) + 1)
    match chance.randrange(7):
        case 0:
            return text[:at]
        case 1:
            return text[:at] + bytes([chance.randrange(256)]) + text[at + 1 :]
        case 2:
            return text[:at] + bytes(chance.choices(b"-:{}[]&*!|>'\"#%@`,?\n\t =", k=3)) + text[at:]
        case 3:
            lines = text.splitlines(keepends=True)
            chance.shuffle(lines)
            return b"".join(lines)
        case 4:
            lines = text.splitlines(keepends=True)
            del lines[chance.randrange(len(lines))]
            return b"".join(lines)
        case 5:
            return text.replace(b"\n", b"\r\n" if chance.random() < 0.5 else b"\x00\n")
        case _:
            return text[:at] + text[: chance.randrange(len(text))] + text[at:]


@pytest.mark.parametrize("pack", [SMALL_PACK, PACKS / "stop-torture"], ids=lambda path: path.name)
def test_a_spoilt_pack_is_refused_with_file_and_line_or_is_still_a_pack(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(pack, folder)
    files = [path for path in sorted(folder.iterdir()) if path.is_file()]
    rounds = ROUNDS if pack == SMALL_PACK else ROUNDS // 20
    refused, nameless = 0, []
    for number in range(rounds):
        chance = random.Random(number)
        path = chance.choice(files)
        before = path.read_bytes()
        path.write_bytes(_spoil(before, chance))
        try:
            check_pack(folder)
        except BadInput as bad:
            refused += 1
            nameless += [problem for problem in bad.problems if not (problem.file and problem.message)]
        finally:
            path.write_bytes(before)
    assert nameless == []
    assert refused > rounds / 4
