"""The list of facts: every number of a campaign, of four kinds that no one query could read together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from headway.audit.queries import keys_found
from headway.lib.folding import fold
from headway.pages.export import Cell
from headway.pages.listing import Listing, Option, Scope, Table
from headway.pages.speech import speech
from headway.plan.queries import all_of_plan
from headway.report.facts import Fact, FactKind
from headway.report.page.counted import count_statement
from headway.report.page.sources import about_figure
from headway.report.page.tongue import Tongue
from headway.report.queries import open_figures, open_published
from headway.report.tracing import counted, fact_href, page_of, totals_of
from headway.report.words import colon

_PARTS = re.compile(r"[\s,.'’٬\u00a0\u202f]")
_SHARE = re.compile(r"\s*[%٪]$")


def kind_in_short() -> dict[str, str]:
    return {
        FactKind.PUBLISHED: pgettext("a figure", "published"),
        FactKind.TOTAL: pgettext("a figure", "added up"),
        FactKind.COUNT: pgettext("a figure", "counted"),
        FactKind.FIGURE: pgettext("a figure", "single"),
    }


@dataclass(frozen=True)
class Line:
    """One number in the list: its value, what it says, where it comes from, and its page."""

    kind: str
    value: str
    statement: str
    href: str
    key: str
    number: Decimal | None = None
    row: Any = None


Make = Callable[[Sequence[Any]], list[Line]]


@dataclass(frozen=True)
class Numbers:
    """All numbers of a campaign, one kind after the other, as a list reads them: counted, cut, and searched."""

    campaign: Any
    kinds: tuple[str, ...]
    text: str = ""

    def count(self) -> int:
        return sum(length for _part, length, _make in self._measured)

    def __getitem__(self, cut: slice) -> list[Line]:
        made: list[Line] = []
        begins, ends = cut.start or 0, cut.stop or 0
        for part, length, make in self._measured:
            if begins < length and ends > 0:
                made += make(list(part[max(begins, 0) : ends]))
            begins, ends = begins - length, ends - length
        return made

    @cached_property
    def _measured(self) -> list[tuple[Any, int, Make]]:
        parts = self._parts()
        return [(part, len(part) if isinstance(part, list) else part.count(), make) for part, make in parts]

    def order_by(self, *_fields: str) -> Numbers:
        return self

    def _parts(self) -> Iterable[tuple[Any, Make]]:
        """Published facts first: they are what a reader has met elsewhere."""
        every: dict[str, tuple[Callable[[], Any], Make]] = {
            FactKind.PUBLISHED: (self._published, self._told),
            FactKind.TOTAL: (self._totals, self._computed),
            FactKind.COUNT: (self._counts, self._computed),
            FactKind.FIGURE: (self._figures, self._told),
        }
        for kind, (read, make) in every.items():
            if kind in self.kinds:
                yield read(), make

    def _published(self) -> QuerySet[Any]:
        rows = open_published(self.campaign).order_by("position", "key")
        if not self.text:
            return rows
        return rows.filter(
            Q(key__in=keys_found(self.campaign, "published", self.text))
            | self._valued()
            | Q(measure__in=self._measures())
        )

    def _figures(self) -> QuerySet[Any]:
        rows = open_figures(self.campaign).order_by("position", "key")
        if not self.text:
            return rows
        activities = keys_found(self.campaign, "activity", self.text)
        return rows.filter(
            Q(activity__key__in=activities) | self._valued() | Q(measure__in=self._measures())
            | Q(words__icontains=self.text)
        )  # fmt: skip

    def _valued(self) -> Q:
        values = values_meant(self.text)
        return Q(value__in=values) if values else Q(pk__in=[])

    @cached_property
    def _all_measures(self) -> list[Any]:
        return all_of_plan(self.campaign, "measure")

    def _measures(self) -> list[Any]:
        return [row.pk for row in self._all_measures if self._says(speech().say(row.name))]

    def _says(self, text: str) -> bool:
        return fold(self.text) in fold(text)

    def _totals(self) -> list[Any]:
        names = {row.key: row.name for row in self._all_measures}
        facts = totals_of(self.campaign)
        lines = [
            (facts[key], _("%(measure)s, all figures together") % {"measure": speech().say(name)})
            for key, name in names.items()
            if key in facts
        ]
        return self._that_say(lines)

    def _counts(self) -> list[Any]:
        return self._that_say([(fact, count_statement(key)) for key, fact in counted(self.campaign).items()])

    def _that_say(self, lines: list[tuple[Fact, str]]) -> list[tuple[Fact, str]]:
        values = values_meant(self.text)
        return [line for line in lines if not self.text or self._says(line[1]) or line[0].value in values]

    def _told(self, rows: Sequence[Any]) -> list[Line]:
        if not rows:
            return []
        page = page_of(self.campaign, rows)
        made = []
        for row in rows:
            fact = page.facts.numbers[f"{row.row.kind}:{row.key}"]
            if fact.kind is FactKind.PUBLISHED:
                said = page.name("published", row.key).text
            else:
                measure, about = (
                    page.name("measure", row.measure.key).text,
                    about_figure(page, page.records.get("figure", row.key)),
                )
                said = f"{measure}{colon()}{about}" if about else measure
            unit = f" {speech().say(row.unit)}" if getattr(row, "unit", None) else ""
            made.append(
                Line(
                    fact.kind,
                    page.tongue.fact(fact) + unit,
                    said,
                    fact_href(self.campaign, fact.id),
                    fact.id,
                    _one_number(fact),
                    row,
                )
            )
        return made

    def _computed(self, lines: Sequence[tuple[Fact, str]]) -> list[Line]:
        tongue = Tongue(get_language() or "en", self.campaign.language)
        return [
            Line(
                fact.kind,
                _("a spread") if fact.is_spread else tongue.fact(fact),
                said,
                fact_href(self.campaign, fact.id),
                fact.id,
                _one_number(fact),
            )
            for fact, said in lines
        ]


def _one_number(fact: Fact) -> Decimal | None:
    """A range or a spread is not one number: neither of its ends may be taken for it."""
    return None if fact.is_spread or fact.high is not None else fact.value


def values_meant(text: str) -> list[Decimal]:
    """The numbers that a reader can mean by "2,107", "2 107", "٢٬١٠٧" or "27 %"."""
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text.strip())
    share = bool(_SHARE.search(digits))
    digits = _SHARE.sub("", digits)
    meant = []
    for written in (digits.replace(",", "."), _PARTS.sub("", digits)):
        try:
            value = Decimal(written)
        except InvalidOperation:
            continue
        if value.is_finite() and abs(value) < 10**14:
            meant.append(value / 100 if share else value)
    return list(dict.fromkeys(meant))


def kind_words() -> dict[str, str]:
    """What each kind of number is called."""
    return {
        FactKind.PUBLISHED: _("Published by a source"),
        FactKind.TOTAL: _("Added up from figures"),
        FactKind.COUNT: _("Counted from records"),
        FactKind.FIGURE: _("Single figures"),
    }


KIND_OF_NUMBER = gettext_lazy("Kind of number")


@dataclass(frozen=True)
class OfKind:
    """By where a number comes from."""

    name: str = "kind"
    label: Any = KIND_OF_NUMBER
    many: bool = True

    def options(self, records: QuerySet[Any], scope: Scope) -> list[Option]:
        return [Option(str(kind), said) for kind, said in kind_words().items()]

    def option(self, value: str, scope: Scope, records: QuerySet[Any]) -> Option | None:
        return None

    def narrow(self, records: QuerySet[Any], values: Sequence[str], scope: Scope) -> QuerySet[Any]:
        return _as_records(replace(cast(Any, records), kinds=tuple(values)))


def _searched(records: QuerySet[Any], text: str, scope: Scope) -> QuerySet[Any]:
    return _as_records(replace(cast(Any, records), text=text))


def _as_records(numbers: Any) -> QuerySet[Any]:
    """A list asks of its records no more than `Numbers` can do."""
    return cast("QuerySet[Any]", numbers)


def _as_table(numbers: Any, scope: Scope) -> tuple[Sequence[str], list[Sequence[Cell]]]:
    """All numbers as the page says them, and beside each its plain value for a machine."""
    lines, words = numbers[0 : numbers.count()], kind_words()
    heads = (_("Kind of number"), _("What it says"), _("As it is written"), _("Number"), _("Key"))
    return heads, [
        (words[line.kind], line.statement, line.value, "" if line.number is None else line.number, line.key)
        for line in lines
    ]


FACTS = Listing(
    name="facts",
    filters=(OfKind(),),
    search=_searched,
    size=40,
    can_be_taken=True,
    table=Table("fact", _as_table),
)


def all_numbers(campaign: Any) -> Any:
    return Numbers(campaign, tuple(kind_words()))
