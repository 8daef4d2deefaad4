"""A load that is killed leaves nothing; two loads at once leave what one would."""

from __future__ import annotations

import signal

import pytest

from headway.cli.tests.command import Headway, entries, must
from headway.conftest import SMALL_PACK

KILLED = """
import os, signal
from pathlib import Path
from headway.exchange.packs import load_pack
from headway.movement.actions import ensure_operator

def step(name):
    if name == {step!r}:
        os.kill(os.getpid(), signal.SIGKILL)

load_pack(Path({pack!r}), acting_user=ensure_operator(), progress=step)
"""


@pytest.mark.parametrize("step", ["collect", "report", "commit"])
def test_a_killed_load_leaves_nothing(empty: Headway, step: str) -> None:
    done = empty.python(KILLED.format(step=step, pack=str(SMALL_PACK)))
    assert done.returncode == -signal.SIGKILL
    assert empty.sql("SELECT count(*) FROM plan_campaign") == [(0,)]
    assert empty.sql("SELECT count(*) FROM movement_office") == [(0,)]
    assert must(empty("audit", "verify")).returncode == 0
    assert " 0 changed, 0 left" in must(empty("load", SMALL_PACK)).stdout


def test_two_loads_at_once_leave_what_one_would(empty: Headway) -> None:
    both = [empty.start("load", SMALL_PACK, stdout=-1, stderr=-1) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum(": 0 added, 0 changed" in out for out, _ in said) == 1
    assert empty.sql("SELECT count(*) FROM plan_campaign") == [(1,)]
    must(empty("audit", "verify"))
    logged = entries(empty)
    assert ": 0 added, 0 changed" in must(empty("load", SMALL_PACK)).stdout
    assert entries(empty) == logged
