"""Who may know of a case, and what may be shown of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from headway.engage.rows import CaseRow, ConsentTo
from headway.lib.edtf import ImpreciseDate


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


def month_of(when: ImpreciseDate | None) -> ImpreciseDate | None:
    """The month in which a date lies, or the year where it may lie in several; None for no date."""
    day = (when.earliest or when.latest) if when is not None else None
    if when is None or day is None:
        return None
    one_month = when.latest is not None and (when.latest.year, when.latest.month) == (day.year, day.month)
    return ImpreciseDate.parse(f"{day:%Y-%m}" if one_month else f"{day.year:04}")
