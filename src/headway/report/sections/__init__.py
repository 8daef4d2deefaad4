"""One small builder for everything that a block of the outline can show."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from headway.report.blocks import Block
from headway.report.page.page import Page
from headway.report.rows import BlockRow, Show
from headway.report.sections.activities import activities
from headway.report.sections.actors import opportunities, partners, relations, targets
from headway.report.sections.agreed import agreed
from headway.report.sections.cases import cases
from headway.report.sections.framework import annex_matrix
from headway.report.sections.heard import coverage, posts
from headway.report.sections.learning import (
    case_studies,
    findings,
    key_learnings,
    recommendations,
    testimonies,
)
from headway.report.sections.listening import content_types, moments, outputs
from headway.report.sections.method import meetings, methodology, offices, world
from headway.report.sections.numbers import figures, published
from headway.report.sections.outcomes import outcomes, unintended
from headway.report.sections.plan import exit_plan, objectives, risks, sign_ups, theory
from headway.report.sections.progress import (
    progress_at_a_glance,
    progress_by_dimension,
    progress_matrix,
)
from headway.report.sections.summary import key_figures, key_finding

Builder = Callable[[Page, BlockRow], list[Block]]


def nothing(page: Page, block: BlockRow) -> list[Block]:
    """A block of text shows only its text, which stands above whatever a block shows."""
    return []


BUILDERS: Mapping[Show, Builder] = {
    Show.TEXT: nothing,
    Show.KEY_FIGURES: key_figures,
    Show.OFFICES: offices,
    Show.METHODOLOGY: methodology,
    Show.MEETINGS: meetings,
    Show.AGREED: agreed,
    Show.THEORY: theory,
    Show.OBJECTIVES: objectives,
    Show.OUTCOMES: outcomes,
    Show.UNINTENDED: unintended,
    Show.CASES: cases,
    Show.FIGURES: figures,
    Show.PUBLISHED: published,
    Show.ACTIVITIES: activities,
    Show.SIGN_UPS: sign_ups,
    Show.PARTNERS: partners,
    Show.TARGETS: targets,
    Show.RELATIONS: relations,
    Show.OPPORTUNITIES: opportunities,
    Show.MOMENTS: moments,
    Show.OUTPUTS: outputs,
    Show.CONTENT_TYPES: content_types,
    Show.FINDINGS: findings,
    Show.KEY_LEARNINGS: key_learnings,
    Show.RECOMMENDATIONS: recommendations,
    Show.CASE_STUDIES: case_studies,
    Show.TESTIMONIES: testimonies,
    Show.KEY_FINDING: key_finding,
    Show.PROGRESS_AT_A_GLANCE: progress_at_a_glance,
    Show.PROGRESS_MATRIX: progress_matrix,
    Show.PROGRESS_BY_DIMENSION: progress_by_dimension,
    Show.MAP: world,
    Show.ANNEX_MATRIX: annex_matrix,
    Show.RISKS: risks,
    Show.EXIT_PLAN: exit_plan,
    Show.COVERAGE: coverage,
    Show.POSTS: posts,
}
