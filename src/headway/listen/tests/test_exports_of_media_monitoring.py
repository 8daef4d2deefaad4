"""Meltwater and MediaCloud: every quirk of their exports, each in a file built on the header that they write."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from headway.listen.tests.exports import header_of, meltwater, plain, text_of, workbook

pytestmark = pytest.mark.django_db
A = {
    "Date": "05/13/2014",
    "Alternate Date Format": "13-May-14",
    "Time": "09:05 AM",
    "Headline": "A dam breaks",
    "URL": "https://www.news.example/dam",
    "Source": "The News",
    "Country": "Kenya",
    "Language": "English",
    "Reach": "1,250",
    "Engagement": "424.0",
    "AVE": "11.5",
    "Sentiment": "Neutral",
    "Input Name": "Rivers",
}
C = {
    "Date": "13-May-2014",
    "Time": "09:05 AM",
    "Document ID": "doc-1",
    "URL": "https://news.example/dam",
    "Title": "A dam breaks",
    "Source Type": "News",
    "Source Name": "The News",
    "Source Domain": "www.News.example",
    "Country": "KE",
    "Language": "en",
    "Sentiment": "Negative",
    "Keywords": "dam; river, water",
    "Document Tags": "floods",
}


def test_the_older_layout_is_read(bring: Any, rows: Any, tmp_path: Path) -> None:
    made = bring("media", meltwater(tmp_path, [A]))
    (row,) = rows("media")
    assert made.layout == "meltwater"
    assert row["mention_key"] == "news.example/dam"
    assert row["published_at"] == datetime(2014, 5, 13, 9, 5, tzinfo=UTC)
    assert row["day"] == date(2014, 5, 13)
    assert (row["country"], row["language"], row["media_type"], row["sentiment"]) == (
        "KE",
        "en",
        "online",
        "neutral",
    )
    assert (row["reach"], row["engagement"], row["ave"]) == (1250, 424, 11.5)
    assert (row["outlet"], row["outlet_key"], row["search_name"]) == ("The News", "news.example", "Rivers")
    assert made.told["files"][0]["encoding"] == "UTF-16"
    assert made.told["files"][0]["delimiter"] == "\t"


def test_the_newer_layout_is_read(bring: Any, rows: Any, tmp_path: Path) -> None:
    bring("media", meltwater(tmp_path, [C], layout="c"))
    (row,) = rows("media")
    assert (row["mention_key"], row["outlet_key"], row["country"], row["sentiment"]) == (
        "doc-1",
        "news.example",
        "KE",
        "negative",
    )
    assert sorted(row["keywords"]) == ["dam", "river", "water"]
    assert row["tags"] == ["floods"]


def test_junk_before_the_header_is_passed_over_and_rows_keep_their_numbers(
    bring: Any, rows: Any, tmp_path: Path
) -> None:
    bring("media", meltwater(tmp_path, [A], above="Exported by Meltwater\t\r\n\r\n# a comment\r\n"))
    assert [row["row_number"] for row in rows("media")] == [5]


def test_an_id_in_literal_quotes_is_the_id_without_them(bring: Any, rows: Any, tmp_path: Path) -> None:
    bring("media", meltwater(tmp_path, [{**C, "Document ID": '"doc-9"'}], layout="c"))
    assert [row["mention_key"] for row in rows("media")] == ["doc-9"]


@pytest.mark.parametrize("column", ["Opening Text", "Hit Sentence"])
def test_the_text_stands_in_any_of_several_columns(
    bring: Any, rows: Any, tmp_path: Path, column: str
) -> None:
    bring("media", meltwater(tmp_path, [{**A, column: "It broke."}]))
    assert rows("media")[0]["opening"] == "It broke."


def test_a_source_that_is_a_network_makes_a_post_of_it(bring: Any, rows: Any, tmp_path: Path) -> None:
    tweet = {
        **A,
        "Source": "Twitter",
        "URL": "https://twitter.com/a/status/123",
        "Tweet Id": '"999"',
        "Headline": "",
    }
    bring("media", meltwater(tmp_path, [A, tweet]))
    by_key = {row["mention_key"]: row["media_type"] for row in rows("media")}
    assert by_key == {"999": "social", "news.example/dam": "online"}


def test_days_are_told_by_the_column_that_names_the_month(bring: Any, rows: Any, tmp_path: Path) -> None:
    bring("media", meltwater(tmp_path, [{**A, "Date": "04/03/2014", "Alternate Date Format": "3-Apr-14"}]))
    assert rows("media")[0]["day"] == date(2014, 4, 3)


def test_overlapping_exports_count_each_mention_once(bring: Any, rows: Any, tmp_path: Path) -> None:
    one = meltwater(tmp_path, [C, {**C, "Document ID": "doc-2"}], layout="c", name="1.csv")
    two = meltwater(
        tmp_path, [{**C, "Document ID": "doc-2"}, {**C, "Document ID": "doc-3"}], layout="c", name="2.csv"
    )
    made = bring("media", one, two)
    assert (made.added, made.duplicates) == (3, 1)
    assert [row["mention_key"] for row in rows("media")] == ["doc-1", "doc-2", "doc-3"]
    assert bring("media", two).duplicates == 2


def test_columns_without_a_name_and_columns_in_another_order_do_no_harm(
    bring: Any, rows: Any, tmp_path: Path
) -> None:
    header = ["", *reversed(header_of("meltwater_c")), "", "Title"]
    cells = [C.get(name, "") for name in header[:-1]] + ["another title"]
    bring("media", plain(tmp_path, "x.csv", text_of(header, [cells], delimiter="\t"), "utf-16"))
    (row,) = rows("media")
    assert (row["mention_key"], row["headline"]) == ("doc-1", "A dam breaks")


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-16-le", "\t"), ("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", ",")],
)
def test_a_file_saved_again_in_a_spreadsheet_is_read_all_the_same(
    bring: Any, rows: Any, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = text_of(header_of("meltwater_c"), [{**C, "Title": "Détenus libérés"}], delimiter=delimiter)
    bring("media", plain(tmp_path, "x.csv", text, encoding))
    assert rows("media")[0]["headline"] == "Détenus libérés"


def test_a_workbook_is_read_wherever_a_csv_is(bring: Any, rows: Any, tmp_path: Path) -> None:
    header = header_of("meltwater_c")
    cells = [{**C, "Reach": 1250.0}.get(name) for name in header]
    bring("media", workbook(tmp_path, "x.xlsx", [["Meltwater"], [], header, cells]))
    (row,) = rows("media")
    assert (row["mention_key"], row["reach"], row["row_number"]) == ("doc-1", 1250, 4)


def test_links_to_one_page_are_one_mention(bring: Any, rows: Any, tmp_path: Path) -> None:
    links = [
        "http://news.example/dam/",
        "https://www.news.example/dam?utm_source=x&utm_medium=y",
        "https://NEWS.example/dam#top",
        "news.example/dam?fbclid=1",
    ]
    made = bring("media", meltwater(tmp_path, [{**A, "URL": link} for link in links]))
    assert (made.added, made.duplicates) == (1, 3)
    assert rows("media")[0]["mention_key"] == "news.example/dam"


def test_what_says_that_nothing_is_known_is_missing_and_not_nought(
    bring: Any, rows: Any, tmp_path: Path
) -> None:
    bring(
        "media",
        meltwater(tmp_path, [{**A, "Reach": "-", "Engagement": "null", "AVE": "NA", "Sentiment": '"null"'}]),
    )
    (row,) = rows("media")
    assert [row[name] for name in ("reach", "engagement", "ave", "sentiment")] == [None] * 4


def test_an_address_under_two_ids_of_stories_is_one_mention(bring: Any, rows: Any, tmp_path: Path) -> None:
    header = header_of("mediacloud")
    story = {
        "stories_id": "1",
        "publish_date": "2015-09-30 10:00:00",
        "title": "A dam",
        "url": "http://www.a.example/dam/",
        "language": "en",
        "media_name": "A",
        "media_url": "http://a.example",
    }
    made = bring("media", plain(tmp_path, "mc.csv", text_of(header, [story, {**story, "stories_id": "2"}])))
    assert (made.layout, made.added, made.duplicates) == ("mediacloud", 1, 1)
    assert [(row["mention_key"], row["outlet_key"]) for row in rows("media")] == [
        ("a.example/dam", "a.example")
    ]


def test_syndicated_copies_count_as_mentions_and_are_told_apart(
    bring: Any, rows: Any, tmp_path: Path
) -> None:
    copy = {**A, "URL": "https://other.example/dam", "Source": "Other", "Headline": "A DAM  breaks!"}
    made = bring("media", meltwater(tmp_path, [A, copy]))
    assert (made.added, made.told["plan"]["copies"]) == (2, 1)
    assert len({row["article_key"] for row in rows("media")}) == 1
