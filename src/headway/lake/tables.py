"""The columns of the lake's tables. A table may gain columns, never lose or change one: files of before are read beside."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

MENTIONS, POSTS = "media_mentions", "social_posts"
TABLES = (MENTIONS, POSTS)
# By the kind of export, and the family of questions.
TABLE_OF = {"media": MENTIONS, "social": POSTS}
# What names an item: rows that share it are snapshots of one mention, or of one post.
KEY_OF = {MENTIONS: "mention_key", POSTS: "post_key"}
AT_OF = {MENTIONS: "published_at", POSTS: "posted_at"}
# What is derived from each: keys that more than one import holds, and sums by day.
AGAIN_OF = {MENTIONS: "mentions_again", POSTS: "posts_again"}
DAYS_OF = {MENTIONS: "mention_days", POSTS: "post_days"}
PARTITION = "campaign"
ALL_TABLES = (*TABLES, *AGAIN_OF.values(), *DAYS_OF.values())

_ORIGIN = {"campaign": "text", "import_id": "text", "row_number": "int64"}
# Which of an import's files a row stands in, and a digest of all that it says: who comes again unchanged is known by it.
_END = {"source": "text", "made_up": "bool", "file_number": "int16", "said": "int64"}
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    MENTIONS: {
        **_ORIGIN, "mention_key": "text", "snapshot_at": "time", "published_at": "time", "day": "date",
        "headline": "text", "opening": "text", "url": "text", "outlet": "text", "outlet_key": "text",
        "article_key": "text", "country": "text", "language": "text", "media_type": "text", "sentiment": "text",
        "reach": "int64", "ave": "float64", "engagement": "int64", "author": "text", "search_name": "text",
        "keywords": "texts", "tags": "texts", "office": "text", **_END,
    },
    POSTS: {
        **_ORIGIN, "post_key": "text", "snapshot_at": "time", "posted_at": "time", "day": "date", "network": "text",
        "account": "text", "account_key": "text", "office": "text", "country": "text", "language": "text",
        "permalink": "text", "message": "text", "content_type": "text", "post_type": "text", "paid": "bool",
        "tags": "texts", "impressions": "int64", "engagements": "int64", "clicks": "int64", "reactions": "int64",
        "comments": "int64", "shares": "int64", "video_views": "int64", "reach": "int64", "followers": "int64",
        "new_audience_impressions": "int64", **_END,
    },
    "mentions_again": {"campaign": "text", "mention_key": "text"},
    "posts_again": {"campaign": "text", "post_key": "text"},
    "mention_days": {
        "campaign": "text", "day": "date", "office": "text", "country": "text", "language": "text",
        "media_type": "text", "sentiment": "text", "source": "text", "made_up": "bool",
        "mentions": "int64", "engagement": "int64",
    },
    "post_days": {
        "campaign": "text", "day": "date", "office": "text", "network": "text", "account": "text",
        "account_key": "text", "country": "text", "language": "text", "content_type": "text", "post_type": "text",
        "paid": "bool", "source": "text", "made_up": "bool", "posts": "int64", "impressions": "int64",
        "engagements": "int64", "clicks": "int64", "reactions": "int64", "comments": "int64", "shares": "int64",
        "video_views": "int64", "new_audience_impressions": "int64",
    },
}  # fmt: skip
# Texts that are others in each row: a dictionary of them costs more than it saves, in time and in size.
_EACH_ANOTHER = {
    "mention_key",
    "post_key",
    "headline",
    "opening",
    "url",
    "permalink",
    "message",
    "article_key",
}
# How each column of a table may be put together; what is not named here says something, and counts nothing.
ADDITIVITY = {
    MENTIONS: {"engagement": "latest_then_sum", "reach": "not_additive", "ave": "not_additive"},
    POSTS: {
        **dict.fromkeys(
            (
                "impressions", "engagements", "clicks", "reactions", "comments", "shares", "video_views",
                "new_audience_impressions",
            ),
            "latest_then_sum",
        ),
        "reach": "not_additive", "followers": "not_additive",
    },
}  # fmt: skip


def columns_of(table: str) -> Mapping[str, str]:
    """Name and kind of each column: text, texts, int64, int16, float64, bool, date or time."""
    return _COLUMNS[table]


def repeated_in(table: str) -> list[str]:
    """The columns whose values come again in many rows, as Parquet names them."""
    kinds = columns_of(table)
    alike = [name for name, kind in kinds.items() if kind in {"text", "date"} and name not in _EACH_ANOTHER]
    return [*alike, *(f"{name}.list.element" for name, kind in kinds.items() if kind == "texts")]


def sums_of(table: str) -> tuple[str, ...]:
    """The columns of sums by day, the number of items first."""
    return summed_in(DAYS_OF[table])


def summed_in(days: str) -> tuple[str, ...]:
    """The same of a table of sums by day itself."""
    return tuple(name for name, kind in _COLUMNS[days].items() if kind == "int64")


@cache
def schema_of(table: str) -> pa.Schema:
    """The columns as Arrow has them."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "int64": pa.int64(),
        "int16": pa.int16(),
        "float64": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "time": pa.timestamp("us", tz="UTC"),
    }
    return pa.schema([pa.field(name, kinds[kind]) for name, kind in _COLUMNS[table].items()])
