"""The notes on the facts, chapter by chapter: why a fact stands otherwise than printed, and what else is to be said."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from headway.report.blocks import Block, Bullets, Chapter, Heading, Paragraph, runs
from headway.report.page.footing import remarks_on
from headway.report.page.page import Page
from headway.report.rows import ChapterRow

TERMS = "terms"


def notes(page: Page, chapters: Sequence[ChapterRow]) -> Chapter | None:
    """One heading for each chapter that has notes; a note that several facts share is made once."""
    headings = {row.key: page.tongue.say(row.heading) for row in chapters} | {TERMS: _("What is counted")}
    blocks: list[Block] = []
    for key, rows in page.remembered.items():
        blocks += [
            Heading(headings.get(key, key), id=f"notes-{key}"),
            Bullets(tuple(remarks_on(page, tuple(rows.values())))),
        ]
    if not blocks:
        return None
    told = _(
        "Facts that are marked in the text, and facts on which there is more to say, are explained here."
    )
    return Chapter(
        "chapter-notes", _("Annex: notes on the facts"), (Paragraph(runs(told)), *blocks), numbered=False
    )
