"""Photos and documents of activities: kept sealed on the disk, once however often they are sent, and gone when removed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.collect.actions.closed import refuse_if_closed
from headway.collect.models import Activity, Attachment
from headway.collect.queries.attachments import FOLDER, held_digests, is_held, place_of, small_place_of
from headway.collect.queries.packs import collect_rows
from headway.collect.rules import MOST_ATTACHMENTS
from headway.lib.problems import Refused
from headway.lib.sealed import Secret, seal_bytes
from headway.lib.takenfiles import About, Prepared
from headway.movement.actions import require
from headway.movement.rules import Subject

# What stands on the disk so long without a record is left over from a write that did not come to its end.
LEFT_OVER_AFTER = timedelta(days=1)


def attach_files(activity: Activity, files: Sequence[Prepared], *, acting_user: Any) -> list[Attachment]:
    """Attach files; one that the activity has already is left as it is, and is not among those returned."""
    with unit_of_work() as unit:
        _may_change(activity, acting_user)
        held = set(activity.attachments.values_list("digest", flat=True))
        new = {file.digest: file for file in files if file.digest not in held}
        if len(held) + len(new) > MOST_ATTACHMENTS:
            raise Refused(_("An activity can have %(number)s files at most.") % {"number": MOST_ATTACHMENTS})
        # In one order, so that two who attach the same files do not wait for each other.
        for digest in sorted(new):
            _hold(digest)
        return [_attach(activity, file, unit, acting_user) for file in new.values()]


def _attach(activity: Activity, file: Prepared, unit: UnitOfWork, acting_user: Any) -> Attachment:
    store_file(file)
    kept = Attachment.objects.create(
        campaign_id=activity.campaign_id, activity=activity, photo=file.photo, file=place_of(file.digest), name=Secret(file.name),
        media_type=file.media_type, size=len(file.data), digest=file.digest, width=file.width, height=file.height,
        added_by=acting_user, added_at=timezone.now(), **sealed_words(file.about),
    )  # fmt: skip
    _record(unit, "add_attachment", kept, acting_user, _told(kept))
    return kept


def describe_attachment(attachment: Attachment, about: About, *, acting_user: Any) -> Attachment:
    """Say anew what is shown, whose it is, and what was agreed to."""
    with unit_of_work() as unit:
        kept = _to_change(attachment, acting_user)
        changes = {
            name: [_plain(getattr(kept, name)), _plain(value)]
            for name, value in vars(about).items()
            if getattr(kept, name) != value
        }
        for name in changes:
            setattr(kept, name, sealed_words(about)[name])
        if changes:
            kept.save(update_fields=list(changes))
            _record(unit, "change_attachment", kept, acting_user, changes)
    return kept


def remove_attachment(attachment: Attachment, *, acting_user: Any) -> None:
    """Take a file away; what lies on the disk goes once no other record points at it."""
    with unit_of_work() as unit:
        kept = _to_change(attachment, acting_user)
        _record(unit, "remove_attachment", kept, acting_user, _told(kept))
        digest = kept.digest
        kept.delete()
        transaction.on_commit(lambda: drop_file(digest))


def sweep_files() -> int:
    """Remove what lies on the disk without a record, left by a write that did not come to its end; how many files."""
    if not default_storage.exists(FOLDER):
        return 0
    known = held_digests()
    swept = 0
    for folder in default_storage.listdir(FOLDER)[0]:
        for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            path = f"{FOLDER}/{folder}/{name}"
            old = timezone.now() - default_storage.get_modified_time(path) > LEFT_OVER_AFTER
            digest = name.partition("-")[0]
            if old and digest not in known:
                swept += _delete_unheld(digest, path)
    return swept


def _to_change(attachment: Attachment, acting_user: Any) -> Attachment:
    """The attachment as it stands, locked, for somebody who may change it."""
    held = Attachment.objects.select_for_update().select_related("activity__office", "campaign")
    kept = held.get(pk=attachment.pk)
    _may_change(kept.activity, acting_user)
    return kept


def _may_change(activity: Activity, acting_user: Any) -> None:
    require(acting_user, "record_activity", Subject(offices=frozenset({activity.office.key})))
    (row,) = collect_rows(activity.campaign, "activity", [activity.key])
    refuse_if_closed(activity.campaign, row, acting_user)


def store_file(file: Prepared) -> None:
    """Put a file on the disk, sealed, unless it lies there already; nobody takes it away until the commit."""
    _hold(file.digest)
    _store(place_of(file.digest), file.data)
    if file.preview:
        _store(small_place_of(file.digest), file.preview)


def _store(place: str, data: bytes) -> None:
    if not default_storage.exists(place):
        default_storage.save(place, ContentFile(seal_bytes(settings.HEADWAY_KEYS, data)))


def drop_file(digest: str) -> None:
    """Take a file off the disk once no record of any room points at it."""
    _delete_unheld(digest, place_of(digest), small_place_of(digest))


def _delete_unheld(digest: str, *places: str) -> int:
    """Delete these places unless a record holds the file by now; how many were.

    Whoever attaches the same file at this moment holds the file until their record stands, or waits until it is gone.
    """
    with transaction.atomic():
        _hold(digest)
        if is_held(digest):
            return 0
        for place in places:
            default_storage.delete(place)
        return len(places)


def _hold(digest: str) -> None:
    """Until the commit nobody else attaches or deletes the file. On SQLite one transaction writes at a time anyway."""
    if connection.vendor == "postgresql":
        name = int.from_bytes(hashlib.sha256(digest.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [name])


def _told(kept: Attachment) -> dict[str, Any]:
    return {
        "activity": kept.activity.key, "name": kept.name, "size": kept.size, "digest": kept.digest, "caption": kept.caption,
        "credit": kept.credit, "may_publish": kept.may_publish, "may_fundraise": kept.may_fundraise,
        "consent_from": kept.consent_from, "consent_on": _plain(kept.consent_on),
    }  # fmt: skip


def sealed_words(about: About) -> dict[str, Any]:
    """What is said of a file, its texts marked: a caption, a credit or a consent can name whom it shows."""
    return {
        name: Secret(value) if isinstance(value, str) and value else value
        for name, value in vars(about).items()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _record(unit: UnitOfWork, action: str, kept: Attachment, acting_user: Any, changes: Any) -> None:
    # Sealed: a caption can name whom a photo shows.
    unit.record(
        action, acting_user=acting_user, kind="attachment", subject=kept.pk, changes=changes, sealed=True,
        campaign=kept.campaign_id,
    )  # fmt: skip
