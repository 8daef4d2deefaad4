"""What an import is and what may become of it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What is brought in."""

    MEDIA = "media"
    SOCIAL = "social"


class ImportState(StrEnum):
    """Where an import stands. Only what is `written` is read."""

    WAITING = "waiting"
    ASKING = "asking"
    PLANNED = "planned"
    WRITTEN = "written"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNDONE = "undone"


class WithheldKind(StrEnum):
    """What can be withheld."""

    WORD = "word"
    ACCOUNT = "account"


# From where one may go: planned anew where an answer was given, written once, undone once.
NEXT = {
    ImportState.WAITING: {ImportState.ASKING, ImportState.PLANNED, ImportState.FAILED, ImportState.CANCELLED},
    ImportState.ASKING: {ImportState.WAITING, ImportState.CANCELLED, ImportState.FAILED},
    ImportState.PLANNED: {
        ImportState.PLANNED, ImportState.WAITING, ImportState.WRITTEN, ImportState.FAILED, ImportState.CANCELLED, ImportState.ASKING,
    },
    ImportState.WRITTEN: {ImportState.UNDONE},
    ImportState.FAILED: {ImportState.WAITING, ImportState.CANCELLED},
    ImportState.CANCELLED: set(),
    ImportState.UNDONE: set(),
}  # fmt: skip


def may_become(state: str, wanted: ImportState) -> bool:
    return wanted in NEXT[ImportState(state)]
