"""Environments beside `.venv`, for programs that the tests speak to and that want versions of their own; made once, by uv."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]


def side_python(name: str, wanted: Sequence[str]) -> Path:
    """The Python that has these packages, in `.venv-NAME` or where HEADWAY_NAME_ENV says; made where it is not there yet."""
    folder = Path(os.environ.get(f"HEADWAY_{name.upper()}_ENV", ROOT / f".venv-{name}"))
    python = folder / "bin" / "python"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        # Two tests may want it at once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            uv = [str(ROOT / ".venv" / "bin" / "uv")]
            subprocess.run(
                [*uv, "venv", "-q", "--python", sys.executable, "--clear", str(folder)], check=True
            )
            subprocess.run([*uv, "pip", "install", "-q", "--python", str(python), *wanted], check=True)
            (folder / "ready").touch()
    return python
