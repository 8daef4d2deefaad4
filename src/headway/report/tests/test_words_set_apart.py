"""In a text of one direction, a stretch of the other that is more than a name has lines of its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headway.report.apart import set_apart
from headway.report.blocks import Break, Mark, Run, Text

LONG = Text("The minister put off the planned agreement.", "en")
NAME = Text("Claudia Medina", "en")
OWN = Text("وزارة الداخلية ")
MARKED = Mark("standing", "بالاستنتاج")


def test_a_narrative_is_parted_from_the_words_before_and_after_it() -> None:
    assert set_apart((OWN, LONG, OWN), "ar") == (OWN, Break(), LONG, Break(), OWN)
    assert set_apart((LONG,), "ar") == (LONG,)
    assert set_apart((LONG,), "ar", after_words=True) == (Break(), LONG)


def test_a_name_stays_in_its_line_and_a_mark_with_its_words() -> None:
    assert set_apart((OWN, NAME, OWN), "ar") == (OWN, NAME, OWN)
    assert set_apart((OWN, LONG, Text(" "), MARKED, OWN), "ar") == (
        OWN,
        Break(),
        LONG,
        Text(" "),
        MARKED,
        Break(),
        OWN,
    )


def test_words_of_the_same_direction_are_left_as_they_are() -> None:
    assert set_apart((OWN, LONG), "fr") == (OWN, LONG)


RUNS = st.lists(st.sampled_from([LONG, NAME, OWN, MARKED, Break(), Text(" "), Text(".")]), max_size=8)


@given(RUNS)
def test_nothing_is_lost_and_no_empty_line_is_made(given_runs: list[Run]) -> None:
    made = set_apart(tuple(given_runs), "ar")
    assert [run for run in made if run != Break()] == [run for run in given_runs if run != Break()]
    added = sum(run == Break() for run in made) - given_runs.count(Break())
    assert 0 <= added <= 2 * given_runs.count(LONG)
    assert not made or given_runs[0] == Break() or made[0] != Break()
