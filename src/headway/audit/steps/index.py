"""Keeps the search index in step with the records: whatever a unit of work wrote is indexed anew before it commits.

A record is indexed from what is stored, not from what came in, which may tell only a part of it, unless it is new. What stands inside a
record is found under that record, unless it has a page of its own. Restricted records are not indexed, nor are those
that are about one (a testimony of a restricted case); once one that was is hidden, no trace of its words may stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from headway.audit.actions import purge_at_commit, unit_of_work
from headway.audit.inserting import BATCH, insert
from headway.audit.models import Entry, Indexed, Placed
from headway.audit.queries import can_be_restricted, kinds_of_records, model_of, pointing_at, rows_of
from headway.audit.queries.indexed import entry_of, forget_cut_texts, lending_to
from headway.audit.queries.placing import placed
from headway.lib.rows import Row, shape_of
from headway.lib.told import LENT, Lending
from headway.pages.kinds import SEARCHED

Touched = Mapping[str, Collection[Any]]
# An office without a language of its own is named in this one.
USUAL_LANGUAGE = "en"


def index_records(
    touched: Touched,
    fresh: Mapping[Any, Row] | None = None,
    campaign: Any = None,
    lending: Lending | None = None,
) -> None:
    """Index these records, by kind, and those that are about them; what is hidden or gone leaves the index.

    `fresh` are the rows of records that are new, by id; `campaign` that to which they belong, if to any; `lending` what
    is known already of what others lend to these.
    """
    hidden, new = False, fresh or {}
    plain: dict[Any, Row] = {}
    for kind, ids in _to_index(touched).items():
        of_campaign = campaign is not None and any(
            one.name == "campaign" for one in model_of(kind)._meta.fields
        )
        open_ones = {pk: new[pk] for pk in ids if of_campaign and pk in new and _is_open(new[pk])}
        plain |= open_ones
        wanted = list(set(ids) - set(open_ones))
        for start in range(0, len(wanted), BATCH):
            hidden |= _index(kind, wanted[start : start + BATCH], new)
    if plain:
        _index_new(plain, campaign, lending)
    if hidden:
        _forget_words()
        purge_at_commit()


def rebuild_index() -> int:
    """Make the index anew from all records and return how many it holds."""
    with unit_of_work():
        Indexed.objects.all().delete()
        for kind in _searched():
            ids = list(model_of(kind).objects.values_list("pk", flat=True))
            for start in range(0, len(ids), BATCH):
                _index(kind, ids[start : start + BATCH], {})
        _forget_words()
        _place_entries()
        return Indexed.objects.count()


def _place_entries() -> None:
    """Find anew to which campaign each entry of the log belongs."""
    Placed.objects.all().delete()
    entries = Entry.objects.only("seq", "kind", "subject").order_by("seq")
    last = entries.last()
    for start in range(0, last.seq if last else 0, 20 * BATCH):
        some = entries.filter(seq__gt=start, seq__lte=start + 20 * BATCH)
        insert(list(placed(some)))


def _searched() -> Iterator[str]:
    known = kinds_of_records()
    return (kind for kind in SEARCHED if kind in known)


def _index_new(rows: Mapping[Any, Row], campaign: Any, known: Lending | None) -> None:
    """Index records that are new and that everybody may know of: of these there is nothing to read."""
    lending = lending_to(list(rows.values()), campaign.pk, known)
    entries = [entry_of(row, pk, campaign.pk, campaign.language, lending) for pk, row in rows.items()]
    insert(entries)


def _is_open(row: Row) -> bool:
    """True for a row that is neither restricted nor about what can be."""
    about = (name for name, kind in shape_of(type(row)).refs if can_be_restricted(kind))
    return not getattr(row, "restricted", False) and not any(getattr(row, name) for name in about)


def _index(kind: str, ids: Collection[Any], fresh: Mapping[Any, Row]) -> bool:
    """Bring these records up to date in the index; True where one was in it and may not be any more."""
    known = Indexed.objects.filter(record__in=ids)
    before = set(known.values_list("record", flat=True))
    if before:
        known.delete()
    entries = list(_entries(kind, ids, fresh))
    insert(entries)
    return bool(before - {entry.record for entry in entries})


def _open_records(kind: str) -> QuerySet[Any]:
    """The records that everybody may know of."""
    model = model_of(kind)
    records: QuerySet[Any] = (
        model.objects.filter(restricted=False) if can_be_restricted(kind) else model.objects.all()
    )
    for name, pointed_at in shape_of(model.row).refs:
        if can_be_restricted(pointed_at):
            records = records.exclude(**{f"{name}__restricted": True})
    return records


def _entries(kind: str, ids: Collection[Any], fresh: Mapping[Any, Row]) -> Iterator[Indexed]:
    model = model_of(kind)
    has = {field.name for field in model._meta.fields}
    columns = ["pk", "key", *({"campaign_id"} if "campaign" in has else ()), *({"language"} & has)]
    scopes: dict[Any, list[dict[str, Any]]] = {}
    for record in _open_records(kind).filter(pk__in=ids).order_by().values(*columns):
        scopes.setdefault(record.get("campaign_id"), []).append(record)
    languages = _languages(scopes)
    for campaign, records in scopes.items():
        rows = _rows(model, [record["pk"] for record in records], fresh)
        lending = lending_to(list(rows.values()), campaign)
        for record in records:
            language = languages.get(campaign) or record.get("language") or USUAL_LANGUAGE
            scope = record["pk"] if kind == "campaign" else campaign
            yield entry_of(rows[record["key"]], record["pk"], scope, language, lending)


def _rows(model: type[Any], ids: Collection[Any], fresh: Mapping[Any, Row]) -> dict[str, Row]:
    """Their rows by key."""
    stored = [pk for pk in ids if pk not in fresh]
    found = [fresh[pk] for pk in ids if pk in fresh]
    return {
        row.key: row
        for row in [*found, *(rows_of(model._default_manager.filter(pk__in=stored)) if stored else ())]
    }


def _languages(campaigns: Iterable[Any]) -> dict[Any, str]:
    ids = [pk for pk in campaigns if pk is not None]
    return dict(model_of("campaign").objects.filter(pk__in=ids).values_list("pk", "language")) if ids else {}


def _to_index(touched: Touched) -> dict[str, set[Any]]:
    """The records by whose pages the touched ones are found, and all that is hidden with them."""
    wanted: dict[str, set[Any]] = {}
    for kind, ids in touched.items():
        at, within = kind, set(ids)
        while at not in SEARCHED and model_of(at).stands_in and within:
            model = model_of(at)
            owner = model.stands_in
            within = _owners(model, owner, within)
            at = model._meta.get_field(owner).related_model.row.kind
        if at in SEARCHED:
            wanted.setdefault(at, set()).update(within)
    for kind in [kind for kind in wanted if can_be_restricted(kind) or kind in LENT]:
        for other, name in pointing_at(kind):
            if other not in SEARCHED:
                continue
            records = model_of(other).objects.filter(**{f"{name}__in": wanted[kind]})
            wanted.setdefault(other, set()).update(records.values_list("pk", flat=True))
    return wanted


def _owners(model: type[Any], owner: str, ids: Collection[Any]) -> set[Any]:
    found, wanted = set(), list(ids)
    for start in range(0, len(wanted), 10 * BATCH):
        records = model._default_manager.filter(pk__in=wanted[start : start + 10 * BATCH])
        found |= set(records.values_list(f"{owner}_id", flat=True))
    return found


def _forget_words() -> None:
    """SQLite keeps the words of what was deleted until its index is merged; PostgreSQL until it vacuums. Nor does this
    process remember them.
    """
    forget_cut_texts()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO audit_search(audit_search) VALUES ('optimize')")
