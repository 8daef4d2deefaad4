"""Looks whether every file that a record names lies where it should, and is what it was when it came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from headway.collect.queries.attachments import Fault, Faulty, faulty_files, files_of_records
from headway.lib.hints import kind_in_words
from headway.lib.tongue import say
from headway.movement.actions import require


@dataclass(frozen=True)
class Looked:
    """How many files records hold, and what is wrong with some of them, a line each."""

    files: int
    faults: tuple[str, ...]


def look_at_files(*, acting_user: Any) -> Looked:
    """Open each file, and compare what is in it with what was kept."""
    require(acting_user, "operate")
    return Looked(sum(1 for _ in files_of_records()), _in_lines(faulty_files()))


def missing_files() -> tuple[str, ...]:
    """What is not there at all, a line each; without opening any file."""
    return _in_lines(faulty_files(unopened=True))


def _in_lines(faulty: Iterable[Faulty]) -> tuple[str, ...]:
    return tuple(map(_in_words, faulty))


def _in_words(one: Faulty) -> str:
    given = {"kind": kind_in_words(one.kind), "key": one.key, "file": one.file}
    if one.fault is Fault.MISSING:
        return say("{kind} {key}: the file {file} is missing", **given)
    return say("{kind} {key}: the file {file} is damaged", **given)
