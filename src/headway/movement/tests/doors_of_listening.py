"""The doors of imports of media coverage and social posts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from headway.lake import POSTS
from headway.lake.questions import Family
from headway.listen.actions import (
    Answer,
    Arrived,
    Request,
    answer_import,
    cancel_import,
    change_request,
    compact_lake,
    drop_media_target,
    import_rows,
    note_fault,
    note_request,
    plan_import,
    plan_media,
    receive_import,
    remove_request,
    tell_again,
    undo_import,
    vacuum_lake,
    withhold,
    withhold_one,
    write_import,
)
from headway.listen.models import Import, LakeFile, MediaRequest, MediaTarget, Withheld
from headway.listen.queries.items import Heard
from headway.listen.rows import MediaTargetRow
from headway.listen.rules import Answered, ImportState, Kind, WithheldKind
from headway.listen.tests.lakes import batch_of
from headway.movement.actions import ensure_operator
from headway.movement.models import Office
from headway.movement.tests.cast import NORTH
from headway.movement.tests.door import ADMINS, CORE, OFFICE, Door

EXPORT = "stories_id,publish_date,title,url\n1,2015-01-31,A dam breaks,http://a.example/1\n"


def _receive(campaign: Any, user: Any) -> Import:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_text(EXPORT)
        arrived = Arrived(Kind.MEDIA, [(path.name, path)], Office.objects.get(key=NORTH))
        return receive_import(campaign, arrived, acting_user=user)


def _standing(campaign: Any, state: ImportState) -> Import:
    now = timezone.now()
    return Import.objects.create(
        campaign=campaign, office=Office.objects.get(key=NORTH), kind=Kind.MEDIA, state=state, made_by=ensure_operator(),
        made_at=now, snapshot_at=now,
    )  # fmt: skip


def _after(state: ImportState | None, act: Callable[[Import, Any], Any]) -> Callable[[Any, Any], Any]:
    """Act on an import of the north that stands so; where that is refused, there is no such import either."""

    def use(campaign: Any, user: Any) -> None:
        with transaction.atomic():
            act(_receive(campaign, ensure_operator()) if state is None else _standing(campaign, state), user)

    return use


def _write(made: Import, user: Any) -> None:
    if not user or not user.grants.exists():
        write_import(made, acting_user=user)
    write_import(made, acting_user=user, ready=plan_import(made, acting_user=ensure_operator()))


def _is(state: ImportState) -> Callable[[Any], bool]:
    return lambda campaign: Import.objects.filter(campaign=campaign, state=state).exists()


def _rows(campaign: Any, user: Any) -> None:
    import_rows(campaign, Kind.MEDIA, [], layout="made", acting_user=user)


def _withhold(campaign: Any, user: Any) -> None:
    withhold(campaign, WithheldKind.WORD, ["a search"], acting_user=user)


HEARD = Heard(
    Family.MEDIA, "m-1", "A dam breaks", "The Morning", date(2023, 3, 22), "http://a.example/1", False, {}
)


def _request(asked: str, **more: Any) -> Request:
    return Request(date(2023, 3, 22), asked, office=Office.objects.get(key=NORTH), **more)


def _note(campaign: Any, user: Any) -> None:
    note_request(campaign, HEARD, _request("How high?"), acting_user=user)


def _noted(act: Callable[[MediaRequest, Any], Any]) -> Callable[[Any, Any], Any]:
    """Act on a request that somebody else noted; where that is refused, none was noted either."""

    def use(campaign: Any, user: Any) -> None:
        with transaction.atomic():
            act(
                note_request(campaign, HEARD, _request("Why now?"), acting_user=ensure_operator()),
                user,
            )

    return use


def _answer_request(held: MediaRequest, user: Any) -> None:
    change_request(held, _request("Why now?", answered=Answered.ANSWERED), acting_user=user)


def _media_target(key: str) -> MediaTargetRow:
    return MediaTargetRow(key=key, period="y1", mentions=10)


def _plan(campaign: Any, user: Any) -> None:
    plan_media(campaign, _media_target("new-plan"), acting_user=user)


def _drop(campaign: Any, user: Any) -> None:
    """What somebody else planned; where that is refused, nothing was planned either."""
    with transaction.atomic():
        kept = plan_media(campaign, _media_target("old-plan"), acting_user=ensure_operator())
        drop_media_target(kept, acting_user=user)


def _withhold_one(campaign: Any, user: Any) -> None:
    withhold_one(campaign, WithheldKind.ACCOUNT, "somebody", acting_user=user)


def _tell_again(campaign: Any, user: Any) -> None:
    """What somebody else withheld; where that is refused, nothing was withheld either."""
    with transaction.atomic():
        held = withhold_one(campaign, WithheldKind.WORD, "told again", acting_user=ensure_operator())
        tell_again(held, acting_user=user)


def _door(action: Any, use: Any, told: str, state: ImportState, may: frozenset[str] = OFFICE) -> Door:
    return Door(action, use, may, told, "import", "", _is(state))


def _compact(campaign: Any, user: Any) -> None:
    """Enough files, made by hand, that there is something to put together."""
    with transaction.atomic():
        for _ in range(5):
            rows = batch_of(POSTS, [{"post_key": str(uuid4())}])
            import_rows(campaign, Kind.SOCIAL, [rows], layout="made", acting_user=ensure_operator())
        compact_lake(acting_user=user)


def _put_together(campaign: Any) -> bool:
    return LakeFile.objects.filter(campaign=campaign, table=POSTS, of=None).count() == 1


_S = ImportState
LISTENING_DOORS: Mapping[str, Door] = {
    "an import": _door(receive_import, _receive, "receive_import", _S.WAITING),
    "a plan of an import": _door(
        plan_import,
        _after(None, lambda made, user: plan_import(made, acting_user=user)),
        "plan_import",
        _S.PLANNED,
    ),
    "an import that is written": _door(write_import, _after(None, _write), "write_import", _S.WRITTEN),
    "an answer about an import": _door(
        answer_import,
        _after(_S.ASKING, lambda made, user: answer_import(made, Answer(days="dmy"), acting_user=user)),
        "answer_import",
        _S.WAITING,
    ),
    "an import that is cancelled": _door(
        cancel_import,
        _after(_S.PLANNED, lambda made, user: cancel_import(made, acting_user=user)),
        "cancel_import",
        _S.CANCELLED,
    ),
    "an import that failed": _door(
        note_fault,
        _after(_S.WAITING, lambda made, user: note_fault(made, "a fault", acting_user=user)),
        "fail_import",
        _S.FAILED,
    ),
    "an import that is undone": _door(
        undo_import,
        _after(_S.WRITTEN, lambda made, user: undo_import(made, acting_user=user)),
        "undo_import",
        _S.UNDONE,
    ),
    "rows of the lake": _door(import_rows, _rows, "write_import", _S.WRITTEN, CORE),
    "files put together": Door(compact_lake, _compact, ADMINS, "compact_lake", "campaign", "", _put_together),
    "files taken away": Door(
        vacuum_lake,
        lambda campaign, user: vacuum_lake(acting_user=user),
        ADMINS,
        "vacuum_lake",
        "installation",
        "",
        lambda campaign: True,
    ),
    "a request for comment": Door(
        note_request,
        _note,
        OFFICE,
        "note_request",
        "media-request",
        "",
        lambda campaign: MediaRequest.objects.filter(campaign=campaign).exists(),
    ),
    "a request that is answered": Door(
        change_request,
        _noted(_answer_request),
        OFFICE,
        "change_request",
        "media-request",
        "",
        lambda campaign: MediaRequest.objects.filter(answered=Answered.ANSWERED).exists(),
    ),
    "a request taken away": Door(
        remove_request,
        _noted(lambda held, user: remove_request(held, acting_user=user)),
        OFFICE,
        "remove_request",
        "media-request",
        "",
        lambda campaign: not MediaRequest.objects.exists(),
    ),
    "a media target": Door(
        plan_media,
        _plan,
        CORE,
        "add_media-target",
        "media-target",
        "new-plan",
        lambda campaign: MediaTarget.objects.filter(key="new-plan").exists(),
    ),
    "a media target taken away": Door(
        drop_media_target,
        _drop,
        CORE,
        "remove_media-target",
        "media-target",
        "",
        lambda campaign: not MediaTarget.objects.filter(key="old-plan").exists(),
    ),
    "one that is withheld": Door(
        withhold_one,
        _withhold_one,
        CORE,
        "withhold",
        "campaign",
        "",
        lambda campaign: Withheld.objects.filter(text="somebody").exists(),
    ),
    "one that is told again": Door(
        tell_again,
        _tell_again,
        CORE,
        "tell_again",
        "campaign",
        "",
        lambda campaign: not Withheld.objects.filter(text="told again").exists(),
    ),
    "what is withheld": Door(
        withhold, _withhold, CORE, "withhold", "campaign", "", lambda campaign: Withheld.objects.exists()
    ),
}
