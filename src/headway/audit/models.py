"""The log's tables, and the base of every record that it follows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from headway.audit.fields import SealedTextField
from headway.lib.ids import uuid7
from headway.lib.rows import Row
from headway.lib.standing import Standing


class Record(models.Model):
    """A record of Headway: `key` names it in packs, `position` keeps the order in which a pack gives it.

    `row` is the shape in which it comes in and goes out; fields of the model and of the row have the same names.
    `stands_in` names the field that holds the record inside which this one stands, if any; `always_sealed` the fields
    that are encrypted at rest whether the record is restricted or not. Keys are never encrypted: they hold no name.
    """

    row: ClassVar[type[Row]]
    stands_in: ClassVar[str] = ""
    always_sealed: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key


class FactFields(models.Model):
    """Where a fact comes from and how it stands there."""

    source = models.CharField(max_length=40, blank=True, default="")
    standing = models.CharField(max_length=20, default=Standing.PRINTED)
    reason = SealedTextField(blank=True, default="")
    note = SealedTextField(blank=True, default="")

    class Meta:
        abstract = True


class Entry(models.Model):
    """One link of the chain. `digest` covers the salted payload, `link` this entry and the one before."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    digest = models.BinaryField(max_length=32)
    link = models.BinaryField(max_length=32)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["kind", "subject"])]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class Placed(models.Model):
    """To which campaign an entry belongs, for lists of the log. Derived, and no part of the chain."""

    seq = models.BigIntegerField(primary_key=True)
    campaign = models.UUIDField()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["campaign", "seq"], name="audit_placed_campaign")
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.campaign}"


class Payload(models.Model):
    """What an entry tells, apart from the chain, so that it can be erased without breaking it."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="payload")
    salt = models.BinaryField(max_length=16)
    body = models.TextField()
    erased = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.entry_id)


class Head(models.Model):
    """The end of the chain: one row, locked just before a commit."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    link = models.BinaryField(max_length=32, default=b"")

    class Meta:
        constraints: ClassVar[list[Any]] = [models.CheckConstraint(condition=models.Q(id=1), name="one_head")]

    def __str__(self) -> str:
        return str(self.seq)


class Indexed(models.Model):
    """A record as a search finds it: its title, what it tells, and the tokens of both. Restricted ones are never here.

    It is derived from the records and can be made anew at any time. The database keeps its own index of the two token
    columns in step (see the migration): a later one that alters this table makes its triggers and columns anew.
    """

    kind = models.CharField(max_length=40)
    record = models.UUIDField(unique=True)
    campaign = models.UUIDField(null=True)
    key = models.CharField(max_length=80)
    title = models.JSONField()
    language = models.CharField(max_length=10)
    text = models.TextField()
    title_tokens = models.TextField()
    text_tokens = models.TextField()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["kind", "campaign", "key"], name="audit_indexed_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
