"""Sprinklr, Twitter, Facebook and Meta: every quirk of their exports, each in a file built on the header that they write."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from headway.listen.tests.exports import header_of, plain, text_of, workbook

pytestmark = pytest.mark.django_db
LINK = "Permalink (EXTERNAL_VALUE)"
SPRINKLR = {
    "Published Date": "2015-09-30 18:42:00",
    "Social Network": "TWITTER",
    "Account": "Rivers",
    "Country of Origin (Account)": "Kenya",
    "Outbound Post": "Clean rivers",
    "Outbound Post Id": "900719925474099312",
    LINK: "https://twitter.com/rivers/status/900719925474099312",
    "Post Comments (SUM)": "2",
    "Post Shares (SUM)": "3",
    "Post Likes And Reactions (SUM)": "1,250",
    "Post Reach (SUM)": "9000",
    "Video Views (SUM)": "7",
}
TWEET = {
    "Tweet id": "649286312347512832",
    "Tweet permalink": "https://twitter.com/Rivers/status/649286312347512832",
    "Tweet text": "Clean rivers",
    "time": "2015-09-30 18:42 +0000",
    "impressions": "424.0",
    "engagements": "20.0",
    "retweets": "3.0",
    "replies": "1.0",
    "likes": "8.0",
    "url clicks": "-",
}
META = {
    "Post ID": "122158000000000001",
    "Page name": "Rivers",
    "Description": "Clean rivers",
    "Publish time": "09/30/2023 18:42",
    "Permalink": "https://www.facebook.com/1/posts/122158000000000001",
    "Post type": "Photos",
    "Date": "Lifetime",
    "Views": "5000",
    "Reach": "900",
    "Reactions, Comments and Shares": "14",
    "Reactions": "9",
    "Comments": "3",
    "Shares": "2",
    "Total clicks": "30",
}


def sprinklr(folder: Path, posts: list[dict[str, str]], *more: str, name: str = "s.csv") -> Path:
    return plain(folder, name, text_of([*header_of("sprinklr"), *more], posts), "utf-8-sig")


def test_a_widget_of_sprinklr_is_read(bring: Any, rows: Any, tmp_path: Path) -> None:
    made = bring("social", sprinklr(tmp_path, [SPRINKLR]))
    (row,) = rows("social")
    assert made.layout == "sprinklr"
    assert (row["post_key"], row["network"], row["account"], row["country"]) == (
        "900719925474099312",
        "twitter",
        "Rivers",
        "KE",
    )
    assert (row["reactions"], row["comments"], row["shares"], row["engagements"]) == (1250, 2, 3, 1255)
    assert (row["reach"], row["video_views"], row["paid"]) == (9000, 7, False)
    assert row["posted_at"] == datetime(2015, 9, 30, 18, 42, tzinfo=UTC)


def test_the_header_of_a_workbook_stands_below_a_banner(bring: Any, rows: Any, tmp_path: Path) -> None:
    header = header_of("sprinklr")
    cells = [SPRINKLR.get(name) for name in header]
    bring("social", workbook(tmp_path, "s.xlsx", [["Posts of the year"], [], header, cells]))
    assert [(row["post_key"], row["row_number"]) for row in rows("social")] == [("900719925474099312", 4)]


def test_metrics_may_carry_a_prefix_of_the_house(bring: Any, rows: Any, tmp_path: Path) -> None:
    header = [name.replace("Post Shares (SUM)", "RIV Post Shares (SUM)") for name in header_of("sprinklr")]
    post = {**SPRINKLR, "RIV Post Shares (SUM)": "5"}
    bring("social", plain(tmp_path, "s.csv", text_of(header, [post]), "utf-8-sig"))
    assert rows("social")[0]["shares"] == 5


def test_a_post_with_several_tags_is_one_post_with_all_of_them(bring: Any, rows: Any, tmp_path: Path) -> None:
    posts = [{**SPRINKLR, "Message Tags": tag} for tag in ("Case", "Video", "Case")]
    made = bring("social", sprinklr(tmp_path, posts, "Message Tags"))
    (row,) = rows("social")
    assert (made.added, row["tags"], row["shares"]) == (1, ["Case", "Video"], 3)


def test_the_kind_of_content_is_the_campaigns_own(bring: Any, rows: Any, tmp_path: Path, world: Any) -> None:
    from headway.listen.models import ContentType

    kind = ContentType.objects.filter(campaign=world.campaign).first()
    assert kind is not None
    named = {**SPRINKLR, "Content Type": str(next(iter(kind.name.values()))).upper()}
    bring(
        "social",
        sprinklr(
            tmp_path,
            [named, {**SPRINKLR, "Outbound Post Id": "2", "Content Type": "unheard of"}],
            "Content Type",
        ),
    )
    assert [row["content_type"] for row in rows("social")] == [None, kind.key]


def test_replies_and_deleted_posts_are_passed_over(bring: Any, rows: Any, tmp_path: Path) -> None:
    posts = [
        SPRINKLR,
        {**SPRINKLR, "Outbound Post Id": "2", "Campaign": "Deleted post"},
        {**SPRINKLR, "Outbound Post Id": "3", "Message Type": "Reply"},
    ]
    made = bring("social", sprinklr(tmp_path, posts, "Campaign", "Message Type"))
    assert (made.added, made.refused, made.told["plan"]["passed_over"]) == (1, 0, 2)


def test_sponsored_posts_stand_apart(bring: Any, rows: Any, tmp_path: Path) -> None:
    bring(
        "social", sprinklr(tmp_path, [SPRINKLR, {**SPRINKLR, "Outbound Post Id": "2", "Is Sponsored": "Yes"}])
    )
    assert [row["paid"] for row in rows("social")] == [True, False]


def test_a_post_without_an_id_is_known_by_its_link(bring: Any, rows: Any, tmp_path: Path) -> None:
    bring(
        "social",
        sprinklr(
            tmp_path,
            [
                {
                    **SPRINKLR,
                    "Outbound Post Id": "",
                    LINK: "https://www.instagram.com/p/abc/?igshid=1",
                    "Social Network": "",
                }
            ],
        ),
    )
    assert [(row["post_key"], row["network"]) for row in rows("social")] == [
        ("instagram.com/p/abc", "instagram")
    ]


def test_days_that_could_be_either_are_asked_about_once(
    bring: Any, rows: Any, tmp_path: Path, world: Any
) -> None:
    from headway.listen.actions import Answer, answer_import, plan_import, write_import

    short = {**SPRINKLR, "Published Date": "3/4/15"}
    path = sprinklr(tmp_path, [short])
    asked = bring("social", path)
    assert asked.state == "asking"
    assert asked.told["questions"] == [{"about": "days", "file": 0}]
    assert rows("social") == []
    answer_import(asked, Answer(days="dmy"), acting_user=world.core_team)
    asked.refresh_from_db()
    ready = plan_import(asked, acting_user=world.core_team, paths=[path])
    write_import(asked, acting_user=world.core_team, ready=ready)
    assert rows("social")[0]["day"] == date(2015, 4, 3)
    again = bring("social", sprinklr(tmp_path, [{**short, "Outbound Post Id": "2"}]))
    assert (again.state, again.added) == ("written", 1)


def test_one_day_above_twelve_says_which_comes_first(bring: Any, rows: Any, tmp_path: Path) -> None:
    bring(
        "social",
        sprinklr(
            tmp_path,
            [
                {**SPRINKLR, "Published Date": "9/30/15"},
                {**SPRINKLR, "Outbound Post Id": "2", "Published Date": "3/4/15"},
            ],
        ),
    )
    assert sorted(row["day"] for row in rows("social")) == [date(2015, 3, 4), date(2015, 9, 30)]


def test_tweets_are_read_with_all_cells_quoted(bring: Any, rows: Any, tmp_path: Path) -> None:
    text = text_of(header_of("twitter_activity"), [TWEET], quote_all=True)
    made = bring("social", plain(tmp_path, "t.csv", text))
    (row,) = rows("social")
    assert made.layout == "twitter"
    assert (row["post_key"], row["account"], row["network"]) == ("649286312347512832", "Rivers", "twitter")
    assert (row["impressions"], row["engagements"], row["shares"], row["comments"], row["reactions"]) == (
        424,
        20,
        3,
        1,
        8,
    )
    assert row["clicks"] is None
    assert row["posted_at"] == datetime(2015, 9, 30, 18, 42, tzinfo=UTC)


def test_older_files_of_twitter_say_favorites(bring: Any, rows: Any, tmp_path: Path) -> None:
    header = [
        name.replace("likes", "favorites") if name == "likes" else name
        for name in header_of("twitter_activity")
    ]
    bring("social", plain(tmp_path, "t.csv", text_of(header, [{**TWEET, "favorites": "8.0"}])))
    assert rows("social")[0]["reactions"] == 8


def test_what_was_promoted_is_a_row_of_its_own(bring: Any, rows: Any, tmp_path: Path) -> None:
    promoted = {**TWEET, "promoted impressions": "1000.0", "promoted url clicks": "9.0"}
    bring("social", plain(tmp_path, "t.csv", text_of(header_of("twitter_activity"), [promoted])))
    found = [(row["paid"], row["impressions"], row["clicks"]) for row in rows("social")]
    assert found == [(False, 424, None), (True, 1000, 9)]


def test_a_tweet_whose_id_a_spreadsheet_has_rounded_is_known_by_its_link(
    bring: Any, rows: Any, tmp_path: Path
) -> None:
    bring(
        "social",
        plain(
            tmp_path, "t.csv", text_of(header_of("twitter_activity"), [{**TWEET, "Tweet id": "6.49286E+17"}])
        ),
    )
    assert [row["post_key"] for row in rows("social")] == ["649286312347512832"]


def facebook(folder: Path, post: dict[str, str]) -> Path:
    """With the row of descriptions, and the columns that stand twice: the first counts all, the second people."""
    header = header_of("facebook_insights")
    seen: set[str] = set()
    described, cells = [], []
    for name in header:
        again = name in seen
        seen.add(name)
        counts = name.startswith("Lifetime")
        kind = "Unique Users" if again or "reach" in name.casefold() or "Users" in name else "Total Count"
        described.append(f"Lifetime: what it counts. ({kind})" if counts else "")
        cells.append("1" if again else post.get(name, ""))
    return plain(folder, "fb.csv", text_of(header, [described, cells]))


FACEBOOK = {
    "Post ID": "1_2",
    "Permalink": "https://www.facebook.com/rivers/posts/2",
    "Post Message": "Clean rivers",
    "Type": "Photo",
    "Posted": "10/15/2015 21:00",
    "Lifetime Post Total Reach": "700",
    "Lifetime Post Total Impressions": "1000",
    "Lifetime Post Organic Impressions": "800",
    "Lifetime Post Paid Impressions": "200",
    "Lifetime Post Impressions by people who have liked your Page": "600",
    "Lifetime Post Paid Impressions by people who have liked your Page": "50",
    "Lifetime Post Consumptions": "33",
    "Lifetime Organic Video Views": "12",
}


def test_the_second_row_of_facebook_describes_and_is_no_post(bring: Any, rows: Any, tmp_path: Path) -> None:
    made = bring("social", facebook(tmp_path, FACEBOOK))
    assert (made.layout, made.added, made.refused) == ("facebook", 2, 0)
    assert {row["row_number"] for row in rows("social")} == {3}


def test_of_two_columns_with_one_name_the_total_is_read_and_not_the_people(
    bring: Any, rows: Any, tmp_path: Path
) -> None:
    bring("social", facebook(tmp_path, FACEBOOK))
    assert [row["video_views"] for row in rows("social") if not row["paid"]] == [12]


def test_paid_and_organic_of_facebook_stand_apart_with_their_new_audiences(
    bring: Any, rows: Any, tmp_path: Path
) -> None:
    bring("social", facebook(tmp_path, FACEBOOK))
    found = {row["paid"]: row for row in rows("social")}
    assert (found[False]["impressions"], found[True]["impressions"]) == (800, 200)
    assert (found[False]["new_audience_impressions"], found[True]["new_audience_impressions"]) == (250, 150)
    assert found[False]["posted_at"] == datetime(2015, 10, 15, 21, 0, tzinfo=UTC)
    assert (found[False]["clicks"], found[False]["network"]) == (33, "facebook")


def test_posts_of_meta_are_read_and_views_are_no_impressions(bring: Any, rows: Any, tmp_path: Path) -> None:
    made = bring("social", plain(tmp_path, "m.csv", text_of(header_of("meta_facebook"), [META]), "utf-8-sig"))
    (row,) = rows("social")
    assert made.layout == "meta"
    assert (row["post_key"], row["account"], row["post_type"]) == ("122158000000000001", "Rivers", "photos")
    assert (row["engagements"], row["clicks"], row["reach"], row["impressions"]) == (14, 30, 900, None)
    assert row["day"] == date(2023, 9, 30)


def test_meta_writes_the_day_first_with_semicolons(bring: Any, rows: Any, tmp_path: Path) -> None:
    post = {**META, "Publish time": "30/09/2023 18:42", "Reach": "1.250"}
    bring(
        "social",
        plain(tmp_path, "m.csv", text_of(header_of("meta_facebook"), [post], delimiter=";"), "utf-8-sig"),
    )
    assert [(row["day"], row["reach"]) for row in rows("social")] == [(date(2023, 9, 30), 1250)]


def test_a_post_whose_id_a_spreadsheet_has_rounded_is_known_by_its_link(
    bring: Any, rows: Any, tmp_path: Path
) -> None:
    bring(
        "social",
        plain(tmp_path, "m.csv", text_of(header_of("meta_facebook"), [{**META, "Post ID": "1.22158E+17"}])),
    )
    assert [row["post_key"] for row in rows("social")] == ["facebook.com/1/posts/122158000000000001"]


def test_an_id_that_a_workbook_has_rounded_is_not_taken_for_one(
    bring: Any, rows: Any, tmp_path: Path
) -> None:
    header = header_of("meta_facebook")
    cells: list[Any] = [META.get(name) for name in header]
    cells[header.index("Post ID")] = 122158000000000001.0
    bring("social", workbook(tmp_path, "m.xlsx", [header, cells]))
    assert [row["post_key"] for row in rows("social")] == ["facebook.com/1/posts/122158000000000001"]


def test_a_clock_that_stood_elsewhere_is_reckoned_in(bring: Any, rows: Any, tmp_path: Path) -> None:
    bring(
        "social",
        plain(tmp_path, "m.csv", text_of(header_of("meta_facebook"), [META])),
        time_zone="America/Los_Angeles",
    )
    (row,) = rows("social")
    assert (row["posted_at"], row["day"]) == (datetime(2023, 10, 1, 1, 42, tzinfo=UTC), date(2023, 9, 30))


def test_numbers_that_changed_are_a_newer_snapshot_and_the_older_is_kept(
    bring: Any, rows: Any, tmp_path: Path, world: Any
) -> None:
    from headway.listen.queries import reading_of

    bring("social", sprinklr(tmp_path, [SPRINKLR]))
    made = bring("social", sprinklr(tmp_path, [{**SPRINKLR, "Post Shares (SUM)": "8"}]))
    assert (made.added, made.changed) == (0, 1)
    assert [row["shares"] for row in rows("social")] == [8]
    lake = reading_of(world.campaign, world.core_team)
    assert sorted(lake.snapshots("social_posts").shares.to_pyarrow().to_pylist()) == [3, 8]
    assert lake.post_days.shares.sum().to_pyarrow().as_py() == 8
    assert lake.post_days.posts.sum().to_pyarrow().as_py() == 1
