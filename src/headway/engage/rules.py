"""Who may know of a case, and what may be shown of it."""

from __future__ import annotations

from collections.abc import Iterable

from headway.engage.rows import CaseRow, ConsentTo


def may_publish(case: CaseRow) -> bool:
    """True where the person agreed to be named in public, and has not taken that back."""
    return any(
        consent.consent_to is ConsentTo.PUBLISH and consent.given and consent.revoked is None
        for consent in case.consents
    )


def countries_of(rows: Iterable[object]) -> frozenset[str]:
    """Every country that the rows lie in, as far as they say."""
    found: set[str] = set()
    for row in rows:
        if country := getattr(row, "country", None):
            found.add(country)
        found.update(getattr(row, "countries", ()))
    return frozenset(found)
