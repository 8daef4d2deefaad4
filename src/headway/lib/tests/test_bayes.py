"""How sure one may be of a claim: whatever the order, each source once, never certain, and as the method page reckons it."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from headway.lib.bayes import (
    LIKELIHOODS,
    Counts,
    Likely,
    Sure,
    Test,
    Weighed,
    confidence_of,
    percent_of,
    sure_of,
    test_of,
)

CHANCE = st.decimals(0, 1, places=3)
SOURCES = st.sampled_from(["", "Ministry", "ministry ", "A paper", "Partner"])
METHOD = Path(__file__).parents[4] / "docs" / "confidence.md"


@st.composite
def items(draw: st.DrawFn, most: int = 8) -> list[Weighed]:
    weights = draw(st.lists(st.tuples(CHANCE | st.none(), CHANCE | st.none(), SOURCES), max_size=most))
    return [Weighed(f"item-{at}", true, false, source) for at, (true, false, source) in enumerate(weights)]


def item(true: str | None, false: str | None, source: str = "", key: str = "one") -> Weighed:
    return Weighed(key, Decimal(true) if true else None, Decimal(false) if false else None, source)


@given(items(), st.randoms())
def test_the_order_of_items_does_not_matter(given_items: list[Weighed], random: object) -> None:
    shuffled = list(given_items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = confidence_of(given_items), confidence_of(shuffled)
    assert first.value == second.value
    assert {(step.key, step.counts) for step in first.steps} == {
        (step.key, step.counts) for step in second.steps
    }


@given(items(), CHANCE)
def test_an_item_that_says_nothing_moves_nothing(given_items: list[Weighed], chance: Decimal) -> None:
    before = confidence_of(given_items).value
    for silent in (
        Weighed("new", chance, chance),
        Weighed("new", None, chance),
        Weighed("new", chance, None),
    ):
        after = confidence_of([*given_items, silent])
        assert after.value == before
        assert after.steps[-1].before == after.steps[-1].after


@given(items(), CHANCE, CHANCE, CHANCE)
def test_strength_grows_with_the_ratio(
    given_items: list[Weighed], true: Decimal, more: Decimal, false: Decimal
) -> None:
    assume(true <= more)
    weaker, stronger = (
        confidence_of([*given_items, Weighed("new", chance, false)]).value for chance in (true, more)
    )
    assert stronger >= weaker
    assume(Decimal("0.02") < true < more < Decimal("0.98") and more - true > Decimal("0.01"))
    alone = [confidence_of([Weighed("new", chance, false)]).value for chance in (true, more)]
    assert alone[1] > alone[0]


@given(items(), st.integers(1, 5), SOURCES.filter(bool))
def test_what_one_source_says_again_counts_once(given_items: list[Weighed], times: int, source: str) -> None:
    said = Weighed("said", Decimal("0.8"), Decimal("0.3"), source)
    again = [Weighed(f"again-{at}", said.if_true, said.if_false, f" {source.upper()}") for at in range(times)]
    once = confidence_of([*given_items, said]).value
    assert confidence_of([*given_items, said, *again]).value == once


@given(items())
def test_of_one_source_at_most_one_item_counts_for_and_one_against(given_items: list[Weighed]) -> None:
    moving = {step.key for step in confidence_of(given_items).steps if step.moved}
    by_source: dict[tuple[str, bool], int] = {}
    for one in given_items:
        if one.key in moving and one.source.strip():
            at = (one.source.strip().lower(), one.strength > 0)
            by_source[at] = by_source.get(at, 0) + 1
    assert all(number == 1 for number in by_source.values())


@given(items(), CHANCE)
def test_nothing_is_ever_certain_nor_said_too_precisely(given_items: list[Weighed], prior: Decimal) -> None:
    found = confidence_of(given_items, prior)
    assert 0.0 < found.value < 1.0
    assert 5 <= found.percent <= 95
    assert found.percent % 5 == 0


@given(items(), CHANCE)
def test_the_steps_lead_from_the_prior_to_the_result(given_items: list[Weighed], prior: Decimal) -> None:
    found = confidence_of(given_items, prior)
    places = [
        found.prior,
        *(place for step in found.steps for place in (step.before, step.after)),
        found.value,
    ]
    assert all(
        math.isclose(left, right, abs_tol=1e-9) for left, right in zip(places[::2], places[1::2], strict=True)
    )


def test_for_and_against_of_the_same_strength_leave_a_claim_where_it_was() -> None:
    both = [item("0.8", "0.2", key="for"), item("0.2", "0.8", key="against")]
    assert confidence_of(both).percent == 50
    assert confidence_of(both, Decimal("0.3")).percent == 30


def test_what_became_of_each_item_is_told() -> None:
    found = confidence_of(
        [
            item("0.8", "0.3", "Ministry", "weak"),
            item("0.9", "0.1", "the MINISTRY".removeprefix("the "), "strong"),
            item("0.5", "0.5", key="silent"),
            item(None, None, key="new"),
        ]
    )
    assert [step.counts for step in found.steps] == [
        Counts.SAME_SOURCE,
        Counts.MOVES,
        Counts.SAYS_NOTHING,
        Counts.NOT_WEIGHED,
    ]
    assert found.is_weighed
    assert not confidence_of([item(None, None)]).is_weighed


@pytest.mark.parametrize(
    ("true", "false", "test"),
    [
        ("0.95", "0.05", Test.DECISIVE),
        ("0.5", "0.05", Test.SMOKING_GUN),
        ("0.95", "0.8", Test.HOOP),
        ("0.5", "0.35", Test.STRAW),
        ("0.8", "0.8", Test.STRAW),
        # The same, where it speaks against the claim.
        ("0.05", "0.95", Test.DECISIVE),
        ("0.05", "0.5", Test.SMOKING_GUN),
        ("0.8", "0.95", Test.HOOP),
    ],
)
def test_two_likelihoods_make_one_of_the_four_tests(true: str, false: str, test: Test) -> None:
    assert test_of(Decimal(true), Decimal(false)) is test


def test_what_nobody_weighed_is_no_test() -> None:
    assert test_of(None, Decimal("0.5")) is None


@given(CHANCE, CHANCE)
def test_a_stronger_test_moves_a_claim_further(true: Decimal, false: Decimal) -> None:
    """From a straw to what decides, whatever the likelihoods within each test."""
    moved = abs(Weighed("one", true, false).strength)
    if test_of(true, false) is Test.DECISIVE:
        assert moved >= math.log(0.7 / 0.1) - 1e-9
    elif test_of(true, false) is Test.STRAW:
        assert moved <= math.log(0.7 / 0.1) + 1e-9


@pytest.mark.parametrize(
    ("percent", "sure"),
    [(95, Sure.VERY), (90, Sure.CONFIDENT), (80, Sure.FAIRLY), (55, Sure.LEANING), (50, Sure.OPEN), (45, Sure.AGAINST),
     (30, Sure.DOUBTFUL), (5, Sure.VERY_DOUBTFUL)],
)  # fmt: skip
def test_each_number_has_its_words(percent: int, sure: Sure) -> None:
    assert sure_of(percent) is sure


def test_the_worked_example_of_the_method_page_comes_out_as_it_says() -> None:
    """The page's table is read, reckoned again, and every number in it compared."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in METHOD.read_text().splitlines()
        if re.match(r"\| [a-d] \|", line)
    ]
    words = {"almost certainly": Likely.NEARLY_SURE, "probably": Likely.LIKELY, "perhaps, perhaps not": Likely.EVEN,
             "probably not": Likely.UNLIKELY, "hardly ever": Likely.HARDLY}  # fmt: skip
    assert len(rows) == 4
    weighed = [
        Weighed(key, LIKELIHOODS[words[true]], LIKELIHOODS[words[false]], source)
        for key, _, source, true, false, *_ in rows
    ]
    found = confidence_of(weighed)
    for row, step, one in zip(rows, found.steps, weighed, strict=True):
        assert row[5] == str(test_of(one.if_true, one.if_false)).replace("-", " ")
        said = f"{percent_of(step.before)} → {percent_of(step.after)}" if step.moved else "counted once"
        assert row[6] == said
    text = METHOD.read_text()
    assert f"**{found.percent} in 100**" in text
    assert f"**{str(found.sure).replace('-', ' ')}**" in text
