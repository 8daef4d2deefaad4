"""An import planned, then written: read, compared, and part of what is read from one commit on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import unit_of_work
from headway.lake import (
    TABLE_OF,
    Decided,
    Files,
    Plan,
    Planning,
    Stamp,
    Written,
    append,
    connect,
    days_seen,
    discard,
    one_at_a_time,
    stage,
    told,
)
from headway.lib.problems import Refused
from headway.listen.models import Import
from headway.listen.queries import committed_files, meanings_of, remembered_of
from headway.listen.rules import ImportState, Kind
from headway.listen.steps.changes import forget_workspace, may_import_for, record, to_change, workspace_of
from headway.listen.steps.committing import Overtaken, commit_files, counts_of, move_on, state_of
from headway.listen.steps.originals import unpack
from headway.listen.steps.sources import Found, Known, find
from headway.movement.actions import require
from headway.plan.models import Campaign

Heard = Callable[[int], None]
READ, COMPARED, DONE = 700, 800, 1_000
_TRIES = 5
_LOOK_EVERY = 1.0


class Cancelled(Refused):
    """Somebody cancelled the import while it was read."""


@dataclass(frozen=True)
class Planned:
    """What writing would do to the table as it stood at `version`, and the files of which it was then made."""

    version: int
    files: Files
    planning: Planning
    plan: Plan


@dataclass
class Ready:
    """Files that are read, with what was decided of them: what a plan is made of, and the last that was made."""

    con: Any
    found: Sequence[Found]
    staged: Sequence[Any]
    decided: Sequence[Decided]
    planned: Planned | None = None


def plan_import(
    made: Import, *, acting_user: Any, paths: Sequence[Path] = (), heard: Heard = lambda done: None
) -> Ready | None:
    """Read the files and say what writing them would do, or what has to be asked first (and then give nothing).

    `paths` are the files themselves, where they are at hand; else they are unsealed.
    """
    require(acting_user, "bring_in_listening", may_import_for(made.office))
    ready = _read(made, paths, heard)
    questions = _questions(ready)
    plan = None if questions else _planned(made, ready).plan
    heard(COMPARED)
    with unit_of_work() as unit:
        kept = to_change(unit, made, ImportState.ASKING if questions else ImportState.PLANNED, acting_user)
        kept.layout = ", ".join(dict.fromkeys(one.source.layout.key for one in ready.found))[:80]
        kept.told = {"files": [_of_file(ready, at) for at in range(len(ready.found))], "questions": questions}
        if plan is not None:
            kept.told["plan"] = told(plan)
            kept.added, kept.changed = plan.added, plan.changed
            kept.duplicates, kept.refused = plan.duplicates, plan.refused
        kept.save()
        record(unit, "plan_import", kept, acting_user, counts_of(kept) | {"state": kept.state})
    made.refresh_from_db()
    return None if questions else ready


def write_import(
    made: Import,
    *,
    acting_user: Any,
    ready: Ready | None = None,
    as_planned: bool = True,
    heard: Heard = lambda done: None,
) -> Import:
    """Write what the plan said. Where the table has moved on since, raise Refused, with the plan made anew.

    Not `as_planned`: whoever agrees to whatever it comes to is not asked again.
    """
    require(acting_user, "bring_in_listening", may_import_for(made.office))
    held = ready or _read(made, (), heard)
    with one_at_a_time(TABLE_OF[made.kind]):
        for _try in range(_TRIES):
            try:
                _write(made, held, acting_user, heard, as_planned=as_planned)
                break
            except Overtaken:
                continue
        else:
            raise Refused(_("Others write the same table all the time: try again later."))
    forget_workspace(made)
    made.refresh_from_db()
    heard(DONE)
    return made


def _write(made: Import, ready: Ready, acting_user: Any, heard: Heard, *, as_planned: bool) -> None:
    planned = _planned(made, ready)
    plan = planned.plan
    heard(COMPARED)
    agreed = (made.added, made.changed, made.duplicates, made.refused)
    if as_planned and agreed != (plan.added, plan.changed, plan.duplicates, plan.refused):
        plan_import(made, acting_user=acting_user)
        raise Refused(_("What is there has changed since the plan was made: look at it again."))
    written: list[Written] = []
    try:
        written = planned.planning.write(planned.files)
        with unit_of_work() as unit:
            kept = to_change(unit, made, ImportState.WRITTEN, acting_user)
            move_on(kept.campaign, kept.kind, planned.version)
            kept.written_at, kept.progress = timezone.now(), DONE
            kept.added, kept.changed, kept.duplicates, kept.refused = (
                plan.added,
                plan.changed,
                plan.duplicates,
                plan.refused,
            )
            kept.save(
                update_fields=["state", "written_at", "progress", "added", "changed", "duplicates", "refused"]
            )
            commit_files(kept, written, unit, acting_user)
    except BaseException:
        discard(str(made.pk), made.campaign.key)
        raise


def import_rows(
    campaign: Campaign, kind: Kind, batches: Iterable[Any], *, layout: str, acting_user: Any
) -> Import:
    """Bring in rows that have the lake's columns already (record batches): new items, each once."""
    from headway.lake import summed

    require(acting_user, "set_up_listening")
    now = timezone.now()
    made = Import(
        campaign=campaign, kind=kind, layout=layout, snapshot_at=now, made_by=acting_user, made_at=now,
        state=ImportState.WRITTEN, written_at=now,
    )  # fmt: skip
    table = TABLE_OF[kind]
    files = append(table, batches, campaign=campaign.key, import_id=str(made.pk))
    made.added = sum(file.rows for file in files)
    files += summed(table, files, Stamp(campaign.key, str(made.pk), now))
    with unit_of_work() as unit:
        move_on(campaign, kind, state_of(campaign, kind).version)
        made.save(force_insert=True)
        commit_files(made, files, unit, acting_user)
    return made


def _read(made: Import, paths: Sequence[Path], heard: Heard) -> Ready:
    """Read all files of an import into its workspace."""
    folder = workspace_of(made)
    originals = list(made.originals.all())
    there = list(paths) or [unpack(one, folder) for one in originals]
    remembered = remembered_of(made.campaign, made.kind)
    known = Known(
        made.kind, made.asked.get("layout", ""), made.asked.get("account", ""),
        {mark: one.columns for mark, one in remembered.items() if one.columns}, meanings_of(made.campaign),
    )  # fmt: skip
    found = [find(path, number, known) for number, path in enumerate(there, 1)]
    con = connect(folder)
    watch = _Watch(made, sum(one.size for one in originals) or 1, heard)
    staged = []
    for one, original in zip(found, originals, strict=True):
        staged.append(watch.over(con, partial(stage, one.source, folder, con, watch.of_file)))
        watch.before += original.size
    decided = [
        _decided(made, con, one, remembered.get(file.fingerprint))
        for one, file in zip(staged, found, strict=True)
    ]
    return Ready(con, found, staged, decided)


def _decided(made: Import, con: Any, staged: Any, remembered: Any) -> Decided:
    seen = days_seen(con, staged)
    days = (
        seen.order or (made.asked.get("days") or (remembered.days if remembered else ""))
        if seen.rows
        else "dmy"
    )
    return Decided(days, made.asked.get("time_zone") or "UTC", seen.rows > 0)


def _questions(ready: Ready) -> list[dict[str, Any]]:
    """What has to be asked, by file: which comes first in its days, and which of its columns is what."""
    asked = []
    for at, one in enumerate(ready.found):
        if one.guessed:
            asked.append({"about": "columns", "file": at})
        if not ready.decided[at].days:
            asked.append({"about": "days", "file": at})
    return asked


def _planned(made: Import, ready: Ready) -> Planned:
    """The plan of what is read; made anew only where the table has moved on since the last one."""
    # Asked before the files, so that whatever is committed between the two is noticed when this is.
    version = state_of(made.campaign, made.kind).version
    if ready.planned is None or ready.planned.version != version:
        files, planning = committed_files(made.campaign), _planning(made, ready)
        ready.planned = Planned(version, files, planning, planning.plan(files))
    return ready.planned


def _planning(made: Import, ready: Ready) -> Planning:
    stamp = Stamp(
        made.campaign.key,
        str(made.pk),
        made.snapshot_at.astimezone(UTC),
        made.office.key if made.office else "",
    )
    return Planning(ready.con, ready.staged, ready.decided, stamp)


def _of_file(ready: Ready, at: int) -> Mapping[str, Any]:
    decided = ready.decided[at]
    return ready.found[at].told | {
        "days": decided.days if decided.in_figures else "", "time_zone": decided.time_zone,
    }  # fmt: skip


class _Watch:
    """Keeps how far an import has come where its page can read it, and ends it where it was cancelled there.

    Files are read in threads of the reader's own, which must not touch the database: this looks on from ours.
    """

    def __init__(self, made: Import, size: int, heard: Heard) -> None:
        self.made, self.size, self.before, self.heard = made, size, 0, heard
        self.done = 0

    def of_file(self, count: int) -> None:
        self.done = min(READ, READ * (self.before + count) // self.size)
        self.heard(self.done)

    def over(self, con: Any, work: Callable[[], Any]) -> Any:
        """What the work gives; looked after once a second meanwhile."""
        with ThreadPoolExecutor(1) as pool:
            doing = pool.submit(work)
            while True:
                try:
                    return doing.result(timeout=_LOOK_EVERY)
                except TimeoutError:
                    if doing.done():
                        raise
                    self._look(con, doing)

    def _look(self, con: Any, doing: Future[Any]) -> None:
        there = Import.objects.filter(pk=self.made.pk).exclude(state=ImportState.CANCELLED)
        if not there.update(progress=self.done):
            con.interrupt()
            doing.exception()
            raise Cancelled(_("The import was cancelled."))
