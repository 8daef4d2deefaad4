"""Questions about coverage, on tables small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from headway.lake.answers import Answer, answer, question_called
from headway.lake.asked import Asked, Window
from headway.lake.tests.sample_rows import day, mentions
from headway.lib.additivity import Range, Total
from headway.lib.problems import HeadwayError


@pytest.fixture(scope="module")
def coverage() -> Any:
    """Seven mentions of four articles in four outlets and three countries; two were never judged."""
    launch, later = day(5, 13), day(9, 18)
    return mentions(
        {"article_key": "a", "outlet_key": "o1", "outlet": "One", "country": "MX", "day": launch,
         "sentiment": "positive", "reach": 20_000_000, "keywords": ["law", "police", "law"]},
        {"article_key": "a", "outlet_key": "o2", "outlet": "Two", "country": "MX", "day": launch,
         "sentiment": "negative", "reach": 2_000_000, "keywords": ["law"]},
        {"article_key": "b", "outlet_key": "o1", "outlet": "One", "country": "NG", "day": day(5, 14),
         "sentiment": "positive", "reach": 20_000_000},
        {"article_key": "c", "outlet_key": "o3", "outlet": "Three", "country": "NG", "day": day(5, 20), "reach": 200_000},
        {"article_key": "c", "outlet_key": "o3", "outlet": "Three", "country": "NG", "day": later, "reach": 150_000,
         "sentiment": "mixed", "search_name": "secret"},
        {"article_key": "d", "outlet_key": "o4", "outlet": "Two", "day": later, "sentiment": "neutral"},
        {"article_key": "d", "outlet_key": "o4", "outlet": "Two"},
    )  # fmt: skip


LAUNCH = Window("launch", day(5, 13), day(5, 13), frozenset({"MX"}))
REPORT = Window("report", day(9, 17), day(9, 30))


def asked(question: str, table: Any, **told: Any) -> Answer:
    return answer(question_called(question), table, Asked(**told))


def test_mentions_articles_and_outlets_are_three_numbers(coverage: Any) -> None:
    found = asked("coverage", coverage)
    assert found.whole == ({"mentions": 7, "articles": 4, "outlets": 4},)


def test_countries_come_from_the_most_covered_on_and_what_is_not_said_last(coverage: Any) -> None:
    found = asked("coverage", coverage, by=("country",))
    assert [(row["country"], row["mentions"], row["articles"], row["outlets"]) for row in found.rows] == [
        ("NG", 3, 2, 2), ("MX", 2, 1, 2), (None, 2, 1, 1),
    ]  # fmt: skip


def test_mentions_of_groups_add_up_and_outlets_of_groups_do_not(coverage: Any) -> None:
    found = asked("coverage", coverage, by=("country",))
    assert found.together("mentions", found.rows) == total_of(7, found)
    outlets = found.together("outlets", found.rows)
    assert isinstance(outlets, Range)
    assert [int(outlets.low), int(outlets.high)] == [2, 5]


def total_of(number: int, found: Answer) -> Total:
    result = found.together("mentions", found.rows)
    assert isinstance(result, Total)
    assert result.value == number
    return result


def test_two_outlets_of_one_name_stay_two(coverage: Any) -> None:
    found = asked("coverage", coverage, by=("outlet",))
    assert sorted((row["outlet"], row["mentions"]) for row in found.rows) == [
        ("One", 2), ("Three", 2), ("Two", 1), ("Two", 2),
    ]  # fmt: skip


def test_days_run_forward_and_those_without_a_day_come_last(coverage: Any) -> None:
    found = asked("coverage", coverage, by=("month",))
    assert [(row["month"], row["mentions"]) for row in found.rows] == [
        (day(5, 1), 4), (day(9, 1), 2), (None, 1),
    ]  # fmt: skip


def test_a_week_begins_on_monday(coverage: Any) -> None:
    weeks = [row["week"] for row in asked("coverage", coverage, by=("week",)).rows]
    assert weeks == [day(5, 13), day(5, 20), day(9, 16), None]


def test_only_the_days_asked_for_are_counted(coverage: Any) -> None:
    assert asked("coverage", coverage, since=day(5, 14), until=day(5, 31)).whole[0]["mentions"] == 2


def test_what_no_source_said_can_be_asked_for(coverage: Any) -> None:
    found = asked("coverage", coverage, only={"country": frozenset({"", "MX"})})
    assert found.whole[0]["mentions"] == 4


def test_what_is_hidden_is_in_no_answer_and_rows_without_a_search_stay(coverage: Any) -> None:
    assert asked("coverage", coverage, hidden={"search": frozenset({"Secret"})}).whole[0]["mentions"] == 6


def test_a_keyword_counts_once_a_mention(coverage: Any) -> None:
    found = asked("issues", coverage)
    assert [(row["keyword"], row["mentions"], row["articles"], row["outlets"]) for row in found.rows] == [
        ("law", 2, 1, 2), ("police", 1, 1, 1),
    ]  # fmt: skip
    result = found.together("mentions", found.rows)
    assert isinstance(result, Range), "one mention may name two keywords, so their counts never add up"


def test_shares_of_sentiment_are_of_what_was_judged(coverage: Any) -> None:
    (row,) = asked("sentiment", coverage).rows
    assert (row["mentions"], row["positive"], row["negative"], row["judged"]) == (7, 2, 1, 5)
    assert (row["share_positive"], row["share_negative"]) == (0.4, 0.2)


def test_tiers_of_reach_lie_inside_each_other_and_count_outlets(coverage: Any) -> None:
    (row,) = asked("reach-tiers", coverage).rows
    assert row == {
        "outlets": 4, "over_100_thousand": 3, "over_1_million": 2, "over_10_million": 1, "reach_unknown": 1,
    }  # fmt: skip


def test_an_outlet_has_one_reach_in_every_country(coverage: Any) -> None:
    found = asked("reach-tiers", mentions(
        {"outlet_key": "o", "country": "MX", "reach": 5_000_000}, {"outlet_key": "o", "country": "NG"},
    ), by=("country",))  # fmt: skip
    assert [(row["over_1_million"], row["reach_unknown"]) for row in found.rows] == [(1, 0), (1, 0)]


def test_reach_is_spread_and_never_summed(coverage: Any) -> None:
    (row,) = asked("reach", coverage).rows
    assert row == {"outlets": 3, "smallest": 200_000, "median": 2_000_000.0, "largest": 20_000_000}


def test_moments_compare_the_same_number_of_days(coverage: Any) -> None:
    found = asked("moments", coverage, windows=(LAUNCH, REPORT), days=7)
    assert [(row["moment"], row["mentions"], row["outlets"]) for row in found.rows] == [
        ("launch", 3, 2), ("report", 2, 2),
    ]  # fmt: skip
    longer = asked("moments", coverage, windows=(LAUNCH, REPORT), days=8)
    assert longer.rows[0]["mentions"] == 4


def test_the_days_after_a_moment_begin_with_its_own(coverage: Any) -> None:
    found = asked("moments", coverage, windows=(LAUNCH,), days=7, by=("moment", "day_after"))
    assert [(row["day_after"], row["mentions"]) for row in found.rows] == [(0, 2), (1, 1)]


def test_without_moments_there_is_nothing_to_compare(coverage: Any) -> None:
    assert asked("moments", coverage).rows == ()


def test_local_is_where_the_campaign_looks_and_at_a_moment_where_that_looks(coverage: Any) -> None:
    found = asked("local", coverage, local=frozenset({"NG"}))
    assert {row["where"]: row["mentions"] for row in found.rows} == {
        "local": 3, "elsewhere": 2, "unknown": 2,
    }  # fmt: skip
    at_launch = asked("local", coverage, by=("moment",), local=frozenset({"NG"}), windows=(LAUNCH, REPORT))
    assert {(row["moment"], row["where"]): row["mentions"] for row in at_launch.rows} == {
        ("launch", "local"): 2, ("launch", "elsewhere"): 1, ("report", "local"): 1, ("report", "unknown"): 1,
    }  # fmt: skip


def test_an_unknown_question_or_dimension_is_refused_with_what_was_meant(coverage: Any) -> None:
    with pytest.raises(HeadwayError, match='did you mean "coverage"'):
        question_called("coverag")
    with pytest.raises(HeadwayError, match='cannot be split by "contry"; did you mean "country"'):
        asked("coverage", coverage, by=("contry",))
    with pytest.raises(HeadwayError, match="two ways to split time"):
        asked("coverage", coverage, by=("day", "week"))
