"""Monthly updates: written and amended by forms or packs, withdrawn with a reason, and tied to the outcomes that came of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.steps.keep import Tally
from headway.collect.actions import NEW, Sending, new_key
from headway.collect.models import Draft
from headway.lib.problems import Refused
from headway.movement.actions import name_on, require, require_kind
from headway.movement.rules import Subject
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign, FocusCountry
from headway.plan.queries import countries_of_focus
from headway.verify.models import Update
from headway.verify.queries.updates import row_of_update, subject_of_update
from headway.verify.rows import UpdateRow
from headway.verify.steps.sending import merged_with, remember, sent_before

OF_UPDATE = ("focus_country", "when", "happened", "context", "plans", "outcomes")


def keep_updates(campaign: Campaign, rows: Sequence[UpdateRow], *, acting_user: Any) -> Tally:
    """Keep updates. Whoever writes one as restricted is named on it; of what is open there is one a country and month."""
    require_kind(rows, {UpdateRow.kind})
    with unit_of_work() as unit:
        keys = [row.key for row in rows]
        countries = FocusCountry.objects.filter(
            campaign=campaign, key__in={row.focus_country for row in rows}
        )
        # Locked first, so that two people who tell of the same month at once do not both become its teller.
        unit.lock(FocusCountry, countries.values_list("pk", flat=True))
        found = Update.objects.filter(campaign=campaign, key__in=keys)
        held = {one.key: one for one in unit.lock(Update, found.values_list("pk", flat=True))}
        focus = countries_of_focus(campaign)
        for row in rows:
            _require(row, held.get(row.key), focus, acting_user)
        _refuse_second(campaign, rows)
        tally = keeper_of(campaign, acting_user).keep(rows)
        found.exclude(key__in=held).update(author=acting_user)
        _hide(campaign, [row.key for row in rows if row.restricted], held, unit, acting_user)
        return tally


def write_update(
    campaign: Campaign, row: UpdateRow, sending: Sending | None = None, *, acting_user: Any
) -> Update:
    """Keep what a form tells of a month; one under the key NEW gets its own, and is kept once however often it is sent."""
    sending = sending or Sending()
    with unit_of_work() as unit:
        if known := sent_before("update", [row], sending, acting_user):
            return Update.objects.get(campaign=campaign, key=known)
        kept = row
        if row.key == NEW:
            kept = row.model_copy(update={"key": new_key(f"update-{row.focus_country}-{row.when.edtf}")})
        else:
            found = Update.objects.filter(campaign=campaign, key=row.key)
            (update,) = unit.lock(Update, found.values_list("pk", flat=True))
            _refuse_withdrawn(update)
            kept = merged_with(row_of_update(update, acting_user), row, OF_UPDATE, sending.base)
        keep_updates(campaign, [kept], acting_user=acting_user)
        remember(campaign, "update", kept.key, [row], sending, acting_user)
        return Update.objects.select_related("focus_country").get(campaign=campaign, key=kept.key)


def withdraw_update(update: Update, reason: str, *, acting_user: Any) -> Update:
    """It does not hold any more, and its month may be told anew; what it told stays, with the reason beside it."""
    with unit_of_work() as unit:
        (held,) = unit.lock(Update, [update.pk])
        require(acting_user, "record_update", subject_of_update(held))
        _refuse_withdrawn(held)
        if not reason.strip():
            raise Refused(_("Say why it is withdrawn."))
        row = row_of_update(held, acting_user).model_copy(update={"withdrawn": reason.strip()})
        keeper_of(held.campaign, acting_user).keep([row])
        return Update.objects.select_related("focus_country").get(pk=held.pk)


def _require(
    row: UpdateRow, stored: Update | None, focus: Mapping[str, frozenset[str]], acting_user: Any
) -> None:
    stands = subject_of_update(stored) if stored else Subject()
    there = focus.get(row.focus_country, frozenset())
    subjects = [Subject(countries=there, restricted=stands.restricted, named=stands.named)]
    require(acting_user, "record_update", *subjects, *([stands] if stored else []))
    if stored and stored.restricted != row.restricted:
        require(acting_user, "restrict_record", stands)


def _refuse_second(campaign: Campaign, rows: Sequence[UpdateRow]) -> None:
    """Raise Refused where another open update that holds tells of the same country and month."""
    told = [row for row in rows if not row.restricted and not row.withdrawn]
    stored = Update.objects.filter(campaign=campaign, restricted=False, withdrawn="")
    stored = stored.exclude(key__in=[row.key for row in rows]).filter(
        when_edtf__in={row.when.edtf for row in told}
    )
    taken = set(stored.values_list("focus_country__key", "when_edtf"))
    for row in told:
        at = (row.focus_country, row.when.edtf)
        if at in taken:
            raise Refused(_("An update tells of this country and month already: change that one."))
        taken.add(at)


def _hide(
    campaign: Campaign, keys: Sequence[str], held: Mapping[str, Update], unit: UnitOfWork, acting_user: Any
) -> None:
    """What was turned restricted has its writer named on it, and lies in no draft."""
    turned = [key for key in keys if not (key in held and held[key].restricted)]
    if not turned:
        return
    Draft.objects.filter(campaign=campaign, form="update", subject__in=turned).delete()
    hidden: Iterable[Update] = Update.objects.filter(campaign=campaign, key__in=turned)
    name_on(hidden, acting_user=acting_user, unit=unit)


def _refuse_withdrawn(update: Update) -> None:
    if update.withdrawn:
        raise Refused(_("This update was withdrawn: tell of its month in a new one."))
