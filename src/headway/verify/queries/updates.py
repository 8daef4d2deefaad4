"""Monthly updates: which there are for a reader, which months are still to be told, and what was planned before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from headway.audit.queries import rows_of
from headway.lib.edtf import ImpreciseDate
from headway.lib.months import edtf_of, month_before, month_of, months_told
from headway.movement.queries import person_of
from headway.movement.rules import Subject, may
from headway.plan.models import Campaign
from headway.plan.queries import all_of_plan
from headway.verify.models import Outcome, Update
from headway.verify.queries.lists import counted, in_order
from headway.verify.queries.visible import visible_outcomes
from headway.verify.rows import UpdateRow
from headway.verify.rules import cut_short


def visible_updates(campaign: Campaign, user: Any) -> QuerySet[Update]:
    """Restricted updates exist for the people named on them and for nobody else."""
    person = person_of(user)
    if not may(person, "see"):
        return Update.objects.none()
    mine = Update.named.through.objects.filter(user_id=person.id).values("update_id")
    found = Update.objects.filter(campaign=campaign).filter(Q(restricted=False) | Q(pk__in=mine))
    return found.select_related("focus_country")


def update_by_key(campaign: Campaign, user: Any, key: str) -> Update | None:
    return visible_updates(campaign, user).select_related("author").filter(key=key).first()


def row_of_update(update: Update, user: Any) -> UpdateRow:
    """The update as a row, as far as the person may know of the outcomes that came of it."""
    (row,) = rows_of(Update.objects.filter(pk=update.pk))
    if not row.outcomes:
        return row  # type: ignore[no-any-return]
    seen = visible_outcomes(update.campaign, user).filter(key__in=row.outcomes)
    known: UpdateRow = row.model_copy(update={"outcomes": tuple(sorted(seen.values_list("key", flat=True)))})
    return known


def outcomes_of_update(update: Update, campaign: Campaign, user: Any) -> QuerySet[Outcome]:
    """What came of it, as far as the reader may know of it."""
    came = Update.outcomes.through.objects.filter(update=update).values("outcome_id")
    return in_order(counted(visible_outcomes(campaign, user).filter(pk__in=came)))


def updates_before_outcome(outcome: Outcome, campaign: Campaign, user: Any) -> QuerySet[Update]:
    """The updates because of which an outcome was recorded."""
    came = Update.outcomes.through.objects.filter(outcome=outcome).values("update_id")
    return visible_updates(campaign, user).filter(pk__in=came, withdrawn="")


def updates_of_country(country: Any, campaign: Campaign, user: Any) -> QuerySet[Update]:
    """What holds of one country of focus, newest first."""
    found = visible_updates(campaign, user).filter(focus_country=country, withdrawn="")
    return found.order_by("-when_earliest", "position", "key")


def newest_year(campaign: Campaign, user: Any) -> int:
    """The year of the newest update that holds; 0 where there is none."""
    newest = visible_updates(campaign, user).filter(withdrawn="").aggregate(last=Max("when_earliest"))["last"]
    return newest.year if newest else 0


def plan_before(campaign: Campaign, user: Any, country: str, month: str) -> Update | None:
    """The last update of a country before a month in which something was planned."""
    if not country or not month:
        return None
    found = visible_updates(campaign, user).filter(focus_country__key=country, withdrawn="").exclude(plans="")
    return found.filter(when_edtf__lt=month).order_by("-when_edtf", "restricted", "position").first()


def subject_of_update(update: Update) -> Subject:
    """What the policy has to know of an update as it stands."""
    named = (
        frozenset(str(pk) for pk in update.named.values_list("pk", flat=True)) if update.restricted else ()
    )
    return Subject(
        countries=frozenset(update.focus_country.countries),
        restricted=update.restricted,
        named=frozenset(named),
    )


def may_change_update(update: Update, user: Any) -> bool:
    return may(person_of(user), "record_update", subject_of_update(update))


def countries_to_tell_of(campaign: Campaign, user: Any) -> list[Any]:
    """The countries of focus of which the person may write updates."""
    return [one for one in all_of_plan(campaign, "focus-country") if may_tell_of(one, user)]


def may_tell_of(country: Any, user: Any) -> bool:
    return may(person_of(user), "record_update", Subject(countries=frozenset(country.countries)))


def months_due(campaign: Campaign) -> list[date]:
    """The months of the campaign that are over, each of which is to be told of each country of focus."""
    begins, ends = campaign.begins, campaign.ends
    today = timezone.localdate()
    return months_told(begins.earliest if begins else None, ends.latest if ends else None, today)


# Older months are asked for no more on the home page; the table of updates still shows that they are missing.
ASKED_FOR = 2


def recent_months(campaign: Campaign) -> list[date]:
    """The last months that are over, as long as the campaign goes on or has just ended."""
    asked = {over := month_before(timezone.localdate())}
    for _ in range(1, ASKED_FOR):
        asked.add(over := month_before(over))
    return [month for month in months_due(campaign) if month in asked]


def months_to_choose(campaign: Campaign) -> list[date]:
    """The months of which somebody may write, newest first; that which goes on is one."""
    due, now = months_due(campaign), month_of(timezone.localdate())
    goes_on = campaign.ends is None or campaign.ends.latest is None or campaign.ends.latest >= now
    return [*([now] if goes_on else []), *reversed(due)]


@dataclass(frozen=True)
class Cell:
    """One country in one month: the update that tells of it, or that there is none though the month is over."""

    month: ImpreciseDate
    update: Any = None
    is_missing: bool = False


@dataclass(frozen=True)
class Line:
    """One country of focus through a year."""

    country: Any
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> int:
        return sum(cell.is_missing for cell in self.cells)


def told_in(campaign: Campaign, user: Any, year: int) -> list[Line]:
    """Every country of focus through the months of a year: what was told, and what is missing."""
    found = visible_updates(campaign, user).filter(withdrawn="", when_earliest__year=year)
    held: dict[tuple[Any, str], Update] = {}
    for update in found.order_by("-restricted"):
        held[update.focus_country_id, update.when_edtf] = update
    due = {edtf_of(month) for month in months_due(campaign)}
    months = [f"{year:04}-{at:02}" for at in range(1, 13)]
    return [
        Line(country, tuple(_cell(held.get((country.pk, month)), month, due) for month in months))
        for country in all_of_plan(campaign, "focus-country")
    ]


def _cell(update: Any, month: str, due: set[str]) -> Cell:
    return Cell(ImpreciseDate.parse(month), update, update is None and month in due)


def missing_of(
    campaign: Campaign, user: Any, countries: Sequence[Any], months: Sequence[date]
) -> list[tuple[Any, ImpreciseDate]]:
    """Each of these countries with each of these months of which nothing is told yet, the latest first."""
    if not countries or not months:
        return []
    found = visible_updates(campaign, user).filter(
        withdrawn="", when_edtf__in=[edtf_of(one) for one in months]
    )
    told = set(found.values_list("focus_country_id", "when_edtf"))
    return [
        (country, ImpreciseDate.parse(edtf_of(month)))
        for month in sorted(months, reverse=True)
        for country in countries
        if (country.pk, edtf_of(month)) not in told
    ]


def handed_over(update: Update) -> Mapping[str, Any]:
    """What an outcome that comes of an update begins with."""
    told = update.happened.strip()
    first = told.splitlines()[0] if told else ""
    name = first.split(". ")[0].rstrip(".")
    countries = update.focus_country.countries
    return {
        "name": cut_short(name, 120),
        "statement": told, "when": update.when_edtf, "focus_country": update.focus_country.key,
        "country": countries[0] if len(countries) == 1 else "", "update": update.key, "restricted": update.restricted,
    }  # fmt: skip
