"""Somebody types one record of this room into a form: a case, a partner, a target, a relation, an opportunity."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.audit.queries import model_of, rows_of
from headway.engage.actions.keeping import KINDS, keep_engagement
from headway.engage.models import Case
from headway.engage.queries.entering import may_read_notes, subject_of
from headway.engage.rules import NOTES
from headway.lib.problems import Refused
from headway.lib.rowmerging import merged_row
from headway.lib.rows import Row
from headway.movement.actions import name_on, require, require_kind
from headway.plan.models import Campaign


def record_engagement(
    campaign: Campaign,
    row: Row,
    names: Collection[str] = (),
    base: Mapping[str, str] | None = None,
    *,
    acting_user: Any,
) -> Any:
    """Keep one record, and return it: a new one once however often it is sent (`base` None), or one that stands.

    `base` marks what the fields `names` held when the form was opened: what two people changed in different fields is put
    together; where both changed the same one, `RowClash` is raised. Whoever writes what only few may read of a case is
    named on it.
    """
    require_kind([row], KINDS)
    with unit_of_work() as unit:
        records = model_of(row.kind).objects.filter(campaign=campaign, key=row.key)
        held = unit.lock(model_of(row.kind), records.values_list("pk", flat=True))
        if held:
            require(acting_user, "record_engagement", subject_of(held[0]))
            stored = rows_of(records)[0]
            if base is None:
                if stored != row:
                    raise Refused(
                        _("This was saved before, with other content. Open what was saved to change it.")
                    )
                return held[0]
            row = merged_row(_without_notes_of_others(row, stored, held[0], acting_user), stored, base, names)
        keep_engagement(campaign, [row], acting_user=acting_user)
        kept = records.get()
        if isinstance(kept, Case) and not held:
            _name_writer(kept, unit, acting_user)
        return kept


def _without_notes_of_others(row: Row, stored: Row, record: Any, acting_user: Any) -> Row:
    """What few may read stays as it stands where somebody else writes."""
    if not isinstance(record, Case) or may_read_notes(acting_user, record):
        return row
    return row.model_copy(update={name: getattr(stored, name) for name in NOTES})


def _name_writer(case: Case, unit: UnitOfWork, acting_user: Any) -> None:
    told = any(getattr(case, name) for name in NOTES)
    if told and not case.named.filter(pk=acting_user.pk).exists():
        name_on([case], acting_user=acting_user, unit=unit)
