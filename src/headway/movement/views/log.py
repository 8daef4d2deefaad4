"""The log, as the core team and administrators read it: who did what and when, and how a record came to be as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from headway.audit.queries import (
    Hit,
    Told,
    all_entries,
    head,
    history_of,
    readable,
    row_of,
    states_of,
    titles_of,
    told,
)
from headway.lib.comparing import Part, compare
from headway.lib.ids import read_id
from headway.movement.listings.log import FILTERS, LOG, SHOWS_THE_DOOR, without_the_door
from headway.movement.queries import names_of_actors, person_of
from headway.movement.rules import may
from headway.movement.words import deed_name, deed_of
from headway.pages.fields import field_name
from headway.pages.filters import BadListing, unknown_value
from headway.pages.kinds import is_kind, kind_name
from headway.pages.listing import PageBeyond
from headway.pages.places import Crumb, address_of
from headway.pages.speech import speech

# What people did with their accounts is for those who look after people.
ABOUT_PEOPLE = frozenset({"user", "invitation", "grant"})
MOST_ENTRIES = 500
# So many entries that tell the same stand one by one.
SHORT_RUN = 3


@dataclass(frozen=True)
class Line:
    """One entry as a list shows it; `title` and where it leads only as far as they are known."""

    told: Told
    at: datetime
    who: str
    deed: str
    kind: str
    title: Mapping[str, str] | None
    href: str
    inside: bool = False

    @property
    def actor(self) -> str:
        """Whose entry it is; empty where that is closed, or nobody's."""
        return "" if self.told.hidden else str(self.told.entry.actor)

    @property
    def seq(self) -> int:
        return int(self.told.entry.seq)


@dataclass(frozen=True)
class Run:
    """Entries in a row that tell the same of many records, such as those of one load.

    `goes_on` where it tells of the same person as the run before, whose name then is not shown again.
    """

    lines: tuple[Line, ...]
    goes_on: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def number(self) -> int:
        return len(self.lines)

    @property
    def kinds(self) -> str:
        """What they were done to, in the plural."""
        return "" if self.first.told.hidden else kind_name(self.first.told.entry.kind, 2)


@dataclass(frozen=True)
class Compared:
    """One field in two states."""

    field: str
    parts: tuple[Part, ...]

    @property
    def differs(self) -> bool:
        return any(part.fate != "same" for part in self.parts)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """All entries; narrowed, only those of which the reader may know what they tell."""
    _only_for_readers_of_the_log(request)
    records, closed = all_entries(), _closed(request)
    asked = {one.name for one in FILTERS if request.GET.get(one.name)}
    if asked - {SHOWS_THE_DOOR}:
        records = readable(records, request.user, closed)
    without = not asked & {SHOWS_THE_DOOR, "what", "kind"}
    if without:
        records = without_the_door(records, closed)
    listing = LOG.build(request.GET, records, user=request.user)
    seq, link = head()
    context = {
        "listing": listing, "runs": _runs(_lines(listing.records, request)), "last": seq, "link": link, "heading": _("Log"),
        "without_the_door": without,
        "accounts_are_closed": bool(closed),
    }  # fmt: skip
    return render(request, "movement/log.html", context)


@require_safe
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    _only_for_readers_of_the_log(request)
    # Numbers that no database column can hold are no entries either.
    one = all_entries().filter(pk=seq).first() if seq < 2**63 else None
    if one is None:
        raise Http404
    line = _lines([one], request, in_full=True)[0]
    heading = _("Entry %(number)s") % {"number": speech().number(seq)}
    context = {
        "line": line,
        "fields": [_changed(one.kind, change) for change in line.told.changes],
        "digest": bytes(one.digest).hex(),
        "link": bytes(one.link).hex(),
        "history": _history_address(line),
        "heading": heading,
        "trail": [Crumb(_("Log"), reverse("log")), Crumb(heading)],
    }
    return render(request, "movement/log_entry.html", context)


@require_safe
def history(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    """What happened to one record and to what stands inside it, and any two of its states side by side."""
    _only_for_readers_of_the_log(request)
    _only_known(kind)
    entries = list(history_of(kind, pk, request.user, _closed(request))[:MOST_ENTRIES])
    if not entries:
        raise Http404
    lines = _lines(entries, request, of=str(pk), in_full=True)
    own = [line for line in lines if not line.inside]
    states = states_of([line.told for line in own])
    before, after = _two_of(request, states)
    known = titles_of([pk]).get(pk)
    context = {
        "lines": lines,
        "states": [line for line in reversed(own) if line.seq in {one.seq for one, _held in states}],
        "before": before,
        "after": after,
        "fields": _compared(kind, {one.seq: held for one, held in states}, before, after),
        "title": known.title if known else None,
        "kind": kind_name(kind),
        "href": _address(known),
        "heading": _("History"),
        "trail": [Crumb(_("Log"), reverse("log")), Crumb(_("History"))],
    }
    return render(request, "movement/log_history.html", context)


class NoSuchKind(PageBeyond):
    title = gettext_lazy("The log knows no such kind of record")
    lead = gettext_lazy("To the log")


@require_safe
def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Whoever cuts the address of a history short comes to the log of that kind."""
    _only_for_readers_of_the_log(request)
    _only_known(kind)
    return redirect(f"{reverse('log')}?{urlencode({'kind': kind})}")


def _only_known(kind: str) -> None:
    if not is_kind(kind):
        said = _("It holds no records of the kind “%(kind)s”.") % {"kind": kind[:40]}
        raise NoSuchKind(said, reverse("log"))


def _only_for_readers_of_the_log(request: HttpRequest) -> None:
    if not may(person_of(request.user), "read_log"):
        raise PermissionDenied


def _closed(request: HttpRequest) -> frozenset[str]:
    return frozenset() if may(person_of(request.user), "manage_people") else ABOUT_PEOPLE


def _lines(
    entries: Sequence[Any], request: HttpRequest, of: str = "", *, in_full: bool = False
) -> list[Line]:
    tells = told(entries, request.user, _closed(request), in_full=in_full)
    open_ones = [one.entry for one in tells if not one.hidden]
    who = names_of_actors({entry.actor for entry in entries})
    hits = titles_of({entry.subject for entry in open_ones if read_id(entry.subject)})
    people = names_of_actors({entry.subject for entry in open_ones if entry.kind == "user"})
    known = {str(pk): (hit.title, _address(hit)) for pk, hit in hits.items()}
    known |= {pk: ({"*": name}, "") for pk, name in people.items()}
    return [_line(one, who, known, of) for one in tells]


def _line(one: Told, who: Mapping[str, str], known: Mapping[str, tuple[Any, str]], of: str) -> Line:
    entry, at = one.entry, datetime.fromisoformat(one.entry.at)
    if one.hidden:
        return Line(one, at, "", "", "", None, "")
    title, href = known.get(entry.subject, (None, ""))
    return Line(
        told=one,
        at=at,
        who=who.get(entry.actor, ""),
        deed=deed_name(deed_of(entry.action)),
        kind=kind_name(entry.kind),
        title=title,
        href=href,
        inside=bool(of) and entry.subject != of,
    )


def _runs(lines: Sequence[Line]) -> list[Run]:
    """The lines, with those told together that would tell the same over and over."""
    runs: list[tuple[Line, ...]] = []
    for _same, members in groupby(lines, key=_sameness):
        run = tuple(members)
        runs += [run] if len(run) > SHORT_RUN else [(line,) for line in run]
    before = [None, *(run[0].actor for run in runs)]
    return [
        Run(run, bool(run[0].actor) and run[0].actor == above)
        for run, above in zip(runs, before, strict=False)
    ]


def _sameness(line: Line) -> tuple[Any, ...]:
    return (None,) if line.told.hidden else (line.at, line.who, line.deed, line.kind)


def _address(hit: Hit | None) -> str:
    return address_of(hit.kind, hit.campaign_key, hit.key) if hit else ""


def _history_address(line: Line) -> str:
    subject = line.told.entry.subject
    if line.told.hidden or read_id(subject) is None:
        return ""
    return reverse("log-history", args=[line.told.entry.kind, subject])


def _parts(change: Any) -> tuple[Part, ...]:
    return (Part(change.after),) if change.is_new else compare(change.before, change.after)


def _two_of(request: HttpRequest, states: Sequence[tuple[Any, Any]]) -> tuple[int, int]:
    """Which two states are asked for, by the numbers of their entries; else the last two."""
    known = [one.seq for one, _held in states]
    if not known:
        return 0, 0
    chosen = []
    for name, usual in (("from", known[max(0, len(known) - 2)]), ("to", known[-1])):
        value = request.GET.get(name, "")
        if value and not (value.isdecimal() and len(value) < 19 and int(value) in known):
            raise BadListing(unknown_value(_("State"), value.replace("\0", "")))
        chosen.append(int(value) if value else usual)
    return min(chosen), max(chosen)


def _changed(kind: str, change: Any) -> Compared:
    return Compared(field_name(row_of(kind), change.field), _parts(change))


def _compared(kind: str, states: Mapping[int, Mapping[str, str]], before: int, after: int) -> list[Compared]:
    """Field by field, those that differ first."""
    old, new = states.get(before, {}), states.get(after, {})
    fields = [
        Compared(field_name(row_of(kind), name), compare(old.get(name, ""), new.get(name, "")))
        for name in {**old, **new}
    ]
    return sorted((one for one in fields if one.parts), key=lambda one: not one.differs)
