"""`headway worker`: what need not be waited for, done from the queue; and what is due by the day, found once in a while."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from headway.cli.ready import database_ready
from headway.lib.tongue import say

log = logging.getLogger(__name__)
LOOK_EVERY, QUEUE_EVERY, AGAIN_AFTER, GRACE_SECONDS = 30, 2, 5, 15
SWEEP_EVERY = 3_600


@click.command()
@click.option("--under", type=int, default=0, hidden=True, help="End when this process ends.")
def worker(under: int) -> None:
    """Send mail and do whatever else waits in the queue, until it is told to stop (Ctrl-C, or SIGTERM).

    `headway serve` does this too, unless it is told not to.
    """
    database_ready()
    run_worker(under)


def run_worker(under: int = 0) -> None:
    """Work until a signal comes; what is under way is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.settings")
    from django_tasks_db.management.commands.db_worker import Worker

    made: Any = Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        backend_name="default",
        worker_id=f"{os.uname().nodename}-{os.getpid()}"[:64],
        interval=QUEUE_EVERY,
        batch=False,
        startup_delay=False,
        max_tasks=None,
    )
    made.configure_signals()
    if not under:
        click.echo(say("working on what waits in the queue (stop with Ctrl-C)"))
    threading.Thread(target=_look_around, daemon=True).start()
    if under:
        threading.Thread(target=_end_with, args=(under,), daemon=True).start()
    while made.running:
        try:
            made.run()
        except Exception:
            log.exception("the worker goes on in a moment")
            time.sleep(AGAIN_AFTER)


def _look_around() -> None:
    """Once in a while: what is due, and what a worker that died has left undone."""
    from django.db import close_old_connections

    from headway.collect.actions import forget_orphans, sweep_files
    from headway.collect.tasks import look_after_returns, take_up_again
    from headway.listen.actions import sweep_imports
    from headway.movement.tasks import look_after_digests

    swept = 0.0
    while True:
        close_old_connections()
        try:
            take_up_again()
            look_after_returns()
            look_after_digests()
            if not swept or time.monotonic() - swept > SWEEP_EVERY:
                forget_orphans()
                sweep_files()
                sweep_imports()
                swept = time.monotonic()
        except Exception:
            log.exception("looking for what is due goes on in a moment")
        time.sleep(LOOK_EVERY)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker in a process of its own while something else runs; begun again should it end by itself."""
    over = threading.Event()
    holder: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        command = [sys.executable, "-m", "headway", "worker", "--under", str(os.getpid())]
        while not over.is_set():
            holder[:] = [subprocess.Popen(command)]
            holder[0].wait()
            over.wait(AGAIN_AFTER)

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        for process in holder:
            process.terminate()
        keeper.join(GRACE_SECONDS)
        for process in holder:
            if process.poll() is None:
                process.kill()
