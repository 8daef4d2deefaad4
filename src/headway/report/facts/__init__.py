"""The facts of a report: every record and every number, as one profile may show them, read once."""

from __future__ import annotations

from headway.report.facts.collect import collect_facts, facts_from
from headway.report.facts.fact import Fact, FactKind, Facts, Ref
from headway.report.facts.records import Records
from headway.report.facts.redact import Profile, redact

__all__ = ["Fact", "FactKind", "Facts", "Profile", "Records", "Ref", "collect_facts", "facts_from", "redact"]
