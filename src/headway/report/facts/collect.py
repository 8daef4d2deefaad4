"""Reads the facts of a campaign: once, in one snapshot, and only through the rooms' own queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from headway.audit.snapshot import snapshot
from headway.report.facts.fact import Facts
from headway.report.facts.numbers import numbers_of, results_of
from headway.report.facts.redact import Profile, redact
from headway.report.queries import records_of


def collect_facts(campaign: Any, profile: Profile) -> Facts:
    """All that a report of this profile may tell of the campaign. Restricted records are never read."""
    with snapshot():
        rows = records_of(campaign)
    return facts_from(rows, profile)


def facts_from(rows: Mapping[str, Iterable[Any]], profile: Profile) -> Facts:
    """The facts that come of rows as a pack holds them."""
    records = redact(rows, profile)
    results = results_of(records)
    return Facts(records, profile, numbers_of(records, results), results)
