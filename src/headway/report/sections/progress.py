"""Progress by country of focus and by dimension of change, and what each rating rests on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.assess import rules
from headway.report.blocks import Block, Column, Mark, Run, Runs, Table, TableRow, cell, runs
from headway.report.page.footing import footing, standing_tag
from headway.report.page.page import Page
from headway.report.page.selection import filters_of, matches
from headway.report.page.wording import wording
from headway.report.rows import BlockRow
from headway.report.sections.drawings import figure, frame

# How a step of a pack's own scale is coloured where the pack does not say.
_TONES = ("none", "low", "mid", "good", "high")


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


def steps_of(page: Page) -> dict[str, Any]:
    """The steps of the pack's scale as a chart takes them, lowest first."""
    from headway.charts import Step, Tone

    rows = sorted(page.records.of("scale-step"), key=lambda row: (row.value, row.key))
    found = {}
    for at, row in enumerate(rows):
        by_place = _TONES[round(at * (len(_TONES) - 1) / max(len(rows) - 1, 1))]
        tone = row.tone if row.tone in _TONES else by_place
        found[row.key] = Step(page.tongue.say(row.name), Tone(tone))
    return found


def progress_matrix(page: Page, block: BlockRow) -> list[Block]:
    from headway.charts import AreaRatings, DimensionRatings, MatrixWords
    from headway.charts import progress_matrix as draw

    matrix = matrix_of(page, block)
    if not matrix.rated:
        return []
    steps = steps_of(page)
    dimensions = []
    for dimension in dict.fromkeys(dimension for dimension, _area in matrix.areas):
        areas = []
        for held, area in matrix.areas:
            if held == dimension:
                cells = [matrix.cell(country, area) for country in matrix.countries]
                rated = tuple(steps[cell.rating.step] if cell.rating else None for cell in cells)
                areas.append(AreaRatings(page.name("change-area", area).text, rated))
        dimensions.append(DimensionRatings(page.name("dimension", dimension).text, tuple(areas)))
    caption = page.tongue.say(block.caption) if block.caption else _("Progress by country of focus")
    told = frame(page, caption, _("{rated} of {cells} cells are rated."))
    words = MatrixWords(_("not rated"), _("Dimension of change"), _("Change area"))
    countries = [_country(page, key) for key in matrix.countries]
    drawn = figure(
        page,
        lambda: draw(told, countries, dimensions, list(steps.values()), words),
        caption=caption, sources=["count:ratings"], name=block.key,
    )  # fmt: skip
    return [*drawn, *_scale(page), *_grounds(page, block, matrix)]


def _scale(page: Page) -> list[Block]:
    """What each step of the scale means."""
    rows = sorted(page.records.of("scale-step"), key=lambda row: (row.value, row.key))
    columns = (Column(pgettext("of a scale", "Step")), Column(_("What it means"), width=3.0))
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
    """What each rating rests on, country by country."""
    columns = (
        Column(_("Change area"), width=1.2),
        Column(_("Rating")),
        Column(_("Why"), width=2.4),
        Column(_("Rests on"), width=1.8),
    )
    shown = [one.rating for one in matrix.rated]
    rows = [row for row in page.records.of("rating") if matches(block, row, page.records)]
    others = [row for row in rows if row not in shown]
    alike = len({(row.basis, row.standing) for row in rows}) == 1
    lines: list[TableRow] = []
    for country in matrix.countries:
        cells = [one for one in matrix.rated if one.focus_country == country]
        if cells:
            lines.append(TableRow((cell(_country(page, country)),), "group"))
            lines += [_ground(page, one, marked=not alike) for one in cells]
    lines += _other_periods(page, others, marked=not alike)
    note = _("All of these ratings: %(basis)s.") % {"basis": wording(rows[0].basis)} if alike else ""
    caption, name = _("What each rating rests on"), page.place("table", block.key)
    table = Table(
        caption, columns, tuple(lines), note=runs(note, *standing_tag(rows[0])) if alike else (), id=name
    )
    return [table, *footing(page, rows)]


def _other_periods(page: Page, rows: list[Any], *, marked: bool) -> list[TableRow]:
    """Ratings of earlier periods, which the matrix does not show."""
    lines: list[TableRow] = []
    for period in page.records.of("period"):
        own = [row for row in rows if row.period == period.key]
        if own:
            lines.append(TableRow((cell(page.tongue.label(period.name)),), "group"))
            lines += [
                _ground(page, rules.Cell(row.focus_country, row.change_area, row), marked=marked, name=True)
                for row in own
            ]
    return lines


def _ground(page: Page, one: rules.Cell, *, marked: bool, name: bool = False) -> TableRow:
    """One rating; marked with its basis and standing where ratings differ in these."""
    rating = one.rating
    assert rating is not None
    step: list[str | Run] = [page.name("scale-step", rating.step)]
    step += [" ", Mark("rating", wording(rating.basis))] if marked else []
    area: list[str | Run] = [page.name("change-area", rating.change_area)]
    area += [f" ({_country(page, one.focus_country)})"] if name else []
    why = runs(page.tongue.told(rating.text), *(standing_tag(rating) if marked else ()))
    return TableRow((cell(*area), cell(*step), cell(*why), cell(*rests_on(page, rating))))


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
    from headway.charts import Spread, SpreadWords
    from headway.charts import progress_by_dimension as draw

    matrix = matrix_of(page, block)
    if not matrix.rated:
        return []
    spreads = [
        Spread(
            page.name("dimension", one.dimension).text,
            tuple(count for _step, count in one.counts),
            one.unrated,
        )
        for one in rules.spread_by_dimension(matrix, page.records.of("scale-step"))
    ]
    caption = page.tongue.say(block.caption) if block.caption else _("Progress by dimension of change")
    told = frame(page, caption, _("{rated} ratings, spread over the steps of the scale."))
    words = SpreadWords(_("not rated"), _("Dimension of change"))
    steps = list(steps_of(page).values())
    return figure(
        page,
        lambda: draw(told, spreads, steps, words),
        caption=caption,
        sources=["count:ratings"],
        name=block.key,
    )
