"""Figures are taken together only as their measure allows, and the result says what it rests on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from headway.lib.additivity import (
    SUMMABLE,
    Additivity,
    Distribution,
    LeftOut,
    NoFigures,
    Range,
    Reason,
    Refusal,
    Total,
    Why,
    growth,
    share_of,
    total,
)
from headway.lib.precision import Precision
from headway.lib.tests.figuring import (
    ACTIONS,
    MEMBERS,
    PEOPLE,
    REACH,
    SHARE,
    WOMEN_SHARE,
    add,
    ends,
    figure,
    number,
    told,
)


def test_a_flow_is_summed_over_time_and_offices() -> None:
    found = add(
        ACTIONS,
        figure("a", 100, "2014", office="north"),
        figure("b", 50, "2015", office="north"),
        figure("c", 7, "2015", office="south"),
    )
    assert isinstance(found, Total)
    assert told(found, "value", "precision", "parts") == (157, Precision.EXACT, ("a", "b", "c"))
    assert found.left_out == ()


def test_a_figure_within_another_is_not_added_to_it() -> None:
    found = add(
        ACTIONS,
        figure("petitions", 200_000, precision=Precision.ABOUT),
        figure("of-those", 37_181, part_of="petitions"),
    )
    assert isinstance(found, Total)
    assert told(found, "value", "precision") == (200_000, Precision.ABOUT)
    assert found.left_out == (LeftOut("of-those", Why.PART_OF, "petitions"),)


def test_a_part_counts_where_the_whole_is_out_of_sight() -> None:
    assert number(ACTIONS, figure("of-those", 37_181, part_of="petitions")) == 37_181


def test_a_part_counts_where_the_whole_has_no_number_and_the_sum_is_at_least_that() -> None:
    found = add(ACTIONS, figure("whole", None, words="dozens"), figure("part", 24, part_of="whole"))
    assert isinstance(found, Total)
    assert told(found, "value", "precision") == (24, Precision.AT_LEAST)
    assert found.left_out == (LeftOut("whole", Why.NO_NUMBER),)


def test_a_part_of_a_part_is_left_out_even_where_the_link_between_is_not_among_the_figures() -> None:
    whole, innermost = figure("whole", 100), figure("innermost", 5, part_of="middle")
    assert number(ACTIONS, whole, figure("middle", 50, part_of="whole"), innermost) == 100
    found = total(ACTIONS, [whole, innermost], parents={"middle": "whole"})
    assert isinstance(found, Total)
    assert found.value == 100


def test_figures_that_are_part_of_each_other_are_refused() -> None:
    found = add(ACTIONS, figure("a", 1, part_of="b"), figure("b", 2, part_of="a"), figure("c", 3))
    assert found == Refusal(measure="actions", parts=("a", "b"), reason=Reason.CIRCULAR)


def test_figures_of_another_measure_are_never_added() -> None:
    found = add(ACTIONS, figure("a", 1), figure("b", 2, measure="letters"))
    assert isinstance(found, Total)
    assert told(found, "value", "left_out") == (1, (LeftOut("b", Why.OTHER_MEASURE),))


def test_a_figure_without_a_number_makes_the_sum_of_the_others_at_least() -> None:
    found = add(ACTIONS, figure("a", 500), figure("b", None, words="dozens"))
    assert isinstance(found, Total)
    assert told(found, "value", "precision") == (500, Precision.AT_LEAST)


def test_words_beside_a_number_for_the_same_thing_do_not_weaken_the_sum() -> None:
    found = add(
        ACTIONS, figure("a", 40, activity="meeting"), figure("b", None, words="dozens", activity="meeting")
    )
    assert isinstance(found, Total)
    assert told(found, "value", "precision") == (40, Precision.EXACT)
    assert found.left_out == (LeftOut("b", Why.NO_NUMBER),)


def test_two_sources_that_disagree_both_stand_and_count_once_as_a_range() -> None:
    found = add(
        ACTIONS,
        figure("one", 40, "2015", office="north", activity="meeting"),
        figure("other", 45, "2015", office="north", activity="meeting"),
        figure("else", 10, "2015", office="south", activity="meeting"),
    )
    assert isinstance(found, Range)
    assert told(found, "low", "high", "reasons") == (50, 55, (Reason.DISAGREEMENT,))
    assert found.parts == ("else", "one", "other")
    assert [count.keys for count in found.disagreements] == [("one", "other")]


def test_two_sources_that_agree_count_once_as_loosely_as_the_looser_one() -> None:
    found = add(
        ACTIONS,
        figure("one", 40, activity="meeting"),
        figure("other", 40, activity="meeting", precision=Precision.AT_LEAST),
    )
    assert isinstance(found, Total)
    assert told(found, "value", "precision") == (40, Precision.AT_LEAST)


def test_a_figure_may_say_itself_that_it_tells_of_the_same_thing_as_another() -> None:
    assert ends(add(ACTIONS, figure("a", 40), figure("b", 45))) == (85, 85)
    assert ends(add(ACTIONS, figure("a", 40), figure("b", 45, same_as="a"))) == (40, 45)


def test_figures_of_one_activity_for_different_cases_are_different_things() -> None:
    one, other = figure("a", 40, activity="march", case="x"), figure("b", 45, activity="march", case="y")
    assert number(ACTIONS, one, other) == 85


def test_of_a_stock_the_latest_value_of_each_office_counts() -> None:
    found = add(
        MEMBERS,
        figure("old", 100, "2014", office="north", measure="members"),
        figure("new", 90, "2015", office="north", measure="members"),
        figure("south", 10, "2013", office="south", measure="members"),
    )
    assert isinstance(found, Total)
    assert found.value == 100
    assert found.left_out == (LeftOut("old", Why.SUPERSEDED, "new"),)


def test_where_nobody_can_say_which_value_of_a_stock_is_the_later_one_both_stand() -> None:
    found = add(
        MEMBERS,
        figure("year", 100, "2015", office="north", measure="members"),
        figure("month", 90, "2015-06", office="north", measure="members"),
        figure("before", 80, "2014", office="north", measure="members"),
    )
    assert ends(found) == (90, 100)
    assert found.left_out == (LeftOut("before", Why.SUPERSEDED, "month"),)


def test_an_undated_value_of_a_stock_gives_way_to_a_dated_one() -> None:
    dated = figure("dated", 90, "2015", office="north", measure="members")
    undated = figure("undated", 500, office="north", measure="members")
    found = add(MEMBERS, dated, undated)
    assert ends(found) == (90, 90)
    assert found.left_out == (LeftOut("undated", Why.UNDATED),)
    assert number(MEMBERS, undated) == 500


def test_people_are_never_summed() -> None:
    found = add(
        PEOPLE,
        figure("a", 300, "2014", office="north", measure="people"),
        figure("b", 200, "2015", office="north", measure="people"),
        figure("c", 100, "2015", office="south", measure="people"),
    )
    assert isinstance(found, Range)
    assert told(found, "low", "high", "reasons") == (300, 600, (Reason.OVERLAP,))


def test_people_counted_once_are_a_total() -> None:
    assert number(PEOPLE, figure("a", 300, measure="people")) == 300


def test_fewer_than_no_people_are_refused() -> None:
    found = add(PEOPLE, figure("a", -1, measure="people"), figure("b", 5, measure="people"))
    assert isinstance(found, Refusal)
    assert found.reason is Reason.NEGATIVE_COUNT


def test_reach_is_a_distribution_and_has_no_sum() -> None:
    found = add(REACH, *(figure(f"m{at}", value, measure="reach") for at, value in enumerate([9, 1, 5, 100])))
    assert isinstance(found, Distribution)
    assert not hasattr(found, "value")
    assert told(found, "smallest", "median", "largest") == (1, (5, 9), 100)
    assert [count.low for count in found.counts] == [1, 5, 9, 100]


def test_shares_are_refused_where_what_they_divide_is_not_known() -> None:
    found = add(SHARE, figure("a", "0.27", measure="share"), figure("b", "0.14", measure="share"))
    assert isinstance(found, Refusal)
    assert told(found, "reason", "parts") == (Reason.RATIO_WITHOUT_PARTS, ("a", "b"))


def test_one_published_share_stands_for_itself() -> None:
    assert number(SHARE, figure("a", "0.27", measure="share")) == Decimal("0.27")


def test_one_share_is_not_passed_off_for_all_where_another_has_only_words() -> None:
    found = add(SHARE, figure("a", "0.27", measure="share"), figure("b", None, words="most", measure="share"))
    assert isinstance(found, Refusal)


def test_a_ratio_is_recomputed_from_its_parts_and_not_from_other_ratios() -> None:
    north = {"office": "north", "when": "2015"}
    south = {"office": "south", "when": "2015"}
    found = add(
        WOMEN_SHARE,
        figure("wn", 30, measure="women", **north),
        figure("an", 60, **north),
        figure("ws", 10, measure="women", **south),
        figure("as", 100, **south),
        figure("said", "0.5", measure="women-share", **north),
    )
    assert isinstance(found, Total)
    assert found.value == Decimal("0.25")
    assert found.parts == ("an", "as", "wn", "ws")
    assert found.left_out == (LeftOut("said", Why.RECOMPUTED),)


def test_a_ratio_reads_only_those_offices_that_give_both_its_parts() -> None:
    found = add(
        WOMEN_SHARE,
        figure("wn", 30, "2015", measure="women", office="north"),
        figure("an", 60, "2015", office="north"),
        figure("as", 1000, "2015", office="south"),
        figure("said", "0.9", "2015", measure="women-share", office="east"),
    )
    assert isinstance(found, Total)
    assert found.value == Decimal("0.5")
    assert found.left_out == (LeftOut("as", Why.NO_PAIR), LeftOut("said", Why.NO_PAIR))


def test_unplaced_parts_of_a_ratio_pair_only_where_there_is_one_of_each() -> None:
    women, actions = figure("w", 30, measure="women"), figure("a", 60)
    assert number(WOMEN_SHARE, women, actions) == Decimal("0.5")
    assert isinstance(add(WOMEN_SHARE, women, actions, figure("b", 90)), NoFigures)


def test_a_ratio_does_not_divide_by_nought() -> None:
    found = add(WOMEN_SHARE, figure("w", 3, measure="women"), figure("a", 0))
    assert isinstance(found, Refusal)
    assert found.reason is Reason.DIVIDES_BY_ZERO


def test_a_ratio_of_what_has_no_total_is_refused() -> None:
    reach_share = replace(WOMEN_SHARE, numerator=REACH)
    pairs = [
        figure(f"{measure}-{office}", 5, "2015", measure=measure, office=office)
        for measure in ("reach", "actions")
        for office in ("north", "south")
    ]
    found = total(reach_share, pairs)
    assert isinstance(found, Refusal)
    assert found.reason is Reason.PARTS_NOT_SUMMABLE


def test_what_stands_below_the_line_weighs_the_other_way() -> None:
    women, actions = figure("w", 30, measure="women"), figure("a", 60, precision=Precision.AT_LEAST)
    found = add(WOMEN_SHARE, women, actions)
    assert isinstance(found, Total)
    assert found.precision is Precision.AT_MOST


def test_no_figures_are_no_nought() -> None:
    assert add(ACTIONS) == NoFigures(measure="actions")
    found = add(ACTIONS, figure("a", None, words="many"))
    assert found == NoFigures(measure="actions", left_out=(LeftOut("a", Why.NO_NUMBER),))


def test_the_same_figure_given_twice_counts_once_and_two_under_one_key_are_an_error() -> None:
    one = figure("a", 1)
    assert number(ACTIONS, one, one) == 1
    with pytest.raises(ValueError, match='two figures have the key "a"'):
        total(ACTIONS, [one, figure("a", 2)])


def test_growth_is_a_share_of_what_was_before() -> None:
    before = add(ACTIONS, figure("a", 100))
    found = growth(before, add(ACTIONS, figure("b", 127, precision=Precision.ABOUT)))
    assert isinstance(found, Total)
    assert told(found, "value", "precision", "parts") == (Decimal("0.27"), Precision.ABOUT, ("a", "b"))


def test_a_share_of_a_range_is_a_range() -> None:
    people = add(PEOPLE, figure("a", 50, measure="people"), figure("b", 50, measure="people"))
    assert ends(share_of(add(ACTIONS, figure("c", 25)), people)) == (Decimal("0.25"), Decimal("0.5"))


def test_a_share_of_nothing_is_refused() -> None:
    found = share_of(add(ACTIONS, figure("a", 1)), add(ACTIONS))
    assert isinstance(found, Refusal)
    assert isinstance(growth(add(ACTIONS), add(ACTIONS, figure("a", 1))), Refusal)


def test_only_flows_and_stocks_have_sums() -> None:
    assert set(SUMMABLE) == {Additivity.FLOW, Additivity.STOCK}
