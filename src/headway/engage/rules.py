"""Who may know of a case, and what may be shown of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headway.engage.rows import CaseRow, ConsentTo


def may_publish(case: CaseRow) -> bool:
    """True where the person agreed to be named in public, and has not taken that back.

    Where nobody recorded whether they agreed, a name may be shown only if it stands in a published document already.
    """
    asked = [consent for consent in case.consents if consent.consent_to is ConsentTo.PUBLISH]
    if not asked:
        return bool(case.published_in)
    return all(consent.given and consent.revoked is None for consent in asked)


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
