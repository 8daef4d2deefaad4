"""What is planned to be heard of in the media, beside what is counted from imported rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from headway.audit.queries import rows_of
from headway.lake.asked import Window
from headway.lake.questions import Family
from headway.listen.models import MediaTarget, Moment
from headway.listen.queries.asking import Asking, Lake, window_of
from headway.listen.rows import MediaTargetRow, ReachTier
from headway.listen.rules import Beside, Counted, set_beside
from headway.plan.models import Campaign, Period


@dataclass(frozen=True)
class Plan:
    """One media target with what it is for, its days (None where its moment has no known first day), and its numbers
    beside those that were counted.
    """

    target: MediaTarget
    window: Window | None
    numbers: Sequence[Beside]

    @property
    def was_counted(self) -> bool:
        return any(one.counted is not None for one in self.numbers)

    @property
    def name(self) -> Mapping[str, str]:
        held: Mapping[str, str] = (self.target.moment or self.target.period).name
        return held


def media_targets_of(campaign: Campaign) -> QuerySet[MediaTarget]:
    """Nothing that is planned to be heard of is restricted."""
    return MediaTarget.objects.filter(campaign=campaign).select_related("moment", "period")


def media_target_by_key(campaign: Campaign, key: str) -> MediaTarget | None:
    return media_targets_of(campaign).filter(key=key).first()


def row_of_target(target: MediaTarget) -> MediaTargetRow:
    (row,) = rows_of(MediaTarget.objects.filter(pk=target.pk))
    return row  # type: ignore[no-any-return]


def times_to_plan_for(campaign: Campaign) -> dict[str, list[tuple[str, Any]]]:
    """The moments and periods that a target can be for, by kind: their keys and names."""
    return {
        "moment": list(Moment.objects.filter(campaign=campaign).values_list("key", "name")),
        "period": list(Period.objects.filter(campaign=campaign).values_list("key", "name")),
    }


def plans_of(campaign: Campaign, lake: Lake, today: date, key: str = "") -> list[Plan]:
    """Every media target of the campaign, or the one, with what the reader's lake counts in its days."""
    every = media_targets_of(campaign)
    targets = list(every.filter(key=key) if key else every)
    windows = {one.key: window_of_target(one.key, one.moment, one.period) for one in targets}
    counted = counts_within(lake, [one for one in windows.values() if one])
    return [
        Plan(one, window, list(set_beside(one, counted.get(one.key), is_over=_is_over(window, today))))
        for one in targets
        for window in [windows[one.key]]
    ]  # fmt: skip


def _is_over(window: Window | None, today: date) -> bool:
    return window is not None and window.ends < today


def window_of_target(key: str, moment: Any, period: Any) -> Window | None:
    """The days that a target is for, under its own key."""
    if period is not None:
        return Window(key, period.begins, period.ends)
    return window_of(key, moment.when, frozenset()) if moment is not None else None


def counts_within(lake: Lake, windows: Sequence[Window]) -> dict[str, Counted]:
    """What was counted in each window, by its key; nothing where no mention was brought in. Three questions, however
    many windows there are.
    """
    if not windows or not lake.has(Family.MEDIA):
        return {}
    return _counts(replace(lake, windows=tuple(windows)), {one.key for one in windows})


def _counts(lake: Lake, keys: Collection[str]) -> dict[str, Counted]:
    whole = _by_window(lake.ask("coverage", Asking(by=("moment",), with_whole=False)).rows)
    tiers = _by_window(lake.ask("reach-tiers", Asking(by=("moment",), with_whole=False)).rows)
    named: dict[str, int] = dict.fromkeys(keys, 0)
    for row in lake.ask("coverage", Asking(by=("moment", "country"), with_whole=False)).rows:
        named[row["moment"]] += 1 if row["country"] else 0
    return {
        key: Counted(
            whole[key]["mentions"] if key in whole else 0,
            whole[key]["outlets"] if key in whole else 0,
            named[key],
            tuple((tier, tiers[key][_column(tier)] if key in tiers else 0) for tier in ReachTier),
        )
        for key in keys
    }


def _by_window(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {row["moment"]: row for row in rows}


def _column(tier: ReachTier) -> str:
    return tier.value.replace("-", "_")
