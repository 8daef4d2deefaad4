"""What stands in an office's return, area by area, and what is missing or odd about it before it is handed in."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headway.collect.models import Activity, Figure, Return
from headway.collect.queries.activities import visible_activities
from headway.collect.queries.figures import by_measure, open_figures, rule_of, visible_figures
from headway.lib import additivity
from headway.lib.additivity import total
from headway.lib.edtf import ImpreciseDate
from headway.lib.labels import label_in
from headway.lib.oddities import Deed, Odd, is_more_than_all, likely_twice, odd_change, one_value, outgrown
from headway.movement.models import Office
from headway.pages.speech import speech
from headway.plan.models import Area, Campaign, Measure, Period

MOST_PAIRS = 8
Read = Mapping[str, list[additivity.Figure]]


@dataclass(frozen=True)
class InArea:
    """How much an office reported in one area of work."""

    area: Area
    activities: int
    figures: int


@dataclass(frozen=True)
class Remark:
    """Something to look at, and the record that it is about."""

    text: str
    kind: str = ""
    key: str = ""


@dataclass(frozen=True)
class Checked:
    """What was found: `faults` have to be mended, `warnings` only looked at and confirmed."""

    activities: tuple[Activity, ...]
    areas: tuple[InArea, ...]
    faults: tuple[Remark, ...]
    warnings: tuple[Remark, ...]

    @property
    def is_empty(self) -> bool:
        return not any(one.activities or one.figures for one in self.areas)

    @property
    def mark(self) -> str:
        """Names these warnings: whoever confirms them has seen these and no others."""
        said = "\n".join(f"{one.kind}:{one.key}" for one in self.warnings)
        return hashlib.sha256(said.encode()).hexdigest()[:16] if self.warnings else ""


def figures_of_return(campaign: Campaign, user: Any, office: Office, period: Period) -> QuerySet[Figure]:
    """The figures that an office reported for a period, by themselves or with an activity."""
    of_office = Q(office=office) | Q(office=None, activity__office=office)
    for_period = Q(period=period) | Q(period=None, activity__period=period)
    return visible_figures(campaign, user).filter(of_office, for_period)


def activities_of_return(campaign: Campaign, user: Any, office: Office, period: Period) -> QuerySet[Activity]:
    found = visible_activities(campaign, user).filter(office=office, period=period)
    return found.select_related("office", "activity_kind__area").order_by("when_earliest", "position", "key")


def check_return(campaign: Campaign, user: Any, office: Office, period: Period) -> Checked:
    """Look through all that an office has reported for a period, as far as the reader may know of it."""
    activities = list(activities_of_return(campaign, user, office, period))
    now = _read(figures_of_return(campaign, user, office, period))
    measures = list(
        Measure.objects.filter(campaign=campaign, key__in=now).select_related("numerator", "denominator")
    )
    counted = [one for figures in now.values() for one in figures]
    areas = _in_areas(campaign, activities, counted, measures)
    warnings = [
        *_empty_areas(areas),
        *_uncounted(campaign, activities, counted),
        *_odd_values(now, _last(campaign, user, office, period) if now else {}, measures),
        *_told_twice(campaign, user, activities),
    ]
    return Checked(tuple(activities), areas, tuple(_faults(activities)), tuple(warnings))


def _in_areas(
    campaign: Campaign,
    activities: Sequence[Activity],
    figures: Sequence[additivity.Figure],
    measures: Sequence[Measure],
) -> tuple[InArea, ...]:
    done = Counter(one.activity_kind.area_id for one in activities)
    of_activity = {one.key: one.activity_kind.area_id for one in activities}
    of_measure = {one.key: one.area_id for one in measures}
    counted = Counter(of_activity.get(one.activity) or of_measure.get(one.measure) for one in figures)
    return tuple(
        InArea(area, done[area.pk], counted[area.pk]) for area in Area.objects.filter(campaign=campaign)
    )


def _faults(activities: Sequence[Activity]) -> Iterator[Remark]:
    for one in activities:
        if one.when is None:
            said = _("“%(name)s” has no date: say when it was.") % {"name": speech().say(one.name)}
            yield Remark(said, "activity", one.key)


def _empty_areas(areas: Sequence[InArea]) -> Iterator[Remark]:
    for one in areas:
        if not one.activities and not one.figures:
            said = _("%(area)s: nothing is reported.") % {"area": speech().say(one.area.name)}
            yield Remark(said, "area", one.area.key)


def _uncounted(
    campaign: Campaign, activities: Sequence[Activity], figures: Sequence[additivity.Figure]
) -> Iterator[Remark]:
    """Activities of kinds that are counted, without a figure."""
    asked = set(
        Measure.objects.filter(campaign=campaign)
        .exclude(kinds=None)
        .order_by()
        .values_list("kinds", flat=True)
    )
    counted = {one.activity for one in figures}
    bare = [one for one in activities if one.activity_kind_id in asked and one.key not in counted]
    if bare:
        names = speech().join(_quoted(speech().say(one.name)) for one in bare[:3])
        said = ngettext(
            "%(number)s activity has no figure: %(names)s.",
            "%(number)s activities have no figure, such as %(names)s.",
            len(bare),
        ) % {"number": speech().number(len(bare)), "names": names}
        yield Remark(said, "uncounted", str(len(bare)))


def _last(campaign: Campaign, user: Any, office: Office, period: Period) -> Read:
    """What the office reported for the period before this one."""
    last = Period.objects.filter(campaign=campaign, ends__lt=period.begins).order_by("-ends").first()
    return _read(figures_of_return(campaign, user, office, last)) if last else {}


def _odd_values(now: Read, before: Read, measures: Sequence[Measure]) -> Iterator[Remark]:
    for measure in measures:
        rule, figures = rule_of(measure), now[measure.key]
        values = [one_value(total(rule, found)) for found in (before.get(measure.key, ()), figures)]
        odd = odd_change(rule.additivity, *values)
        if odd is not None:
            yield Remark(_said_change(odd, measure, *values), "measure", f"{odd}-{measure.key}")
        for one in figures:
            if is_more_than_all(rule.additivity, one.value):
                said = _("%(measure)s: a share is above 100 %%.") % {"measure": speech().say(measure.name)}
                yield Remark(said, "figure", one.key)
        for whole, added in outgrown({one.key: one for one in figures}):
            said = _("%(measure)s: the parts come to %(parts)s, more than the whole, %(whole)s.") % {
                "measure": speech().say(measure.name),
                "parts": speech().number(added),
                "whole": speech().number(whole.value or 0),
            }
            yield Remark(said, "figure", whole.key)


def _said_change(odd: Odd, measure: Measure, before: Decimal | None, now: Decimal | None) -> str:
    here = speech()
    named = {
        "measure": here.say(measure.name),
        "before": here.number(before or 0),
        "now": here.number(now or 0),
    }
    if odd is Odd.FELL:
        return _("%(measure)s: %(now)s, less than the %(before)s of the last period.") % named
    return _("%(measure)s: %(now)s, at least ten times the %(before)s of the last period.") % named


def _read(records: QuerySet[Figure]) -> Read:
    figures, _parents = open_figures(records.select_related(None), all_open=True)
    return by_measure(figures)


def _told_twice(campaign: Campaign, user: Any, activities: Sequence[Activity]) -> Iterator[Remark]:
    keys = _of_the_time(campaign, user, activities)
    known = visible_activities(campaign, user).filter(key__in=keys).select_related("office")
    by_key = {one.key: one for one in (*known, *activities)}
    own = [_deed(one) for one in activities]
    for at, (mine, other) in enumerate(likely_twice(own, map(_deed, by_key.values()))):
        if at == MOST_PAIRS:
            return
        theirs, here = by_key[other.key], speech()
        said = _("“%(name)s” and “%(other)s” (%(office)s) may be one and the same.") % {
            "name": here.say(by_key[mine.key].name),
            "other": here.say(theirs.name),
            "office": here.say(theirs.office.name),
        }
        yield Remark(said, "activity", other.key)


def _of_the_time(campaign: Campaign, user: Any, activities: Sequence[Activity]) -> list[str]:
    """Keys of the others of the same kind that may have been at the same time: only these are worth reading whole."""
    dated: dict[Any, list[ImpreciseDate]] = defaultdict(list)
    for one in activities:
        if one.when is not None:
            dated[one.activity_kind_id].append(one.when)
    every = [when for found in dated.values() for when in found]
    if not every:
        return []
    others = visible_activities(campaign, user).filter(activity_kind__in=list(dated)).exclude(when_edtf="")
    if (firsts := [when.earliest for when in every if when.earliest]) and len(firsts) == len(every):
        others = others.exclude(when_latest__lt=min(firsts))
    if (lasts := [when.latest for when in every if when.latest]) and len(lasts) == len(every):
        others = others.exclude(when_earliest__gt=max(lasts))
    told = others.order_by().values_list("key", "activity_kind_id", "when_earliest", "when_latest")
    return [key for key, kind, first, last in told if any(when.overlaps(first, last) for when in dated[kind])]


def _deed(one: Activity) -> Deed:
    return Deed(one.key, str(one.activity_kind_id), label_in(one.name, "en"), one.when, one.place)


def accepted_returns(campaign: Campaign) -> set[tuple[str, str]]:
    """Keys of office and period of every return that was accepted; for actions."""
    found = Return.objects.filter(campaign=campaign, state="accepted").order_by()
    return set(found.values_list("office__key", "period__key"))


def states_of_returns(campaign: Campaign) -> dict[tuple[str, str], str]:
    """The state of every return that there is, by the keys of its office and period; for actions."""
    found = Return.objects.filter(campaign=campaign).order_by()
    return {
        (office, period): state
        for office, period, state in found.values_list("office__key", "period__key", "state")
    }


def periods_of_activities(campaign: Campaign, keys: Sequence[str]) -> dict[str, str]:
    """The period that each of these activities names, by key; for actions."""
    found = Activity.objects.filter(campaign=campaign, key__in=[key for key in keys if key])
    return {key: period or "" for key, period in found.values_list("key", "period__key")}


def _quoted(name: str) -> str:
    return pgettext("quotation marks", "“%(words)s”") % {"words": name}
