"""What surveys found: a chapter of its own where a campaign has results, and nothing where it has none."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from headway.listen.drawings.surveys import NAMES, Looked, survey_chart
from headway.listen.queries.surveys import Question, questions_kept
from headway.report.blocks import Block, Callout, Chapter, Paragraph, runs
from headway.report.page.page import Page
from headway.report.sections.drawings import WIDTH, figure


def opinion(page: Page) -> list[Chapter]:
    """One chapter, or none."""
    questions = questions_kept(page.records.of("polled"))
    if not questions:
        return []
    page.chapter = "surveys"
    blocks: list[Any] = []
    if any(one.made_up for one in questions):
        blocks.append(Callout((Paragraph(runs(_("Made up, to practise with: nobody was asked."))),), "note"))
    blocks.append(
        Paragraph(
            runs(
                _(
                    "What people answered in surveys, each share with the range in which that of everybody lies 95 times out of "
                    "100. Countries are put together only by weights that came with the results."
                )
            )
        )
    )
    for question in questions:
        blocks += _of(page, question)
    return [Chapter("chapter-surveys", _("Public opinion"), tuple(blocks))]


def _as_it_is(drawn: Any) -> Any:
    return drawn


def _of(page: Page, question: Question) -> list[Block]:
    """Its first answer by country and over time, or all answers where one country was asked."""
    looked = Looked(question, question.answers[0])
    made: list[Block] = []
    for name in NAMES:
        drawn = survey_chart(name, looked, page.tongue, WIDTH)
        if drawn is not None:
            made += figure(
                page, partial(_as_it_is, drawn), caption=drawn.title, name=f"survey-{question.key}-{name}"
            )
    return made
