"""Every read of the log, of the records that it follows, and of the words by which they are found."""

from __future__ import annotations

from headway.audit.queries.changes import Change
from headway.audit.queries.history import (
    Told,
    all_entries,
    hidden_from,
    history_of,
    known_record,
    readable,
    states_of,
    told,
)
from headway.audit.queries.indexed import lent_by
from headway.audit.queries.log import (
    entries_about,
    first_broken_entry,
    head,
    last_change,
    last_changes_but_of,
    payload_text,
)
from headway.audit.queries.placing import Known, choices, in_campaigns
from headway.audit.queries.records import (
    can_be_restricted,
    kinds_of_records,
    linked_keys,
    model_of,
    names_of,
    pointing_at,
    records_inside,
    row_of,
    rows_of,
)
from headway.audit.queries.search import Hit, Search, keys_found, matching, titles_of

__all__ = [
    "Change",
    "Hit",
    "Known",
    "Search",
    "Told",
    "all_entries",
    "can_be_restricted",
    "choices",
    "entries_about",
    "first_broken_entry",
    "head",
    "hidden_from",
    "history_of",
    "in_campaigns",
    "keys_found",
    "kinds_of_records",
    "known_record",
    "last_change",
    "last_changes_but_of",
    "lent_by",
    "linked_keys",
    "matching",
    "model_of",
    "names_of",
    "payload_text",
    "pointing_at",
    "readable",
    "records_inside",
    "row_of",
    "rows_of",
    "states_of",
    "titles_of",
    "told",
]
