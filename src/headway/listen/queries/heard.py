"""What a report tells of coverage and posts: answers from imported rows, in a form that an edition can freeze."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from headway.lake.answers import Answer, Line, question_called
from headway.lake.asked import Window
from headway.lake.questions import TIMES, Family
from headway.lib.hearing import Hearing
from headway.listen.queries import committed_files
from headway.listen.queries.asking import Asking, Lake, windows_of, withheld_of_everybody
from headway.listen.queries.indicators import heard_of_indicators, indicators_that_hear
from headway.listen.queries.planned import counts_within, media_targets_of, window_of_target
from headway.listen.rows import HeardRow, ReachTier
from headway.listen.rules import Counted, Taken
from headway.plan.models import Campaign
from headway.plan.queries import countries_of_focus

MEDIA: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("coverage", ()), ("coverage", ("day",)), ("coverage", ("week",)), ("coverage", ("month",)),
    ("coverage", ("country",)), ("coverage", ("language",)), ("coverage", ("media_type",)), ("reach-tiers", ()),
    ("moments", ("moment",)), ("local", ("moment",)), ("local", ()),
)  # fmt: skip
SOCIAL: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("engagement", ("paid",)), ("engagement", ("content_type",)), ("engagement", ("network",)),
    ("new-audiences", ("network",)), ("reach-followers", ("country",)),
)  # fmt: skip

# The key of the answer that stands beside the media plan.
OF_PLAN = "beside-the-plan"
# The same for what indicators take, and whose rows they are asked of.
OF_INDICATORS = {"indicators-of-media": "coverage", "indicators-of-social": "engagement"}


def heard_rows(campaign: Campaign) -> list[HeardRow]:
    """Nothing where nothing was imported. What is withheld is left out, whoever reads."""
    files = committed_files(campaign)
    if not files.by_table:
        return []
    lake = Lake(
        files, withheld_of_everybody(campaign), windows_of(campaign),
        frozenset().union(*countries_of_focus(campaign).values()),
    )  # fmt: skip
    wanted = [*(MEDIA if lake.has(Family.MEDIA) else ()), *(SOCIAL if lake.has(Family.SOCIAL) else ())]
    found = [_row(lake.ask(key, Asking(by=by, with_whole=False)), by) for key, by in wanted]
    return found + _of_plan(campaign, lake, found) + _of_indicators(campaign)


def _of_plan(campaign: Campaign, lake: Lake, found: Sequence[HeardRow]) -> list[HeardRow]:
    """What was counted in the days of each media target, where there are any."""
    windows = [window_of_target(one.key, one.moment, one.period) for one in media_targets_of(campaign)]
    counted = counts_within(lake, [one for one in windows if one])
    if not counted:
        return []
    told = [
        [key, one.mentions, one.outlets, one.countries, *(count for _tier, count in one.of_reach)]
        for key, one in sorted(counted.items())
    ]
    made_up = any(row.made_up for row in found if has_coverage([row]))
    text = json.dumps(told, separators=(",", ":"))
    return [HeardRow(key=OF_PLAN, question="coverage", told=text, made_up=made_up)]


def _of_indicators(campaign: Campaign) -> list[HeardRow]:
    """What indicators take from imported rows, where any does."""
    taken = heard_of_indicators(campaign, indicators_that_hear(campaign), ())
    rows = []
    for key, question in OF_INDICATORS.items():
        told = [
            [name, str(one.whole.what), None if one.whole.value is None else str(one.whole.value)]
            for name, one in sorted(taken.items())
            if one.whole is not None and one.whole.what.is_media == (question == "coverage")
        ]
        if told:
            made_up = any(one.whole.made_up for one in taken.values() if one.whole)
            rows.append(HeardRow(key=key, question=question, told=json.dumps(told), made_up=made_up))
    return rows


def taken_by_indicators(rows: Iterable[HeardRow]) -> dict[str, Taken]:
    """What an edition kept of what its indicators took, by their keys."""
    return {
        name: Taken(Hearing(what), None if value is None else Decimal(value), row.made_up)
        for row in rows
        if row.key in OF_INDICATORS
        for name, what, value in json.loads(row.told)
    }


def has_coverage(rows: Iterable[HeardRow]) -> bool:
    """True where mentions were brought in when the answers were kept."""
    return any(question_called(row.question).family is Family.MEDIA for row in rows)


def counted_for_plan(rows: Iterable[HeardRow]) -> dict[str, Counted]:
    """What an edition kept of what was counted for its media targets, by their keys."""
    return {
        key: Counted(mentions, outlets, countries, tuple(zip(ReachTier, tiers, strict=True)))
        for row in rows
        if row.key == OF_PLAN
        for key, mentions, outlets, countries, *tiers in json.loads(row.told)
    }


def _row(found: Answer, by: Sequence[str]) -> HeardRow:
    names = found.header
    told = json.dumps(
        [[row.get(name) for name in names] for row in found.rows], default=str, separators=(",", ":")
    )
    # Made of what the database answered: no pack was read that could hold anything else.
    return HeardRow(
        key=key_of(found.question.key, by), question=found.question.key, by=tuple(_as_key(name) for name in by),
        told=told, made_up=found.made_up,
    )  # fmt: skip


def key_of(question: str, by: Sequence[str]) -> str:
    return "-by-".join((question, *map(_as_key, by)))


def _as_key(name: str) -> str:
    return name.replace("_", "-")


class HeardLake:
    """A lake that knows only what an edition kept; charts ask it as they ask the other."""

    def __init__(self, rows: Iterable[HeardRow], windows: tuple[Window, ...]) -> None:
        self.rows = {row.key: row for row in rows}
        self._windows = windows

    @property
    def windows(self) -> tuple[Window, ...]:
        return self._windows

    def has(self, family: Family) -> bool:
        return any(question_called(row.question).family is family for row in self.rows.values())

    def ask(self, key: str, asking: Asking) -> Answer:
        """The kept answer, of those that were asked for the report."""
        row, question = self.rows[key_of(key, asking.by)], question_called(key)
        by = tuple(dict.fromkeys((*(one for one in question.always if one not in asking.by), *asking.by)))
        answer = Answer(question, by, (), (), row.made_up)
        lines = tuple(_line(answer.header, values) for values in json.loads(row.told))
        return Answer(question, by, tuple(line for line in lines if _is_asked(line, asking)), (), row.made_up)


def _line(header: Sequence[str], values: Sequence[Any]) -> Line:
    line = dict(zip(header, values, strict=True))
    return {
        name: date.fromisoformat(value) if name in TIMES and value else value for name, value in line.items()
    }


def _is_asked(line: Line, asking: Asking) -> bool:
    return all(line[name] in values for name, values in asking.only.items() if name in line)
