"""Imports that are killed at any moment: run as a program, with the home of an installation that has the small pack.

    python -m headway.listen.tests.kills FILE ROWS KILLS SEED

Each import runs in a child of its own. A child first looks at what there is: all rows of the file or none, in the rows and in
the sums by day. Where all are there it undoes the import, so that the next one writes again.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

import django

BROKEN = 77


def bring(path: Path, rows: int) -> None:
    """In a child: look, and bring in."""
    from headway.listen.actions import Arrived, plan_import, receive_import, undo_import, write_import
    from headway.listen.models import Import
    from headway.listen.rules import ImportState, Kind
    from headway.movement.actions import ensure_operator
    from headway.plan.models import Campaign

    campaign, actor = Campaign.objects.get(), ensure_operator()
    look(campaign, rows)
    for done in Import.objects.filter(state=ImportState.WRITTEN):
        undo_import(done, acting_user=actor)
        if counts(campaign) != (0, 0):
            os._exit(BROKEN)
    made = receive_import(campaign, Arrived(Kind.SOCIAL, [(path.name, path)]), acting_user=actor)
    ready = plan_import(made, acting_user=actor, paths=[path])
    write_import(made, acting_user=actor, ready=ready)


def look(campaign: Any, rows: int) -> None:
    found = counts(campaign)
    if found not in ((0, 0), (rows, rows)):
        print(f"found {found} of {rows}", file=sys.stderr)  # noqa: T201
        os._exit(BROKEN)


def counts(campaign: Any) -> tuple[int, int]:
    """How many posts there are, by the rows and by the sums."""
    from headway.lake import reading
    from headway.listen.queries import committed_files

    lake = reading(committed_files(campaign))
    days = lake.post_days.posts.sum().to_pyarrow().as_py()
    return lake.posts.post_key.nunique().to_pyarrow().as_py(), days or 0


def child(path: Path, rows: int) -> int:
    """Fork one; nothing that has threads was used here before."""
    pid = os.fork()
    if pid:
        return pid
    try:
        bring(path, rows)
    except BaseException as fault:
        print(f"{type(fault).__name__}: {fault}", file=sys.stderr)  # noqa: T201
        os._exit(1)
    os._exit(0)


def main(path: Path, rows: int, kills: int, seed: int) -> int:
    dice = random.Random(seed)
    began = time.monotonic()
    _, code = os.waitpid(child(path, rows), 0)
    longest = time.monotonic() - began
    for _ in range(kills):
        pid = child(path, rows)
        time.sleep(dice.uniform(0, longest))
        os.kill(pid, signal.SIGKILL)
        _, ended = os.waitpid(pid, 0)
        if os.WIFEXITED(ended) and os.WEXITSTATUS(ended):
            return os.WEXITSTATUS(ended)
    _, last = os.waitpid(child(path, rows), 0)
    return os.waitstatus_to_exitcode(code) or os.waitstatus_to_exitcode(last)


if __name__ == "__main__":
    django.setup()
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
