"""Posts day by day: what questions add up, added once for each day and group, so that a page need not read every post.

Sums of sums are sums, and rates are divided from summed parts: whatever these rows answer, the posts answer alike.
"""

from __future__ import annotations

from typing import Any

import ibis

# What a row of a day is told apart by.
GROUPS = (
    "day", "network", "account", "account_key", "office", "country", "language", "content_type", "post_type",
    "paid", "made_up",
)  # fmt: skip
COUNTERS = ("impressions", "engagements", "clicks", "reactions", "comments", "shares", "video_views")
# A rate divides only posts that have both of its parts: the part, what it is divided by, and the names of the two sums.
PAIRS = (
    ("engagements", "impressions", "engagements_seen", "seen_engagements"),
    ("clicks", "impressions", "clicks_seen", "seen_clicks"),
    ("clicks", "engagements", "clicks_engaged", "engaged_clicks"),
    ("new_audience_impressions", "impressions", "new_seen", "seen_new"),
)
SUMS = ("posts", *COUNTERS, *(name for pair in PAIRS for name in pair[2:]))


def single_posts(posts: Any) -> Any:
    """Every post in the shape of a day's row: one post, its counters, and the parts of its rates."""
    if "posts" in posts.columns:
        return posts
    parts: dict[str, Any] = {}
    for part, whole, part_name, whole_name in PAIRS:
        both = posts[part].notnull() & posts[whole].notnull()
        parts[part_name] = ibis.ifelse(both, posts[part], ibis.null("int64"))
        parts[whole_name] = ibis.ifelse(both, posts[whole], ibis.null("int64"))
    return posts.mutate(posts=ibis.literal(1, "int64"), **parts)


def post_days(posts: Any) -> Any:
    """The roll-up: one row for each day and group."""
    single = single_posts(posts)
    return single.group_by(list(GROUPS)).aggregate(**{name: single[name].sum() for name in SUMS})
