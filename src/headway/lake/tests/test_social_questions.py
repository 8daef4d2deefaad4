"""Questions about posts, on tables small enough to count by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from headway.lake.answers import Answer, answer, question_called
from headway.lake.asked import Asked
from headway.lake.days import SUMS, post_days
from headway.lake.tests.sample_rows import day, engine, posts

FIRST, SECOND = datetime(2024, 5, 1, tzinfo=UTC), datetime(2024, 5, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def feed() -> Any:
    """Six posts of three accounts; one was paid for, of one nobody says, and one has no impressions."""
    return posts(
        {"content_type": "video", "network": "facebook", "account": "A", "account_key": "f:a", "country": "MX",
         "day": day(5, 1), "posted_at": FIRST, "paid": False, "impressions": 1000, "engagements": 50, "clicks": 10,
         "reach": 700, "followers": 400, "new_audience_impressions": 300, "office": "mx"},
        {"content_type": "video", "network": "facebook", "account": "A", "account_key": "f:a", "country": "MX",
         "day": day(5, 9), "posted_at": SECOND, "paid": False, "engagements": 30, "clicks": 6, "followers": 500,
         "reach": 100, "office": "mx"},
        {"content_type": "video", "network": "facebook", "account": "A", "account_key": "f:a", "country": "MX",
         "day": day(5, 9), "posted_at": SECOND, "paid": True, "impressions": 9000, "engagements": 90, "clicks": 80,
         "reach": 5000, "followers": 500, "new_audience_impressions": 8000, "office": "mx"},
        {"content_type": "news", "network": "twitter", "account": "B", "account_key": "t:b", "country": "MX",
         "day": day(5, 9), "posted_at": FIRST, "paid": False, "impressions": 400, "engagements": 4, "clicks": 2,
         "reach": 300, "followers": 250, "office": "mx"},
        {"content_type": "news", "network": "twitter", "account": "C", "account_key": "t:c", "country": "NG",
         "day": day(5, 9), "posted_at": FIRST, "impressions": 100, "engagements": 0, "clicks": 0, "office": "ng"},
        {"network": "twitter", "account": "C", "account_key": "t:c", "country": "NG", "paid": False, "posted_at": FIRST,
         "impressions": 0, "engagements": 1, "clicks": 0, "office": "ng"},
    )  # fmt: skip


def asked(question: str, table: Any, **told: Any) -> Answer:
    return answer(question_called(question), table, Asked(**told))


def test_paid_and_organic_stand_apart_in_every_answer(feed: Any) -> None:
    found = asked("engagement", feed)
    counted = {
        (row["paid"], row["content_type"]): (row["posts"], row["engagements"], row["clicks"])
        for row in found.rows
    }
    assert counted == {
        ("organic", "video"): (2, 80, 16), ("paid", "video"): (1, 90, 80), ("organic", "news"): (1, 4, 2),
        ("unknown", "news"): (1, 0, 0), ("organic", None): (1, 1, 0),
    }  # fmt: skip
    assert {row["paid"]: row["engagements"] for row in found.whole} == {
        "organic": 85,
        "paid": 90,
        "unknown": 0,
    }


def test_impressions_that_nobody_told_are_no_zero(feed: Any) -> None:
    found = asked("engagement", feed, since=day(5, 9), only={"paid": frozenset({"organic"})})
    video = next(row for row in found.rows if row["content_type"] == "video")
    assert video["impressions"] is None


def test_rates_divide_only_posts_that_have_both_parts(feed: Any) -> None:
    found = asked("rates", feed, only={"paid": frozenset({"organic"})})
    video = next(row for row in found.rows if row["content_type"] == "video")
    assert video["engagement_rate"] == 0.05, "50 of 1,000: the post without impressions is in neither part"
    assert video["clicks_per_engagement"] == 0.2
    nothing = next(row for row in found.rows if row["content_type"] is None)
    assert nothing["engagement_rate"] is None, "nothing can be divided by no impressions"


def test_a_rate_of_several_groups_is_divided_anew(feed: Any) -> None:
    found = asked("rates", feed)
    organic = [row for row in found.rows if row["paid"] == "organic"]
    result: Any = found.together("engagement_rate", organic)
    assert round(float(result.value), 6) == round((50 + 4 + 1) / 1400, 6)


def test_the_share_of_new_audiences_is_of_impressions_where_both_are_told(feed: Any) -> None:
    found = asked("new-audiences", feed, by=("content_type",), only={"paid": frozenset({"organic"})})
    shares = {row["content_type"]: row["share_new"] for row in found.rows}
    assert shares == {"video": 0.3, "news": None, None: None}


def test_followers_are_the_latest_of_each_account_and_a_range_together(feed: Any) -> None:
    found = asked(
        "reach-followers", feed, only={"paid": frozenset({"organic"}), "country": frozenset({"MX"})}
    )
    (row,) = found.rows
    assert row == {
        "paid": "organic", "country": "MX", "accounts": 2, "largest_reach": 700, "followers_of_largest": 500,
        "followers_of_all": 750,
    }  # fmt: skip


def test_best_posts_rank_within_what_was_paid_for_and_what_was_not(feed: Any) -> None:
    found = asked("best-posts", feed, limit=1)
    assert [(row["paid"], row["engagements"]) for row in found.rows] == [
        ("paid", 90), ("organic", 50), ("unknown", 0),
    ]  # fmt: skip
    by_network = asked("best-posts", feed, by=("network",), limit=1, rank="clicks")
    assert [(row["paid"], row["network"], row["clicks"]) for row in by_network.rows] == [
        ("paid", "facebook", 80), ("organic", "facebook", 10), ("organic", "twitter", 2), ("unknown", "twitter", 0),
    ]  # fmt: skip


def test_an_account_can_be_hidden(feed: Any) -> None:
    for said in ("f:a", "a"):
        found = asked("accounts", feed, hidden={"account": frozenset({said})})
        assert {row["account"] for row in found.rows} == {"B", "C"}


def test_days_answer_as_the_posts_do(feed: Any) -> None:
    days = engine().create_table("days_of_feed", post_days(feed))
    for key in ("engagement", "accounts", "interactions", "rates", "new-audiences"):
        for by in ((), ("network",), ("week",), ("account", "content_type")):
            assert asked(key, days, by=by) == asked(key, feed, by=by)


def test_a_group_that_was_taken_away_whole_is_gone_from_the_days_too(feed: Any) -> None:
    days = post_days(feed)
    gone = days.filter(days.content_type == "news").mutate(**{name: -days[name] for name in SUMS})
    left = engine().create_table("days_less_news", days.union(gone))
    kinds = {row["content_type"] for row in asked("engagement", left).rows}
    assert kinds == {"video", None}
