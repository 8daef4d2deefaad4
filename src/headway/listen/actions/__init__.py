"""Writing moments and content types, and what is brought into the lake."""

from __future__ import annotations

from headway.listen.actions.imports import (
    Answer,
    Arrived,
    answer_import,
    cancel_import,
    note_fault,
    receive_import,
    sweep_imports,
    withhold,
)
from headway.listen.actions.moments import KINDS, keep_listening
from headway.listen.actions.planned import drop_media_target, plan_media
from headway.listen.actions.requests import Request, change_request, note_request, remove_request
from headway.listen.actions.surveys import cancel_surveys, receive_surveys, undo_surveys, write_surveys
from headway.listen.actions.undoing import undo_import
from headway.listen.actions.upkeep import compact_lake, vacuum_lake
from headway.listen.actions.withholding import tell_again, withhold_one
from headway.listen.actions.writing import Cancelled, Ready, import_rows, plan_import, write_import

__all__ = [
    "KINDS",
    "Answer",
    "Arrived",
    "Cancelled",
    "Ready",
    "Request",
    "answer_import",
    "cancel_import",
    "cancel_surveys",
    "change_request",
    "compact_lake",
    "drop_media_target",
    "import_rows",
    "keep_listening",
    "note_fault",
    "note_request",
    "plan_import",
    "plan_media",
    "receive_import",
    "receive_surveys",
    "remove_request",
    "sweep_imports",
    "tell_again",
    "undo_import",
    "undo_surveys",
    "vacuum_lake",
    "withhold",
    "withhold_one",
    "write_import",
    "write_surveys",
]
