"""Traces one number back to the records that it came from, reading no more than these.

A report reads a whole campaign; a page of one number reads the rows that bear on it and hands them to the same code, so
that page and report say the same. What is restricted is never read. Pages speak to people who hold a role, so the
profile is the internal one; protected names are taken out of every text even so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeVar, cast

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headway.collect.queries import results_of
from headway.collect.rows import ActivityRow, FigureRow, PublishedKind, PublishedRow
from headway.engage.rows import CaseRow
from headway.lib.additivity import Additivity, NoFigures, total
from headway.lib.precision import Precision
from headway.lib.rows import Row
from headway.lib.standing import Standing
from headway.listen.rows import MomentRow
from headway.movement.rows import OfficeRow
from headway.pages.places import address_of
from headway.plan.queries import all_of_plan, remembered, source_documents_of
from headway.plan.rows import CampaignRow, FocusCountryRow, MeasureRow, PeriodRow, SourceDocumentRow
from headway.report.blocks import SourceOfFigure
from headway.report.facts import Fact, FactKind, Facts, Profile, Records
from headway.report.facts.numbers import figures_of, measure_of, numbers_of, total_fact
from headway.report.facts.scrub import scrubber_of
from headway.report.page.counted import count_statement
from headway.report.page.page import Page
from headway.report.page.sources import about_figure, source_of
from headway.report.page.tongue import Tongue
from headway.report.queries import (
    COUNTED,
    counts_of,
    measure_by_key,
    open_figures,
    open_published,
    records_counted,
    secret_names,
)

Built = TypeVar("Built", bound=Row)
# A total of more figures than this names the first of them and says how many there are.
MOST_ROWS = 200


@dataclass(frozen=True)
class Behind:
    """A record behind a number: what it is called, its value where it has one, and its page."""

    text: str
    href: str
    value: str = ""


@dataclass(frozen=True)
class Trace:
    """One number with its statement, how it was put together, where it comes from and what stands behind it."""

    fact: Fact
    source: SourceOfFigure
    behind: tuple[Behind, ...]
    count: int
    row: Any = None
    parts: tuple[Behind, ...] = ()

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.behind)


def trace(campaign: Any, name: str) -> Trace | None:
    """The number of this id (`figure:KEY`, `published:KEY`, `total:MEASURE`, `count:NAME`), or None."""
    kind, _colon, key = name.partition(":")
    match kind:
        case FactKind.FIGURE:
            return _figure(campaign, key)
        case FactKind.PUBLISHED:
            return _published(campaign, key)
        case FactKind.TOTAL:
            return _total(campaign, key)
        case FactKind.COUNT:
            return _count(campaign, key)
    return None


def _figure(campaign: Any, key: str) -> Trace | None:
    rows = list(open_figures(campaign).filter(Q(key=key) | Q(part_of__key=key)))
    own = next((row for row in rows if row.key == key), None)
    if own is None:
        return None
    page = page_of(campaign, [*rows, *([own.part_of] if own.part_of else [])])
    name = f"figure:{key}"
    parts = tuple(_behind_figure(campaign, page, row) for row in rows if row is not own)
    behind = tuple(_records_of_figure(campaign, page, own))
    return Trace(page.facts.numbers[name], source_of(page, name, 1), behind, len(behind), own, parts)


def _records_of_figure(campaign: Any, page: Page, row: Any) -> Iterator[Behind]:
    """The records that a figure is about, each with its page."""
    if row.part_of:
        fact = page.facts.numbers.get(f"figure:{row.part_of.key}")
        said = page.tongue.fact(fact) if fact else ""
        yield Behind(
            _("The figure that it is part of"), fact_href(campaign, f"figure:{row.part_of.key}"), said
        )
    yield from _about(campaign, page, row)
    if row.measure:
        yield Behind(
            page.name("measure", row.measure.key).text, address_of("measure", campaign.key, row.measure.key)
        )


def _about(campaign: Any, page: Page, row: Any) -> Iterator[Behind]:
    for kind, field in (
        ("activity", "activity"), ("case", "case"), ("office", "office"), ("focus-country", "focus_country"),
        ("moment", "moment"),
    ):  # fmt: skip
        if (one := getattr(row, field, None)) is not None:
            yield Behind(page.name(kind, one.key).text, address_of(kind, campaign.key, one.key))


def _behind_figure(campaign: Any, page: Page, row: Any) -> Behind:
    fact = page.facts.numbers[f"figure:{row.key}"]
    text = (
        about_figure(page, page.records.get("figure", row.key)) or page.name("measure", row.measure.key).text
    )
    return Behind(text, fact_href(campaign, fact.id), page.tongue.fact(fact))


def _published(campaign: Any, key: str) -> Trace | None:
    rows = list(open_published(campaign).filter(Q(key=key) | Q(part_of__key=key)))
    own = next((row for row in rows if row.key == key), None)
    if own is None:
        return None
    page = page_of(campaign, [*rows, *([own.part_of] if own.part_of else [])])
    name = f"published:{key}"
    behind: list[Behind] = []
    if own.part_of:
        fact = page.facts.numbers[f"published:{own.part_of.key}"]
        whole = page.name("published", own.part_of.key).text
        behind.append(Behind(whole, fact_href(campaign, fact.id), page.tongue.fact(fact)))
    behind += _about(campaign, page, own)
    parts = tuple(
        Behind(
            page.name("published", row.key).text,
            fact_href(campaign, f"published:{row.key}"),
            page.tongue.fact(page.facts.numbers[f"published:{row.key}"]),
        )
        for row in rows
        if row is not own
    )
    return Trace(page.facts.numbers[name], source_of(page, name, 1), tuple(behind), len(behind), own, parts)


def _total(campaign: Any, key: str) -> Trace | None:
    measure = measure_by_key(campaign, key)
    fact = totals_of(campaign).get(key)
    if measure is None or fact is None:
        return None
    keys = [key for _kind, key in fact.rows[:MOST_ROWS]]
    rows = list(open_figures(campaign).filter(key__in=keys)) if keys else []
    page = page_of(campaign, [*rows, measure])
    behind = tuple(_behind_figure(campaign, page, row) for row in rows)
    bare = {**page.facts.numbers, fact.id: replace(fact, rows=())}
    source = source_of(Page(replace(page.facts, numbers=bare), page.tongue), fact.id, 1)
    return Trace(fact, source, behind, len(fact.rows), measure)


def _count(campaign: Any, key: str) -> Trace | None:
    if key not in COUNTED:
        return None
    number, records = records_counted(campaign, key)
    fact = Fact(
        kind=FactKind.COUNT, key=key, value=Decimal(number),
        standing=Standing.ENTERED if number else Standing.UNKNOWN,
    )  # fmt: skip
    tongue = Tongue(get_language() or "en", campaign.language)
    scrub = scrubber_of(secret_names(campaign))
    behind = tuple(
        Behind(scrub.text(tongue.say(label)) if label else key, address_of(kind, campaign.key, key))
        for kind, key, label in records
    )
    source = SourceOfFigure(
        id=fact.id, number=1, statement=count_statement(key), value=tongue.fact(fact),
        origin=_("Counted from the records of this edition."),
    )  # fmt: skip
    return Trace(fact, source, behind, number)


def fact_href(campaign: Any, name: str) -> str:
    return reverse("fact", args=[campaign.key, name])


def totals_of(campaign: Any) -> dict[str, Fact]:
    """What the figures of each measure come to, by measure; the same for every reader, so read once a change."""

    def read() -> dict[str, Fact]:
        measures = {row.key: _measure_row(row) for row in all_of_plan(campaign, "measure")}
        return {
            key: total_fact(measures[key], result)
            for key, result in results_of(campaign).items()
            if not isinstance(result, NoFigures)
        }

    return remembered("totals", campaign, read)


def counted(campaign: Any) -> dict[str, Fact]:
    """Every count of the campaign as a fact."""
    found = remembered("counts", campaign, lambda: counts_of(campaign))
    return {
        key: Fact(kind=FactKind.COUNT, key=key, value=Decimal(number), standing=Standing.ENTERED)
        for key, number in found.items()
    }


def page_of(campaign: Any, records: Iterable[Any]) -> Page:
    """These figures and published facts, and what they are about, as a page of a report holds them."""
    scrub = scrubber_of(secret_names(campaign))
    rows = {kind: [scrub.row(row) for row in own] for kind, own in _plain(records).items()}
    rows["campaign"] = [_campaign_row(campaign)]
    held = Records({kind: tuple(own) for kind, own in rows.items()})
    results = {row.key: total(measure_of(row, held), figures_of(held)) for row in held.of("measure")}
    numbers = {name: fact for name, fact in numbers_of(held, results).items() if fact.kind != FactKind.COUNT}
    facts = Facts(held, Profile.INTERNAL, numbers, results)
    return Page(facts, Tongue(get_language() or "en", campaign.language))


def _campaign_row(campaign: Any) -> CampaignRow:
    """The campaign with the titles of its sources, which a number's origin names."""

    def read() -> CampaignRow:
        sources = tuple(
            _built(SourceDocumentRow, key=row.key, title=row.title) for row in source_documents_of(campaign)
        )
        # Without their movement, so that offices keep their full names: a page says nothing of it before.
        return _built(CampaignRow, key=campaign.key, name=campaign.name, movement={}, sources=sources)

    return remembered("campaign row", campaign, read)


def _plain(records: Iterable[Any]) -> dict[str, list[Any]]:
    """Figures, published facts and all that they point at, as rows with no more than is shown of each."""
    found: dict[str, dict[str, Any]] = {}
    for record in records:
        if record.row.kind == "measure":
            found.setdefault("measure", {}).setdefault(record.key, _measure_row(record))
            continue
        make = _figure_row if record.row.kind == "figure" else _published_row
        found.setdefault(record.row.kind, {}).setdefault(record.key, make(record))
        for kind, field, build in _POINTED_AT:
            # Only what was read with the record: a part that stands for its whole points at nothing more.
            one = record._state.fields_cache.get(field) if hasattr(record, f"{field}_id") else None
            if one is not None:
                found.setdefault(kind, {}).setdefault(one.key, build(one))
    return {kind: list(rows.values()) for kind, rows in found.items()}


def _key(record: Any, field: str) -> str:
    one = record._state.fields_cache.get(field)
    return one.key if one is not None else ""


def _shared(record: Any) -> dict[str, Any]:
    names = "measure", "office", "case", "focus_country", "period", "part_of"
    return {
        **{name: _key(record, name) for name in names},
        "key": record.key, "value": record.value, "precision": Precision(record.precision), "words": record.words,
        "when": record.when, "source": record.source, "standing": Standing(record.standing), "reason": record.reason,
        "note": record.note,
    }  # fmt: skip


def _figure_row(record: Any) -> FigureRow:
    own = {"activity": _key(record, "activity"), "country": record.country or None, "of": record.of}
    return _built(FigureRow, **_shared(record), **own)


def _published_row(record: Any) -> PublishedRow:
    return _built(
        PublishedRow, **_shared(record), name=record.name, published_kind=PublishedKind(record.published_kind),
        unit=record.unit, made_of=record.made_of, moment=_key(record, "moment"),
    )  # fmt: skip


def _built(row: type[Built], **fields: Any) -> Built:
    """A row without checks: what comes from the database was checked when it came in."""
    return cast(Built, row.model_construct(**fields))


def _measure_row(one: Any) -> MeasureRow:
    return _built(
        MeasureRow, key=one.key, name=one.name, unit=one.unit, additivity=Additivity(one.additivity)
    )


_POINTED_AT: Sequence[tuple[str, str, Any]] = (
    ("measure", "measure", _measure_row),
    ("activity", "activity", lambda one: _built(ActivityRow, key=one.key, name=one.name, office="", activity_kind="")),
    ("case", "case", lambda one: _built(
        CaseRow, key=one.key, name=one.name, country=one.country, summary="")),
    ("office", "office", lambda one: _built(OfficeRow, key=one.key, name=one.name, country=one.country)),
    ("focus-country", "focus_country", lambda one: _built(
        FocusCountryRow, key=one.key, name=one.name, countries=tuple(one.countries))),
    ("period", "period", lambda one: _built(
        PeriodRow, key=one.key, name=one.name, begins=one.begins, ends=one.ends)),
    ("moment", "moment", lambda one: _built(MomentRow, key=one.key, name=one.name, when=one.when)),
)  # fmt: skip
