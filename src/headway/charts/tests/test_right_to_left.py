"""In Arabic a chart runs from the right: its places are mirrored, its lines marked, its letters in their own font."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from headway.charts import Chart
from headway.charts._fonts import drawable, has_arabic
from headway.charts.tests.samples import ARABIC, elements, every_chart

RIGHT, LEFT = every_chart(ARABIC), every_chart(replace(ARABIC, direction="ltr"))


@pytest.mark.parametrize("chart", [pytest.param(chart, id=name) for name, chart in RIGHT.items()])
def test_every_line_is_marked_as_running_from_the_right(chart: Chart) -> None:
    for text in elements(chart.svg, "text"):
        lines = [piece for piece in text.itertext() if piece]
        assert all(line.startswith("\u202b") and line.endswith("\u202c") for line in lines)


@pytest.mark.parametrize("chart", [pytest.param(chart, id=name) for name, chart in RIGHT.items()])
def test_the_page_around_it_cannot_turn_its_anchors(chart: Chart) -> None:
    assert re.match(r'<svg [^>]*direction="ltr"', chart.svg)


@pytest.mark.parametrize("chart", [pytest.param(chart, id=name) for name, chart in RIGHT.items()])
def test_arabic_words_ask_for_the_arabic_font_first(chart: Chart) -> None:
    for text in elements(chart.svg, "text"):
        if has_arabic("".join(text.itertext())):
            assert (text.get("font-family") or "").startswith("IBM Plex Sans Arabic")


@pytest.mark.parametrize(
    "name", ["tiers", "figures", "dimensions", "timeline", "matrix", "weighing", "counts", "pairs", "doubts"]
)
def test_places_are_mirrored(name: str) -> None:
    here, there = _places(RIGHT[name]), _places(LEFT[name])
    assert len(here) > 5
    for (words, across, down), (same_words, other, same_down) in zip(here, there, strict=True):
        assert (words, down) == (same_words, same_down)
        assert across == pytest.approx(ARABIC.width - other, abs=0.3)


def test_the_world_is_never_mirrored() -> None:
    def land(chart: Chart) -> list[str]:
        return [path.get("d", "") for path in elements(chart.svg, "path") if "l" in path.get("d", "")]

    assert land(RIGHT["map"]) == land(LEFT["map"])


def test_a_theory_begins_at_the_right() -> None:
    first = re.search(r'<text x="([\d.]+)"', RIGHT["theory"].svg)
    assert first
    assert float(first[1]) == ARABIC.width


def test_vowel_marks_are_not_drawn_but_stay_in_the_table() -> None:
    assert drawable("فرعًا") == "فرعا"
    assert any("فرعًا" in cell for row in RIGHT["figures"].table.rows for cell in row)


def _places(chart: Chart) -> list[tuple[str, float, str]]:
    """The words of a chart with where they are anchored, from the left edge of the picture."""
    moved = re.search(r'<g transform="translate\((-?[\d.]+),', chart.svg)
    margin = float(moved[1]) if moved else 0.0
    return [
        (
            re.sub("[\u202b\u202c]", "", "".join(text.itertext())),
            margin + float(text.get("x", "0")),
            text.get("y", ""),
        )
        for text in elements(chart.svg, "text")
    ]
