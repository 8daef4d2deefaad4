"""A figure that was once given is taken away again, with its parts; nothing that rests on it is left hanging."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _

from headway.audit.actions import unit_of_work
from headway.audit.steps.differ import own_fields
from headway.audit.steps.index import index_records
from headway.collect.actions.reported import refuse_to_take_away
from headway.collect.models import Figure
from headway.collect.queries.packs import collect_rows
from headway.lib.problems import Refused
from headway.plan.models import Campaign


def remove_figures(campaign: Campaign, keys: Collection[str], *, acting_user: Any) -> int:
    """Take figures away: all of them or none; how many. What they said stays in the log.

    Refused where a bigger number would lose what is counted in it, and where a rating, a case study or the report
    rests on one.
    """
    with unit_of_work() as unit:
        found = Figure.objects.filter(campaign=campaign, key__in=list(keys))
        records = unit.lock(Figure, found.values_list("pk", flat=True))
        rows = {row.key: row for row in collect_rows(campaign, "figure", [one.key for one in records])}
        refuse_to_take_away(campaign, list(rows.values()), acting_user)
        _refuse_if_named(records)
        for one in records:
            # About a case it is sealed, since the case can be restricted later.
            unit.record(
                "remove_figure", acting_user=acting_user, kind="figure", subject=one.pk,
                changes=own_fields(rows[one.key]), sealed=one.case_id is not None, campaign=campaign.pk,
            )  # fmt: skip
        ids = [one.pk for one in records]
        # Parts go before their wholes, which may not vanish under them.
        left = set(ids)
        while left:
            last = left - set(Figure.objects.filter(pk__in=left).values_list("part_of", flat=True))
            Figure.objects.filter(pk__in=last).delete()
            left -= last
        if ids:
            index_records({"figure": ids})
        return len(ids)


def _refuse_if_named(records: Sequence[Figure]) -> None:
    ids = [one.pk for one in records]
    if Figure.objects.filter(part_of__in=ids).exclude(pk__in=ids).exists():
        raise Refused(_("Other figures are counted in this one: take them out of it first."))
    links: list[Any] = list(Figure._meta.get_fields(include_hidden=True))
    for link in links:
        if not link.one_to_many or link.concrete or link.related_model is Figure:
            continue
        if link.related_model._default_manager.filter(**{f"{link.field.name}__in": ids}).exists():
            raise Refused(_("A rating, a case study or the report rests on this figure: correct it instead."))
