"""Files that are brought in: received and kept as they are, asked about, cancelled, and swept where they led to nothing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import unit_of_work
from headway.lib.problems import Refused
from headway.listen.models import Import, Original, Withheld
from headway.listen.models import Mapping as Remembered
from headway.listen.rules import ImportState, Kind, WithheldKind, may_become
from headway.listen.steps.changes import forget_workspace, may_import_for, record, to_change, workspaces
from headway.listen.steps.originals import digest_of, drop_originals, keep_original, stored_digests
from headway.movement.actions import require
from headway.movement.models import Office
from headway.plan.models import Campaign

# A plan that nobody agreed to within this time is cancelled, and what no import holds on the disk is removed.
WAITS = timedelta(days=7)
LEFT_OVER_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Arrived:
    """Files as they were sent, and what was said of them. `exported_at` is when the tool wrote them, if it was told."""

    kind: Kind
    files: Sequence[tuple[str, Path]]
    office: Office | None = None
    layout: str = ""
    days: str = ""
    time_zone: str = ""
    account: str = ""
    exported_at: datetime | None = None


def receive_import(campaign: Campaign, arrived: Arrived, *, acting_user: Any) -> Import:
    """Keep the files as they are; nothing of them is read yet."""
    require(acting_user, "bring_in_listening", may_import_for(arrived.office))
    digests = [digest_of(path) for _name, path in arrived.files]
    for (_name, path), digest in zip(arrived.files, digests, strict=True):
        keep_original(path, digest)
    now = timezone.now()
    zone = arrived.time_zone or (arrived.office.time_zone if arrived.office else "") or "UTC"
    asked = {
        "days": arrived.days, "time_zone": _zone(zone), "account": arrived.account, "layout": arrived.layout,
    }  # fmt: skip
    with unit_of_work() as unit:
        made = Import.objects.create(
            campaign=campaign, office=arrived.office, kind=arrived.kind, asked=asked,
            snapshot_at=min(arrived.exported_at or now, now), made_by=acting_user, made_at=now,
        )  # fmt: skip
        Original.objects.bulk_create(
            Original(
                brought_by=made, number=number, name=name[-200:], size=path.stat().st_size, digest=digest
            )
            for number, ((name, path), digest) in enumerate(zip(arrived.files, digests, strict=True), 1)
        )
        files = [[name, digest] for (name, _path), digest in zip(arrived.files, digests, strict=True)]
        record(unit, "receive_import", made, acting_user, {"kind": made.kind, "files": files})
    return made


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ValueError, KeyError, OSError):
        raise Refused(_("%(name)s is no time zone such as Europe/Paris.") % {"name": name}) from None


@dataclass(frozen=True)
class Answer:
    """What was answered to what was asked: which comes first in days, and the columns of a table of unknown layout."""

    days: str = ""
    time_zone: str = ""
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def answer_import(made: Import, answer: Answer, *, acting_user: Any) -> Import:
    """Say what was asked; it is remembered for every file like these, and the files are planned anew."""
    with unit_of_work() as unit:
        kept = to_change(unit, made, ImportState.WAITING, acting_user)
        if answer.days:
            kept.asked["days"] = answer.days
        if answer.time_zone:
            kept.asked["time_zone"] = _zone(answer.time_zone)
        kept.progress, kept.fault = 0, ""
        kept.save(update_fields=["asked", "state", "progress", "fault"])
        for file in kept.told.get("files", []):
            _remember(kept, file["fingerprint"], answer)
        changes = {
            "days": answer.days,
            "columns": {mark: dict(told) for mark, told in answer.columns.items()},
        }
        record(unit, "answer_import", kept, acting_user, changes)
    return kept


def _remember(made: Import, mark: str, answer: Answer) -> None:
    given: dict[str, Any] = {"days": answer.days} if answer.days else {}
    if mark in answer.columns:
        given["columns"] = dict(answer.columns[mark])
    if given:
        Remembered.objects.update_or_create(
            campaign_id=made.campaign_id, kind=made.kind, fingerprint=mark, defaults=given
        )


def cancel_import(made: Import, *, acting_user: Any) -> Import:
    """Do not write it; what was kept of it goes. Reading that is under way ends by itself."""
    with unit_of_work() as unit:
        kept = to_change(unit, made, ImportState.CANCELLED, acting_user)
        kept.save(update_fields=["state"])
        record(unit, "cancel_import", kept, acting_user, {})
        transaction.on_commit(lambda: forget_workspace(kept))
    return kept


def note_fault(made: Import, said: str, *, acting_user: Any) -> None:
    """Reading or writing ended with a fault, of which nothing is left but what to say."""
    require(acting_user, "bring_in_listening", may_import_for(made.office))
    with unit_of_work() as unit:
        (kept,) = unit.lock(Import, [made.pk])
        if not may_become(kept.state, ImportState.FAILED):
            return
        kept.state, kept.fault, kept.progress = ImportState.FAILED, said[:500], 0
        kept.save(update_fields=["state", "fault", "progress"])
        record(unit, "fail_import", kept, acting_user, {"fault": said[:500]})
    forget_workspace(made)


def withhold(campaign: Campaign, kind: WithheldKind, texts: Sequence[str], *, acting_user: Any) -> None:
    """Say which search words, or which accounts, are left out of exports and of answers to the public."""
    require(acting_user, "set_up_listening")
    wanted = {text.strip()[:200] for text in texts if text.strip()}
    with unit_of_work() as unit:
        held = set(Withheld.objects.filter(campaign=campaign, kind=kind).values_list("text", flat=True))
        if held == wanted:
            return
        Withheld.objects.filter(campaign=campaign, kind=kind, text__in=held - wanted).delete()
        Withheld.objects.bulk_create(
            Withheld(campaign=campaign, kind=kind, text=one) for one in wanted - held
        )
        unit.record(
            "withhold", acting_user=acting_user, kind="campaign", subject=campaign.pk, campaign=campaign.pk, sealed=True,
            changes={kind: [sorted(held), sorted(wanted)]},
        )  # fmt: skip


def sweep_imports() -> int:
    """Remove what lies on the disk for no import, and let go of plans that nobody agreed to; how much there was."""
    now = timezone.now()
    open_states = [ImportState.WAITING, ImportState.ASKING, ImportState.PLANNED, ImportState.FAILED]
    old = Import.objects.filter(state__in=open_states, made_at__lt=now - WAITS)
    swept = old.update(state=ImportState.CANCELLED)
    ended = [ImportState.CANCELLED]
    kept = set(Original.objects.exclude(brought_by__state__in=ended).values_list("digest", flat=True))
    long_ago = now - LEFT_OVER_AFTER
    gone = {
        digest
        for place, digest in stored_digests()
        if digest not in kept and default_storage.get_modified_time(place) < long_ago
    }
    swept += drop_originals(gone)
    for folder in workspaces().glob("*"):
        if datetime.fromtimestamp(folder.stat().st_mtime, tz=now.tzinfo) < long_ago:
            shutil.rmtree(folder, ignore_errors=True)
            swept += 1
    return swept
