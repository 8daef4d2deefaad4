"""Reading campaigns and their plans."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from headway.audit.queries import model_of, rows_of
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.plan.models import Campaign, FocusCountry, Participation


def visible_campaigns(user: Any) -> QuerySet[Campaign]:
    return Campaign.objects.all() if may(person_of(user), "see") else Campaign.objects.none()


def campaign_by_key(key: str, user: Any) -> Campaign | None:
    """None where there is no such campaign, or none that `user` may see."""
    return visible_campaigns(user).filter(key=key).first()


def plan_rows(campaign: Campaign, kind: str) -> list[Any]:
    """All rows of one kind of the plan, as a pack holds them; the plan holds no restricted records."""
    return rows_of(model_of(kind).objects.filter(campaign=campaign))


def campaign_row(campaign: Campaign) -> Any:
    """The campaign itself, as a pack holds it."""
    return rows_of(Campaign.objects.filter(pk=campaign.pk))[0]


def offices_taking_part(campaign: Campaign) -> dict[str, Any]:
    """Ids of the offices that take part in the campaign, by key."""
    return dict(Participation.objects.filter(campaign=campaign).values_list("office__key", "office_id"))


def countries_of_focus(campaign: Campaign) -> dict[str, frozenset[str]]:
    """The country codes of each country of focus, by its key."""
    found = FocusCountry.objects.filter(campaign=campaign).values_list("key", "countries")
    return {key: frozenset(countries) for key, countries in found}
