"""Lays the facts out as a document: the pack's chapters and blocks, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from headway.report.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Chapter,
    Document,
    Heading,
    Mark,
    Numbered,
    Paragraph,
    Quote,
    Runs,
    Table,
    Text,
    Timeline,
    runs,
)
from headway.report.facts import Facts, Profile
from headway.report.facts.scrub import STAND_IN
from headway.report.page.lift import lifted
from headway.report.page.page import Page
from headway.report.page.selection import filters_of
from headway.report.page.sources import source_of
from headway.report.page.tongue import Tongue
from headway.report.rows import BlockRow, ChapterRow
from headway.report.sections import BUILDERS
from headway.report.sections.grounds import grounds
from headway.report.sections.heard import unshown
from headway.report.sections.notes import notes
from headway.report.sections.surveys import opinion
from headway.report.sections.terms import terms
from headway.report.walk import cited_facts, flat, runs_of
from headway.report.words import date_in_words

# A chapter whose key begins so has no number.
ANNEX = "annex"


def outline(facts: Facts, chapters: Sequence[ChapterRow], language: str) -> Document:
    """The whole report. It is laid out twice, since a link needs to know which records have a place of their own."""
    with override(language):
        tongue = Tongue(language, facts.campaign.language)
        dry = Page(facts, tongue, draws=False)
        _with_heard(dry, chapters, _chapters(dry, chapters, ""))
        grounds(dry, chapters)
        terms(dry)
        page = Page(facts, tongue, places=frozenset(dry.placed))
        body = _with_heard(page, chapters, _chapters(page, chapters, ""))
        extra = (grounds(page, chapters), terms(page), notes(page, chapters))
        annexes = [_annex(page, made) for made in extra if made is not None]
        document = _document(page, (*body, *annexes))
        sources = (
            source_of(page, name, number) for number, name in enumerate(cited_facts(document), start=1)
        )
        return replace(document, sources=tuple(sources))


def _document(page: Page, chapters: tuple[Chapter, ...]) -> Document:
    campaign, tongue = page.facts.campaign, page.tongue
    series = tongue.say(campaign.report_series) if campaign.report_series else ""
    return Document(
        title=tongue.say(campaign.name),
        subtitle=tongue.say(campaign.report_title),
        language=tongue.language,
        date=campaign.cutoff,
        edition=_("Internal edition") if page.facts.profile is Profile.INTERNAL else _("Public edition"),
        chapters=chapters,
        cover=tuple(part for part in (tongue.say(campaign.summary), series) if part),
        colophon=_colophon(page),
        digest=page.facts.digest(),
        publisher=tongue.say(campaign.movement),
        description=tongue.say(campaign.summary),
    )


def _colophon(page: Page) -> tuple[Runs, ...]:
    """What this edition is made of, for whom, and up to which day."""
    campaign, tongue = page.facts.campaign, page.tongue
    day = date_in_words(campaign.cutoff, tongue.language)
    said = [_("The facts of this edition reach up to %(day)s.") % {"day": day}]
    if page.facts.profile is Profile.INTERNAL:
        said.append(_("This edition is for use inside the movement. It leaves out restricted records."))
    else:
        said.append(
            _(
                "This edition may be published. It leaves out restricted records and what is not for the public."
            )
        )
    if page.records.nameless:
        said.append(
            _("Names of people who did not agree to be named are replaced by %(sign)s.") % {"sign": STAND_IN}
        )
    if tongue.told_elsewhere:
        values = {"language": tongue.tongue(tongue.narrative)}
        said.append(
            _("Accounts are given in %(language)s, the language in which they were written.") % values
        )
    for source in campaign.sources:
        about = [source.title, source.publisher, source.identifier]
        said.append(_("Source: %(document)s.") % {"document": ", ".join(part for part in about if part)})
    return tuple(runs(part) for part in said)


def _chapters(page: Page, chapters: Sequence[ChapterRow], under: str) -> list[Chapter]:
    """The chapters under one (or at the top), each followed by its own sections, so that all is met in reading order."""
    made = []
    for row in chapters:
        if row.under != under:
            continue
        page.chapter = row.key
        blocks = [lifted(block) for part in row.blocks for block in _block(page, part)]
        heading = page.tongue.say(row.heading)
        inner = tuple(_chapters(page, chapters, row.key))
        overview = row.overview and under == ""
        numbered = not overview and (under != "" or not row.key.startswith(ANNEX))
        made.append(
            Chapter(
                f"chapter-{row.key}",
                heading,
                (*_language_mark(page, blocks), *blocks),
                inner,
                numbered,
                overview,
            )
        )
    return made


def _with_heard(page: Page, rows: Sequence[ChapterRow], body: list[Chapter]) -> list[Chapter]:
    """What was heard comes before the annexes of the outline, where the outline itself has no place for it."""
    at = next((number for number, one in enumerate(body) if one.id.startswith(f"chapter-{ANNEX}")), len(body))
    return [*body[:at], *(_annex(page, one) for one in (*unshown(page, rows), *opinion(page))), *body[at:]]


def _annex(page: Page, chapter: Chapter) -> Chapter:
    blocks = [lifted(block) for block in chapter.blocks]
    return replace(chapter, blocks=(*_language_mark(page, blocks), *blocks))


def _block(page: Page, row: BlockRow) -> list[Block]:
    """A block's heading, its text, and what it shows; nothing at all where it has nothing to show."""
    page.depth = 2 if row.heading else 1
    lang = page.tongue.lang_of(row.text) if row.text else ""
    text = page.prose(page.tongue.say(row.text), lang) if row.text else []
    shown = BUILDERS[row.show](page, row)
    if not shown and not text:
        # What was asked for by name and is not there is said; what is only left over is not missed.
        if not row.heading or not filters_of(row) or not page.records.of(_asked(row)):
            return []
        shown = [Paragraph(runs(_("Nothing is recorded here.")), style="small")]
    head: list[Block] = []
    if row.heading:
        head.append(Heading(page.tongue.say(row.heading), lang=page.tongue.lang_of(row.heading)))
    return [*head, *text, *shown]


def _asked(row: BlockRow) -> str:
    from headway.report.page.selection import KIND_OF

    return KIND_OF.get(row.show, "")


def _language_mark(page: Page, blocks: Iterable[Block]) -> list[Block]:
    """One quiet mark where a section holds accounts in another language than the report's."""
    narrative = page.tongue.told_elsewhere
    if not narrative or not any(_speaks(block, narrative) for block in blocks):
        return []
    said = _("Accounts in %(language)s") % {"language": page.tongue.tongue(narrative)}
    return [Paragraph(runs(Mark("language", said)), style="small")]


def _speaks(block: Block, language: str) -> bool:
    """True where anything in the block is told in this language."""
    if isinstance(block, (Card, Callout)) and any(_speaks(inner, language) for inner in block.blocks):
        return True
    if isinstance(block, Timeline) and any(entry.lang == language for entry in block.entries):
        return True
    if isinstance(block, Table) and any(one.lang == language for row in block.rows for one in row.cells):
        return True
    if isinstance(block, (Paragraph, Quote, Bullets, Numbered)) and block.lang == language:
        return True
    return any(isinstance(run, Text) and run.lang == language for run in flat(tuple(runs_of(block))))
