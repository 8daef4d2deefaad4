"""What holds for every chart: it is named, small, safe to put in a page, whole in view, and has words for no data."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from headway.charts import Chart, Frame, render_png
from headway.charts._fonts import drawable, text_width
from headway.charts.tests.samples import ARABIC, ENGLISH, elements, every_chart, every_empty_chart, words_in

FRAMES = [
    ENGLISH,
    ARABIC,
    replace(ENGLISH, width=340),
    replace(ARABIC, width=340),
    replace(ENGLISH, width=900),
]
CHARTS = [
    pytest.param(chart, frame, id=f"{name}-{frame.language}-{frame.width}")
    for frame in FRAMES
    for name, chart in every_chart(frame).items()
]


@pytest.mark.parametrize(("chart", "frame"), CHARTS)
def test_is_read_as_a_picture_with_its_title_and_summary(chart: Chart, frame: Frame) -> None:
    root = ElementTree.fromstring(chart.svg)
    named = {one.get("id"): one.text for tag in ("title", "desc") for one in elements(chart.svg, tag)}
    assert root.get("role") == "img"
    assert [named[name] for name in (root.get("aria-labelledby") or "").split()] == [
        frame.title,
        frame.summary,
    ]
    assert root.get("lang") == frame.language


@pytest.mark.parametrize(("chart", "frame"), CHARTS)
def test_passes_a_strict_content_security_policy_and_stays_small(chart: Chart, frame: Frame) -> None:
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|href|url\(", chart.svg)
    assert len(chart.svg.encode()) <= 60_000


@pytest.mark.parametrize(("chart", "frame"), CHARTS)
def test_every_word_lies_within_the_picture(chart: Chart, frame: Frame) -> None:
    root = ElementTree.fromstring(chart.svg)
    parents = {child: parent for parent in root.iter() for child in parent}
    for text in (one for one in root.iter() if one.tag.endswith("}text")):
        look = {**parents[text].attrib, **text.attrib}
        lines = [piece.strip("\u202b\u202c") for piece in text.itertext()]
        wide = max(text_width(line, float(look["font-size"])) for line in lines) / 1.04
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[look.get("text-anchor", "start")]
        left = float(look["x"]) + (0 if parents[text] is root else _offset(chart.svg)) - share * wide
        assert left >= -2, lines
        assert left + wide <= chart.width + 2, lines
        assert 0 < float(look["y"]) < chart.height, lines


def _offset(svg: str) -> float:
    moved = re.search(r'<g transform="translate\((-?[\d.]+),', svg)
    return float(moved[1]) if moved else 0.0


@pytest.mark.parametrize(("chart", "frame"), CHARTS)
def test_the_labels_of_all_data_are_drawn_or_in_the_table(chart: Chart, frame: Frame) -> None:
    drawn = words_in(chart.svg)
    assert chart.table.rows
    assert all(len(row) == len(chart.table.header) for row in chart.table.rows)
    if len(chart.table.rows) > 10:  # the map names only the countries of focus
        return
    labels = {cell for row in chart.table.rows for cell in row if len(cell) > 3 and ";" not in cell}
    assert {label for label in labels if drawable(label).replace(" ", "") not in drawn.replace(" ", "")} <= {
        label for label in labels if "(" in label or label in _links(chart)
    }


def _links(chart: Chart) -> set[str]:
    """Where steps lead is drawn as arrows; the table says it in words."""
    return {row[-1] for row in chart.table.rows} if "Leads to" in chart.table.header else set()


def test_many_charts_share_a_page_without_sharing_an_id() -> None:
    page = "".join(chart.svg for frame in FRAMES for chart in every_chart(frame).values())
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 2 * len(every_chart(ENGLISH)) * len(FRAMES)


@pytest.mark.parametrize("frame", [ENGLISH, ARABIC])
def test_no_data_gives_the_words_for_it_and_no_error(frame: Frame) -> None:
    for name, chart in every_empty_chart(frame).items():
        assert drawable(frame.empty) in words_in(chart.svg), name
        assert chart.summary == frame.empty, name
        assert chart.table.header, name


def test_a_picture_for_word_is_as_large_as_asked() -> None:
    chart = every_chart(ENGLISH)["tiers"]
    png = render_png(chart.svg, scale=2)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20]) == 2 * chart.width
    assert int.from_bytes(png[20:24]) == 2 * chart.height


def test_words_that_look_like_markup_are_only_words() -> None:
    hostile = replace(
        ENGLISH, title="<script>&\x00\x07", summary='"]]>{unknown} {rated}', empty="<b>\x01{x}</b>"
    )
    for chart in (*every_chart(hostile).values(), *every_empty_chart(hostile).values()):
        assert elements(chart.svg, "title")[0].text == "<script>&"
        assert not elements(chart.svg, "script")
    assert '"]]>{unknown} 4' in (elements(every_chart(hostile)["matrix"].svg, "desc")[0].text or "")
