"""Files that people send in: they wait between plan and writing, and are written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.utils import timezone

from headway.audit.actions import unit_of_work
from headway.audit.inserting import Over, insert
from headway.audit.steps.keep import Tally
from headway.collect.actions.reported import keep_reported
from headway.collect.actions.returns import begin_returns
from headway.collect.models import Sent, Upload
from headway.collect.queries.sheets import SENT, activities_of_office
from headway.collect.rows import ActivityRow, FigureRow
from headway.lib.problems import Refused
from headway.movement.actions import require
from headway.movement.models import Office
from headway.movement.rules import Subject
from headway.plan.models import Campaign, Period

WAITS = timedelta(hours=24)
MOST_WAITING = 5


class Planned(Protocol):
    """What a file comes to as things stand."""

    activities: list[ActivityRow]
    figures: list[FigureRow]
    sent: list[tuple[UUID, str, str]]

    @property
    def mark(self) -> str: ...


P = TypeVar("P", bound=Planned)


class StalePlan(Refused):
    """What the person agreed to is no longer what the file would change."""


@dataclass(frozen=True)
class Arrived:
    """A file as it came: `asked` is what its sender said of it."""

    kind: str
    name: str
    content: bytes
    office: Office
    period: Period | None = None
    asked: dict[str, Any] = field(default_factory=dict)


def keep_upload(campaign: Campaign, file: Arrived, *, owner: Any) -> Upload:
    """Keep a file until its sender confirms it; nobody else sees it, and no record is touched."""
    require(owner, "record_activity", Subject(offices=frozenset({file.office.key})))
    now = timezone.now()
    Upload.objects.filter(expires_at__lte=now).delete()
    old = Upload.objects.filter(person=owner).values_list("pk", flat=True)[MOST_WAITING - 1 :]
    Upload.objects.filter(pk__in=list(old)).delete()
    return Upload.objects.create(
        person=owner, campaign=campaign, office=file.office, period=file.period, kind=file.kind,
        name=file.name[:200], content=file.content, asked=file.asked, at=now, expires_at=now + WAITS,
    )  # fmt: skip


def forget_upload(upload: Upload, *, owner: Any) -> None:
    Upload.objects.filter(pk=upload.pk, person=owner).delete()


def end_upload(upload: Upload, tally: Tally, refused: bytes = b"", *, owner: Any) -> None:
    """The file was written: what is left of it is what came of it, and what has to be mended."""
    told = {name: dict(counts) for name, counts in vars(tally).items()}
    Upload.objects.filter(pk=upload.pk, person=owner).update(
        content=b"", asked={}, told=told, refused=refused, written_at=timezone.now()
    )


def record_activities(
    campaign: Campaign, activities: Sequence[ActivityRow], figures: Sequence[FigureRow], *, acting_user: Any
) -> Tally:
    """Keep many activities and figures: all of them or none."""
    if not activities and not figures:
        return Tally()
    offices = {row.office for row in activities} | {row.office for row in figures}
    require(acting_user, "record_activity", Subject(offices=frozenset(offices - {""})))
    with unit_of_work():
        tally = keep_reported(campaign, [*activities, *figures], acting_user=acting_user)
        begin_returns(campaign, activities, acting_user=acting_user)
        return tally


def write_sheet(
    campaign: Campaign,
    office: Office,
    keys: Collection[str],
    make_plan: Callable[[], P],
    *,
    agreed: str = "",
    acting_user: Any,
) -> tuple[P, Tally]:
    """Write what a filled-in form comes to now, which is planned anew while its activities (`keys`) are locked.

    Raise StalePlan where that is not what was `agreed` to.
    """
    require(acting_user, "record_activity", Subject(offices=frozenset({office.key})))
    with unit_of_work() as unit:
        found = activities_of_office(campaign, office, keys)
        unit.lock(found.model, found.values_list("pk", flat=True))
        plan = make_plan()
        if agreed and plan.mark != agreed:
            raise StalePlan("")
        tally = record_activities(campaign, plan.activities, plan.figures, acting_user=acting_user)
        _remember(campaign, plan.sent, acting_user)
        return plan, tally


def _remember(campaign: Campaign, sent: Sequence[tuple[UUID, str, str]], person: Any) -> None:
    """As what each row of the file was left, so that the same file can go on from there."""
    now = timezone.now()
    insert(
        [
            Sent(person=person, client_id=one, campaign=campaign, kind=SENT, subject=key, digest=mark, at=now)
            for one, key, mark in sent
        ],
        over=Over(unique=("person_id", "client_id"), written=("subject", "digest", "at")),
    )
