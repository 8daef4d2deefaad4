"""The whole database as a value, so that a test can say that nothing changed."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

# Kept by the framework, or the same in every installation.
_APART = ("contenttypes", "auth", "sessions")


def everything() -> dict[str, list[str]]:
    """Every row of every table of ours, as stored (a sealed text as its cipher); asked for hundreds of times, so without models."""
    found = {}
    with connection.cursor() as cursor:
        for label, statement in _statements():
            cursor.execute(statement)
            found[label] = sorted(map(_as_text, cursor.fetchall()))
    return found


def _as_text(row: tuple[Any, ...]) -> str:
    views = any(isinstance(cell, memoryview) for cell in row)
    return str([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] if views else row)


def counts() -> dict[str, int]:
    """How many rows each table has."""
    return {label: len(rows) for label, rows in everything().items()}


@cache
def _statements() -> list[tuple[str, Any]]:
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label not in _APART]
    quote = connection.ops.quote_name
    return [(model._meta.label, f"SELECT * FROM {quote(model._meta.db_table)}") for model in models]
