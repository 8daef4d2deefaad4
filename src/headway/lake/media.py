"""Questions about media coverage, as Ibis expressions over the latest state of mentions.

Mentions, unique articles and unique outlets are three numbers; each is counted in every group anew, as articles and
outlets of two groups may be the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headway.lake.asked import Asked
from headway.lake.dimensions import (
    at_moments,
    grouped,
    in_order,
    rows_asked,
    share,
    unrolled,
    whether_local,
    within,
)

_MILLION = 1_000_000


def coverage(mentions: Any, by: Sequence[str], asked: Asked) -> Any:
    rows = at_moments(rows_asked(mentions, asked), by, asked)
    return in_order(grouped(rows, by, **_counts(rows)), by, "mentions")


def issues(mentions: Any, by: Sequence[str], asked: Asked) -> Any:
    """What the coverage is about, in the words that the monitoring service found or that people gave it."""
    rows = rows_asked(mentions, asked)
    for name in ("keyword", "tag"):
        if name in by:
            rows = unrolled(rows, name)
    return in_order(grouped(rows, by, **_counts(rows)), by, "mentions")


def sentiment(mentions: Any, by: Sequence[str], asked: Asked) -> Any:
    rows = at_moments(rows_asked(mentions, asked), by, asked)
    kinds = ("positive", "neutral", "negative", "mixed")
    counted = {kind: (rows.sentiment == kind).fill_null(False).cast("int64").sum() for kind in kinds}
    judged = rows.sentiment.isin(kinds).fill_null(False).cast("int64").sum()
    found = grouped(rows, by, mentions=rows.count(), **counted, judged=judged)
    found = found.mutate(
        share_positive=share(found.positive, found.judged), share_negative=share(found.negative, found.judged)
    )
    return in_order(found, by, "mentions")


def reach_tiers(mentions: Any, by: Sequence[str], asked: Asked) -> Any:
    """Outlets by the largest potential reach that their mentions give. Tiers are nested: none is added to another."""
    outlets = _outlets(mentions, by, asked)
    over = {
        "over_100_thousand": _MILLION // 10, "over_1_million": _MILLION, "over_10_million": 10 * _MILLION,
    }  # fmt: skip
    tiers = {
        name: (outlets.reach > least).fill_null(False).cast("int64").sum() for name, least in over.items()
    }
    found = _again(outlets, by, outlets=outlets.count(), **tiers,
                   reach_unknown=outlets.reach.isnull().cast("int64").sum())  # fmt: skip
    return in_order(found, by, "outlets")


def reach(mentions: Any, by: Sequence[str], asked: Asked) -> Any:
    """How potential reach is spread over outlets: from the smallest to the largest, never a sum."""
    outlets = _outlets(mentions, by, asked)
    outlets = outlets.filter(outlets.reach.notnull())
    found = _again(
        outlets, by, outlets=outlets.count(), smallest=outlets.reach.min(),
        median=outlets.reach.cast("float64").median(), largest=outlets.reach.max(),
    )  # fmt: skip
    return in_order(found, by, "outlets")


def moments(mentions: Any, by: Sequence[str], asked: Asked) -> Any:
    """Coverage in the same number of days from the beginning of each moment on."""
    windows = [one.first_days(asked.days) for one in asked.windows]
    rows = within(rows_asked(mentions, asked), windows, asked.local, with_where=False)
    return in_order(grouped(rows, by, **_counts(rows)), by, "mentions")


def local(mentions: Any, by: Sequence[str], asked: Asked) -> Any:
    """Coverage in the countries that it is about against coverage elsewhere."""
    rows = rows_asked(mentions, asked)
    if "moment" in by:
        windows = [one.first_days(asked.days) for one in asked.windows]
        rows = within(rows, windows, asked.local, with_where=True)
    else:
        rows = whether_local(rows, asked.local)
    return in_order(grouped(rows, by, **_counts(rows)), by, "mentions")


def _counts(rows: Any) -> dict[str, Any]:
    return {
        "mentions": rows.count(), "articles": rows.article_key.nunique(), "outlets": rows.outlet_key.nunique(),
    }  # fmt: skip


def _outlets(mentions: Any, by: Sequence[str], asked: Asked) -> Any:
    """One row for each outlet in each group, with its reach, which is the same in every group."""
    rows = rows_asked(mentions, asked)
    rows = rows.filter(rows.outlet_key.notnull())
    rows = at_moments(rows.mutate(reach=rows.reach.max().over(group_by="outlet_key")), by, asked)
    found = grouped(rows, (*by, "outlet"), reach=rows.reach.max())
    return found.select(*by, "reach")


def _again(tiered: Any, by: Sequence[str], **measures: Any) -> Any:
    """Outlets taken together: the dimensions are columns by now."""
    return tiered.group_by(list(by)).aggregate(**measures) if by else tiered.aggregate(**measures)


ANSWERS: dict[str, Callable[[Any, Sequence[str], Asked], Any]] = {
    "coverage": coverage, "issues": issues, "sentiment": sentiment, "reach-tiers": reach_tiers, "reach": reach,
    "moments": moments, "local": local,
}  # fmt: skip
