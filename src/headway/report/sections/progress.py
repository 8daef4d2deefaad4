"""Progress by country of focus and by dimension of change, and what each rating rests on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.assess import rules
from headway.assess.drawings import Names, matrix_chart, spread_chart
from headway.plan.rules import tones_of
from headway.report.blocks import (
    Block,
    Column,
    Definition,
    Definitions,
    Mark,
    Paragraph,
    Run,
    Runs,
    Table,
    TableRow,
    cell,
    runs,
)
from headway.report.page.footing import footing, labelled, on_lines, standing_tag
from headway.report.page.page import Page
from headway.report.page.selection import filters_of, matches
from headway.report.page.wording import wording
from headway.report.rows import BlockRow
from headway.report.sections.drawings import NARROW, WIDTH, figure, frame


def matrix_of(page: Page, block: BlockRow) -> rules.ProgressMatrix:
    """The matrix of the last rated period, as far as the block asks for it."""
    ratings = [row for row in page.records.of("rating") if matches(block, row, page.records)]
    period = rules.latest_rated(ratings, page.records.of("period"))
    countries = [
        row.key for row in page.records.of("focus-country") if _wanted(block.focus_countries, row.key)
    ]
    wanted = filters_of(block)
    dimensions = []
    for row in page.records.of("dimension"):
        areas = tuple(area for area in row.change_areas if _wanted(block.change_areas, area.key))
        if _wanted(wanted.get("dimensions", ()), row.key) and areas:
            dimensions.append(row.model_copy(update={"change_areas": areas}))
    return rules.progress_matrix(ratings, countries, dimensions, period)


def _wanted(keys: tuple[str, ...], key: str) -> bool:
    return not keys or key in keys


def _country(page: Page, key: str) -> str:
    return page.name("focus-country", key).text if key else _("Campaign as a whole")


def _steps(page: Page) -> list[Any]:
    """The steps of the pack's scale, lowest first."""
    return sorted(page.records.of("scale-step"), key=lambda row: (row.value, row.key))


def _names(page: Page) -> Names:
    """What the records of a matrix are called."""
    kinds = "focus-country", "dimension", "change-area"
    return Names(*({row.key: page.tongue.say(row.name) for row in page.records.of(kind)} for kind in kinds))


def progress_matrix(page: Page, block: BlockRow) -> list[Block]:
    """The ratings as a picture, what the steps mean, and what each rating rests on."""
    matrix = matrix_of(page, block)
    return (
        [*_drawn(page, block, matrix), *_scale(page), *_grounds(page, block, matrix)] if matrix.rated else []
    )


def progress_at_a_glance(page: Page, block: BlockRow) -> list[Block]:
    """The ratings as a small picture alone."""
    matrix = matrix_of(page, block)
    return _drawn(page, block, matrix, compact=True) if matrix.rated else []


def _drawn(
    page: Page, block: BlockRow, matrix: rules.ProgressMatrix, *, compact: bool = False
) -> list[Block]:
    steps = _steps(page)
    caption = page.tongue.say(block.caption) if block.caption else _("Progress by country of focus")
    said = _("{rated} of {cells} cells are rated.")
    told = frame(page, caption, said, width=NARROW if compact else WIDTH)
    return figure(
        page,
        lambda: matrix_chart(
            told, page.tongue, matrix, _names(page), steps, tones_of(steps), compact=compact
        ),
        caption=caption, sources=["count:ratings"], name=block.key,
    )  # fmt: skip


def _scale(page: Page) -> list[Block]:
    """What each step of the scale means."""
    rows = _steps(page)
    columns = (Column(pgettext("of a scale", "Step")), Column(_("What it means"), width=2.4))
    lines = tuple(
        TableRow(
            (
                cell(page.tongue.label(row.name)),
                cell(page.tongue.label(row.meaning)) if row.meaning else cell(),
            )
        )
        for row in rows
    )
    name = page.place("table", "rating-scale")
    if not lines or not name:
        return []
    return [Table(_("The scale"), columns, lines, id=name), *footing(page, rows)]


def _grounds(page: Page, block: BlockRow, matrix: rules.ProgressMatrix) -> list[Block]:
    """What each rating rests on, country by country; what is alike in all of them is said once."""
    shown = [one.rating for one in matrix.rated]
    rows = [row for row in page.records.of("rating") if matches(block, row, page.records)]
    alike = len({(row.basis, row.standing) for row in rows}) == 1
    deeper = 1 if block.heading else 0
    made: list[Block] = [page.heading(_("What each rating rests on"))]
    if alike:
        note = _("All of these ratings: %(basis)s.") % {"basis": wording(rows[0].basis)}
        made.append(Paragraph(runs(note, *standing_tag(rows[0])), style="small"))
    for country in matrix.countries:
        own = [one.rating for one in matrix.rated if one.focus_country == country]
        if own:
            entries = tuple(_ground(page, row, marked=not alike) for row in own)
            made += [page.heading(_country(page, country), deeper=deeper), Definitions(entries)]
    for period in page.records.of("period"):
        # Ratings of earlier periods, which the matrix does not show.
        own = [row for row in rows if row not in shown and row.period == period.key]
        if own:
            entries = tuple(_ground(page, row, marked=not alike, with_country=True) for row in own)
            made += [page.heading(page.tongue.say(period.name), deeper=deeper), Definitions(entries)]
    return [*made, *footing(page, rows)]


def _ground(page: Page, rating: Any, *, marked: bool, with_country: bool = False) -> Definition:
    """One rating, why it was given, and its grounds; with its basis and standing where ratings differ in these."""
    area: list[str | Run] = [page.name("change-area", rating.change_area)]
    area += [f" ({_country(page, rating.focus_country)})"] if with_country else []
    term = [*area, " ", Mark("rating", page.name("scale-step", rating.step).text)]
    term += [" ", Mark("rating", wording(rating.basis))] if marked else []
    why = runs(page.tongue.told(rating.text), *(standing_tag(rating) if marked else ()))
    return Definition(runs(*term), on_lines([why, labelled(_("Rests on"), *rests_on(page, rating))]))


def rests_on(page: Page, rating: Any) -> Runs:
    """The outcomes, figures and published facts behind a rating."""
    found: list[str | Run] = [*page.links("outcome", rating.outcomes)]
    for kind, keys in (("figure", rating.figures), ("published", rating.published)):
        for row in page.records.named(kind, keys):
            name = page.name("measure", row.measure) if kind == "figure" else page.tongue.label(row.name)
            value = page.ref(f"{kind}:{row.key}")
            found += [page.tongue.semicolon if found else "", name, page.tongue.colon, value]
    return runs(*found) or runs(_("the text alone"))


def progress_by_dimension(page: Page, block: BlockRow) -> list[Block]:
    matrix = matrix_of(page, block)
    if not matrix.rated:
        return []
    steps = _steps(page)
    caption = page.tongue.say(block.caption) if block.caption else _("Progress by dimension of change")
    told = frame(page, caption, _("{rated} ratings, spread over the steps of the scale."), width=NARROW)
    return figure(
        page,
        lambda: spread_chart(told, page.tongue, matrix, _names(page), steps, tones_of(steps)),
        caption=caption,
        sources=["count:ratings"],
        name=block.key,
    )
