"""Reading what was learnt, as far as the reader may know of what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from headway.audit.queries import model_of, rows_of
from headway.collect.models import Figure, Published
from headway.collect.queries import visible_figures, visible_published
from headway.engage.queries import visible_cases
from headway.learn.models import CaseStudy, Learning, Recommendation
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.linked import Links, linked
from headway.plan.models import Campaign
from headway.verify.queries import OutcomeLine, counted, lines_of, visible_outcomes

Found = TypeVar("Found", bound=Model)
# In the order of the themes, and within each in that of the campaign.
BY_THEME = "theme__position", "theme__key", "position", "key"


def learn_rows(campaign: Campaign, kind: str) -> list[Any]:
    """All rows of one kind, as a pack holds them."""
    return rows_of(model_of(kind).objects.filter(campaign=campaign))


def _seen(model: type[Found], campaign: Campaign, user: Any) -> QuerySet[Found]:
    """What was learnt is read by whoever sees the campaign."""
    found = model._default_manager.filter(campaign=campaign)
    return found if may(person_of(user), "see") else found.none()


def visible_learnings(campaign: Campaign, user: Any) -> QuerySet[Learning]:
    """Findings and key learnings, each with how many recommendations follow from it."""
    pairs = Recommendation.learnings.through.objects.filter(learning=OuterRef("pk")).values("learning")
    return _seen(Learning, campaign, user).select_related("theme").annotate(led_to=_number(pairs))


def visible_recommendations(campaign: Campaign, user: Any) -> QuerySet[Recommendation]:
    """Recommendations, each with how many learnings it follows from."""
    pairs = Recommendation.learnings.through.objects.filter(recommendation=OuterRef("pk")).values(
        "recommendation"
    )
    return _seen(Recommendation, campaign, user).select_related("theme").annotate(rests_on=_number(pairs))


def _number(pairs: QuerySet[Any, Any]) -> Any:
    held = pairs.order_by().annotate(of_it=Count("pk")).values("of_it")
    return Coalesce(Subquery(held), 0, output_field=IntegerField())


def visible_case_studies(campaign: Campaign, user: Any) -> QuerySet[CaseStudy]:
    return _seen(CaseStudy, campaign, user).select_related("theme", "office")


@dataclass(frozen=True)
class LearningTold:
    """Something understood, what it rests on, and what is recommended because of it."""

    record: Learning
    tied: Links
    outcomes: tuple[OutcomeLine, ...]
    recommendations: tuple[Recommendation, ...]


def learning_told(campaign: Campaign, user: Any, key: str) -> LearningTold | None:
    found = visible_learnings(campaign, user).filter(key=key).first()
    if found is None:
        return None
    sets = linked(
        Learning,
        [found.pk],
        "offices",
        "focus_countries",
        "cases",
        among={"cases": visible_cases(campaign, user)},
    )
    pairs = Recommendation.learnings.through.objects.filter(learning=found).values("recommendation")
    following = visible_recommendations(campaign, user).filter(pk__in=pairs)
    return LearningTold(found, sets.get(found.pk, {}), _outcomes_of(found, campaign, user), tuple(following))


def _outcomes_of(record: Any, campaign: Campaign, user: Any) -> tuple[OutcomeLine, ...]:
    """The outcomes that a record rests on, as far as the reader may know of them."""
    named = visible_outcomes(campaign, user).filter(pk__in=record.outcomes.order_by().values("pk"))
    return tuple(lines_of(list(counted(named)), campaign))


def recommendation_told(
    campaign: Campaign, user: Any, key: str
) -> tuple[Recommendation, list[Learning]] | None:
    """A recommendation with the learnings that it follows from."""
    found = visible_recommendations(campaign, user).filter(key=key).first()
    if found is None:
        return None
    return found, list(
        visible_learnings(campaign, user).filter(pk__in=found.learnings.order_by().values("pk"))
    )


@dataclass(frozen=True)
class CaseStudyTold:
    """One office's story with all that it names."""

    record: CaseStudy
    tied: Links
    outcomes: tuple[OutcomeLine, ...]
    figures: tuple[Figure, ...]
    published: tuple[Published, ...]


def case_study_told(campaign: Campaign, user: Any, key: str) -> CaseStudyTold | None:
    found = visible_case_studies(campaign, user).filter(key=key).first()
    if found is None:
        return None
    figures = visible_figures(campaign, user).filter(pk__in=found.figures.order_by().values("pk"))
    published = visible_published(campaign, user).filter(pk__in=found.published.order_by().values("pk"))
    return CaseStudyTold(
        found,
        linked(CaseStudy, [found.pk], "activities").get(found.pk, {}),
        _outcomes_of(found, campaign, user),
        tuple(figures),
        tuple(published),
    )


# By which of their fields learnings and case studies find a record of an earlier room.
_LEARNT_FROM: Mapping[str, str] = {
    "outcome": "outcomes",
    "office": "offices",
    "case": "cases",
    "focus-country": "focus_countries",
}
_STUDIED: Mapping[str, str] = {"outcome": "outcomes", "office": "office", "activity": "activities"}


def learnings_from(record: Any, campaign: Campaign, user: Any) -> QuerySet[Learning]:
    """What was learnt from a record, key learnings first."""
    found = visible_learnings(campaign, user).filter(**{_LEARNT_FROM[record.row.kind]: record.pk})
    return found.order_by("-learning_kind", *BY_THEME)


def studies_of(record: Any, campaign: Campaign, user: Any) -> QuerySet[CaseStudy]:
    """The case studies that tell of a record."""
    return visible_case_studies(campaign, user).filter(**{_STUDIED[record.row.kind]: record.pk})
