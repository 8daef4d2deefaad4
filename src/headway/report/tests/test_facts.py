"""What a report may count, what it may add, and that its digest stands for its facts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.lib.additivity import Additivity, Reason
from headway.lib.precision import Precision
from headway.report.facts.counts import COUNTS
from headway.report.tests.tiny import facts, tiny

ANY_ORDER = st.permutations(sorted(tiny()))


def test_every_figure_and_every_published_total_is_a_fact_with_a_stable_id() -> None:
    numbers = facts().numbers
    assert numbers["figure:flyers-oslo"].value == 50
    assert numbers["figure:flyers-oslo"].precision is Precision.AT_LEAST
    assert numbers["published:all-breathers"].value == 1_000_000


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("offices-contributing", 1), ("offices-through-tool", 2), ("offices-named", 2), ("outcomes", 2),
        ("outcomes-verified", 1), ("outcomes-negative", 1), ("cases", 2), ("recommendations", 1), ("ratings", 1),
        ("published-totals", 1), ("key-learnings", 0),
    ],
)  # fmt: skip
def test_counts_leave_out_what_is_restricted(name: str, count: int) -> None:
    assert facts().numbers[f"count:{name}"].value == count


def test_every_count_names_the_records_that_it_counts() -> None:
    found = facts()
    for name in COUNTS:
        fact = found.numbers[f"count:{name}"]
        assert fact.value == len(fact.rows)
        assert all(found.records.get(kind, key) is not None for kind, key in fact.rows)


def test_a_flow_is_added_without_its_parts_and_as_precise_as_its_weakest_part() -> None:
    total = facts().numbers["total:flyers"]
    assert (total.value, total.high, total.precision) == (Decimal(150), None, Precision.AT_LEAST)
    assert [(left.key, left.by) for left in total.left_out] == [("flyers-lima-north", "flyers-lima")]


def test_people_are_a_range_and_never_a_sum() -> None:
    total = facts().numbers["total:marchers"]
    assert (total.value, total.high, total.reasons) == (Decimal(900), Decimal(1100), (Reason.OVERLAP,))


def test_reach_has_no_total() -> None:
    total = facts().numbers["total:reach"]
    assert total.is_spread
    assert (total.value, total.high) == (Decimal(5000), Decimal(7000))


def test_published_totals_are_in_no_computed_total() -> None:
    for fact in facts().numbers.values():
        if fact.kind == "total":
            assert all(kind == "figure" for kind, _ in fact.rows)
            assert fact.value is None or fact.value < Decimal(1_000_000)


def test_a_measure_without_figures_has_no_total() -> None:
    assert "total:members" not in facts().numbers


def test_measures_keep_their_additivity() -> None:
    assert facts().numbers["figure:reach-lima"].additivity is Additivity.POTENTIAL


@given(ANY_ORDER)
def test_the_digest_does_not_depend_on_the_order_in_which_records_are_read(kinds: list[str]) -> None:
    rows = tiny()
    turned = {kind: list(reversed(rows[kind])) for kind in kinds}
    assert facts(turned).digest() == facts().digest()


def test_the_digest_changes_with_every_fact() -> None:
    digests = {facts().digest()}
    for kind, at, change in (
        ("figure", 0, {"value": Decimal(101)}),
        ("outcome", 0, {"statement": "Congress slept."}),
        ("testimony", 0, {"text": "She hears fewer."}),
        ("office", 1, {"country": "SE"}),
    ):
        rows = tiny()
        rows[kind][at] = rows[kind][at].model_copy(update=change)
        digests.add(facts(rows).digest())
    assert len(digests) == 5


def test_a_change_to_what_is_restricted_leaves_the_digest_as_it_is() -> None:
    rows = tiny()
    rows["case"][2] = rows["case"][2].model_copy(update={"summary": "Elsewhere."})
    assert facts(rows).digest() == facts().digest()
