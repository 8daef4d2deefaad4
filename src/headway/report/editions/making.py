"""Makes what is asked for and not there yet: in a process apart where the site is served, else at once."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from headway.report.editions.files import Order, Rendered

log = logging.getLogger(__name__)
# What a process of its own is told to run: Django first, then the order that stands in its arguments.
COMMAND = "import django; django.setup(); from headway.report.editions.render import render_as_told; render_as_told()"
SECONDS = 300
# So long it is said that a file could not be made before somebody's asking has it tried again.
FAILED_FOR = 20
MOST_WAITING = 60


class Making(StrEnum):
    """Where a file stands that is not there."""

    UNDER_WAY = "under-way"
    FAILED = "failed"


class Maker:
    """A queue, and one thread that has one order after the other rendered by a process of its own."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[Order, None] = OrderedDict()
        self._failed: dict[Order, float] = {}
        self._wakes = threading.Condition()
        self._thread: threading.Thread | None = None

    def ask(self, order: Order) -> Making:
        with self._wakes:
            if time.monotonic() - self._failed.get(order, -FAILED_FOR) < FAILED_FOR:
                return Making.FAILED
            self._failed.pop(order, None)
            if len(self._waiting) < MOST_WAITING:
                self._waiting.setdefault(order)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="editions", daemon=True)
                self._thread.start()
            self._wakes.notify()
        return Making.UNDER_WAY

    def _work(self) -> None:
        while True:
            with self._wakes:
                while not self._waiting:
                    self._wakes.wait()
                order = next(iter(self._waiting))
            went_well = _rendered_apart(order)
            with self._wakes:
                # Asked for until now, so that those who wait are not taken for a new order.
                self._waiting.pop(order, None)
                if not went_well:
                    self._failed = {
                        order: time.monotonic(),
                        **dict(list(self._failed.items())[-MOST_WAITING:]),
                    }


def _rendered_apart(order: Order) -> bool:
    try:
        done = subprocess.run(
            [sys.executable, "-c", COMMAND, json.dumps(asdict(order))],
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.error("rendering apart did not come to an end: %s", type(error).__name__)
        return False
    if done.returncode:
        log.error("rendering apart ended with %s", done.returncode)
    return not done.returncode


def told_apart(command: str, asked: Mapping[str, Any]) -> Any:
    """What a process of its own says to `command`, which is asked by JSON and answers in JSON.

    None where this process serves nobody, and may do it itself, or where the other did not come to an end.
    """
    if _maker is None:
        return None
    try:
        done = subprocess.run(
            [sys.executable, "-c", command, json.dumps(asked)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        log.error("what was asked apart did not come to an end: %s", type(error).__name__)
        return None
    if done.returncode:
        log.error("what was asked apart ended with %s", done.returncode)
        return None
    return json.loads(done.stdout)


_maker: Maker | None = None


def make_apart() -> None:
    """From now on this process renders nothing itself. Called by what serves the site, in each of its workers."""
    global _maker  # noqa: PLW0603  a process serves or it does not
    _maker = Maker()


def made_or_asked(order: Order) -> Rendered | Making:
    """The file; or, where it is made apart and is not there yet, how that stands."""
    if (found := order.rendered()) is not None:
        return found
    if _maker is not None:
        return _maker.ask(order)
    from headway.report.editions.render import render

    return render(order)


def make_ahead(orders: Iterable[Order]) -> None:
    """Have files made before anybody asks for them, where they are made apart."""
    for order in orders:
        if _maker is not None and order.rendered() is None:
            _maker.ask(order)
