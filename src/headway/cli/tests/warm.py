"""A process that has imported what every command imports, and becomes one of them each time that it is asked: a fork.

A command takes a second of processor to start, most of it for modules that are the same at every run, and the tests start
commands by the hundred. Whatever depends on where a command runs (settings, keys, database, models) is read after the fork,
by the command itself in a process of its own. That two processes agree though Python hashes differently in each is for the
tests that start a command from nothing (`Headway.start`, or `Headway.cold`).
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, Any

LONGEST_SECONDS = 600
# None of these needs settings, reads the environment or starts a thread when it is imported.
MODULES = (
    "asyncio", "concurrent.futures", "sqlite3", "email.message", "http.client", "multiprocessing", "shutil",
    "unittest", "uuid", "zipfile", "babel", "babel.dates", "babel.lists", "babel.numbers", "click",
    "cryptography.fernet", "cryptography.hazmat.primitives.ciphers.aead", "markdown_it", "pydantic",
    "pydantic.json_schema", "pydantic_settings", "requests", "sqlparse", "yaml", "docx", "ibis", "PIL.Image", "django.apps.registry",
    "django.contrib.auth.hashers", "django.core.cache", "django.core.mail", "django.core.management",
    "django.core.paginator", "django.core.serializers.json", "django.db.migrations.executor", "django.db.models",
    "django.forms", "django.http", "django.shortcuts", "django.template.loader", "django.urls",
    "django.utils.autoreload", "django.utils.formats", "django.utils.translation", "django.views.generic",
    "django_stubs_ext", "headway.cli.main", "headway.movement.rows", "headway.movement.rules", "headway.plan.rows",
    "headway.engage.rows", "headway.listen.rows", "headway.collect.rows", "headway.collect.rules",
    "headway.verify.rows", "headway.assess.rows", "headway.learn.rows", "headway.report.rows",
)  # fmt: skip


def serve(asked: IO[str], told: IO[str]) -> dict[str, Any]:
    """Import, then fork for each line that is asked and tell its exit code; return, in the fork, what that is to run."""
    for name in MODULES:
        importlib.import_module(name)
    tasks = Path("/proc/self/task")
    threads = len(list(tasks.iterdir())) if tasks.exists() else threading.active_count()
    if threads > 1 or "headway.settings" in sys.modules:
        raise RuntimeError("a module started a thread, or read the settings: take it from the list")
    gc.collect()
    gc.freeze()
    for line in asked:
        if not (child := os.fork()):
            given: dict[str, Any] = json.loads(line)
            return given
        told.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        told.flush()
    os._exit(0)


def become(given: dict[str, Any]) -> None:
    """The command (or the code) that was asked for, with the streams, environment and folder that it was given."""
    for number, path, how in (
        (0, os.devnull, os.O_RDONLY),
        (1, given["out"], os.O_WRONLY),
        (2, given["err"], os.O_WRONLY),
    ):
        os.dup2(os.open(path, how), number)
    signal.alarm(LONGEST_SECONDS)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", errors="backslashreplace")  # noqa: SIM115
    os.environ.clear()
    os.environ.update(given["env"])
    time.tzset()
    os.chdir(given["cwd"])
    what, code = given["what"]
    if what == "-c":
        sys.path[0], sys.argv = "", ["-c", *given["arguments"]]
        exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})  # as python -c does
    else:
        sys.path[0], sys.argv = given["cwd"], [code, *given["arguments"]]
        importlib.import_module(f"{code}.__main__").main()


class Warm:
    """Runs commands like `subprocess.run`; the process is started at the first."""

    def __init__(self) -> None:
        self._free = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def run(
        self, what: list[str], arguments: list[str], *, env: dict[str, str], cwd: str
    ) -> subprocess.CompletedProcess[str] | None:
        """What it left and printed (`what` is -m MODULE or -c CODE); None where another runs here at this moment."""
        if not self._free.acquire(blocking=False):
            return None
        try:
            process = self._started()
            with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
                asked = {
                    "what": what, "arguments": arguments, "env": env, "cwd": cwd, "out": out.name, "err": err.name,
                }  # fmt: skip
                assert process.stdin
                assert process.stdout
                process.stdin.write(json.dumps(asked) + "\n")
                process.stdin.flush()
                left = int(process.stdout.readline())
                return subprocess.CompletedProcess(
                    arguments, left, Path(out.name).read_text("utf-8"), Path(err.name).read_text("utf-8")
                )
        finally:
            self._free.release()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
            )  # fmt: skip
            atexit.register(self._end)
        return self._process

    def _end(self) -> None:
        assert self._process
        with self._process as process:
            process.kill()


if __name__ == "__main__":
    # Apart from the streams that the commands get: what is asked, and the answers.
    channel = os.fdopen(os.dup(1), "w")
    wanted = serve(os.fdopen(os.dup(0)), channel)
    become(wanted)
