"""What comes in about learning: themes, findings, key learnings, recommendations, case studies."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from headway.lib.rows import Fact, Key, Keys, Named, RefTo, Text


class ThemeRow(Named):
    """A heading under which learning is gathered; themes may stand under one another."""

    kind: ClassVar[str] = "theme"

    parent: Annotated[Key, RefTo("theme")] = ""


class LearningKind(StrEnum):
    FINDING = "finding"
    KEY_LEARNING = "key-learning"


class LearningRow(Fact):
    """Something understood: a finding of the analysis, or one of the key learnings drawn from it."""

    kind: ClassVar[str] = "learning"

    learning_kind: LearningKind = LearningKind.FINDING
    theme: Annotated[Key, RefTo("theme")]
    text: Text
    offices: Annotated[Keys, RefTo("office")] = ()
    focus_countries: Annotated[Keys, RefTo("focus-country")] = ()
    cases: Annotated[Keys, RefTo("case")] = ()
    outcomes: Annotated[Keys, RefTo("outcome")] = ()


class RecommendationRow(Fact):
    kind: ClassVar[str] = "recommendation"

    theme: Annotated[Key, RefTo("theme")]
    text: Text
    learnings: Annotated[Keys, RefTo("learning")] = ()


class CaseStudyRow(Named):
    """One office's story told at length: where it began, what it did, what came of it."""

    kind: ClassVar[str] = "case-study"

    theme: Annotated[Key, RefTo("theme")]
    office: Annotated[Key, RefTo("office")]
    began: Text
    did: Text
    came_of: Text
    activities: Annotated[Keys, RefTo("activity")] = ()
    outcomes: Annotated[Keys, RefTo("outcome")] = ()
    figures: Annotated[Keys, RefTo("figure")] = ()
    published: Annotated[Keys, RefTo("published")] = ()
