"""Every question that the lake answers: its name, what it may be split by, and what its columns allow to be added.

Nothing here imports Ibis, so that a list of questions is cheap; how each is answered stands in `media` and `social`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from headway.lib.figures import Additivity, Measure


class Family(StrEnum):
    MEDIA = "media"
    SOCIAL = "social"


# What time is split by; only one of them at a time makes sense.
TIMES = ("day", "week", "month")
# One row may fall into several of these, so that what stands in their groups may never be added.
OVERLAPPING = frozenset({"moment", "keyword", "tag"})
MEDIA_DIMENSIONS = ("country", "language", "media_type", "outlet", "sentiment", "office", "search", *TIMES)
SOCIAL_DIMENSIONS = (
    "content_type", "network", "account", "office", "country", "language", "post_type", *TIMES,
)  # fmt: skip
# Every answer about posts keeps what was paid for apart from what was not.
PAID = "paid"


def _flow(key: str) -> Measure:
    return Measure(key, Additivity.FLOW)


def _unique(key: str) -> Measure:
    return Measure(key, Additivity.UNIQUE)


def _potential(key: str) -> Measure:
    return Measure(key, Additivity.POTENTIAL)


def _ratio(key: str, part: str, whole: str) -> Measure:
    return Measure(key, Additivity.RATIO, _flow(part), _flow(whole))


@dataclass(frozen=True)
class Question:
    """A question by its key. `by` are the dimensions it is split by where nobody says otherwise; `always` those that
    every answer has. `lists` marks an answer of single rows, which has no whole.
    """

    key: str
    family: Family
    measures: tuple[Measure, ...]
    dimensions: tuple[str, ...]
    by: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    lists: bool = False
    labels: tuple[str, ...] = field(default=())

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(measure.key for measure in self.measures)

    def measure(self, key: str) -> Measure:
        return next(one for one in self.measures if one.key == key)


_COVERAGE = (_flow("mentions"), _unique("articles"), _unique("outlets"))
_ENGAGED = (_flow("posts"), _flow("engagements"), _flow("clicks"), _flow("impressions"))
MEDIA = (
    Question("coverage", Family.MEDIA, _COVERAGE, (*MEDIA_DIMENSIONS, "moment")),
    Question("issues", Family.MEDIA, _COVERAGE, ("keyword", "tag", *MEDIA_DIMENSIONS), by=("keyword",)),
    Question(
        "sentiment", Family.MEDIA,
        (
            *(_flow(key) for key in ("mentions", "positive", "neutral", "negative", "mixed", "judged")),
            _ratio("share_positive", "positive", "judged"), _ratio("share_negative", "negative", "judged"),
        ),
        tuple(one for one in (*MEDIA_DIMENSIONS, "moment") if one != "sentiment"),
    ),
    Question(
        "reach-tiers", Family.MEDIA,
        tuple(
            _unique(key)
            for key in ("outlets", "over_100_thousand", "over_1_million", "over_10_million", "reach_unknown")
        ),
        ("country", "language", "media_type", "office", "search", "moment"),
    ),
    Question(
        "reach", Family.MEDIA,
        (_unique("outlets"), _potential("smallest"), _potential("median"), _potential("largest")),
        ("country", "language", "media_type", "office", "search", "moment"),
    ),
    Question(
        "moments", Family.MEDIA, _COVERAGE, ("moment", "day_after", "country", "language", "media_type"),
        by=("moment",), always=("moment",),
    ),
    Question(
        "local", Family.MEDIA, _COVERAGE,
        ("where", "moment", "country", "language", "media_type", "sentiment", *TIMES),
        by=("where",), always=("where",),
    ),
)  # fmt: skip
SOCIAL = (
    Question(
        "engagement", Family.SOCIAL, _ENGAGED, (PAID, *SOCIAL_DIMENSIONS, "moment"),
        by=("content_type",), always=(PAID,),
    ),
    Question(
        "accounts", Family.SOCIAL, _ENGAGED, (PAID, *SOCIAL_DIMENSIONS), by=("office", "account"), always=(PAID,)
    ),
    Question(
        "interactions", Family.SOCIAL,
        tuple(_flow(key) for key in ("posts", "reactions", "comments", "shares", "video_views")),
        (PAID, *SOCIAL_DIMENSIONS, "moment"), by=("network",), always=(PAID,),
    ),
    Question(
        "rates", Family.SOCIAL,
        (
            *(_flow(key) for key in ("posts", "engagements_seen", "seen_engagements", "clicks_seen", "seen_clicks",
                                     "clicks_engaged", "engaged_clicks")),
            _ratio("engagement_rate", "engagements_seen", "seen_engagements"),
            _ratio("click_rate", "clicks_seen", "seen_clicks"),
            _ratio("clicks_per_engagement", "clicks_engaged", "engaged_clicks"),
        ),
        (PAID, *SOCIAL_DIMENSIONS, "moment"), by=("content_type",), always=(PAID,),
    ),
    Question(
        "new-audiences", Family.SOCIAL,
        (_flow("posts"), _flow("new_seen"), _flow("seen_new"), _ratio("share_new", "new_seen", "seen_new")),
        (PAID, *SOCIAL_DIMENSIONS, "moment"), by=("network",), always=(PAID,),
    ),
    Question(
        "reach-followers", Family.SOCIAL,
        (_unique("accounts"), _potential("largest_reach"), _potential("followers_of_largest"),
         _potential("followers_of_all")),
        (PAID, "country", "network", "office", "content_type", "language"), by=("country",), always=(PAID,),
    ),
    Question(
        "best-posts", Family.SOCIAL,
        (_flow("engagements"), _flow("clicks"), _flow("impressions")), (PAID, "network", "office", "content_type"),
        always=(PAID,), lists=True, labels=("day", "network", "account", "content_type", "message", "permalink"),
    ),
)  # fmt: skip
QUESTIONS: Mapping[str, Question] = {question.key: question for question in (*MEDIA, *SOCIAL)}
# What rows may be kept by, besides days; the dimensions that are columns of their own.
FILTERS: Mapping[Family, tuple[str, ...]] = {
    Family.MEDIA: ("country", "language", "media_type", "outlet", "sentiment", "office", "search"),
    Family.SOCIAL: ("network", "account", "office", "content_type", "country", "language", PAID),
}
