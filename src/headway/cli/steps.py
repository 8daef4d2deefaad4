"""Shows long work step by step with its time, on a terminal only: in a pipe nothing is said."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING

from headway.lib.tongue import say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status


class Steps:
    """`with Steps({"read": "Reading the pack"}) as step: step("read")`; an unknown step is shown under its own name."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self._names = names or {}
        self._console: Console | None = None
        self._status: Status | None = None
        self._name, self._began = "", 0.0

    def __enter__(self) -> Steps:
        if sys.stderr.isatty():
            from rich.console import Console

            self._console = Console(stderr=True, highlight=False)
        return self

    def __call__(self, step: str) -> None:
        """The step before this one is over."""
        if self._console is None:
            return
        self._finish("[green]✓[/green]")
        self._name, self._began = say(self._names.get(step, step.replace("_", " "))), time.monotonic()
        self._status = self._console.status(self._name)
        self._status.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._finish("[red]✗[/red]" if kind else "[green]✓[/green]")

    def _finish(self, mark: str) -> None:
        if self._status is None or self._console is None:
            return
        self._status.stop()
        self._status = None
        took = time.monotonic() - self._began
        self._console.print(f"{mark} {self._name} [dim]{took:.1f} s[/dim]")
