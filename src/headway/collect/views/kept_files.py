"""Files that came with a form which was not saved: kept with its draft, offered again, and left out once unticked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from headway.collect.actions import Typed, forget_files, keep_files, save_draft
from headway.collect.forms.attachments import files_in
from headway.collect.queries.attachments import kept_files
from headway.collect.views.entry import Entry, content_of
from headway.lib.ids import read_id
from headway.lib.problems import Refused
from headway.lib.takenfiles import Prepared

OFFERED, TICKED = "kept-shown", "kept"


def files_of(request: HttpRequest, entry: Entry) -> tuple[list[Prepared], list[str]]:
    """The files that came with the form, looked at once, and what is wrong with others."""
    if entry.files is None:
        ready, wrong = files_in(request.FILES, request.POST)
        entry.files = ready, [one for said in wrong.values() for one in said]
    return entry.files


def ticked(request: HttpRequest) -> frozenset[UUID] | None:
    """Which of the kept files are to stay; None where the form offered none."""
    return _ids(request, TICKED) if OFFERED in request.POST else None


def keep_quietly(request: HttpRequest, entry: Entry) -> None:
    """What was not saved is kept as a draft with its files, so that it outlives the tab."""
    if entry.client_id is None:
        return
    try:
        typed = Typed(entry.client_id, content_of(request.POST), entry.subject)
        entry.version = save_draft(entry.campaign, entry.office, typed, owner=request.user).saved
        keep_sent(request, entry)
    except Refused as refused:
        if request.FILES:
            entry.wrong = str(refused)


def keep_sent(request: HttpRequest, entry: Entry) -> None:
    """Keep the files that came with the form, and let go of those that were unticked; its draft is there already.

    Raise Refused where some cannot be taken; the others are kept.
    """
    if entry.client_id is None:
        return
    stay = ticked(request)
    if stay is not None and (gone := _ids(request, OFFERED) - stay):
        forget_files(entry.client_id, gone, owner=request.user)
    if request.FILES:
        ready, wrong = files_of(request, entry)
        keep_files(entry.campaign, entry.client_id, ready, owner=request.user)
        if wrong:
            raise Refused(" ".join(wrong))


def offered(request: HttpRequest, entry: Entry) -> list[tuple[Any, bool]]:
    """The files that wait with the form that is shown, and whether each is ticked; one that was just opened has none."""
    if entry.data is None or entry.client_id is None:
        return []
    gone = _ids(request, OFFERED) - (ticked(request) or frozenset())
    return [(one, one.pk not in gone) for one in kept_files(request.user, entry.client_id)]


def _ids(request: HttpRequest, name: str) -> frozenset[UUID]:
    return frozenset(filter(None, map(read_id, request.POST.getlist(name))))
