"""How the facts came together: the areas, the offices and their returns, the meetings, and where offices acted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.plan.drawings import world_chart
from headway.plan.rows import ReportsThrough
from headway.report.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Definition,
    Definitions,
    Paragraph,
    Run,
    Runs,
    Table,
    TableRow,
    cell,
    runs,
    strong,
)
from headway.report.page.footing import footing, labelled, standing_tag
from headway.report.page.page import Page
from headway.report.page.wording import wording
from headway.report.rows import BlockRow
from headway.report.sections.drawings import figure, frame


def methodology(page: Page, block: BlockRow) -> list[Block]:
    """For which time offices report, in which areas, and what was counted how."""
    made: list[Block] = []
    periods = page.records.of("period")
    if periods:
        made.append(Bullets(tuple(_period(page, row) for row in periods)))
        made += footing(page, periods)
    areas = page.records.of("area")
    if areas:
        entries = tuple(Definition(runs(page.tongue.label(row.name)), _area(page, row)) for row in areas)
        made.append(Definitions(entries))
    countries = [row for row in page.records.of("focus-country") if row.text]
    if countries:
        entries = tuple(
            Definition(runs(page.tongue.label(row.name)), runs(page.tongue.told(row.text)))
            for row in countries
        )
        made += [page.heading(_("Countries of focus")), Definitions(entries), *footing(page, countries)]
    told = runs(
        _("Figures are added only where what they count allows it. "),
        _(
            "People who may have been counted twice are shown as a range, and potential reach is never added. "
        ),
        _("What a source added itself stands apart, with what it is made of."),
    )
    return [*made, Callout((Paragraph(told),), kind="method")]


def _period(page: Page, row: Any) -> Runs:
    from headway.report.words import date_in_words

    language = page.tongue.language
    values = {"begins": date_in_words(row.begins, language), "ends": date_in_words(row.ends, language)}
    parts: list[str | Run] = [strong(page.tongue.label(row.name)), page.tongue.colon]
    parts.append(_("%(begins)s to %(ends)s") % values)
    if row.due:
        due = date_in_words(row.due, language)
        parts += [page.tongue.semicolon, _("returns due by %(due)s") % {"due": due}]
    return runs(*parts, ".")


def _area(page: Page, row: Any) -> Runs:
    """What the area is for, and the kinds of activity in it, without their help, which the annex gives."""
    kinds = page.tongue.join(page.tongue.say(kind.name) for kind in row.kinds)
    parts: list[str | Run] = [page.tongue.label(row.help)] if row.help else []
    return runs(
        *parts, " " if parts and kinds else "", _("Kinds: %(kinds)s.") % {"kinds": kinds} if kinds else ""
    )


def offices(page: Page, block: BlockRow) -> list[Block]:
    """The offices by the way in which they report; an office is not a country."""
    rows = page.choose(block, page.records.of("office")).all
    if not rows:
        return []
    through = {row.office: row.reports_through for row in page.records.of("participation")}
    made: list[Block] = []
    entries = []
    for way in ReportsThrough:
        own = [row for row in rows if through.get(row.key, ReportsThrough.NOT_STATED) is way]
        if own:
            own.sort(key=lambda row: page.tongue.say(row.name))
            names = page.tongue.join(page.in_a_row([_office(page, row) for row in own]))
            count = page.tongue.number(len(own))
            entries.append(Definition(runs(wording(way), f" ({count})"), runs(names, ".")))
    made.append(Definitions(tuple(entries)))
    keys = {row.key for row in rows}
    returns = [row for row in page.records.of("return") if row.office in keys]
    parts = [row for row in page.records.of("participation") if row.office in keys]
    return [*made, *_returns(page, returns), *footing(page, [*rows, *parts, *returns])]


def _office(page: Page, row: Any) -> str:
    """The name; and the country where the name of the country is not part of it."""
    name = page.tongue.say(row.name)
    country = page.tongue.country(row.country)
    kind = "" if str(row.office_kind) == "section" else wording(row.office_kind)
    is_named = country.replace("’", "'") in name.replace("’", "'")
    extra = page.tongue.listed([kind, "" if is_named else country])
    return f"{name} ({extra})" if extra else name


def _returns(page: Page, rows: Iterable[Any]) -> list[Block]:
    """How the returns stand, a period at a time; what an office says of itself only where this edition may tell."""
    made: list[Block] = []
    held = list(rows)
    for period in page.records.of("period"):
        own = [row for row in held if row.period == period.key]
        states = dict.fromkeys(row.state for row in own)
        for state in states:
            same = [row for row in own if row.state is state]
            values = {
                "count": page.tongue.number(len(same)),
                "period": page.tongue.say(period.name),
                "state": wording(state),
            }
            said = ngettext(
                "%(period)s: %(count)s return, %(state)s.",
                "%(period)s: %(count)s returns, %(state)s.",
                len(same),
            )
            made.append(Paragraph(runs(said % values)))
    telling = [row for row in held if row.areas or row.assessment]
    if telling:
        made.append(Bullets(tuple(_return(page, row) for row in telling)))
    return made


def _return(page: Page, row: Any) -> Runs:
    areas = page.names("area", row.areas)
    parts: list[str | Run] = [f"{areas}. " if areas else "", page.tongue.told(row.assessment)]
    return labelled(page.office(row.office).text, *parts)


def meetings(page: Page, block: BlockRow) -> list[Block]:
    """When reflection meetings took place, who came, and what was said and agreed; unknown where it is."""
    rows = page.choose(block, page.records.of("meeting")).all
    if not rows:
        return []
    made: list[Block] = [_meetings(page, rows, page.place("table", block.key))]
    for row in rows:
        points = [*(labelled(_("Point"), page.tongue.told(point)) for point in row.points)]
        points += [labelled(_("Agreed"), page.tongue.told(action)) for action in row.actions]
        if points:
            made += [Paragraph(runs(strong(page.tongue.label(row.name)))), Bullets(tuple(points))]
    return [*made, *footing(page, rows)]


def _meetings(page: Page, rows: Sequence[Any], name: str) -> Block:
    """A column for whatever is known of any meeting; what is known of none is said once, and of nothing is no table."""
    heads = (_("When and where"), _("Who came"), _("Outcomes decided"))
    known = [_known_of(page, row) for row in rows]
    kept = [at for at in range(len(heads)) if any(told[at] for told in known)]
    unknown = page.tongue.join(
        [heads[at][:1].lower() + heads[at][1:] for at in range(len(heads)) if at not in kept]
    )
    note = runs(_("Not known of any of them: %(what)s.") % {"what": unknown}) if unknown else ()
    if not kept:
        held = ngettext("%(count)s meeting was held.", "%(count)s meetings were held.", len(rows))
        marks = list(dict.fromkeys(part for row in rows for part in standing_tag(row)))
        return Paragraph(runs(held % {"count": page.tongue.number(len(rows))}, *marks, " ", *note))
    columns = (Column(_("Meeting"), width=1.6), *(Column(heads[at]) for at in kept))
    lines = []
    for row, told in zip(rows, known, strict=True):
        cells = [cell(*(told[at] or runs(_("not known")))) for at in kept]
        lines.append(TableRow((cell(page.tongue.label(row.name), *standing_tag(row)), *cells)))
    return Table(_("Reflection meetings"), columns, tuple(lines), note=note, id=name)


def _known_of(page: Page, row: Any) -> tuple[Runs, Runs, Runs]:
    """When and where, who came, and the outcomes decided; empty where it is not known."""
    decided = [
        outcome.key
        for outcome in page.records.of("outcome")
        if any(verdict.meeting == row.key for verdict in outcome.verdicts)
    ]
    when = page.tongue.join([page.tongue.when(row.when), row.place])
    return runs(when), runs(page.tongue.join(row.attendees)), page.links("outcome", decided)


def world(page: Page, block: BlockRow) -> list[Block]:
    """Where offices acted, on a map: the countries of focus, the offices with activities, and the other offices."""
    acting = {row.office for row in page.records.of("activity")}
    offices_here = page.records.of("office")
    where = {row.country for row in page.records.of("activity") if row.country}
    acted_in = where | {row.country for row in offices_here if row.key in acting}
    caption = page.tongue.say(block.caption) if block.caption else _("Where offices acted")
    told = frame(page, caption, _("{places} countries and territories in which offices acted or take part."))
    return figure(
        page,
        lambda: world_chart(
            told,
            page.tongue,
            countries=page.records.of("focus-country"),
            acted_in=acted_in,
            taking_part={row.country for row in offices_here},
        ),
        caption=caption,
        sources=["count:activities", "count:offices-named"],
        name=block.key,
    )
