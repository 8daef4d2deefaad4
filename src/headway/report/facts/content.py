"""What an edition is made of, at one moment: its facts and its outline; frozen as text, and read back the same.

Frozen rows were redacted already: a field that must be filled in a pack may be empty here. So each field is read by its
own type, and what a row must hold as a whole is not asked again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, cast

from pydantic import TypeAdapter

from headway.audit.queries import model_of
from headway.audit.snapshot import snapshot
from headway.lib.rows import Row, dump_row, shape_of
from headway.listen.rows import HeardRow, PolledRow
from headway.report.facts.fact import Facts
from headway.report.facts.numbers import numbers_of, results_of
from headway.report.facts.records import Records
from headway.report.facts.redact import Profile, redact
from headway.report.queries import chapters_of, records_of

CHAPTER = "chapter"


@dataclass(frozen=True)
class Content:
    """Facts, and the chapters that tell them: nobody's name stands in one that was taken out of the other."""

    facts: Facts
    chapters: tuple[Any, ...]


def collect_content(campaign: Any, profile: Profile) -> Content:
    """The present state of a campaign as this profile may show it."""
    with snapshot():
        rows = {**records_of(campaign), CHAPTER: chapters_of(campaign)}
    return content_from(rows, profile)


def content_from(rows: Mapping[str, Iterable[Any]], profile: Profile) -> Content:
    redacted = redact(rows, profile)
    return _content(redacted.tops, redacted.nameless, profile)


def _content(tops: Mapping[str, tuple[Row, ...]], nameless: Mapping[str, int], profile: Profile) -> Content:
    records = Records({kind: rows for kind, rows in tops.items() if kind != CHAPTER}, nameless)
    results = results_of(records)
    return Content(Facts(records, profile, numbers_of(records, results), results), tops.get(CHAPTER, ()))


def frozen(content: Content) -> str:
    """The content as text, which `thawed` reads back."""
    facts = content.facts
    rows = {**facts.records.tops, CHAPTER: content.chapters}
    whole = {
        "profile": str(facts.profile),
        "nameless": dict(facts.records.nameless),
        "rows": {kind: [dump_row(row) for row in held] for kind, held in rows.items() if held},
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


# Answers stand in no table: they are asked when an edition is made.
_WITHOUT_MODEL: Mapping[str, type[Row]] = {HeardRow.kind: HeardRow, PolledRow.kind: PolledRow}


def thawed(text: str) -> Content:
    whole = json.loads(text)
    tops = {
        kind: tuple(_row(_row_class(kind), data) for data in rows) for kind, rows in whole["rows"].items()
    }
    return _content(tops, whole["nameless"], Profile(whole["profile"]))


def _row_class(kind: str) -> type[Row]:
    return _WITHOUT_MODEL.get(kind) or cast(type[Row], model_of(kind).row)


def _row(row_class: type[Row], data: Mapping[str, Any]) -> Row:
    inside = dict(shape_of(row_class).children)
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name in inside:
            values[name] = tuple(_row(inside[name], one) for one in value)
        elif name in row_class.model_fields:
            values[name] = _reader(row_class, name).validate_python(value) if value else value
    return row_class.model_construct(**values)


@cache
def _reader(row_class: type[Row], name: str) -> TypeAdapter[Any]:
    info = row_class.model_fields[name]
    annotated: Any = Annotated[info.annotation, info]
    return TypeAdapter(annotated)
