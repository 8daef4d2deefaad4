"""The facts of a report: every record and every number, as one profile may show them, read once."""

from __future__ import annotations

from headway.report.facts.changes import Change, Changes, How, changes_between
from headway.report.facts.collect import collect_facts, facts_from
from headway.report.facts.content import Content, collect_content, frozen, thawed
from headway.report.facts.fact import Fact, FactKind, Facts, Ref
from headway.report.facts.records import Records
from headway.report.facts.redact import Profile, redact

__all__ = [
    "Change", "Changes", "Content", "Fact", "FactKind", "Facts", "How", "Profile", "Records", "Ref", "changes_between",
    "collect_content", "collect_facts", "facts_from", "frozen", "redact", "thawed",
]  # fmt: skip
