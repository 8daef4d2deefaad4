"""Packs in and out: check, load, export, format. Loading calls each room's actions in order, in one unit of work."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from headway.audit.actions import unit_of_work
from headway.audit.snapshot import snapshot
from headway.audit.steps.keep import Tally
from headway.exchange.rooms import CHECKS, ROOMS, SECTIONS
from headway.lib.packfile import Pack, format_pack, read_pack
from headway.lib.problems import BadInput, Problem
from headway.lib.rows import without_unknown
from headway.movement import pack as movement
from headway.movement.actions import require
from headway.plan import pack as plan

Progress = Callable[[str], None]
CAN_BE_RESTRICTED = ("case", "outcome")


def check_pack(folder: Path) -> Pack:
    """Read a pack with all its checks; raise BadInput with every problem."""
    return read_pack(folder, SECTIONS, CHECKS)


def load_pack(folder: Path, *, acting_user: Any, progress: Progress = lambda step: None) -> tuple[Any, Tally]:
    """Bring a pack into the database, whole or not at all; return the campaign and what was added, changed, left."""
    progress("read")
    pack = check_pack(folder)
    with unit_of_work() as unit:
        progress("movement")
        tally = movement.load(pack, None, acting_user=acting_user)
        campaign, more = plan.load_campaign(pack, acting_user=acting_user)
        tally += more
        for room in ROOMS[1:]:
            progress(room.__name__.split(".")[1])
            tally += room.load(pack, campaign, acting_user=acting_user)
        if sum(tally.added.values()) + sum(tally.changed.values()):
            counts = {"added": sum(tally.added.values()), "changed": sum(tally.changed.values())}
            unit.record(
                "load_pack", acting_user=acting_user, kind="campaign", subject=campaign.pk,
                changes={"pack": campaign.key, **counts},
            )
        progress("commit")
    return campaign, tally


def pack_of(campaign: Any, *, with_restricted: bool = False) -> Pack:
    """The campaign as a pack, read in one snapshot."""
    rows: dict[str, Any] = {}
    with snapshot():
        for room in ROOMS:
            rows |= room.dump(campaign, with_restricted=with_restricted)
    if not with_restricted:
        known = {kind: {row.key for row in rows[kind]} for kind in CAN_BE_RESTRICTED}
        rows = {kind: [without_unknown(row, known) for row in found] for kind, found in rows.items()}
    return Pack(rows)


def export_pack(campaign: Any, folder: Path, *, acting_user: Any, with_restricted: bool = False) -> list[str]:
    """Write the campaign as a pack in canonical form and return the names of its files; the export is logged."""
    require(acting_user, "operate")
    files = format_pack(pack_of(campaign, with_restricted=with_restricted), SECTIONS)
    _write(folder, files)
    with unit_of_work() as unit:
        changes = {"files": len(files), "with_restricted": with_restricted}
        unit.record("export_pack", acting_user=acting_user, kind="campaign", subject=campaign.pk, changes=changes)
    return sorted(files)


def format_folder(folder: Path) -> list[str]:
    """Rewrite a pack in canonical form; return the files that changed."""
    files = format_pack(check_pack(folder), SECTIONS)
    changed = {
        name: text
        for name, text in files.items()
        if not (folder / name).exists() or (folder / name).read_bytes() != text.encode()
    }
    _write(folder, changed)
    return sorted(changed)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Each file is whole or absent, whatever happens in between."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            handle, draft = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                out.write(text)
            os.chmod(draft, 0o644)
            os.replace(draft, folder / name)
    except OSError as error:
        raise BadInput([Problem(str(folder), 0, f"cannot be written: {error.strerror or error}")]) from None
