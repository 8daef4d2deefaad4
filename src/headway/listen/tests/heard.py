"""A few mentions and posts of the small pack's campaign, brought in for tests of pages and reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from headway.lake import MENTIONS, POSTS
from headway.listen.actions import import_rows
from headway.listen.rules import Kind
from headway.listen.tests.lakes import batch_of

OPENING = date(2023, 3, 22)


def hear(campaign: Any, person: Any, *, made_up: bool = False) -> None:
    """Three mentions by two outlets, one of them found by a search that can be withheld; three posts of two accounts."""
    mentions = [
        {"mention_key": "m1", "headline": "Rivers run clean", "outlet": "The Gazette", "outlet_key": "gazette",
         "article_key": "a", "country": "AT", "language": "de", "reach": 12_000_000, "sentiment": "positive",
         "day": OPENING, "url": "https://gazette.example/1", "search_name": "open", "keywords": ["water"]},
        {"mention_key": "m2", "headline": "Rivers run clean", "outlet": "The Herald", "outlet_key": "herald",
         "article_key": "a", "country": "GB", "language": "en", "reach": 40_000, "day": OPENING, "search_name": "open"},
        {"mention_key": "m3", "headline": "A quiet word", "outlet": "The Gazette", "outlet_key": "gazette",
         "article_key": "b", "country": "AT", "language": "de", "day": date(2023, 5, 2), "search_name": "hushed"},
    ]  # fmt: skip
    posts = [
        {"post_key": "p1", "network": "twitter", "account": "rivers", "account_key": "twitter:rivers", "day": OPENING,
         "message": "Sign for clean rivers", "content_type": "news", "paid": False, "impressions": 1000,
         "engagements": 50, "clicks": 10, "permalink": "https://twitter.example/1"},
        {"post_key": "p2", "network": "facebook", "account": "rivers", "account_key": "facebook:rivers", "day": OPENING,
         "message": "Paid for", "paid": True, "impressions": 9000, "engagements": 90, "clicks": 9},
        {"post_key": "p3", "network": "twitter", "account": "whisper", "account_key": "twitter:whisper", "day": OPENING,
         "message": "Between us", "paid": False, "impressions": 10, "engagements": 7, "clicks": 1},
    ]  # fmt: skip
    for kind, table, rows in ((Kind.MEDIA, MENTIONS, mentions), (Kind.SOCIAL, POSTS, posts)):
        full = [{"campaign": campaign.key, "import_id": "x", **row, "made_up": made_up} for row in rows]
        import_rows(campaign, kind, [batch_of(table, full)], layout="test", acting_user=person)
