"""The whole database as a value, so that a test can say that nothing changed."""

from __future__ import annotations

from typing import Any

from django.apps import apps

# Kept by the framework, or the same in every installation.
_APART = ("contenttypes", "auth", "sessions")


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, as stored (a sealed text as its cipher)."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label not in _APART]
    return {model._meta.label: sorted(map(_plain, model._default_manager.values_list())) for model in models}


def counts() -> dict[str, int]:
    """How many rows each table has."""
    return {label: len(rows) for label, rows in everything().items()}


def _plain(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(repr(bytes(cell)) if isinstance(cell, (bytes, memoryview)) else str(cell) for cell in row)
