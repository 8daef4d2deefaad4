"""Practice rows: the same every time, marked as made up, in the measure of a real launch, so that one can try the pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

MENTIONS, POSTS_AN_ACCOUNT = 2107, 180
# How many outlets may reach more than so many people; each tier holds the one after it.
TIERS = (
    (1_560, 4_000, 100_000),
    (1_311, 100_001, 1_000_000),
    (787, 1_000_001, 10_000_000),
    (283, 10_000_001, 90_000_000),
)
_SEED = 20240305


@cache
def _words() -> Any:
    return json.loads(Path(__file__).with_suffix(".json").read_text())


def practice_mentions(campaign: str) -> list[dict[str, Any]]:
    """Mentions as rows of the lake."""
    chance = Random(_SEED)  # noqa: S311  no secret: the rows must be the same each time
    outlets = list(_outlets(chance))
    order = [*range(len(outlets)), *(chance.randrange(400) for _ in range(MENTIONS - len(outlets)))]
    return [_mention(campaign, number, outlets[at], chance) for number, at in enumerate(order)]


def _outlets(chance: Random) -> Iterator[dict[str, Any]]:
    """The largest first. The first ones go once round all countries, so that each is there."""
    words = _words()
    places = [(code, tongue) for tongue, codes in words["languages"].items() for code in codes]
    least = [(count, low, high) for count, low, high in reversed(TIERS)]
    for number in range(TIERS[0][0]):
        low, high = next((low, high) for count, low, high in least if number < count)
        country, tongue = places[number % len(places)] if number < 2 * len(places) else chance.choice(places)
        yield {
            "name": f"Practice outlet {number + 1:04}", "key": f"outlet-{number + 1:04}.example",
            "reach": int(low * (high / low) ** (chance.random() ** 2 * 0.98)) if number < 1500 else None,
            "country": country, "language": tongue or "en",
            "kind": chance.choice(words["media_types"]),
        }  # fmt: skip


def _mention(campaign: str, number: int, outlet: dict[str, Any], chance: Random) -> dict[str, Any]:
    words = _words()
    at = _moment_like(chance)
    subject, story = chance.choice(words["subjects"]), chance.randrange(1400)
    keywords = sorted(set(chance.choices(words["keywords"], k=chance.randrange(4))))
    return {
        "campaign": campaign, "import_id": "", "row_number": number + 1, "mention_key": f"practice-{number + 1}",
        "snapshot_at": datetime(2025, 1, 1, tzinfo=UTC), "published_at": at, "day": at.date(),
        "headline": f"{subject} ({story + 1})", "opening": "A made-up text, to practise with.",
        "url": f"https://{outlet['key']}/{number + 1}", "outlet": outlet["name"], "outlet_key": outlet["key"],
        "article_key": f"story-{story + 1}", "country": outlet["country"], "language": outlet["language"],
        "media_type": outlet["kind"], "sentiment": chance.choice(words["sentiments"]) or None,
        "reach": outlet["reach"], "ave": None, "engagement": chance.randrange(900), "author": None,
        "search_name": "Practice search", "keywords": keywords,
        "tags": [chance.choice(words["tags"])] if chance.random() < 0.4 else [],
        "office": None, "source": "practice", "made_up": True,
    }  # fmt: skip


def _moment_like(chance: Random) -> datetime:
    """Most of what is written comes in the days after a moment, fewer each day; some at any time."""
    words = _words()
    if chance.random() < 0.12:
        day = date(2024, 2, 1) + timedelta(days=chance.randrange(330))
    else:
        begins = date.fromisoformat(chance.choices(words["moments"], words["weights"])[0])
        day = begins + timedelta(days=min(int(chance.expovariate(0.45)), 24))
    return datetime(day.year, day.month, day.day, chance.randrange(24), chance.randrange(60), tzinfo=UTC)


def practice_posts(campaign: str) -> list[dict[str, Any]]:
    """Posts as rows of the lake: 21 accounts, what was paid for among them."""
    chance = Random(_SEED + 1)  # noqa: S311  as above
    accounts = enumerate(_words()["accounts"])
    return [
        _post(campaign, account, at, number, chance)
        for at, account in accounts
        for number in range(POSTS_AN_ACCOUNT)
    ]


def _post(campaign: str, account: str, at: int, number: int, chance: Random) -> dict[str, Any]:
    words = _words()
    when = _moment_like(chance)
    kind, network = chance.choice([*words["content_types"]]), chance.choice([*words["networks"]])
    paid = chance.random() < 0.07
    followers = (
        int((180_000 if at == 0 else 4_000 + 2_700 * (at % 9)) * words["networks"][network]) + number * 3
    )
    reach = int(followers * (0.05 + chance.random() ** 3) * (4 if paid else 1))
    impressions = int(reach * (1.1 + chance.random()))
    engagements = int(impressions * 0.02 * words["content_types"][kind] * (0.4 + chance.random()))
    clicks = int(engagements * (0.15 + chance.random() * 0.5))
    comments, shares = engagements // 12, engagements // 5
    return {
        "campaign": campaign, "import_id": "", "row_number": at * POSTS_AN_ACCOUNT + number + 1,
        "post_key": f"{account}-{network}-{number + 1}", "snapshot_at": datetime(2025, 1, 1, tzinfo=UTC),
        "posted_at": when, "day": when.date(), "network": network, "account": account,
        "account_key": f"{network}:{account}", "office": account, "country": words["account_countries"][at],
        "language": "en", "permalink": f"https://{network}.example/{account}/{number + 1}",
        "message": f"{chance.choice(words['posts'])} ({number + 1}; made up)", "content_type": kind,
        "post_type": "video" if kind == "video" else chance.choice(["photo", "link"]), "paid": paid, "tags": [],
        "impressions": impressions, "engagements": engagements, "clicks": clicks,
        "reactions": engagements - comments - shares - clicks if engagements > comments + shares + clicks else 0,
        "comments": comments, "shares": shares,
        "video_views": int(impressions * 0.3) if kind == "video" else None, "reach": reach, "followers": followers,
        "new_audience_impressions": int(impressions * min(0.9, 0.08 + chance.random() * 0.4 * (2 if paid else 1))),
        "source": "practice", "made_up": True,
    }  # fmt: skip
