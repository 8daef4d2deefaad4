"""To which campaign an entry of the log belongs, and what a list of the log can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Substr

from headway.audit.models import Entry, Placed
from headway.audit.queries.records import kinds_of_records, model_of
from headway.lib.ids import read_id

_BATCH = 500


def placed(entries: Iterable[Entry]) -> Iterator[Placed]:
    """Where these entries belong, not yet stored; none for what belongs to the movement."""
    wanted: dict[str, dict[str, list[int]]] = {}
    for entry in entries:
        if entry.kind in kinds_of_records() and read_id(entry.subject):
            wanted.setdefault(entry.kind, {}).setdefault(entry.subject, []).append(entry.seq)
    for kind, subjects in wanted.items():
        path = path_to_campaign(kind)
        ids = list(subjects) if path else []
        for start in range(0, len(ids), _BATCH):
            found = model_of(kind).objects.filter(pk__in=ids[start : start + _BATCH])
            for pk, campaign in found.order_by().values_list("pk", path):
                if campaign:
                    yield from (Placed(seq=seq, campaign=campaign) for seq in subjects[str(pk)])


def in_campaigns(entries: QuerySet[Entry], keys: Iterable[str]) -> QuerySet[Entry]:
    """Those entries that tell of these campaigns, or of what belongs to them."""
    ids = list(model_of("campaign").objects.filter(key__in=list(keys)).values_list("pk", flat=True))
    return entries.filter(Exists(Placed.objects.filter(seq=OuterRef("pk"), campaign__in=ids)))


@cache
def path_to_campaign(kind: str) -> str:
    """How a record of this kind leads to its campaign; empty where it leads to none."""
    if kind == "campaign":
        return "pk"
    steps, model = [], model_of(kind)
    while model.stands_in:
        steps.append(model.stands_in)
        model = model._meta.get_field(model.stands_in).related_model
    if model is model_of("campaign"):
        return "__".join(steps)
    return "__".join([*steps, "campaign"]) if "campaign" in _fields(model) else ""


def _fields(model: type[Any]) -> set[str]:
    return {one.name for one in model._meta.fields}


@dataclass(frozen=True)
class Known:
    """Who did what to which kinds of records on which days, in the whole log up to one entry."""

    seq: int = 0
    link: bytes = b""
    actors: frozenset[str] = field(default_factory=frozenset)
    actions: frozenset[str] = field(default_factory=frozenset)
    kinds: frozenset[str] = field(default_factory=frozenset)
    days: frozenset[str] = field(default_factory=frozenset)


_known = Known()


def choices() -> Known:
    """Kept between requests: a log only grows, so that no more than what came since has to be read."""
    global _known  # noqa: PLW0603  a memory, one for the process
    last = Entry.objects.order_by("-seq").values_list("seq", "link").first()
    if last is None:
        return Known()
    known = _known
    if known.seq:
        there = Entry.objects.filter(pk=known.seq).values_list("link", flat=True).first()
        if there is None or bytes(there) != known.link:
            known = Known()
    if known.seq < last[0]:
        since = Entry.objects.filter(pk__gt=known.seq, pk__lte=last[0]).order_by()
        told = list(
            since.annotate(day=Substr("at", 1, 10)).values_list("actor", "action", "kind", "day").distinct()
        )
        actors, actions, kinds, days = (frozenset(each) for each in zip(*told, strict=True))
        _known = known = Known(
            last[0], bytes(last[1]), known.actors | actors, known.actions | actions, known.kinds | kinds, known.days | days
        )  # fmt: skip
    return known
