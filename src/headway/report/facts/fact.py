"""What a fact is: one number (or judgement in words) with a stable id, and all that is known about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from headway.lib.additivity import Additivity, LeftOut, Reason, Result
from headway.lib.precision import Precision
from headway.lib.rows import dump_number, dump_row
from headway.lib.standing import Standing
from headway.report.facts.records import Records, Ref
from headway.report.facts.redact import Profile

__all__ = ["Fact", "FactKind", "Facts", "Ref"]


class FactKind(StrEnum):
    """Where a number comes from: one record, a source's own sum, a count of records, or a sum of figures."""

    FIGURE = "figure"
    PUBLISHED = "published"
    COUNT = "count"
    TOTAL = "total"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A number as it may be shown. With `high` it lies between `value` and `high`; without a value there are `words`.

    `rows` are the records that it rests on. `additivity` says how figures of its measure may be taken together, and
    `reasons` why a total is a range or was refused.
    """

    kind: FactKind
    key: str
    value: Decimal | None = None
    high: Decimal | None = None
    precision: Precision = Precision.EXACT
    words: str = ""
    measure: str = ""
    is_share: bool = False
    additivity: Additivity | None = None
    is_spread: bool = False
    refused: Reason | None = None
    reasons: tuple[Reason, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    standing: Standing = Standing.PRINTED
    why: str = ""
    section: str = ""
    rows: tuple[Ref, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.key}"

    def canonical(self) -> dict[str, Any]:
        """The fact as plain text, for the digest."""
        return {
            "id": self.id,
            "value": "" if self.value is None else dump_number(self.value),
            "high": "" if self.high is None else dump_number(self.high),
            "precision": str(self.precision),
            "words": self.words,
            "refused": str(self.refused or ""),
            "reasons": [str(reason) for reason in self.reasons],
            "rows": [f"{kind}:{key}" for kind, key in sorted(self.rows)],
        }


@dataclass(frozen=True)
class Facts:
    """One campaign as one profile may show it, at one moment."""

    records: Records
    profile: Profile
    numbers: Mapping[str, Fact]
    results: Mapping[str, Result] = field(default_factory=dict)

    @property
    def campaign(self) -> Any:
        return self.records.campaign

    def fact(self, name: str) -> Fact | None:
        """The fact of this id, or None."""
        return self.numbers.get(name)

    def digest(self) -> str:
        """SHA-256 over all records and numbers, whatever order they came in."""
        rows = {
            kind: [dump_row(row) for row in sorted(rows, key=lambda row: row.key)]
            for kind, rows in sorted(self.records.tops.items())
            if rows
        }
        numbers = [self.numbers[name].canonical() for name in sorted(self.numbers)]
        whole = {"profile": str(self.profile), "records": rows, "numbers": numbers}
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
