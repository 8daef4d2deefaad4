"""What comes in about the report: its outline, chapter by chapter, block by block."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from headway.lib.labels import Label, Prose
from headway.lib.rows import Key, Keys, RefTo, Row


class Show(StrEnum):
    """What a block puts on the page. Each is one function of `report/blocks`."""

    TEXT = "text"
    KEY_FIGURES = "key-figures"
    OFFICES = "offices"
    METHODOLOGY = "methodology"
    MEETINGS = "meetings"
    AGREED = "agreed-actions"
    THEORY = "theory-of-change"
    OBJECTIVES = "objectives"
    OUTCOMES = "outcomes"
    UNINTENDED = "unintended-effects"
    CASES = "cases"
    FIGURES = "figures"
    PUBLISHED = "published"
    ACTIVITIES = "activities"
    SIGN_UPS = "sign-ups"
    PARTNERS = "partners"
    TARGETS = "targets"
    RELATIONS = "relations"
    OPPORTUNITIES = "opportunities"
    MOMENTS = "moments"
    OUTPUTS = "outputs"
    CONTENT_TYPES = "content-types"
    FINDINGS = "findings"
    KEY_LEARNINGS = "key-learnings"
    RECOMMENDATIONS = "recommendations"
    CASE_STUDIES = "case-studies"
    TESTIMONIES = "testimonies"
    KEY_FINDING = "key-finding"
    PROGRESS_AT_A_GLANCE = "progress-at-a-glance"
    PROGRESS_MATRIX = "progress-matrix"
    PROGRESS_BY_DIMENSION = "progress-by-dimension"
    MAP = "map"
    ANNEX_MATRIX = "annex-matrix"
    RISKS = "risks"
    EXIT_PLAN = "exit-plan"
    COVERAGE = "coverage"
    POSTS = "posts"


class BlockRow(Row):
    """One thing shown. Every filter that is given narrows what the block shows; `heading` stands above it.

    In `text`, `{count:NAME}`, `{figure:KEY}` and `{published:KEY}` stand for facts, so that prose holds no bare number.
    """

    kind: ClassVar[str] = "block"

    show: Show
    heading: Label | None = None
    text: Prose | None = None
    caption: Label | None = None
    by_country: bool = False
    dimensions: Annotated[Keys, RefTo("dimension")] = ()
    change_areas: Annotated[Keys, RefTo("change-area")] = ()
    focus_countries: Annotated[Keys, RefTo("focus-country")] = ()
    areas: Annotated[Keys, RefTo("area")] = ()
    activity_kinds: Annotated[Keys, RefTo("activity-kind")] = ()
    themes: Annotated[Keys, RefTo("theme")] = ()
    offices: Annotated[Keys, RefTo("office")] = ()
    partners: Annotated[Keys, RefTo("partner")] = ()
    targets: Annotated[Keys, RefTo("target")] = ()
    opportunities: Annotated[Keys, RefTo("opportunity")] = ()
    outcomes: Annotated[Keys, RefTo("outcome")] = ()
    cases: Annotated[Keys, RefTo("case")] = ()
    measures: Annotated[Keys, RefTo("measure")] = ()
    figures: Annotated[Keys, RefTo("figure")] = ()
    published: Annotated[Keys, RefTo("published")] = ()
    testimonies: Annotated[Keys, RefTo("testimony")] = ()
    case_studies: Annotated[Keys, RefTo("case-study")] = ()


class ChapterRow(Row):
    """A chapter, or a section of one (`under` names the chapter), in the order of the file.

    With `overview` a chapter has no number and shows the campaign on one page.
    """

    kind: ClassVar[str] = "chapter"

    heading: Label
    under: Annotated[Key, RefTo("chapter")] = ""
    overview: bool = False
    blocks: tuple[BlockRow, ...] = ()
