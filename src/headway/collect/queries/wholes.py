"""Bigger figures that a figure can be part of, so that what was told twice is counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, IntegerField, Value, When, Window
from django.db.models.functions import RowNumber

from headway.collect.models import Activity
from headway.collect.queries.figures import visible_figures
from headway.collect.rows import ActivityRow
from headway.lib.additivity import Additivity
from headway.lib.precision import Precision
from headway.pages.speech import speech
from headway.plan.models import Campaign

# So many of a measure can be looked over in a list; the likeliest come first.
MOST = 12
SHARED = ("opportunities", "cases", "outputs", "targets", "focus_countries")


@dataclass(frozen=True)
class About:
    """Of what an activity tells: its office, and by field the keys of what it names."""

    office: str
    links: Mapping[str, Collection[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, office: str, row: ActivityRow | None, typed: Any) -> About:
        """`typed` is what a form sent (a QueryDict), or None where it was only opened on `row`."""
        if typed is not None:
            return cls(office, {name: typed.getlist(name) for name in SHARED if typed.getlist(name)})
        return cls(office, {name: getattr(row, name) for name in SHARED if getattr(row, name)} if row else {})


def wholes_to_name(
    campaign: Campaign, user: Any, measures: Collection[str], about: About, chosen: Collection[str] = ()
) -> dict[str, list[tuple[str, str]]]:
    """By measure, the keys of whole figures and how they read: those chosen, those of activities about the same, the
    office's own, then the biggest of all.
    """
    if not measures:
        return {}
    nearest = Case(
        When(key__in=list(chosen), then=Value(0)),
        *(
            When(activity__in=_that_name(campaign, name, keys), then=Value(1))
            for name, keys in about.links.items()
        ),
        When(office__key=about.office, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    order = (nearest, F("value").desc(), F("key"))
    place = Window(RowNumber(), partition_by=F("measure"), order_by=order)
    seen = visible_figures(campaign, user).select_related(None).select_related("measure", "office")
    # Placed by their keys alone: whole rows with all that they name take a database ten times as long to sort.
    wholes = seen.filter(measure__key__in=list(measures), of="", value__isnull=False).order_by()
    first = wholes.annotate(place=place).filter(place__lte=MOST).values("pk")
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    here = speech(campaign.language)
    for one in seen.filter(pk__in=first).order_by(*order):
        told = [here.say(one.office.name) if one.office else "", here.when(one.when)]
        if one.value is not None:
            is_share = one.measure.additivity == Additivity.RATIO
            said = here.amount(one.value, Precision(one.precision), is_share=is_share)
            found[one.measure.key].append((one.key, " · ".join(filter(None, (said, *told)))))
    return found


def _that_name(campaign: Campaign, name: str, keys: Collection[str]) -> Any:
    """Activities that name one of these: from the few links of those, not from all activities of the campaign."""
    field: Any = Activity._meta.get_field(name)
    known = field.related_model._default_manager.filter(campaign=campaign, key__in=list(keys)).values("pk")
    linked = {f"{field.m2m_reverse_field_name()}__in": known}
    return field.remote_field.through._default_manager.filter(**linked).values("activity")
