"""The lake: what is too large for the database's rows, as files in a folder of its own under HEADWAY_HOME.

This is the one place that touches it. Its tables are folders of files that never change once written, beside a log
of which files belong to which version. The database says which of them are read: those of imports that are committed.
"""

from __future__ import annotations

from headway.lake.folder import Store, lake_files, lake_folder, lake_store, one_at_a_time
from headway.lake.intake import Source, connect, stage
from headway.lake.planning import Decided, Plan, Planning, Stamp, days_seen, rebuilt_days, summed, told
from headway.lake.reading import Files, Reading, reading
from headway.lake.tables import (
    ADDITIVITY,
    AGAIN_OF,
    DAYS_OF,
    KEY_OF,
    MENTIONS,
    POSTS,
    TABLE_OF,
    TABLES,
    columns_of,
    schema_of,
)
from headway.lake.upkeep import faults_of_files, faults_of_sums, packed, strays, take_away
from headway.lake.writing import Written, append, discard, unlog

__all__ = [
    "ADDITIVITY",
    "AGAIN_OF",
    "DAYS_OF",
    "KEY_OF",
    "MENTIONS",
    "POSTS",
    "TABLES",
    "TABLE_OF",
    "Decided",
    "Files",
    "Plan",
    "Planning",
    "Reading",
    "Source",
    "Stamp",
    "Store",
    "Written",
    "append",
    "columns_of",
    "connect",
    "days_seen",
    "discard",
    "faults_of_files",
    "faults_of_sums",
    "lake_files",
    "lake_folder",
    "lake_store",
    "one_at_a_time",
    "packed",
    "reading",
    "rebuilt_days",
    "schema_of",
    "stage",
    "strays",
    "summed",
    "take_away",
    "told",
    "unlog",
]
