"""Packs in and out: check, load, export, format. Loading calls each room's actions in order, in one unit of work."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from headway.audit.actions import unit_of_work
from headway.audit.snapshot import snapshot
from headway.audit.steps.keep import Tally
from headway.collect.queries import keys_about
from headway.engage.queries import restricted_case_keys
from headway.exchange.rooms import CHECKS, ROOMS, SECTIONS
from headway.lib.packfile import LARGEST_FILE, Pack, format_pack, read_pack
from headway.lib.problems import BadInput, HeadwayError, Problem
from headway.lib.rows import without_unknown
from headway.lib.tongue import say
from headway.lib.yamltext import read_yaml
from headway.movement import pack as movement
from headway.movement.actions import require
from headway.plan import pack as plan
from headway.verify.queries import restricted_outcome_keys

Progress = Callable[[str], None]
# A record about somebody goes with the record of that person: without it, it would tell of someone, or count, in clear.
GOES_WITH_CASE = ("figure", "published", "testimony")
# Kinds of which an ordinary export leaves records out, so that it does not name them either.
CAN_BE_LEFT_OUT = ("case", "outcome", *GOES_WITH_CASE)


def check_pack(folder: Path) -> Pack:
    """Read a pack with all its checks; raise BadInput with every problem."""
    return read_pack(folder, SECTIONS, CHECKS)


def load_pack(folder: Path, *, acting_user: Any, progress: Progress = lambda step: None) -> tuple[Any, Tally]:
    """Bring a pack into the database, whole or not at all; return the campaign and what was added, changed, left.

    Records that the pack does not hold are kept, with the links to them: offices enter their own, and an ordinary export
    leaves restricted ones out.
    """
    progress("read")
    pack = check_pack(folder)
    with unit_of_work() as unit:
        progress("movement")
        tally = movement.load(pack, None, acting_user=acting_user)
        campaign, more = plan.load_campaign(pack, acting_user=acting_user)
        tally += more
        unit.unsaid = _unsaid(campaign, pack)
        for room in ROOMS[1:]:
            progress(room.__name__.split(".")[1])
            tally += room.load(pack, campaign, acting_user=acting_user)
        counts = {"added": sum(tally.added.values()), "changed": sum(tally.changed.values())}
        if tally.removed:
            counts["removed"] = sum(tally.removed.values())
        if any(counts.values()):
            unit.record(
                "load_pack", acting_user=acting_user, kind="campaign", subject=campaign.pk,
                changes={"pack": campaign.key, **counts},
            )  # fmt: skip
        progress("commit")
    return campaign, tally


def pack_of(campaign: Any, *, with_restricted: bool = False) -> Pack:
    """The campaign as a pack, read in one snapshot."""
    rows: dict[str, Any] = {}
    with snapshot():
        for room in ROOMS:
            rows |= room.dump(campaign, with_restricted=with_restricted)
    return Pack(rows if with_restricted else _without_restricted(rows))


def _without_restricted(rows: Mapping[str, Any]) -> dict[str, Any]:
    """What stands without the restricted records: what is about their people goes too, and nothing names them."""
    cases = {row.key for row in rows["case"]}
    kept = {
        kind: [row for row in found if kind not in GOES_WITH_CASE or not row.case or row.case in cases]
        for kind, found in rows.items()
    }
    known = {kind: {row.key for row in kept[kind]} for kind in CAN_BE_LEFT_OUT}
    return {kind: [without_unknown(row, known) for row in found] for kind, found in kept.items()}


def _unsaid(campaign: Any, pack: Pack) -> dict[str, frozenset[str]]:
    """What an ordinary export of this campaign leaves out, as far as the pack does not hold it."""
    cases, outcomes = restricted_case_keys(campaign), restricted_outcome_keys(campaign)
    left_out = {"case": cases, "outcome": outcomes}
    left_out |= {kind: keys_about(campaign, kind, cases) for kind in GOES_WITH_CASE}
    return {kind: keys - {row.key for row in pack.of(kind)} for kind, keys in left_out.items()}


def export_pack(campaign: Any, folder: Path, *, acting_user: Any, with_restricted: bool = False) -> list[str]:
    """Write the campaign as a pack in canonical form and return the names of its files; the export is logged first.

    Files of an older export that this one has no rows for are removed, so that no restricted record stays behind. With
    restricted records, only the owner of the files can read them.
    """
    require(acting_user, "operate")
    _refuse_other_folder(folder, campaign.key)
    files = format_pack(pack_of(campaign, with_restricted=with_restricted), SECTIONS)
    with unit_of_work() as unit:
        changes = {"files": len(files), "with_restricted": with_restricted}
        unit.record(
            "export_pack", acting_user=acting_user, kind="campaign", subject=campaign.pk, changes=changes
        )
    older = {section.file for section in SECTIONS} if (folder / "pack.yaml").exists() else ()
    _write(folder, files, mode=0o600 if with_restricted else 0o644, gone=older)
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


def _refuse_other_folder(folder: Path, key: str) -> None:
    """An export goes into a new or empty folder, or over a pack of the same campaign: never among other files."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    pack = folder / "pack.yaml"
    there: object = None
    if pack.is_file() and pack.stat().st_size <= LARGEST_FILE:
        with contextlib.suppress(BadInput, UnicodeDecodeError):
            there = read_yaml(pack.read_text(encoding="utf-8-sig"), pack.name).data
    if not isinstance(there, dict) or there.get("key") != key:
        raise HeadwayError(
            say(
                '{folder} holds other files than a pack of "{key}": name a new or empty folder, or one with its pack',
                folder=folder,
                key=key,
            )
        )


def _write(folder: Path, files: Mapping[str, str], *, mode: int = 0o644, gone: Collection[str] = ()) -> None:
    """All files are written aside before the first takes its place; of those in `gone`, only what is written stays."""
    try:
        new = not folder.exists()
        if new:
            folder.parent.mkdir(parents=True, exist_ok=True)
        # Beside a new folder, which appears whole; within one that is there, which may be a disk of its own.
        draft = (folder.parent if new else folder) / f".headway-{secrets.token_hex(8)}"
        draft.mkdir()
        try:
            for name, text in files.items():
                (draft / name).touch(mode=0o600)
                (draft / name).write_text(text, encoding="utf-8", newline="")
                (draft / name).chmod(mode)
            _place(draft, folder, files, new=new)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        for name in sorted(set(gone) - set(files)):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise BadInput(
            [Problem(str(folder), 0, say("cannot be written: {strerror}", strerror=error.strerror or error))]
        ) from None


def _place(draft: Path, folder: Path, files: Collection[str], *, new: bool) -> None:
    if new:
        os.replace(draft, folder)
        return
    for name in files:
        os.replace(draft / name, folder / name)
