"""Turn a finished SVG into PNG, once: what was rendered is kept under the hash of what it was made from."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from headway.charts._fonts import font_folders

_KEPT = 256
_lock = threading.Lock()
_memory: OrderedDict[str, bytes] = OrderedDict()


def render_png(svg: str, scale: float = 2.0, *, folder: Path | None = None) -> bytes:
    """The PNG of a finished SVG (`chart.svg`); at scale 2 it is sharp in print at column width."""
    return _kept(f"png@{scale:g}", svg, folder, lambda: bytes(_engine().svg_to_png(svg, scale=scale)))


@cache
def _engine() -> Any:
    import vl_convert

    for folder in font_folders():
        vl_convert.register_font_directory(str(folder))
    return vl_convert


@cache
def _edition() -> str:
    """What else the bytes depend on: an upgrade of the engine must not be answered from an old folder."""
    return version("vl-convert-python")


def _kept(kind: str, text: str, folder: Path | None, make: Callable[[], bytes]) -> bytes:
    name = sha256(f"{_edition()}\n{kind}\n{text}".encode()).hexdigest()
    with _lock:
        if name in _memory:
            _memory.move_to_end(name)
            return _memory[name]
    path = folder / f"{name}.{kind[:3]}" if folder else None
    content = _read(path) if path else None
    if content is None:
        content = make()
        if path:
            _write(path, content)
    with _lock:
        _memory[name] = content
        while len(_memory) > _KEPT:
            _memory.popitem(last=False)
    return content


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes() or None
    except OSError:
        return None


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all. A folder that cannot be written to costs speed, not the chart."""
    half = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half.write_bytes(content)
        half.replace(path)
    except OSError:
        with suppress(OSError):
            half.unlink(missing_ok=True)
