"""Reading photos and documents: with the activity, unless that is about somebody whom the reader may not know of."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet

from headway.collect.models import Activity, Attachment, KeptFile
from headway.collect.queries.activities import visible_activities
from headway.engage.queries import visible_cases
from headway.lib.problems import HeadwayError
from headway.lib.sealed import open_bytes
from headway.lib.takenfiles import About, Prepared
from headway.movement.queries import person_of
from headway.movement.rules import Role
from headway.pages.places import LostFile
from headway.plan.models import Campaign

log = logging.getLogger(__name__)
FOLDER = "attachments"
# What tells, by the digests of their content, which files other rooms hold; each record says of which record it is.
Holder = Callable[[], QuerySet[Any]]
_HOLDERS: list[Holder] = []
# Whose work it is to weigh what offices report; to all others a file is shown where that was agreed to.
INSIDE = (Role.CORE_TEAM, Role.ADMINISTRATOR, Role.RESEARCHER)


def visible_attachments(campaign: Campaign, user: Any) -> QuerySet[Attachment]:
    """Of what the reader may know: an office's own, and of others' what may be published, unless it is their work."""
    person = person_of(user)
    of_cases = Activity.cases.through.objects.filter(activity__campaign=campaign)
    hidden = of_cases.exclude(case__in=visible_cases(campaign, user).order_by().values("pk")).values(
        "activity"
    )
    found = Attachment.objects.filter(activity__in=visible_activities(campaign, user).order_by().values("pk"))
    # Whoever attached a file learns nothing from it; it would seem lost if it were hidden from them.
    found = found.exclude(Q(activity__in=hidden) & ~Q(added_by_id=getattr(user, "pk", None)))
    found = found.select_related("activity__office", "campaign")
    if any(person.has(role) for role in INSIDE):
        return found
    return found.filter(Q(may_publish=True) | Q(activity__office__key__in=person.offices))


def attachments_of(activity: Activity, campaign: Campaign, user: Any) -> list[Attachment]:
    """Photos first."""
    return list(
        visible_attachments(campaign, user).filter(activity=activity).order_by("-photo", "added_at", "pk")
    )


def attachment_by_id(campaign: Campaign, user: Any, activity: str, pk: UUID) -> Attachment | None:
    return visible_attachments(campaign, user).filter(activity__key=activity, pk=pk).first()


def holds_files(holder: Holder) -> Holder:
    """Register the records (each with a `digest`) by which a later room keeps files in the same store."""
    _HOLDERS.append(holder)
    return holder


def is_held(digest: str) -> bool:
    """True where a record of any room points at the file with this content."""
    held = (records.filter(digest=digest).exists() for records in _records())
    return any(held)


def held_digests() -> set[str]:
    return {
        digest for records in _records() for digest in records.order_by().values_list("digest", flat=True)
    }


def _records() -> list[QuerySet[Any]]:
    return [Attachment.objects.all(), KeptFile.objects.all(), *(holder() for holder in _HOLDERS)]


class Fault(StrEnum):
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Faulty:
    """A file that is not as its record says; its own name, which can name a person, is not told."""

    fault: Fault
    kind: str
    key: str
    file: UUID


def files_of_records() -> Iterator[Any]:
    """Every record that holds a file for good, of any room."""
    for records in (Attachment.objects.select_related("activity"), *(holder() for holder in _HOLDERS)):
        yield from records.order_by("pk").iterator(chunk_size=500)


def faulty_files(*, unopened: bool = False) -> Iterator[Faulty]:
    """Files that records name and that are missing or damaged; `unopened` only those that are missing."""
    known: dict[str, Fault | None] = {}
    for one in files_of_records():
        if one.digest not in known:
            known[one.digest] = _fault_of(one, unopened=unopened)
        if fault := known[one.digest]:
            kind, key = one.of_record
            yield Faulty(fault, kind, key, one.pk)


def _fault_of(record: Any, *, unopened: bool) -> Fault | None:
    """What is wrong with the file of a record, and with its small picture."""
    places = [place_of(record.digest)]
    if getattr(record, "photo", False):
        places.append(small_place_of(record.digest))
    if not all(default_storage.exists(place) for place in places):
        return Fault.MISSING
    if unopened:
        return None
    try:
        found = [_content(place) for place in places]
    except (OSError, HeadwayError):
        return Fault.DAMAGED
    return None if hashlib.sha256(found[0]).hexdigest() == record.digest else Fault.DAMAGED


def place_of(digest: str) -> str:
    """Where the file with this content lies."""
    return f"{FOLDER}/{digest[:2]}/{digest}"


def small_place_of(digest: str) -> str:
    return f"{place_of(digest)}-small"


def kept_files(user: Any, client_id: UUID, ids: Collection[UUID] | None = None) -> list[KeptFile]:
    """The files that wait with one's own draft; of `ids` those that do."""
    found = KeptFile.objects.filter(person=user, client_id=client_id)
    return list(found if ids is None else found.filter(pk__in=list(ids)))


def prepared(kept: KeptFile) -> Prepared:
    """As it came in; raise OSError where it does not lie there any more."""
    about = About(**{name: getattr(kept, name) for name in About.__dataclass_fields__})
    return Prepared(
        kept.name, content_of(kept), kept.media_type, kept.photo, about,
        content_of(kept, preview=True) if kept.photo else b"", kept.width, kept.height,
    )  # fmt: skip


def content_of(attachment: Any, *, preview: bool = False) -> bytes:
    """What is in the file (of any record with a digest); raise OSError where it is not there, and HeadwayError where it
    cannot be opened.
    """
    return _content(small_place_of(attachment.digest) if preview else place_of(attachment.digest))


def _content(place: str) -> bytes:
    with default_storage.open(place) as file:
        return open_bytes(settings.HEADWAY_KEYS, file.read())


def content_or_lost(attachment: Any, *, preview: bool = False) -> bytes:
    """As `content_of`, for a page: raise LostFile, which says so, where the file cannot be shown."""
    try:
        return content_of(attachment, preview=preview)
    except (OSError, HeadwayError) as fault:
        log.error(
            "the file %s cannot be shown (%s): run headway files check", attachment.pk, type(fault).__name__
        )
        raise LostFile(str(attachment.name)) from None
