"""One sample of every chart, in any language and width, and ways of reading an SVG."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

from headway.charts import (
    AreaRatings,
    Arrivals,
    ArrivalWords,
    Bar,
    BarWords,
    ChainStage,
    ChainStep,
    ChainStrand,
    Chart,
    CountWords,
    DimensionRatings,
    Doubted,
    DoubtWords,
    Frame,
    Happening,
    MapWords,
    Mark,
    MatrixWords,
    Move,
    Node,
    Pair,
    PairWords,
    Place,
    Role,
    Spread,
    SpreadWords,
    Stage,
    Stand,
    Step,
    TheoryWords,
    Tier,
    TierWords,
    TimelineWords,
    TimeStep,
    Tone,
    WeighingWords,
    arrivals_over_time,
    counts_over_time,
    figure_bars,
    influence_chain,
    nested_tiers,
    paired_bars,
    progress_by_dimension,
    progress_matrix,
    shares_with_doubt,
    stances_over_time,
    theory_of_change,
    timeline,
    weighing,
    world_map,
)  # fmt: skip
from headway.lib.precision import Precision

ENGLISH, ARABIC = Frame("Title", "Summary", "Nothing yet"), Frame("عنوان", "ملخص", "لا شيء بعد", "ar", "rtl")
_WORDS = {
    "ar": ["قوانين", "وسائل الإعلام", "الحركة", "بلد أول", "بلد ثان", "بداية", "تقدم جيد", "لا تقييم", "نحو 40 فرعًا", "مايو 2014"],
    "en": ["Laws", "The media", "Movement", "First land", "Other land", "Begun", "Well on", "No rating", "about 40", "May 2014"],
}  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STEPS = (Step("Begun", Tone.LOW), Step("Well on", Tone.GOOD))
MATRIX_WORDS = MatrixWords("No rating", "Dimension", "Area")
PRECISIONS = {
    Precision.EXACT: "exact",
    Precision.ABOUT: "about",
    Precision.AT_LEAST: "at least",
    Precision.AT_MOST: "at most",
}
BAR_WORDS = BarWords(PRECISIONS, "between two counts", "What", "Value")
TIMELINE_WORDS = TimelineWords(
    "on that day", "some time within", "goes on", "not planned", MONTHS, "What", "When"
)
ARRIVAL_WORDS = ArrivalWords("due", "Day", "Arrived")
FOCUS, OFFICE, OTHER = Role("Focus", named=True), Role("Office"), Role("Other")
ROLES = (FOCUS, OFFICE, OTHER)
THEORY_WORDS = TheoryWords("Stage", "Step", "Leads to")
COUNT_WORDS = CountWords("When", "How many", "Moments")
PAIR_WORDS = PairWords("What", "Moved", "Followed")
DOUBT_WORDS = DoubtWords("Who", "Share", "as far as chance may go", ("none", "all"))
WEIGHING_WORDS = WeighingWords("false", "even", "true", "Evidence", "How sure")
CHAIN_STAGES = (
    ChainStage("done", "Done", 1.3),
    ChainStage("change", "Changed", 1.5),
    ChainStage("verdict", "Said"),
)


def every_chart(frame: Frame) -> dict[str, Chart]:
    return {name: draw(frame, _WORDS[frame.language]) for name, draw in _DRAWN.items()}


def every_empty_chart(frame: Frame) -> dict[str, Chart]:
    return {
        "matrix": progress_matrix(frame, [], [], STEPS, MATRIX_WORDS),
        "unrated matrix": progress_matrix(
            frame, ["A"], [DimensionRatings("D", (AreaRatings("B", (None,)),))], STEPS, MATRIX_WORDS
        ),
        "dimensions": progress_by_dimension(frame, [], STEPS, SpreadWords("No rating", "Dimension")),
        "figures": figure_bars(frame, [], BAR_WORDS),
        "tiers": nested_tiers(frame, [], TierWords("What", "Value")),
        "tiers of nothing": nested_tiers(frame, [Tier("None", 0, "0")], TierWords("What", "Value")),
        "timeline": timeline(frame, [], TIMELINE_WORDS),
        "map": world_map(frame, [], ROLES, MapWords("Place", "Part")),
        "theory": theory_of_change(frame, [Stage("in", "In")], [], THEORY_WORDS),
        "chain": influence_chain(frame, CHAIN_STAGES, []),
        "arrivals": arrivals_over_time(frame, Arrivals([], 3, None, {}), ARRIVAL_WORDS),
        "stances": stances_over_time(frame, ["Opposed"], [], ("When", "Where")),
        "weighing": weighing(frame, [], WEIGHING_WORDS),
        "counts": counts_over_time(frame, [], [], COUNT_WORDS),
        "pairs": paired_bars(frame, [], PAIR_WORDS),
        "doubts": shares_with_doubt(frame, [], DOUBT_WORDS),
    }


def _matrix(frame: Frame, words: list[str]) -> Chart:
    begun, well = Step(words[5], Tone.LOW), Step(words[6], Tone.GOOD)
    dimensions = [
        DimensionRatings(
            words[0], (AreaRatings(words[1], (begun, None)), AreaRatings(words[2], (well, begun)))
        ),
        DimensionRatings(words[2], (AreaRatings(words[8], (None, well)),)),
    ]
    return progress_matrix(
        frame, words[3:5], dimensions, (begun, well), MatrixWords(words[7], "Dimension", "Area")
    )


def _spread(frame: Frame, words: list[str]) -> Chart:
    steps = (Step(words[5], Tone.LOW), Step(words[6], Tone.GOOD))
    spreads = [Spread(words[0], (7, 12), 1), Spread(words[2], (0, 4))]
    return progress_by_dimension(frame, spreads, steps, SpreadWords(words[7], "Dimension"))


def _bars(frame: Frame, words: list[str]) -> Chart:
    bars = [Bar(words[number], words[8], 40 + number, one) for number, one in enumerate(Precision)]
    return figure_bars(
        frame, [*bars, Bar(words[6], "20–30", 20, high=30), Bar(words[7], words[5])], BAR_WORDS
    )


def _tiers(frame: Frame, words: list[str]) -> Chart:
    tiers = [Tier(words[0], 2107, "2,107"), Tier(words[1], 1311, "1,311"), Tier(words[2], 283, "283")]
    return nested_tiers(frame, tiers, TierWords("What", "Value"))


def _timeline(frame: Frame, words: list[str]) -> Chart:
    day = date(2014, 5, 13)
    happenings = [
        Happening(words[0], words[9], date(2014, 5, 1), date(2014, 5, 31)),
        Happening(words[1], "13", day, day),
        Happening(words[2], "26", date(2015, 6, 26), date(2015, 6, 26), hollow=True),
        Happening(words[3], "…", date(2014, 9, 1), None),
        Happening(words[4], "?", None, None),
    ]
    return timeline(frame, happenings, TIMELINE_WORDS)


def _map(frame: Frame, words: list[str]) -> Chart:
    places = [Place(words[3], ("MA", "EH"), FOCUS), Place(words[4], ("PH",), FOCUS)]
    offices = [Place(code, (code,), OFFICE) for code in ("BE", "CA", "FR", "IS", "NP", "TG", "UY", "US")]
    return world_map(
        frame, [*places, *offices, Place("MT", ("MT",), OTHER)], ROLES, MapWords("Place", "Part")
    )


def _theory(frame: Frame, words: list[str]) -> Chart:
    stages = [Stage("in", words[5]), Stage("work", words[6]), Stage("out", words[7])]
    nodes = [
        Node("a", words[0], "in", (("b", ""), ("d", "by law"))),
        Node("b", words[1], "work", (("c", ""), ("d", ""))),
        Node("c", words[2], "work", (("d", ""), ("a", "back"))),
        Node("d", words[3], "out"),
    ]
    return theory_of_change(frame, stages, nodes, THEORY_WORDS)


def _chain(frame: Frame, words: list[str]) -> Chart:
    done = (ChainStep(words[0], words[9], is_focus=True), ChainStep(words[1]))
    strands = [
        ChainStrand(
            {"done": done, "change": (ChainStep(words[2]),), "verdict": (ChainStep(words[5]),)}, ((0, 0),)
        ),
        ChainStrand(
            {"change": (ChainStep(words[3], words[4]),), "verdict": (ChainStep(words[7], is_missing=True),)}
        ),
    ]
    return influence_chain(frame, CHAIN_STAGES, strands)


def _arrivals(frame: Frame, words: list[str]) -> Chart:
    days = [date(2014, 5, 13), date(2014, 5, 13), date(2014, 6, 20)]
    said = {days[0]: words[9], days[2]: "20"}
    return arrivals_over_time(frame, Arrivals(days, 7, date(2014, 6, 1), said), ARRIVAL_WORDS)


def _stances(frame: Frame, words: list[str]) -> Chart:
    stands = [Stand(0, words[9], ("a",)), Stand(2, words[4], ("b",)), Stand(1, "2015", ("c",))]
    return stances_over_time(frame, words[5:8], stands, ("When", "Where", "What shows it"))


def _counts(frame: Frame, words: list[str]) -> Chart:
    steps = [
        TimeStep(date(2014, 5, 1), date(2014, 5, 2), 12, words[9], "12"),
        TimeStep(date(2014, 5, 2), date(2014, 5, 3), 0, "2", "0"),
        TimeStep(date(2014, 5, 3), date(2014, 5, 4), 5, "3", "5"),
    ]
    marks = [
        Mark(date(2014, 5, 1), words[5]),
        Mark(date(2014, 5, 2), words[6]),
        Mark(date(2020, 1, 1), "later"),
    ]
    return counts_over_time(frame, steps, marks, COUNT_WORDS)


def _pairs(frame: Frame, words: list[str]) -> Chart:
    pairs = [
        Pair(words[0], 900, 120, "900", "120"),
        Pair(words[1], 40, 80, "40", "80"),
        Pair(words[2], None, 3, words[7], "3"),
    ]
    return paired_bars(frame, pairs, PAIR_WORDS)


def _doubts(frame: Frame, words: list[str]) -> Chart:
    rows = [
        Doubted(words[3], 0.4, "40%", 0.35, 0.46),
        Doubted(words[4], 0.9, words[8], 0.88, 1.0),
        Doubted(words[2], 0.0, "0%"),
    ]
    return shares_with_doubt(frame, rows, DOUBT_WORDS)


def _weighing(frame: Frame, words: list[str]) -> Chart:
    moves = [
        Move(words[5], 0.5, 0.5, words[7], counts=False),
        Move(words[0], 0.5, 0.8, words[8]),
        Move(words[1], 0.8, 0.6, words[9]),
        Move(words[2], 0.6, 0.6, words[6], counts=False),
    ]
    return weighing(frame, moves, WEIGHING_WORDS)


_DRAWN: dict[str, Callable[[Frame, list[str]], Chart]] = {
    "matrix": _matrix,
    "dimensions": _spread,
    "figures": _bars,
    "tiers": _tiers,
    "timeline": _timeline,
    "map": _map,
    "theory": _theory,
    "chain": _chain,
    "arrivals": _arrivals,
    "stances": _stances,
    "weighing": _weighing,
    "counts": _counts,
    "pairs": _pairs,
    "doubts": _doubts,
}


def elements(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}" + tag))


def words_in(svg: str) -> str:
    """All words drawn, without marks of direction; lines of one block run on."""
    blocks = [" ".join(piece.strip() for piece in text.itertext()) for text in elements(svg, "text")]
    return re.sub("[\u202b\u202c]", "", " | ".join(blocks))


def colours_in(svg: str) -> set[str]:
    return set(re.findall(r'(?:fill|stroke)="(#[^"]+)"', svg))
