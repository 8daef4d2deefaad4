"""What holds whatever the rows are: found by trying."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.lake.answers import answer
from headway.lake.asked import Asked
from headway.lake.practice import practice_mentions
from headway.lake.questions import MEDIA, QUESTIONS, SOCIAL
from headway.lake.tests.sample_rows import day, mentions, posts
from headway.lib.additivity import Additivity, Range, Total

few = settings(max_examples=12, deadline=None)
maybe = st.one_of(st.none(), st.sampled_from(["x", "y", "z"]))
days = st.one_of(st.none(), st.builds(day, st.integers(4, 6), st.integers(1, 28)))
MENTION = st.fixed_dictionaries(
    {
        "country": maybe, "outlet_key": maybe, "article_key": maybe, "language": maybe, "day": days,
        "sentiment": st.sampled_from([None, "positive", "negative"]), "reach": st.one_of(st.none(), st.integers(0, 10**8)),
        "keywords": st.lists(st.sampled_from(["a", "b"]), max_size=3),
    }
)  # fmt: skip
number = st.one_of(st.none(), st.integers(0, 10**9))
POST = st.fixed_dictionaries(
    {
        "content_type": maybe, "network": maybe, "account_key": maybe, "country": maybe, "day": days,
        "paid": st.sampled_from([None, True, False]), "impressions": number, "engagements": number, "clicks": number,
        "reach": number, "followers": number, "new_audience_impressions": number,
    }
)  # fmt: skip


@few
@given(st.lists(MENTION, min_size=1, max_size=8))
def test_groups_of_mentions_come_to_the_whole_or_to_a_range_that_holds_it(rows: list[dict[str, Any]]) -> None:
    table = mentions(*rows)
    for question in (one for one in MEDIA if one.key in {"coverage", "sentiment", "reach-tiers", "issues"}):
        holds_together(question, table, ("country",))


@few
@given(st.lists(POST, min_size=1, max_size=8))
def test_groups_of_posts_come_to_the_whole(rows: list[dict[str, Any]]) -> None:
    table = posts(*rows)
    for question in (one for one in SOCIAL if one.key in {"engagement", "rates", "new-audiences"}):
        holds_together(question, table, ("content_type",))


def holds_together(question: Any, table: Any, by: tuple[str, ...]) -> None:
    found = answer(question, table, Asked(by=by))
    for whole in found.whole:
        mine = [row for row in found.rows if all(row[name] == whole[name] for name in question.always)]
        for measure in question.measures:
            result = found.together(measure.key, mine)
            seen = whole[measure.key]
            if isinstance(result, Total) and measure.additivity is not Additivity.RATIO:
                assert result.value == (seen or 0)
            elif isinstance(result, Range):
                assert result.low <= (seen or 0) <= result.high
            elif isinstance(result, Total):
                assert float(result.value) == pytest.approx(seen)


@few
@given(st.lists(MENTION, max_size=8))
def test_outlets_and_articles_are_never_more_than_mentions(rows: list[dict[str, Any]]) -> None:
    (row,) = answer(QUESTIONS["coverage"], mentions(*rows), Asked()).whole
    assert row["articles"] <= row["mentions"]
    assert row["outlets"] <= row["mentions"]
    (tiers,) = answer(QUESTIONS["reach-tiers"], mentions(*rows), Asked()).whole
    nested = [
        tiers[name] or 0 for name in ("outlets", "over_100_thousand", "over_1_million", "over_10_million")
    ]
    assert nested == sorted(nested, reverse=True)


def test_practice_rows_have_the_measure_of_a_real_launch() -> None:
    table = mentions(*practice_mentions("practice"))
    (row,) = answer(QUESTIONS["coverage"], table, Asked()).whole
    (tiers,) = answer(QUESTIONS["reach-tiers"], table, Asked()).whole
    countries = answer(QUESTIONS["coverage"], table, Asked(by=("country",))).rows
    tongues = answer(QUESTIONS["coverage"], table, Asked(by=("language",))).rows
    assert row["mentions"] == 2107
    assert (tiers["over_10_million"], tiers["over_1_million"], tiers["over_100_thousand"]) == (283, 787, 1311)
    assert (len(countries), len(tongues)) == (106, 20)


def test_practice_rows_are_the_same_each_time() -> None:
    assert practice_mentions("practice") == practice_mentions("practice")
    assert all(row["made_up"] for row in practice_mentions("practice"))
