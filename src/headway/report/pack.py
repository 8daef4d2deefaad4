"""The part of a pack that lays out its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row
from headway.report.actions import keep_chapters
from headway.report.queries import chapters_of
from headway.report.rows import ChapterRow

SECTIONS = (Section("report.yaml", ChapterRow),)


def check(pack: Pack) -> Iterator[Problem]:
    """Nothing beyond what the rows and references say already."""
    yield from ()


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    return keep_chapters(campaign, pack.of("chapter"), acting_user=acting_user)


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    return {"chapter": chapters_of(campaign)}
