"""Any list as a file: all of its records as its reader sees them, through the redaction of internal reports.

What is restricted is in no file, not even for the people named on it: a file goes where no permission follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from headway.audit.queries import model_of, rows_of
from headway.lib.edtf import ImpreciseDate
from headway.lib.kinds import kind_fields
from headway.lib.problems import Refused
from headway.lib.rows import Row, shape_of
from headway.pages.export import TYPES, Cell, table_file
from headway.pages.fields import field_name
from headway.pages.filters import BadListing
from headway.pages.listing import TakenAway
from headway.pages.speech import speech
from headway.pages.vocabulary import kinds_for
from headway.pages.wording import has_words, wording
from headway.report.actions import take_list_away
from headway.report.facts import Profile, redact
from headway.report.facts.records import Records

MOST = 20_000
# Of these a redaction asks whether they are open, whatever the list is of.
_CAN_CLOSE = ("case", "outcome")
# What is told of a person for those who work on the case, or to an office about its return; and what would only say that it is not so.
_WITHHELD = frozenset({"restricted", "named", "protected_name", "well_being", "risk", "attendees", "answer"})


class ListsAsFiles:
    """Answers the address of a list that asks for a file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, TakenAway):
            return None
        try:
            return _file(exception)
        except Refused as refused:
            raise PermissionDenied(str(refused)) from refused


def _file(asked: TakenAway) -> HttpResponse:
    campaign = asked.scope.campaign
    _refuse_too_long(asked.records.count(), asked)
    if asked.table:
        kind, (heads, cells) = asked.table.kind, asked.table.make(asked.records, asked.scope)
    else:
        kind, heads, cells = _of_rows(asked.records, campaign)
    take_list_away(kind, len(cells), asked.form, acting_user=asked.scope.user)
    content = table_file(asked.form, heads, cells, name=asked.name, from_right=get_language_bidi())
    answer = HttpResponse(content, content_type=TYPES[asked.form])
    named = "-".join(part for part in (campaign.key if campaign else "", asked.name) if part)
    answer["Content-Disposition"] = f'attachment; filename="{named}.{asked.form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _of_rows(found: Any, campaign: Any) -> tuple[str, Sequence[str], list[Sequence[Cell]]]:
    """The kind of the records, the heads of their columns, and what each says below them."""
    rows, records = open_rows(found, campaign)
    columns = list(_columns(found.model.row, records, campaign))
    cells: list[Sequence[Cell]] = [[column.cell(row) for column in columns] for row in rows]
    return found.model.row.kind, [column.head for column in columns], cells


def _refuse_too_long(count: int, asked: TakenAway) -> None:
    if count > MOST:
        said = _("A file holds at most %(number)s records. Narrow the list first.")
        fault = BadListing(said % {"number": speech().number(MOST)}, asked.whole)
        fault.campaign = asked.scope.campaign
        raise fault


def open_rows(found: Any, campaign: Any) -> tuple[list[Any], Records]:
    """The records that a file may hold, in the order of the list; and all that they name."""
    row = found.model.row
    keys = list(dict.fromkeys(found.values_list("key", flat=True)))
    shape = shape_of(row)
    kinds = {row.kind, *(kind for _name, kind in (*shape.refs, *shape.ref_sets))} - {"user"}
    tops = {kind: rows_of(_all_of(kind, campaign)) for kind in sorted(kinds | set(_CAN_CLOSE))}
    records = redact(tops, Profile.INTERNAL)
    kept = {one.key: one for one in records.tops[row.kind]}
    return [kept[key] for key in keys if key in kept], records


def _all_of(kind: str, campaign: Any) -> Any:
    model = model_of(kind)
    in_campaigns = any(field.name == "campaign" for field in model._meta.fields)
    if not in_campaigns:
        return model.objects.all()
    return model.objects.filter(campaign=campaign) if campaign else model.objects.none()


@dataclass(frozen=True)
class _Column:
    head: str
    cell: Callable[[Any], Cell]


def _columns(row: type[Row], records: Records, campaign: Any) -> Iterator[_Column]:
    """Each field in the order of its row: what it says, and beside it the key or code by which a machine knows it."""
    shape = shape_of(row)
    pointing = dict((*shape.refs, *shape.ref_sets))
    inside = dict(shape.children)
    for name in row.model_fields:
        if name in _WITHHELD or name in inside:
            continue
        head = field_name(row, name)
        family = kind_fields(row).get(name)
        if family or name in pointing:
            named = kinds_for(campaign, family).rows if family else records.tops.get(pointing[name], ())
            labels = _labels(named)
            yield _Column(head, lambda one, name=name, labels=labels: _named(getattr(one, name), labels))  # type: ignore[misc]
            if labels:
                yield _Column(_key_of(head), lambda one, name=name: _keys(getattr(one, name)))  # type: ignore[misc]
            continue
        yield _Column(head, lambda one, name=name: _said(name, getattr(one, name)))  # type: ignore[misc]
        if name in shape.dates:
            yield _Column(f"{head} (EDTF)", lambda one, name=name: _edtf(getattr(one, name)))  # type: ignore[misc]
        elif name in {"country", "countries"}:
            yield _Column(_key_of(head), lambda one, name=name: _keys(getattr(one, name)))  # type: ignore[misc]


def _key_of(head: str) -> str:
    return _("%(name)s (key)") % {"name": head}


def _labels(rows: Iterable[Any]) -> Mapping[str, str]:
    return {row.key: _text(row.name) for row in rows if getattr(row, "name", "")}


def _text(value: Any) -> str:
    return speech().say(value) if isinstance(value, Mapping) else str(value)


def _all(value: Any) -> Sequence[str]:
    return ([value] if value else []) if isinstance(value, str) else [str(one) for one in value or ()]


def _named(value: Any, labels: Mapping[str, str]) -> str:
    return "; ".join(labels.get(key, key) for key in _all(value))


def _keys(value: Any) -> str:
    return "; ".join(_all(value))


def _edtf(when: ImpreciseDate | None) -> str:
    return when.edtf if when else ""


def _said(name: str, value: Any) -> Cell:
    """A value in the reader's language; a number stays one."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, StrEnum):
        return wording(value) if has_words(type(value)) else value.value
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    if isinstance(value, ImpreciseDate):
        return speech().when(value)
    if isinstance(value, Mapping):
        return speech().say(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(str(_said(name, one)) for one in value)
    return speech().country(value) if name in {"country", "countries"} else str(value)
