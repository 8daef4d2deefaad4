"""The part of a pack that lays out its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.lib.labels import EVERYWHERE
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row
from headway.report.actions import keep_chapters
from headway.report.facts.placeholders import faults_of_text
from headway.report.page.selection import faults_of_filters
from headway.report.queries import chapters_of
from headway.report.rows import ChapterRow
from headway.report.rules import faults_of_chapters

SECTIONS = (Section("report.yaml", ChapterRow),)


def check(pack: Pack) -> Iterator[Problem]:
    """No chapter stands under itself or too deep; prose names facts that there are; filters fit what is shown."""
    for chapter, message in faults_of_chapters({row.key: row for row in pack.of("chapter")}):
        yield pack.problem(chapter, message, "under")
    keys = {kind: {row.key for row in pack.of(kind)} for kind in ("figure", "published")}
    for block in pack.of("block"):
        for field in ("heading", "text", "caption"):
            for language, text in (getattr(block, field) or {}).items():
                for message in faults_of_text(text, keys):
                    below = (field,) if language == EVERYWHERE else (field, language)
                    yield pack.problem(block, message, *below)
        for field, message in faults_of_filters(block):
            yield pack.problem(block, message, field)


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    return keep_chapters(campaign, pack.of("chapter"), acting_user=acting_user)


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    return {"chapter": chapters_of(campaign)}
