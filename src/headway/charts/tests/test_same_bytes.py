"""The same data give the same bytes: again, in another process, time zone and language; and nothing is drawn twice."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from headway.charts import _render, render_png
from headway.charts.tests.samples import ARABIC, ENGLISH, every_chart

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4" fill="#123456"/></svg>'
PRINT_DIGEST = "from headway.charts.tests.test_same_bytes import digest; print(digest())"


def digest() -> str:
    charts = [chart for frame in (ENGLISH, ARABIC) for chart in every_chart(frame).values()]
    parts = [part for chart in charts for part in (chart.svg.encode(), render_png(chart.svg, 1))]
    return sha256(b"\0".join(parts)).hexdigest()


def test_another_process_in_another_zone_and_language_draws_the_same() -> None:
    def elsewhere(zone: str, language: str) -> str:
        source = Path(__file__).parents[3]
        surroundings = {
            **os.environ,
            "TZ": zone,
            "LANG": language,
            "LC_ALL": language,
            "PYTHONPATH": str(source),
        }
        command = [sys.executable, "-c", PRINT_DIGEST]
        return subprocess.run(
            command, env=surroundings, capture_output=True, text=True, check=True
        ).stdout.strip()

    assert elsewhere("Asia/Kathmandu", "C") == elsewhere("America/St_Johns", "ar_EG.UTF-8") == digest()


def test_a_fresh_memory_draws_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    before = render_png(every_chart(ENGLISH)["matrix"].svg)
    monkeypatch.setattr(_render, "_memory", type(_render._memory)())
    assert render_png(every_chart(ENGLISH)["matrix"].svg) == before


def test_a_folder_keeps_what_was_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_png(SVG, folder=tmp_path)
    monkeypatch.setattr(_render, "_memory", type(_render._memory)())
    monkeypatch.setattr(_render, "_engine", _no_engine)
    assert render_png(SVG, folder=tmp_path) == first
    assert [path.suffix for path in tmp_path.iterdir()] == [".png"]


def test_a_damaged_or_missing_folder_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    before = render_png(SVG)
    monkeypatch.setattr(_render, "_memory", type(_render._memory)())
    assert render_png(SVG, folder=blocked) == before


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_render, "_KEPT", 2)
    monkeypatch.setattr(_render, "_memory", type(_render._memory)())
    for scale in (1, 2, 3):
        render_png(SVG, scale)
    assert len(_render._memory) == 2


def test_drawing_starts_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_render, "_engine", _no_engine)
    assert all(chart.svg for frame in (ENGLISH, ARABIC) for chart in every_chart(frame).values())


def _no_engine() -> None:
    raise AssertionError("this was drawn before")
