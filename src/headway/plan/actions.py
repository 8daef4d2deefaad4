"""Writing campaigns and their plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.queries import model_of, rows_of
from headway.audit.steps.keep import Keeper, Tally
from headway.lib.hints import kind_in_words
from headway.lib.kinds import FILE as KINDS_FILE
from headway.lib.kinds import KindRow, families_in, faults_of_kinds, kinds_among
from headway.lib.merging import Merged, merge
from headway.lib.problems import Refused
from headway.lib.rows import Row, dump_row
from headway.lib.told import Lending
from headway.lib.tongue import say
from headway.movement.actions import require, require_kind
from headway.plan.models import Campaign, Risk
from headway.plan.queries import kinds_of, offices_taking_part, plan_rows, using_kinds
from headway.plan.rows import CampaignRow, RiskRow, ScaleStepRow
from headway.plan.rules import HANDLED, faults_of_campaign, faults_of_scale

KINDS = (
    "period", "participation", "area", "measure", "focus-country", "objective", "theory-node", "dimension",
    "scale-step", "output", "risk", "exit-item", "term",
)  # fmt: skip


def keeper_of(
    campaign: Campaign,
    acting_user: Any,
    ids: Mapping[str, Mapping[str, Any]] | None = None,
    lending: Lending | None = None,
) -> Keeper:
    """Keeps records of one campaign. They may name only offices that take part: a pack would lose any other.

    `ids` are known ids by key, by kind: of offices, and of any other kind whole. `lending` is what is known already of
    what the records that are pointed at lend to others for the search.
    """
    known = ids or {"office": offices_taking_part(campaign)}
    held = {kind: dict(own) for kind, own in known.items()}
    return Keeper({"campaign": campaign}, acting_user, held, lending or {})


def keep_campaign(row: CampaignRow, *, acting_user: Any) -> tuple[Campaign, Tally]:
    """Add the campaign, or bring it up to date, with the documents that its facts come from."""
    require(acting_user, "set_up_plan")
    require_kind([row], {CampaignRow.kind})
    for _place, message in faults_of_campaign(row):
        raise Refused(message)
    with unit_of_work():
        tally = Keeper({}, acting_user).keep([row.model_copy(update={"sources": ()})])
        campaign = Campaign.objects.get(key=row.key)
        tally += Keeper({"campaign": campaign}, acting_user).keep_inside([row], {row.key: campaign.pk})
        return campaign, tally


def refuse_unknown_kinds(campaign: Campaign, rows: Sequence[Row]) -> None:
    """Raise Refused where one of the rows, or what stands inside it, names a kind that the campaign does not have."""
    row_classes = dict.fromkeys(map(type, rows))
    kinds = {family: kinds_of(campaign, family) for found in row_classes for family in families_in(found)}
    for message in faults_of_kinds(rows, kinds.__getitem__):
        raise Refused(message)


def keep_plan(campaign: Campaign, rows: Sequence[Row], *, acting_user: Any) -> Tally:
    """Keep rows of one kind of the plan: periods, areas, measures, framework and the rest."""
    require(acting_user, "set_up_plan")
    require_kind(rows, KINDS)
    refuse_unknown_kinds(campaign, rows)
    steps = {row.key: row for row in rows if isinstance(row, ScaleStepRow)}
    if steps:
        held = {row.key: row for row in plan_rows(campaign, ScaleStepRow.kind)}
        for step, message in faults_of_scale({**held, **steps}.values()):
            raise Refused(say("step {key}, {message}", key=step.key, message=message))
    # Who takes part is what decides which offices the other records may name.
    taking_part = rows and rows[0].kind == "participation"
    keeper = Keeper({"campaign": campaign}, acting_user) if taking_part else keeper_of(campaign, acting_user)
    return keeper.keep(rows)


Named = Mapping[type[KindRow], Sequence[Row]]


@contextmanager
def naming_kinds(campaign: Campaign, named: Named, *, acting_user: Any) -> Iterator[Tally]:
    """From now on the campaign has these kinds of each of the families and no others: the default ones where there are none.

    Records may be given other kinds within. Raise Refused after it where one is left with a kind that is gone.
    """
    require(acting_user, "set_up_plan")
    tally = Tally()
    with unit_of_work() as unit:
        for family, rows in named.items():
            require_kind(rows, {family.kind})
            tally += _take_away_others(campaign, family, rows, unit, acting_user)
            tally += Keeper({"campaign": campaign}, acting_user).keep(rows)
        yield tally
        for family, rows in named.items():
            if used := using_kinds(campaign, family, kinds_among(rows, family).by_key):
                raise Refused(_still_used(family, used))


def _take_away_others(
    campaign: Campaign, family: type[KindRow], rows: Sequence[Row], unit: UnitOfWork, acting_user: Any
) -> Tally:
    model = model_of(family.kind)
    gone = model.objects.filter(campaign=campaign).exclude(key__in=[row.key for row in rows])
    locked = unit.lock(model, gone.values_list("pk", flat=True))
    for row in rows_of(gone):
        # Told of the campaign: the kind itself is a record no more.
        unit.record(
            f"remove_{family.kind}", acting_user=acting_user, kind="campaign", subject=campaign.pk,
            changes={"removed": dump_row(row)}, campaign=campaign.pk,
        )  # fmt: skip
    gone.delete()
    return Tally(removed={family.kind: len(locked)}) if locked else Tally()


def _still_used(family: type[KindRow], used: Sequence[tuple[str, str, str]]) -> str:
    """Names the first kind that would be gone, and the first records that have it."""
    gone = used[0][0]
    named = [f'{kind_in_words(kind)} "{key}"' for of, kind, key in used if of == gone and key][:MOST_NAMED]
    values = {"file": KINDS_FILE, "kind": kind_in_words(family.kind), "key": gone}
    said = say('{file}: the {kind} "{key}" cannot be taken away while records have it', **values)
    return f"{said}: {', '.join(named)}" if named else said


MOST_NAMED = 3


class RiskClash(Refused):
    """Somebody else has changed the same fields of a risk meanwhile; `stands` holds what they wrote."""

    def __init__(self, fields: Sequence[str], stands: RiskRow) -> None:
        super().__init__(
            _("Somebody else has changed the same here. What you typed is still there; look at both.")
        )
        self.fields, self.stands = fields, stands


def handle_risk(
    risk: Risk, told: Mapping[str, Any], *, base: Mapping[str, str] | None = None, acting_user: Any
) -> Risk:
    """Say what is done about a risk, who sees to it, and whether it is closed; two who do so at once both keep theirs.

    `base` holds the marks of the fields as they stood when the form was opened.
    """
    require(acting_user, "set_up_plan")
    with unit_of_work() as unit:
        unit.lock(Risk, [risk.pk])
        row: RiskRow = next(one for one in plan_rows(risk.campaign, "risk") if one.key == risk.key)
        now = {name: getattr(row, name) for name in HANDLED}
        merged = merge(base, now, told) if base else Merged(dict(told), frozenset())
        if merged.clashes:
            raise RiskClash(sorted(merged.clashes), row)
        given = row.model_dump(exclude_defaults=True) | merged.values
        try:
            changed = RiskRow.model_validate({name: value for name, value in given.items() if value != ""})
        except ValidationError as error:
            raise Refused(error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")) from None
        keep_plan(risk.campaign, [changed], acting_user=acting_user)
        return Risk.objects.get(pk=risk.pk)
