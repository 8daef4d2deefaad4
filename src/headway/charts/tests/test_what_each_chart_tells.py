"""Each chart says what its data say: how exactly, how much within how much, when, where, and what leads to what."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.charts import (
    LIGHT,
    AreaRatings,
    Bar,
    ChainStep,
    ChainStrand,
    Chart,
    DimensionRatings,
    Frame,
    Happening,
    MapWords,
    Node,
    Place,
    Role,
    Spread,
    SpreadWords,
    Stage,
    Step,
    Tier,
    TierWords,
    Tone,
    figure_bars,
    influence_chain,
    nested_tiers,
    progress_by_dimension,
    progress_matrix,
    theory_of_change,
    timeline,
    world_map,
)  # fmt: skip
from headway.charts._map import _world
from headway.charts.tests.samples import (
    BAR_WORDS,
    CHAIN_STAGES,
    ENGLISH,
    FOCUS,
    MATRIX_WORDS,
    OFFICE,
    OTHER,
    ROLES,
    STEPS,
    THEORY_WORDS,
    TIMELINE_WORDS,
    colours_in,
    elements,
    every_chart,
    words_in,
)  # fmt: skip
from headway.lib.precision import Precision
from headway.lib.rows import territories


def test_a_matrix_writes_the_rating_in_its_cell_and_marks_what_has_none() -> None:
    ratings = DimensionRatings("Dimension", (AreaRatings("Area", (STEPS[0], None)),))
    chart = progress_matrix(
        replace(ENGLISH, summary="{rated} of {cells}"), ["A", "B"], [ratings], STEPS, MATRIX_WORDS
    )
    assert words_in(chart.svg).count("Begun") == 2  # in its cell and in the key
    assert words_in(chart.svg).count("No rating") == 2
    assert chart.table.rows == (("Dimension", "Area", "Begun", "No rating"),)
    assert chart.summary == "1 of 2"


def test_a_matrix_too_narrow_for_words_gives_each_step_a_number_in_cell_and_key() -> None:
    ratings = DimensionRatings("Dimension", (AreaRatings("Area", (STEPS[1],) * 20),))
    chart = progress_matrix(ENGLISH, ["X"] * 20, [ratings], STEPS, MATRIX_WORDS)
    assert words_in(chart.svg).split(" | ").count("2") == 21


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None)
def test_a_spread_of_ratings_keeps_every_count_in_its_table(counts: list[tuple[int, int, int]]) -> None:
    spreads = [Spread(f"D{number}", one[:2], one[2]) for number, one in enumerate(counts)]
    chart = progress_by_dimension(ENGLISH, spreads, STEPS, SpreadWords("No rating", "Dimension"))
    if any(sum(one[:2]) for one in counts):
        assert [tuple(map(int, row[1:])) for row in chart.table.rows] == counts
    else:
        assert "Nothing yet" in words_in(chart.svg)


def test_each_precision_is_drawn_in_its_own_way_and_named_in_the_key() -> None:
    def drawn(bar: Bar) -> Chart:
        return figure_bars(ENGLISH, [bar], BAR_WORDS)

    charts = [drawn(Bar("A", "40", 40, precision)) for precision in Precision] + [
        drawn(Bar("A", "40", 40, high=60))
    ]
    shapes = [
        tuple(str(one.attrib) for tag in ("path", "rect") for one in elements(chart.svg, tag))
        for chart in charts
    ]
    assert len(set(shapes)) == 5
    for chart, word in zip(charts[1:], ("at least", "about", "at most", "between two counts"), strict=True):
        assert word in words_in(chart.svg)
    assert "exact" not in words_in(charts[0].svg)


def test_a_figure_in_words_only_has_words_and_no_bar() -> None:
    chart = figure_bars(ENGLISH, [Bar("Stunts", "dozens")], BAR_WORDS)
    assert "dozens" in words_in(chart.svg)
    assert LIGHT.accent not in colours_in(chart.svg)


def test_tiers_are_bars_of_one_height_as_long_as_their_values_each_in_the_outline_of_the_one_that_holds_it() -> (
    None
):
    tiers = [Tier("Inner", 283, "283"), Tier("All", 2107, "2,107"), Tier("Large", 1311, "1,311")]
    chart = nested_tiers(replace(ENGLISH, summary="{inner} of {whole}"), tiers, TierWords("What", "Value"))
    sides = ("x", "y", "width", "height")
    boxes = [tuple(float(one.get(side, 0)) for side in sides) for one in elements(chart.svg, "rect")]
    rows = {y: sorted(wide for _x, at, wide, _high in boxes if at == y) for _x, y, _wide, _high in boxes}
    bars = [rows[y][0] for y in sorted(rows)]
    assert len({high for _x, _y, _wide, high in boxes}) == 1
    assert [wide / bars[0] for wide in bars] == pytest.approx([1, 1311 / 2107, 283 / 2107], abs=0.01)
    assert [rows[y][-1] for y in sorted(rows)[1:]] == bars[:-1]
    assert chart.summary == "283 of 2,107"
    assert [row[0] for row in chart.table.rows] == ["All", "Large", "Inner"]


def test_a_day_is_a_dot_and_an_imprecise_date_a_bar() -> None:
    day, month = date(2014, 5, 13), (date(2014, 5, 1), date(2014, 5, 31))
    dot = timeline(ENGLISH, [Happening("A", "13 May", day, day)], TIMELINE_WORDS)
    bar = timeline(ENGLISH, [Happening("A", "May", *month)], TIMELINE_WORDS)
    assert "on that day" in words_in(dot.svg)
    assert "some time within" not in words_in(dot.svg)
    assert "some time within" in words_in(bar.svg)
    assert LIGHT.accent_soft in colours_in(bar.svg)
    assert LIGHT.accent_soft not in colours_in(dot.svg)


def test_a_timeline_begins_with_the_earliest_and_ends_with_what_has_no_date() -> None:
    happenings = [
        Happening("Undated", "?"),
        Happening("Late", "2015", date(2015, 1, 1), date(2015, 12, 31)),
        Happening("Until", "by 2013", None, date(2013, 1, 1)),
        Happening("Early", "2014", date(2014, 1, 1), None),
    ]
    chart = timeline(replace(ENGLISH, summary="{first} – {last}"), happenings, TIMELINE_WORDS)
    assert [row[1] for row in chart.table.rows] == ["Until", "Early", "Late", "Undated"]
    assert chart.summary == "by 2013 – ?"


@given(st.lists(st.tuples(st.none() | st.dates(), st.none() | st.dates()), min_size=1, max_size=4))
@settings(max_examples=15, deadline=None)
def test_any_dates_at_all_can_be_drawn(spans: list[tuple[date | None, date | None]]) -> None:
    ordered = [sorted(span) if None not in span else span for span in spans]  # type: ignore[type-var]
    chart = timeline(ENGLISH, [Happening("A", "w", *span) for span in ordered], TIMELINE_WORDS)
    assert len(chart.table.rows) == len(spans)
    assert len(chart.svg) < 60_000


def test_every_country_code_has_a_place_on_the_map() -> None:
    nowhere = {"AC", "AQ", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
    assert {code for code in territories() if code not in _world().centres} <= nowhere
    assert not set(_world().shapes) - set(_world().centres)
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in _world().centres.values())
    assert _inside("RU", _world().centres["RU"])
    assert _inside("MX", _world().centres["MX"])


def test_territory_follows_the_united_nations() -> None:
    """The README beside the shapes says which; these places on the ground must lie in the shape of that code."""
    assert _inside("UA", (34.1, 45.0))
    assert not _inside("RU", (34.1, 45.0))
    assert _inside("EH", (-13.0, 26.0))
    assert not _inside("MA", (-13.0, 26.0))
    assert _inside("CY", (33.4, 35.25))


def test_a_place_too_small_for_a_shape_is_a_dot_and_one_unknown_is_only_in_the_table() -> None:
    words = MapWords("Place", "Part")
    base, small = (world_map(ENGLISH, [Place("P", (code,), OFFICE)], ROLES, words) for code in ("ZZ", "MT"))
    assert len(elements(small.svg, "circle")) == len(elements(base.svg, "circle")) + 1
    assert base.table.rows == (("P", "Office"),)


def test_no_coast_runs_across_the_map_where_the_world_is_cut() -> None:
    chart = world_map(ENGLISH, [Place("P", ("RU",), OFFICE)], ROLES, MapWords("Place", "Part"))
    steps = [
        float(x)
        for x in re.findall(r"l(-?[\d.]+)", "".join(str(p.get("d")) for p in elements(chart.svg, "path")))
    ]
    assert len(steps) > 1_000
    assert max(map(abs, steps)) < chart.width / 4


def test_the_strongest_part_of_a_place_shows_and_all_stand_in_the_table() -> None:
    both = [Place("Here", ("BR",), OTHER), Place("Here", ("BR",), FOCUS)]
    chart = world_map(replace(ENGLISH, summary="{places}"), both, ROLES, MapWords("Place", "Part"))
    land = [path.get("fill") for path in elements(chart.svg, "path")]
    assert LIGHT.accent in land
    assert LIGHT.accent_soft not in land
    assert len(chart.table.rows) == 2
    assert chart.summary == "1"


def test_more_parts_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="tells 3 roles apart, not 4"):
        world_map(ENGLISH, [], [Role(str(number)) for number in range(4)], MapWords("Place", "Part"))


def test_a_theory_draws_each_step_once_and_an_arrow_for_each_link() -> None:
    stages = [Stage("in", "In"), Stage("mid", "Mid"), Stage("out", "Out")]
    nodes = [
        Node("a", "First", "in", (("b", "by law"), ("c", ""), ("nowhere", ""))),
        Node("b", "Second", "mid", (("c", ""), ("b", ""), ("a", ""))),
        Node("c", "Third", "out"),
    ]
    chart = theory_of_change(ENGLISH, stages, nodes, THEORY_WORDS)
    assert [words_in(chart.svg).count(node.label) for node in nodes] == [1, 1, 1]
    heads = [path for path in elements(chart.svg, "path") if path.get("fill")]
    assert len(heads) == 4  # to itself and to nowhere are none
    assert chart.table.rows[0] == ("In", "First", "Second (by law); Third")


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=25), st.sampled_from([340, 640]))
@settings(max_examples=25, deadline=None)
def test_any_theory_can_be_drawn_and_no_two_boxes_touch(links: list[tuple[int, int]], width: int) -> None:
    stages = [Stage(str(number), f"Stage {number}") for number in range(4)]
    nodes = [
        Node(str(one), f"Step number {one}", str(one % 4), tuple((str(b), "") for a, b in links if a == one))
        for one in range(12)
    ]
    chart = theory_of_change(Frame("T", "S", "E", width=width), stages, nodes, THEORY_WORDS)
    boxes = [
        [float(box.get(side, "0")) for side in ("x", "y", "width", "height")]
        for box in elements(chart.svg, "rect")
    ]
    boxes = sorted(box for box in boxes if box[3] > 10 and box[2] > 10)
    assert len(boxes) == 12
    for (x, y, _, high), (next_x, next_y, _, _) in pairwise(boxes):
        assert next_x > x or next_y >= y + high - 0.2
    assert all(box[1] >= 0 and box[1] + box[3] <= chart.height for box in boxes)


def test_a_chart_writes_numbers_as_its_reader_does() -> None:
    frame = replace(ENGLISH, number=lambda value: f"<{value:g}>")
    steps = (Step("Only", Tone.MID),)
    chart = progress_by_dimension(frame, [Spread("D", (3,))], steps, SpreadWords("No rating", "Dimension"))
    assert "<3>" in words_in(chart.svg)


def _inside(code: str, point: tuple[float, float]) -> bool:
    """Whether a point lies in the shape of a country, by counting the borders to its east."""
    x, y = point
    crossings = 0
    for polygon in _world().shapes[code]:
        for ring in polygon:
            for (ax, ay), (bx, by) in pairwise(ring):
                if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                    crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("width", [640, 760, 1100])
def test_no_word_of_a_chain_is_broken_where_the_stages_have_room_for_it(width: int) -> None:
    steps: dict[str, tuple[ChainStep, ...]] = {
        stage.key: (
            ChainStep("the movement’s own record", detail="Engagement of the International Secretariat"),
        )
        for stage in CHAIN_STAGES
    }
    chart = influence_chain(replace(ENGLISH, width=width), CHAIN_STAGES, [ChainStrand(steps)])
    words = " ".join(re.findall(r">([^<>]+)<", chart.svg)).split()
    for word in ("movement’s", "Engagement", "International", "Secretariat"):
        assert words.count(word) == len(CHAIN_STAGES)


def test_a_chain_that_begins_with_one_activity_shows_it_once_and_every_gap_with_a_dashed_edge() -> None:
    done = (ChainStep("Talk", is_focus=True),)
    strands = [
        ChainStrand(
            {"done": done, "change": (ChainStep(name),), "verdict": (ChainStep("open", is_missing=True),)}
        )
        for name in ("Law", "Practice")
    ]
    for width in (960, 340):
        chart = influence_chain(replace(ENGLISH, width=width), CHAIN_STAGES, strands)
        drawn = words_in(chart.svg).split(" | ")
        assert (drawn.count("Talk"), drawn.count("Law"), drawn.count("Practice")) == (1, 1, 1)
        assert len([one for one in elements(chart.svg, "rect") if one.get("stroke-dasharray")]) == 2
        assert chart.table.rows[1] == ("Talk", "Practice", "open")


def test_what_raises_a_claim_and_what_lowers_it_point_each_its_way_and_what_moves_nothing_is_a_dot() -> None:
    chart = every_chart(ENGLISH)["weighing"]
    up, down = elements(chart.svg, "path")
    assert len(elements(chart.svg, "circle")) == 2
    assert LIGHT.tone_low in colours_in(chart.svg)
    assert up.get("d") != down.get("d")
    assert [row[0] for row in chart.table.rows] == ["Begun", "Laws", "The media", "Movement"]
