"""Writing new records: what is asked of the database differs from one to the next by its values alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Model
from django.db.models.constants import OnConflict

BATCH = 500


@dataclass(frozen=True)
class Over:
    """The columns by which a new record is one that there is already, and those of it that are written over."""

    unique: tuple[str, ...]
    written: tuple[str, ...]


def insert(records: Sequence[Any], *, over: Over | None = None) -> None:
    """As `bulk_create`, of which more than half the time went into composing the same statement anew.

    All are of one model, and nobody asks for an id that the database gives them. Where one is `over` another, it is
    written over it.
    """
    if not records:
        return
    own = connections[DEFAULT_DB_ALIAS]
    fields, statement, row = _statement(records[0]._meta.model)
    further = ""
    if over is not None:
        further = f" {own.ops.on_conflict_suffix_sql(fields, OnConflict.UPDATE, over.written, over.unique)}"
    values = [
        [field.get_db_prep_save(field.pre_save(one, add=True), own) for field in fields] for one in records
    ]
    with own.cursor() as cursor:
        if own.vendor == "sqlite":
            cursor.executemany(f"{statement}{row}{further}", values)
        else:
            for start in range(0, len(values), BATCH):
                some = values[start : start + BATCH]
                places = ", ".join([row] * len(some))
                cursor.execute(f"{statement}{places}{further}", [value for one in some for value in one])
    for one in records:
        one._state.adding, one._state.db = False, own.alias


@cache
def _statement(model: type[Model]) -> tuple[tuple[Any, ...], str, str]:
    """The fields that a new record fills, the statement up to its values, and the places of one record's."""
    fields = tuple(field for field in model._meta.concrete_fields if not isinstance(field, AutoField))
    name = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = ", ".join(name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    # Of names that stand in the model, and of no value.
    return fields, f"INSERT INTO {name(model._meta.db_table)} ({columns}) VALUES ", f"({places})"  # noqa: S608
