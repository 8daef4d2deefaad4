"""Coverage and posts, counted from imported rows. Published totals stand in blocks of their own and are never mixed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from headway.lake.asked import Window
from headway.lake.questions import Family
from headway.listen.drawings.listening import SKETCHES, Desk, Sketch
from headway.listen.queries.asking import Asking, window_of
from headway.listen.queries.heard import HeardLake
from headway.listen.rules import kind_of_posts
from headway.listen.words import Sayer, made_up_note
from headway.report.blocks import Block, Callout, Chapter, Paragraph, runs
from headway.report.page.page import Page
from headway.report.rows import BlockRow, ChapterRow, Show
from headway.report.sections.drawings import WIDTH, figure
from headway.report.sections.planned import beside_the_plan

_SHOWN = {
    Family.MEDIA: ("over-time", "reach-tiers", "moments", "local", "countries", "languages"),
    Family.SOCIAL: ("content-types", "networks", "new-audiences", "reach-followers"),
}  # fmt: skip
_SHOWS = {Family.MEDIA: Show.COVERAGE, Family.SOCIAL: Show.POSTS}


def coverage(page: Page, block: BlockRow) -> list[Block]:
    """What the mentions come to: in a sentence, and in charts."""
    return heard(page, Family.MEDIA)


def posts(page: Page, block: BlockRow) -> list[Block]:
    """What the posts come to, without those that were paid for."""
    return heard(page, Family.SOCIAL)


def heard(page: Page, family: Family) -> list[Block]:
    lake = HeardLake(page.records.of("heard"), _windows(page))
    if not lake.has(family):
        return beside_the_plan(page) if family is Family.MEDIA else []
    only = {"paid": frozenset([_kind_of_posts(lake)])} if family is Family.SOCIAL else {}
    desk = Desk(lake, Asking(only=only), _sayer(page), page.tongue)
    made: list[Block] = []
    if any(row.made_up for row in page.records.of("heard")):
        made.append(Callout((Paragraph(runs(made_up_note())),), "note"))
    made.append(
        Paragraph(
            runs(_media_sentence(page, desk) if family is Family.MEDIA else _social_sentence(page, desk))
        )
    )
    for sketch in SKETCHES[family]:
        if sketch.name in _SHOWN[family]:
            made += _figure(page, desk, family, sketch)
    return made + (beside_the_plan(page) if family is Family.MEDIA else [])


def _figure(page: Page, desk: Desk, family: Family, sketch: Sketch) -> list[Block]:
    drawn = sketch.draw(desk, WIDTH)
    if not drawn.table.rows:
        return []
    return figure(page, lambda: drawn, caption=drawn.title, name=f"heard-{family}-{sketch.name}")


def _media_sentence(page: Page, desk: Desk) -> str:
    row = desk.ask("coverage").rows[0]
    number = page.tongue.number
    values = {
        "mentions": number(row["mentions"]), "articles": number(row["articles"]), "outlets": number(row["outlets"]),
        "countries": number(_known(desk, "country")), "languages": number(_known(desk, "language")),
    }  # fmt: skip
    return _(
        "Counted from imported rows: %(mentions)s mentions of %(articles)s articles in %(outlets)s outlets; countries: "
        "%(countries)s, languages: %(languages)s. Articles and outlets are counted once each, and reach is never added."
    ) % values  # fmt: skip


def _known(desk: Desk, name: str) -> int:
    return sum(1 for row in desk.ask("coverage", name).rows if row[name])


def _social_sentence(page: Page, desk: Desk) -> str:
    row = desk.ask("engagement", "paid").rows[0]
    values = {
        name: desk.sayer.cell(name, row[name]) for name in ("posts", "engagements", "clicks", "impressions")
    }
    values["kind"] = desk.sayer.value("paid", row["paid"])
    return _(
        "Counted from imported rows (%(kind)s): %(posts)s posts with %(engagements)s engagements, %(clicks)s clicks and "
        "%(impressions)s impressions. Posts of another kind are not among them."
    ) % values  # fmt: skip


def _kind_of_posts(lake: HeardLake) -> str:
    return kind_of_posts({row["paid"] for row in lake.ask("engagement", Asking(by=("paid",))).rows})


def _windows(page: Page) -> tuple[Window, ...]:
    countries = {row.key: frozenset(row.countries) for row in page.records.of("focus-country")}
    found = [
        window_of(row.key, row.when, frozenset().union(*(countries.get(key, frozenset()) for key in row.focus_countries)))
        for row in page.records.of("moment")
    ]  # fmt: skip
    return tuple(sorted((one for one in found if one), key=lambda one: (one.begins, one.key)))


def _sayer(page: Page) -> Sayer:
    return Sayer(
        {
            dimension: {row.key: row.name for row in page.records.of(kind)}
            for dimension, kind in (
                ("content_type", "content-type"),
                ("moment", "moment"),
                ("office", "office"),
            )
        }
    )


def unshown(page: Page, chapters: Sequence[ChapterRow]) -> list[Chapter]:
    """Chapters of what was heard, where there are rows and the outline has no place for them."""
    shows = {block.show for chapter in chapters for block in chapter.blocks}
    made: list[Chapter] = []
    for family, heading in ((Family.MEDIA, _("Media coverage")), (Family.SOCIAL, _("On social media"))):
        page.chapter = f"heard-{family}"
        blocks: list[Any] = [] if _SHOWS[family] in shows else heard(page, family)
        if blocks:
            made.append(Chapter(f"chapter-heard-{family}", heading, tuple(blocks)))
    return made
