"""Columns that every room uses: imprecise dates in four columns, texts that are sealed when their record is."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models

from headway.lib.edtf import ImpreciseDate
from headway.lib.sealed import PREFIX, Secret, is_sealed, open_sealed, seal

Columns = tuple[
    "models.CharField[str, str]",
    "SealedTextField",
    "models.DateField[Any, Any]",
    "models.DateField[Any, Any]",
]
# Before a plain text that would otherwise be taken for a sealed one, or for a text with this mark.
PLAIN = "plain:1:"


def when_columns(*, indexed: bool = False) -> Columns:
    """`x_edtf, x_words, x_earliest, x_latest = when_columns()` in the body of a model, then `x = When("x")`."""
    return (
        models.CharField(max_length=60, blank=True, default=""),
        SealedTextField(blank=True, default=""),
        models.DateField(null=True, blank=True, db_index=indexed),
        models.DateField(null=True, blank=True),
    )


class NewestFirst(models.Index):
    """An index in the order of lists that begin with the latest and end with what has no date.

    On SQLite what has no date comes last by itself where the order is turned round; PostgreSQL has to be told.
    """

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        statement = super().create_sql(model, schema_editor, using, **kwargs)
        if schema_editor.connection.vendor == "postgresql":
            columns: Any = statement.parts["columns"]
            columns.col_suffixes = [
                f"{one} NULLS LAST" if one == "DESC" else one for one in columns.col_suffixes
            ]
        return statement


class When:
    """Reads and writes the four columns of an imprecise date as one value."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        if instance is None:
            return self
        edtf = getattr(instance, f"{self.name}_edtf")
        return ImpreciseDate(*(getattr(instance, f"{self.name}_{part}") for part in PARTS)) if edtf else None

    def __set__(self, instance: Any, when: ImpreciseDate | None) -> None:
        for part, empty in zip(PARTS, ("", "", None, None), strict=True):
            setattr(instance, f"{self.name}_{part}", empty if when is None else getattr(when, part))


PARTS = ("edtf", "words", "earliest", "latest")


class SecretLabel(dict[str, Any]):
    """A label that must be sealed when it is stored."""


class SecretList(list[Any]):
    """A list of texts that must be sealed when it is stored."""


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that is encrypted at rest where its value is a `Secret`; what was sealed comes back as a Secret."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        if value is None or not is_sealed(value):
            return value.removeprefix(PLAIN) if value else value
        return open_sealed(settings.HEADWAY_KEYS, value)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Secret):
            return seal(settings.HEADWAY_KEYS, value)
        prepared = super().get_prep_value(value)
        marked = isinstance(prepared, str) and prepared.startswith((PREFIX, PLAIN))
        return PLAIN + prepared if marked else prepared


class SealedLabelField(models.TextField):  # type: ignore[type-arg]
    """A label (one text a language) that is encrypted at rest where its value is a `SecretLabel`."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        if is_sealed(value):
            return as_secret(json.loads(open_sealed(settings.HEADWAY_KEYS, value)))
        return json.loads(value)

    def get_prep_value(self, value: Any) -> Any:
        if value is None:
            return None
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        return seal(settings.HEADWAY_KEYS, Secret(text)) if is_secret(value) else text


class SealedListField(SealedLabelField):
    """A list of texts that is encrypted at rest where its value is a `SecretList`."""


def as_secret(value: Any) -> Any:
    """The value marked, so that a sealed field encrypts it."""
    if isinstance(value, dict):
        return SecretLabel(value)
    return SecretList(value) if isinstance(value, (list, tuple)) else Secret(value)


def as_plain(value: Any) -> Any:
    """The value without the mark, so that a sealed field stores it in the clear."""
    if isinstance(value, SecretLabel):
        return dict(value)
    if isinstance(value, SecretList):
        return list(value)
    return "".join(value) if isinstance(value, Secret) else value


def is_secret(value: Any) -> bool:
    """True where the value is sealed when it is stored."""
    return isinstance(value, (Secret, SecretLabel, SecretList))


def sealed_names(model: type[models.Model]) -> tuple[str, ...]:
    """Names of the fields of `model` that can be sealed."""
    return tuple(f.name for f in model._meta.fields if isinstance(f, (SealedTextField, SealedLabelField)))
