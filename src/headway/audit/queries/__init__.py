"""Every read of the log, of the records that it follows, and of the words by which they are found."""

from __future__ import annotations

from headway.audit.queries.log import entries_about, first_broken_entry, head, payload_text
from headway.audit.queries.records import (
    can_be_restricted,
    linked_keys,
    model_of,
    records_inside,
    rows_of,
)

__all__ = [
    "can_be_restricted",
    "entries_about",
    "first_broken_entry",
    "head",
    "linked_keys",
    "model_of",
    "payload_text",
    "records_inside",
    "rows_of",
]
