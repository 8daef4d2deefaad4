"""What the form of an activity needs to know: as what it stands, for whom one may write, what can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headway.collect.models import Activity
from headway.collect.queries.activities import visible_activities
from headway.collect.queries.checks import accepted_returns, states_of_returns
from headway.collect.queries.figures import visible_figures
from headway.collect.queries.packs import collect_rows
from headway.collect.queries.returns import offices_reporting
from headway.collect.rows import ActivityRow, FigureRow
from headway.collect.rules import locked_period
from headway.engage.queries import visible_cases, visible_opportunities, visible_partners, visible_targets
from headway.lib.additivity import Additivity
from headway.lib.folding import fold
from headway.movement.models import Office
from headway.movement.queries import person_of
from headway.movement.rules import Role, Subject, may
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.plan.models import Campaign, Measure
from headway.plan.queries import all_of_plan, areas_of_work, plan_rows, remembered

# So many can be looked over on a page; of more, what was chosen and what is looked for is shown.
FEW = 24
MOST_FOUND = 20
# The key of no office: whoever may write for it may write for all.
OF_OTHERS = ""
LINKED = ("partners", "targets", "opportunities", "focus_countries", "outputs")
# What offices enter all the time; what a form offers is read anew only where something else has changed.
ENTERED = frozenset({"activity", "figure", "testimony", "return", "attachment"})
# The same for what is known of returns.
BUT_RETURNS = ENTERED - {"return"}
TOLD = (
    "activity_kind", "name", "when", "place", "country", "focus_countries", "cases", "partners", "targets", "opportunities",
    "outputs", "follows", "delivers", "by_whom", "audience", "story",
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """What a form offers of records of one kind: all of them, or what was chosen and found among `number`."""

    options: tuple[tuple[str, str], ...]
    number: int
    shown: tuple[Any, ...] = ()

    @property
    def is_cut(self) -> bool:
        return self.number > len(self.options)


def offices_to_write_for(campaign: Campaign, user: Any) -> list[Office]:
    """Offices taking part for which the person may record what they did."""
    person = person_of(user)
    if not may(person, "see"):
        return []
    found = remembered(
        "offices taking part", campaign, lambda: list(offices_reporting(campaign, user)), ENTERED
    )
    if not may(person, "record_activity", Subject(offices=frozenset({OF_OTHERS}))):
        found = [office for office in found if office.key in person.offices]
    return [
        office for office in found if may(person, "record_activity", Subject(offices=frozenset({office.key})))
    ]


def may_record_any(user: Any) -> bool:
    """True for whoever records activities, of whichever office."""
    person = person_of(user)
    return may(person, "record_activity", Subject(offices=person.offices))


def may_record(campaign: Campaign, user: Any) -> bool:
    """True for whoever records activities of an office that takes part."""
    return may_record_any(user) and bool(offices_to_write_for(campaign, user))


def may_record_for(user: Any, office: Office) -> bool:
    return may(person_of(user), "record_activity", Subject(offices=frozenset({office.key})))


def choices_of(
    campaign: Campaign, user: Any, name: str, chosen: Collection[str] = (), looked_for: str = ""
) -> Choice:
    """Records that a field of the form can name, as far as the person may know of them, in the order of their names."""
    if name != "cases":
        return cut_choice(_labels(campaign, user, name), chosen, looked_for)
    # What a choice shows and the log tells of it, and no more: a case is long, and of many few are shown.
    found = visible_cases(campaign, user).order_by().only("key", "name", "restricted")
    records = {one.key: one for one in found}
    choice = cut_choice(
        _in_order(campaign, {key: one.name for key, one in records.items()}), chosen, looked_for
    )
    keys = [key for key, _ in choice.options]
    return replace(choice, shown=tuple(records[key] for key in keys if key in records))


def cut_choice(named: Sequence[tuple[str, str]], chosen: Collection[str], looked_for: str = "") -> Choice:
    """Names with their keys, as a form offers them: all of a few; of many what was chosen, and what is looked for."""
    wanted = fold(looked_for.strip())
    found = [key for said, key in named if wanted and wanted in fold(said)][:MOST_FOUND]
    shown = {*chosen, *found} if len(named) > FEW else {key for _, key in named}
    return Choice(tuple((key, said) for said, key in named if key in shown), len(named))


def choices_to_keep(campaign: Campaign, user: Any, name: str) -> Choice:
    """As `choices_of`, for a device that keeps the form: what is restricted is not among it, whoever asks."""
    named = names_to_keep(campaign, user)[name]
    shown = named if len(named) <= FEW else []
    return Choice(tuple(shown), len(named))


def names_to_keep(campaign: Campaign, user: Any) -> dict[str, list[tuple[str, str]]]:
    """All that each field can name and that a device may keep."""
    cases = {one.key: one.name for one in visible_cases(campaign, user).filter(restricted=False)}
    said = {"cases": _in_order(campaign, cases)}
    said |= {name: _labels(campaign, user, name) for name in LINKED}
    return {name: [(key, text) for text, key in found] for name, found in said.items()}


def chosen_of(campaign: Campaign, user: Any, name: str, chosen: Collection[str]) -> Choice:
    """As `choices_of`, where nothing is offered any more: those of the chosen that there are."""
    if name == "cases":
        found = list(visible_cases(campaign, user).filter(key__in=list(chosen))) if chosen else []
        named = [(one.key, speech(campaign.language).say(one.name)) for one in found]
        return Choice(tuple(named), len(named), tuple(found))
    wanted = set(chosen)
    kept = [(key, said) for said, key in _labels(campaign, user, name) if key in wanted] if wanted else []
    return Choice(tuple(kept), len(kept))


def _labels(campaign: Campaign, user: Any, name: str) -> list[tuple[str, str]]:
    """The names and keys of all records that a field can name, in order; none of these kinds can be restricted."""
    if not may(person_of(user), "see"):
        return []
    seen: dict[str, Callable[[], Iterable[Any]]] = {
        "partners": lambda: visible_partners(campaign, user).prefetch_related(None),
        "targets": lambda: visible_targets(campaign, user).prefetch_related(None),
        "opportunities": lambda: visible_opportunities(campaign, user).prefetch_related(None),
        "focus_countries": lambda: all_of_plan(campaign, "focus-country"),
        "outputs": lambda: all_of_plan(campaign, "output"),
    }
    return remembered(
        f"names of {name} {get_language()}",
        campaign,
        lambda: _in_order(campaign, {one.key: one.name for one in seen[name]()}),
        ENTERED,
    )


def _in_order(campaign: Campaign, labels: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Names as they are said, each with its key."""
    here = speech(campaign.language)
    return sorted(((here.say(label), key) for key, label in labels.items()), key=lambda pair: fold(pair[0]))


def kinds_by_area(campaign: Campaign) -> list[Any]:
    """The areas of work with their kinds of activity, for choosing."""
    return remembered("areas to choose from", campaign, lambda: areas_of_work(campaign), ENTERED)


def kind_by_key(campaign: Campaign, key: str) -> tuple[Any, Any] | None:
    """A kind of activity and its area."""
    pairs = ((area, kind) for area in kinds_by_area(campaign) for kind in area.kinds.all())
    return next(((area, kind) for area, kind in pairs if kind.key == key), None)


def activities_to_name(campaign: Campaign, user: Any, office: str, but: str = "") -> list[tuple[str, str]]:
    """The office's latest activities, out of which another can come or which it can hand over."""
    found = visible_activities(campaign, user).filter(office__key=office).exclude(key=but)
    here = speech(campaign.language)
    return [
        (one.key, " · ".join(filter(None, (here.say(one.name), here.when(one.when)))))
        for one in found.order_by("-when_latest", "-position")[:200]
    ]


def activity_to_change(campaign: Campaign, user: Any, key: str) -> Activity | None:
    return (
        visible_activities(campaign, user)
        .select_related("office", "activity_kind__area")
        .filter(key=key)
        .first()
    )


def stands(campaign: Campaign, user: Any, key: str) -> tuple[ActivityRow, tuple[FigureRow, ...]]:
    """The activity and its figures as rows, as far as the person may know of what they name."""
    (row,) = collect_rows(campaign, "activity", [key])
    known = (
        set()
        if not row.cases
        else set(visible_cases(campaign, user).filter(key__in=row.cases).values_list("key", flat=True))
    )
    row = row.model_copy(update={"cases": tuple(case for case in row.cases if case in known)})
    keys = list(_figures(campaign, user, key).values_list("key", flat=True))
    return row, tuple(_in_families(collect_rows(campaign, "figure", keys)))


def _figures(campaign: Campaign, user: Any, activity: str) -> Any:
    return (
        visible_figures(campaign, user)
        .filter(activity__key=activity)
        .select_related(None)
        .order_by("position", "key")
    )


def _in_families(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """Each whole, and after it its parts."""
    keys = {row.key for row in rows}
    wholes = [row for row in rows if row.part_of not in keys]
    return [one for whole in wholes for one in (whole, *(row for row in rows if row.part_of == whole.key))]


def told_values(row: ActivityRow, figures: Iterable[FigureRow]) -> dict[str, Any]:
    """What the form tells, field by field, for comparing; figures under their keys."""
    told = row.model_dump(mode="json")
    values = {name: told[name] for name in TOLD}
    for one in figures:
        value = "" if one.value is None else f"{one.value.normalize():f}"
        values[f"figure:{one.key}"] = [
            one.measure, value, one.precision.value, one.words, one.currency or "", one.of, one.part_of,
        ]  # fmt: skip
    return values


def returns_as_they_stand(campaign: Campaign) -> dict[tuple[str, str], str]:
    """As `states_of_returns`, kept as `remembered` keeps things."""
    return remembered("states of returns", campaign, lambda: states_of_returns(campaign), BUT_RETURNS)


def closed_to(
    campaign: Campaign, row: ActivityRow, user: Any, known: set[tuple[str, str]] | None = None
) -> str:
    """The name of the period whose accepted return closes it to such an activity; "" where none does.

    `known` are the accepted returns, where they were read already.
    """
    if person_of(user).has(Role.ADMINISTRATOR):
        return ""
    accepted = accepted_returns(campaign) if known is None else known
    if not accepted:
        return ""
    periods = remembered("rows of period", campaign, lambda: plan_rows(campaign, "period"), ENTERED)
    key = locked_period(row, [row.period], {row.office}, periods, accepted)
    return next((speech().say(period.name) for period in periods if period.key == key), "") if key else ""


def measures_to_ask(campaign: Campaign, kind: Any) -> tuple[list[Any], list[str], dict[str, dict[str, Any]]]:
    """What can be counted, those of this kind of activity first; which of them are asked; and what is known of each."""
    here = speech()
    measures = remembered("measures to count", campaign, lambda: _measures(campaign), ENTERED)
    asked = [one.key for one, kinds in measures if kind.key in kinds]
    own = [(one.key, here.say(one.name)) for one, _kinds in measures if one.key in asked]
    rest = [(one.key, here.say(one.name)) for one, _kinds in measures if one.key not in asked]
    groups = [(_("Asked of this kind"), own), (_("Others"), rest)] if own else rest
    return groups, asked, measures_to_know(campaign)


def measures_to_know(campaign: Campaign) -> dict[str, dict[str, Any]]:
    """What a form says of each measure, by key."""
    return remembered(f"measures in {get_language()}", campaign, lambda: _said_of_measures(campaign), ENTERED)


def _said_of_measures(campaign: Campaign) -> dict[str, dict[str, Any]]:
    here = speech()
    measures = remembered("measures to count", campaign, lambda: _measures(campaign), ENTERED)
    return {
        one.key: {
            "unit": here.say(one.unit), "how": wording(Additivity(one.additivity)), "money": one.money,
            "share": one.additivity == Additivity.RATIO,
            "disaggregations": one.disaggregations, "name": here.say(one.name), "help": here.say(one.help) if one.help else "",
        }
        for one, _kinds in measures
    }  # fmt: skip


def _measures(campaign: Campaign) -> list[tuple[Any, frozenset[str]]]:
    """Each measure, and the keys of the kinds of activity of which it is asked."""
    found = Measure.objects.filter(campaign=campaign).prefetch_related("kinds")
    return [(one, frozenset(kind.key for kind in one.kinds.all())) for one in found]
