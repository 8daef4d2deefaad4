"""Finding records by their words.

What the database is asked for is which records hold every word; how well each answers is reckoned by `lib.finding`, so
that SQLite and PostgreSQL give the same in the same order. Restricted records are not in the index: those on which the
reader is named are opened and looked through here, for that reader alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Collate, RowNumber

from headway.audit.models import Indexed
from headway.audit.queries.records import model_of
from headway.audit.queries.restricted import opened_for
from headway.lib.finding import Query, read_query, score
from headway.pages.kinds import SEARCHED

# So many of a kind are put in order by how well they answer; those behind stand in the order of the database.
WEIGHED = 100
# What a record scores that has every word in its title.
IN_TITLE = 3


@dataclass(frozen=True)
class Hit:
    """One record that answers. `restricted` ones are shown to this reader alone, and that they were is logged."""

    kind: str
    pk: UUID
    campaign: UUID | None
    key: str
    title: Mapping[str, str]
    language: str
    passages: tuple[str, ...]
    score: float
    restricted: bool = False
    campaign_key: str = ""


class Search:
    """What somebody looks for, among these kinds, in one campaign or in all.

    `restricted` records are found only where the reader is named on them.
    """

    def __init__(
        self,
        text: str,
        user: Any,
        *,
        kinds: Collection[str] = SEARCHED,
        campaign: UUID | None = None,
        restricted: bool = True,
    ) -> None:
        self.query = read_query(text)
        self.user, self.kinds, self.campaign = user, kinds, campaign
        self.restricted = restricted

    @cached_property
    def _entries(self) -> QuerySet[Indexed]:
        if not self.query:
            return Indexed.objects.none()
        entries = Indexed.objects.filter(_holds(self.query), kind__in=self.kinds)
        # Offices belong to no campaign, and so to each.
        return entries.filter(Q(campaign=self.campaign) | Q(campaign=None)) if self.campaign else entries

    @cached_property
    def _own(self) -> list[Hit]:
        if not (self.query and self.restricted):
            return []
        return list(_own_hits(self.query, self.user, self.campaign, self.kinds))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many records of each kind answer."""
        counts = dict(self._entries.order_by().values_list("kind").annotate(Count("id")))
        for hit in self._own:
            counts[hit.kind] = counts.get(hit.kind, 0) + 1
        return counts

    def best(self, each: int) -> list[Hit]:
        """The best of every kind, at most `each`, kind after kind."""
        if not self.query:
            return []
        place = Window(RowNumber(), partition_by=F("kind"), order_by=_order(self.query))
        # Their ids are put in order apart from their texts, of which there may be many.
        first = self._entries.annotate(place=place).filter(place__lte=4 * each)
        weighed = Indexed.objects.filter(pk__in=list(first.values_list("pk", flat=True)))
        best: dict[str, list[Hit]] = {}
        for hit in [*map(self._weigh, weighed), *self._own]:
            best.setdefault(hit.kind, []).append(hit)
        groups = [sorted(hits, key=_best_first)[:each] for hits in best.values()]
        # Kinds with a hit in a title first; else in the order in which a reader would look.
        groups.sort(key=lambda hits: (hits[0].score < IN_TITLE, SEARCHED.index(hits[0].kind)))
        return [hit for hits in groups for hit in hits]

    def of_kind(self, kind: str, begins: int, ends: int) -> list[Hit]:
        """The records of one kind, from one place of their order to another."""
        if not self.query:
            return []
        own = [hit for hit in self._own if hit.kind == kind]
        ordered = self._entries.filter(kind=kind).order_by(*_order(self.query)).values_list("pk", flat=True)
        first = Indexed.objects.filter(pk__in=list(ordered[:WEIGHED]))
        weighed = sorted([*map(self._weigh, first), *own], key=_best_first)
        hits = weighed[begins:ends]
        if ends > len(weighed):
            behind = list(ordered[max(WEIGHED, begins - len(own)) : ends - len(own)])
            entries = {entry.pk: entry for entry in Indexed.objects.filter(pk__in=behind)}
            hits += [self._weigh(entries[pk]) for pk in behind]
        return hits

    def _weigh(self, entry: Indexed) -> Hit:
        return _hit(entry, score(self.query, entry.title_tokens.split(), entry.text_tokens.split()))


def keys_found(campaign: Any, kind: str, text: str, user: Any = None) -> QuerySet[Any, Any]:
    """Keys of the records of one kind of a campaign that hold every word, for `key__in` of a list.

    With a `user`, those restricted ones too on which they are named.
    """
    query = read_query(text)
    if not query:
        return Indexed.objects.none().values("key")
    scope: UUID | None = campaign.pk if campaign else None
    entries = Indexed.objects.filter(_holds(query), kind=kind, campaign=scope)
    own = [hit.key for hit in _own_hits(query, user, scope, (kind,))] if user else []
    if not own:
        return entries.values("key")
    known: QuerySet[Any, Any] = model_of(kind).objects.filter(
        Q(key__in=entries.values("key")) | Q(key__in=own), campaign=campaign
    ).values("key")  # fmt: skip
    return known


def matching(records: QuerySet[Any], text: str, scope: Any) -> QuerySet[Any]:
    """`search=matching` of a list: its records that hold every word."""
    keys = keys_found(scope.campaign, records.model.row.kind, text, scope.user)
    return records.filter(key__in=keys)


def titles_of(records: Collection[Any]) -> dict[UUID, Hit]:
    """What is known of these records by the index, whatever their kinds; of restricted ones nothing."""
    keys = model_of("campaign").objects.filter(pk=OuterRef("campaign")).values("key")
    entries = Indexed.objects.filter(record__in=records).annotate(campaign_key=Subquery(keys))
    return {
        entry.record: replace(_hit(entry, 0.0), campaign_key=entry.campaign_key or "") for entry in entries
    }


def _best_first(hit: Hit) -> tuple[float, str, str]:
    return -hit.score, hit.key, str(hit.campaign)


def _order(query: Query) -> list[Any]:
    in_title = Case(
        When(_holds(query, "title"), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    # Databases differ in how they compare letters.
    key: Any = Collate(F("key"), "C") if connection.vendor == "postgresql" else F("key")
    return [in_title.desc(), key.asc() if hasattr(key, "asc") else key, F("id").asc()]


def _holds(query: Query, where: str = "") -> Q:
    """The condition that a record holds every word of the query, anywhere or in its title."""
    if connection.vendor == "postgresql":
        return Q(_Matches("in_title" if where else "anywhere", _as_tsquery(query)))
    asked = _as_match(query)
    if where:
        asked = f"{{title_tokens}} : ({asked})"
    return Q(pk__in=RawSQL("SELECT rowid FROM audit_search WHERE audit_search MATCH %s", [asked]))


class _Matches(Func):
    """That a column of tokens, which PostgreSQL keeps beside the model's own, answers a query: asked of the row itself.

    Asked by `id IN (SELECT ...)`, the table would be looked through twice.
    """

    output_field = BooleanField()

    def __init__(self, column: str, query: str) -> None:
        super().__init__(F("id"))
        self.column, self.query = column, query

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        (own,) = self.get_source_expressions()
        alias, column = compiler.quote_name_unless_alias(own.alias), connection.ops.quote_name(self.column)
        return f"{alias}.{column} @@ %s::tsquery", [self.query]


def _alternatives(query: Query) -> Iterator[tuple[Sequence[str], str]]:
    """For each word its tokens, and the beginning that the last may have."""
    for at, options in enumerate(query.words):
        yield options, query.beginning if at == len(query.words) - 1 else ""


def _as_match(query: Query) -> str:
    """As FTS5 is asked. Tokens are letters and digits alone, so that none can be an operator between its quotes."""
    asked = (
        " OR ".join([*(f'"{token}"' for token in options), *([f'"{begun}" *'] if begun else [])])
        for options, begun in _alternatives(query)
    )
    return " AND ".join(f"({words})" for words in asked)


def _as_tsquery(query: Query) -> str:
    asked = (
        " | ".join([*(f"'{token}'" for token in options), *([f"'{begun}':*"] if begun else [])])
        for options, begun in _alternatives(query)
    )
    return " & ".join(f"({words})" for words in asked)


def _hit(entry: Indexed, points: float) -> Hit:
    return Hit(
        kind=entry.kind,
        pk=entry.record,
        campaign=entry.campaign,
        key=entry.key,
        title=entry.title,
        language=entry.language,
        passages=tuple(entry.text.split("\n\n")),
        score=points,
    )


def _own_hits(query: Query, user: Any, campaign: UUID | None, kinds: Collection[str]) -> Iterator[Hit]:
    """Restricted records on which the reader is named, opened and looked through in memory."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return
    for entry in opened_for(user, campaign, kinds):
        points = score(query, entry.title_tokens.split(), entry.text_tokens.split())
        if points:
            yield replace(_hit(entry, points), restricted=True)
