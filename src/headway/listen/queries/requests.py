"""Reading requests for comment that were noted at mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from headway.listen.models import MediaRequest
from headway.listen.queries import may_bring_in
from headway.listen.queries.asking import withheld_from
from headway.listen.rules import Answered
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.wording import wording
from headway.plan.models import Campaign
from headway.plan.queries import visible_campaigns


@dataclass(frozen=True)
class ToldRequest:
    """A request as somebody may read it: `asked` is empty for whoever only reads, who sees that it was asked."""

    request: MediaRequest
    asked: str
    answered: str
    may_change: bool


def requests_seen(campaign: Campaign, user: Any) -> list[MediaRequest]:
    """All requests that the reader may know of, the latest first: what is withheld of mentions is withheld here."""
    if not visible_campaigns(user).filter(pk=campaign.pk).exists():
        return []
    found = list(MediaRequest.objects.filter(campaign=campaign).select_related("office"))
    if not found:
        return []
    hidden = {text.lower() for text in withheld_from(campaign, user).get("search", ())}
    return [one for one in found if one.search.lower() not in hidden]


def requests_at(item: str, campaign: Campaign, user: Any) -> list[MediaRequest]:
    """Those of one mention, which the reader was let in to see."""
    if not visible_campaigns(user).filter(pk=campaign.pk).exists():
        return []
    return list(MediaRequest.objects.filter(campaign=campaign, item=item).select_related("office"))


def request_by_id(pk: UUID, campaign: Campaign, user: Any) -> MediaRequest | None:
    return next((one for one in requests_seen(campaign, user) if one.pk == pk), None)


def told_to(request: MediaRequest, user: Any) -> ToldRequest:
    works = may(person_of(user), "read_internal_report")
    answered = wording(Answered(request.answered))
    asked = str(request.asked) if works else ""
    return ToldRequest(request, asked, answered, may_bring_in(user, request.office))
