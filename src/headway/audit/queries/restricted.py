"""Restricted records as a search sees them: opened for one reader who is named on them, and never stored."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from headway.audit.fields import PLAIN, SealedLabelField
from headway.audit.models import Indexed
from headway.audit.queries.indexed import as_tokens
from headway.audit.queries.records import can_be_restricted, model_of
from headway.lib.rows import Row, shape_of
from headway.lib.sealed import is_sealed, open_sealed
from headway.lib.told import CALLED_AFTER, Passage, Told, territory, texts_and_countries

# So many restricted records of a kind are looked through for one reader.
MOST = 200


def opened_for(user: Any, campaign: UUID | None, kinds: Collection[str]) -> Iterator[Indexed]:
    """The restricted records on which the reader is named, as the index would hold them: two queries a kind."""
    for kind in kinds:
        if can_be_restricted(kind):
            named = model_of(kind).objects.filter(restricted=True, named=user)
            records = named.filter(campaign=campaign) if campaign else named
            called_after = CALLED_AFTER.get(kind, ())
            yield from _opened(
                kind, list(records.select_related("campaign", *called_after).order_by("pk")[:MOST])
            )


def _opened(kind: str, records: Sequence[Any]) -> Iterator[Indexed]:
    texts = _texts_of(kind, [record.pk for record in records]) if records else {}
    for record in records:
        countries = [
            name for field in texts_and_countries(record.row)[1] for name in territory(getattr(record, field))
        ]
        tells = Told(
            title=record.name,
            passages=tuple(Passage("", text) for text in texts.get(str(record.pk), ())),
            further=(record.key.replace("-", " "), *countries),
        )
        yield as_tokens(
            tells, Indexed(kind=kind, record=record.pk, campaign=record.campaign_id, key=record.key),
            record.campaign.language,
        )  # fmt: skip


def _texts_of(kind: str, ids: Sequence[Any]) -> dict[str, list[str]]:
    """All texts of these records and of what stands inside them, in one query, by the id of the record."""
    found: dict[str, list[str]] = {}
    parts = list(_columns(model_of(kind).row, ids))
    for record, stored, is_list in parts[0].union(*parts[1:], all=True):
        plain = (
            open_sealed(settings.HEADWAY_KEYS, stored) if is_sealed(stored) else stored.removeprefix(PLAIN)
        )
        texts = json.loads(plain) if is_list else [plain]
        found.setdefault(str(UUID(str(record))), []).extend(str(text) for text in texts if text)
    return found


def _columns(row: type[Row], ids: Sequence[Any], above: str = "") -> Iterator[QuerySet[Any, Any]]:
    """Each column of text as (id of the record at the top, text as it is stored, whether it is a list of them)."""
    model = model_of(row.kind)
    path = above or "pk"
    for name in texts_and_countries(row)[0]:
        field = model._meta.get_field(name)
        yield (
            model.objects.filter(**{f"{path}__in": ids})
            .order_by()
            .annotate(
                top=Cast(F(path), CharField()),
                stored=Cast(F(name), TextField()),
                is_list=Value(isinstance(field, SealedLabelField)),
            )
            .values_list("top", "stored", "is_list")
        )
    for _, child in shape_of(row).children:
        inner = model_of(child.kind)
        yield from _columns(child, ids, f"{inner.stands_in}__{above}" if above else inner.stands_in)
