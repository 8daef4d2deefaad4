"""Questions about posts, as Ibis expressions over the latest state of posts, or over their days.

Counters run for the life of a post: its latest state is taken, then added. Followers and reach are people and are
never added. What was paid for stands apart in every answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ibis

from headway.lake.asked import Asked
from headway.lake.days import single_posts
from headway.lake.dimensions import at_moments, dimension, grouped, in_order, paid_in_words, rows_asked, share


def _summed(*names: str, first: str) -> Callable[[Any, Sequence[str], Asked], Any]:
    def answer(posts: Any, by: Sequence[str], asked: Asked) -> Any:
        rows = _rows(posts, by, asked)
        return in_order(_there(grouped(rows, by, **{name: rows[name].sum() for name in names})), by, first)

    return answer


def rates(posts: Any, by: Sequence[str], asked: Asked) -> Any:
    """Divided anew from summed parts, of those posts alone that have both."""
    rows = _rows(posts, by, asked)
    names = (
        "posts", "engagements_seen", "seen_engagements", "clicks_seen", "seen_clicks", "clicks_engaged",
        "engaged_clicks",
    )  # fmt: skip
    found = _there(grouped(rows, by, **{name: rows[name].sum() for name in names}))
    found = found.mutate(
        engagement_rate=share(found.engagements_seen, found.seen_engagements),
        click_rate=share(found.clicks_seen, found.seen_clicks),
        clicks_per_engagement=share(found.clicks_engaged, found.engaged_clicks),
    )
    return in_order(found, by, "posts")


def new_audiences(posts: Any, by: Sequence[str], asked: Asked) -> Any:
    """What share of impressions came from people who do not follow, where the export tells both."""
    rows = _rows(posts, by, asked)
    found = _there(
        grouped(rows, by, **{name: rows[name].sum() for name in ("posts", "new_seen", "seen_new")})
    )
    return in_order(found.mutate(share_new=share(found.new_seen, found.seen_new)), by, "posts")


def reach_followers(posts: Any, by: Sequence[str], asked: Asked) -> Any:
    """The furthest that one post reached beside the followers that the accounts had.

    Followers of several accounts may be the same people: they are between the largest account's and all together.
    """
    rows = rows_asked(posts, asked)
    rows = rows.filter(rows.account_key.notnull())
    by_account = rows.mutate(**{f"{name}__by": dimension(rows, name) for name in by})
    keys = [f"{name}__by" for name in by]
    accounts = by_account.group_by([*keys, "network", "account_key"]).aggregate(
        furthest=by_account.reach.max(), followers=_latest_followers(by_account)
    )
    measures = {
        "accounts": accounts.count(), "largest_reach": accounts.furthest.max(),
        "followers_of_largest": accounts.followers.max(), "followers_of_all": accounts.followers.sum(),
    }  # fmt: skip
    found = accounts.group_by(keys).aggregate(**measures) if keys else accounts.aggregate(**measures)
    renamed = {name: f"{name}__by" for name in by}
    return in_order(found.rename(renamed) if renamed else found, by, "largest_reach")


def _latest_followers(rows: Any) -> Any:
    """The followers that the latest post with a number tells; the larger number where two are equally late."""
    known = rows.followers.notnull()
    latest = ibis.struct({"at": rows.posted_at, "followers": rows.followers})
    return latest.max(where=known)["followers"]


def best_posts(posts: Any, by: Sequence[str], asked: Asked) -> Any:
    """Single posts from the one that moved most people on; by a dimension, the best of each of its values."""
    rank = asked.rank or "engagements"
    rows = rows_asked(posts, asked)
    rows = rows.filter(rows[rank].notnull())
    rows = rows.mutate(paid=paid_in_words(rows))
    # Ranked by what is narrow; only those that are shown are read whole.
    narrow = rows.select("post_key", "campaign", rank, *(name for name in by if name != rank))
    place = ibis.row_number().over(
        ibis.window(
            group_by=[narrow[name] for name in by],
            order_by=[
                ibis.desc(narrow[rank], nulls_first=False),
                ibis.asc(narrow.post_key, nulls_first=False),
            ],
        )
    )
    narrow = narrow.mutate(place=place.cast("int64") + 1)
    best = narrow.filter(narrow.place <= (asked.limit or 10))
    found = rows.semi_join(best, ["campaign", "post_key"])
    columns = (
        "post_key", "paid", "day", "network", "account", "office", "content_type", "message", "permalink",
        "engagements", "clicks", "impressions",
    )  # fmt: skip
    found = found.select(*columns)
    return found.order_by([ibis.desc(found[rank], nulls_first=False), ibis.asc(found.post_key)])


def _there(found: Any) -> Any:
    """Days keep what was taken away as sums below nothing: a group of which all is gone is no group."""
    return found.filter(found.posts > 0)


def _rows(posts: Any, by: Sequence[str], asked: Asked) -> Any:
    return at_moments(rows_asked(single_posts(posts), asked), by, asked)


ANSWERS: dict[str, Callable[[Any, Sequence[str], Asked], Any]] = {
    "engagement": _summed("posts", "engagements", "clicks", "impressions", first="engagements"),
    "accounts": _summed("posts", "engagements", "clicks", "impressions", first="engagements"),
    "interactions": _summed("posts", "reactions", "comments", "shares", "video_views", first="posts"),
    "rates": rates,
    "new-audiences": new_audiences,
    "reach-followers": reach_followers,
    "best-posts": best_posts,
}
