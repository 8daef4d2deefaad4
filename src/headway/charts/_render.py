"""Turn a specification into SVG or PNG, once: what was rendered is kept under the hash of what it was made from.

vl-convert holds one engine a process. It starts at the first chart and stays warm; a server that forks its workers
must not draw before it forks.
"""

from __future__ import annotations

import json
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert

from headway.charts._fonts import font_folders

_KEPT = 256
_lock = threading.Lock()
_memory: OrderedDict[str, bytes] = OrderedDict()


def render_svg(spec: Mapping[str, Any], *, folder: Path | None = None) -> str:
    """The SVG of a Vega-Lite specification that holds its own data."""
    text = canonical(spec)
    return _kept("svg", text, folder, lambda: _engine().vegalite_to_svg(text).encode()).decode()


def render_png(source: Mapping[str, Any] | str, scale: float = 2.0, *, folder: Path | None = None) -> bytes:
    """The PNG of a specification, or of a finished SVG (`chart.svg`); at scale 2 it is sharp in print at column width."""
    svg = source if isinstance(source, str) else render_svg(source, folder=folder)
    return _kept(f"png@{scale:g}", svg, folder, lambda: bytes(_engine().svg_to_png(svg, scale=scale)))


def warm_up() -> None:
    """Start the engine, so that the first reader does not wait for it."""
    render_svg({"data": {"values": []}, "mark": "point"})


def canonical(spec: Mapping[str, Any]) -> str:
    """One text for one meaning: the order in which a specification was put together does not count."""
    return json.dumps(spec, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@cache
def _engine() -> Any:
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
