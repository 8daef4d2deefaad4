"""Who may know of a case, and what may be shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from headway.engage.rows import CaseRow, ConsentTo, Grade, PartnerRow
from headway.lib.edtf import ImpreciseDate
from headway.lib.kinds import Kinds
from headway.lib.tongue import say

# What is told of a case to few: it is always sealed.
NOTES = ("well_being", "risk")
# An ordinary export leaves these out, and an ordinary pack that comes back takes none of them away.
TOLD_TO_FEW = ("protected_name", *NOTES)


def may_publish(case: CaseRow) -> bool:
    """True where the person agreed to be named in public, and has not taken that back.

    Where nobody recorded whether they agreed, a name may be shown only if it stands in a published document already.
    """
    agreed = [
        consent.given and consent.revoked is None
        for consent in case.consents
        if consent.consent_to is ConsentTo.PUBLISH
    ]
    return may_be_named(agreed, bool(case.published_in))


def may_be_named(agreed: Sequence[bool], stands_in_public: bool) -> bool:
    """`agreed` tells of each consent on record whether it holds; where there is none, what is public already decides."""
    return all(agreed) if agreed else stands_in_public


def faults_of_grades(rows: Iterable[Any], kinds: Kinds) -> Iterator[tuple[PartnerRow, str]]:
    """Partners with a grade whose kind has none, where the campaign itself says which kinds are graded."""
    for row in rows if kinds.own else ():
        kind = kinds.get(row.partner_kind)
        if kind is not None and not kind.graded and row.grade is not Grade.NOT_GRADED:
            yield row, say('grade: a partner of the kind "{kind}" has no grade', kind=kind.key)


def countries_of(row: Any, focus: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Every country that a record lies in, as far as it says: its own, and those of its countries of focus.

    A country of focus may be several countries under one name; a record that names one of them lies in that one.
    """
    own = frozenset({row.country} if getattr(row, "country", None) else ())
    own |= frozenset(getattr(row, "countries", ()))
    found = set(own)
    for key in {*getattr(row, "focus_countries", ()), getattr(row, "focus_country", "")} - {""}:
        around = focus.get(key, frozenset())
        if not own & around:
            found |= around
    return frozenset(found)


def year_of(when: ImpreciseDate | None, *, latest: bool) -> ImpreciseDate | None:
    """The year by which a date is put in order: that of its latest day, or of its earliest; None for no date.

    Of months there would be no order that a reader could follow: many a date is known to the year alone.
    """
    if when is None:
        return None
    day = (when.latest or when.earliest) if latest else (when.earliest or when.latest)
    return ImpreciseDate.parse(f"{day.year:04}") if day is not None else None


def start_by(when: ImpreciseDate | None, weeks: int | None) -> date | None:
    """The last day on which the work for something may begin; None where its date or how long it takes is not known."""
    if when is None or when.earliest is None or not weeks:
        return None
    return when.earliest - timedelta(weeks=weeks)


# So many things in one month are much at once for one office.
MANY_AT_ONCE = 4
# What goes on longer stands in no month of a calendar.
LONGEST_IN_A_MONTH_DAYS = 42


def month_of(when: ImpreciseDate) -> tuple[int, int] | None:
    """The month in which a date stands in a calendar, by its beginning; None where it is too long or too vague for one."""
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return None
    same = (first.year, first.month) == (last.year, last.month)
    return (first.year, first.month) if same or (last - first).days <= LONGEST_IN_A_MONTH_DAYS else None
