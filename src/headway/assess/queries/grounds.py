"""What ratings rest on, each as far as the reader may know of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet

from headway.assess.models import Rating
from headway.collect.models import Figure, Published
from headway.engage.queries import visible_cases
from headway.plan.models import Campaign
from headway.verify.models import Outcome
from headway.verify.queries import visible_outcomes


def outcomes_with_evidence(outcomes: QuerySet[Outcome]) -> QuerySet[Outcome]:
    """Outcomes with how many items of evidence speak for and against each, and how many people confirmed it."""
    return outcomes.select_related("focus_country").annotate(
        speaks_for=Count("evidence", filter=Q(evidence__side="for"), distinct=True),
        speaks_against=Count("evidence", filter=Q(evidence__side="against"), distinct=True),
        confirmed_by=Count("substantiations", distinct=True),
    )


def outcomes_behind(rating: Rating, campaign: Campaign, user: Any) -> list[Outcome]:
    """The outcomes that a rating rests on, as far as the reader may know of them."""
    return list(outcomes_with_evidence(visible_outcomes(campaign, user).filter(pk__in=rating.outcomes.all())))


def outcomes_in_cell(
    campaign: Campaign, user: Any, *, country: str = "", area: str = "", dimension: str = ""
) -> QuerySet[Outcome]:
    """Outcomes of a country of focus, a change area or a dimension, newest first."""
    found = visible_outcomes(campaign, user)
    found = found.filter(focus_country__key=country) if country else found
    found = found.filter(change_areas__key=area) if area else found
    found = found.filter(change_areas__dimension__key=dimension).distinct() if dimension else found
    return outcomes_with_evidence(found.order_by("-when_earliest", "position", "key"))


def figures_behind(rating: Rating, campaign: Campaign, user: Any) -> tuple[list[Figure], list[Published]]:
    """The figures and published facts that a rating rests on; those of a case that is hidden are hidden."""
    seen = Q(case=None) | Q(case__in=visible_cases(campaign, user))
    named = "measure", "office", "case", "focus_country"
    figures = rating.figures.filter(seen).select_related(*named, "activity")
    return list(figures), list(rating.published.filter(seen).select_related(*named))


def ratings_resting_on(record: Any, campaign: Campaign) -> list[Rating]:
    """The ratings that name an outcome or a published fact as their ground."""
    if READ_ALREADY in record.__dict__:
        return list(record.__dict__[READ_ALREADY])
    field = {"outcome": "outcomes", "published": "published", "figure": "figures"}[record.row.kind]
    found = Rating.objects.filter(campaign=campaign, **{field: record.pk})
    return list(found.select_related("focus_country", "change_area", "period", "step"))


# Where a record keeps the ratings that rest on it, for a page asks twice: for its chain and for its panel.
READ_ALREADY = "_ratings_resting_on"


def ratings_by_outcome(outcomes: Sequence[Outcome]) -> dict[str, list[Rating]]:
    """By the key of each of these outcomes, the ratings that name it as their ground; in one query."""
    named = Rating.outcomes.through.objects.filter(outcome__in=[outcome.pk for outcome in outcomes])
    related = ("rating__focus_country", "rating__change_area", "rating__period", "rating__step")
    found: dict[Any, list[Rating]] = defaultdict(list)
    for pair in named.select_related(*related).order_by("rating__position", "rating__key"):
        found[pair.outcome_id].append(pair.rating)
    for outcome in outcomes:
        outcome.__dict__[READ_ALREADY] = found[outcome.pk]
    return {outcome.key: found[outcome.pk] for outcome in outcomes}


def steps_by_rating(ids: Collection[Any]) -> dict[Any, dict[str, str]]:
    """The names of the steps of ratings that a search of the reader has found."""
    return dict(Rating.objects.filter(pk__in=list(ids)).values_list("pk", "step__name"))
