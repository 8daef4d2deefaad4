"""What the frame of every page shows beside the page: who is here, where else they can go, in which languages."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from headway import __version__
from headway.pages.device import stamp_of
from headway.plan.queries import visible_campaigns
from headway.web.navigation import Way, campaign_ways, movement_ways


class Frame:
    """Read only as far as a page's frame shows it: a page without one asks the database nothing."""

    version = __version__
    languages = settings.LANGUAGES

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def person(self) -> Any:
        """Who is signed in; None for a stranger, and where a request broke off before that was known."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def stamp(self) -> str:
        """The sign under which this person's device keeps what is theirs."""
        return stamp_of(self.person)

    @cached_property
    def page(self) -> str:
        found = self.request.resolver_match
        return (found.url_name or "") if found else ""

    @cached_property
    def campaigns(self) -> list[Any]:
        """What the person may switch between; a page that read them already has left them with the request."""
        read: list[Any] | None = getattr(self.request, "campaigns", None)
        if read is not None:
            return read
        return list(visible_campaigns(self.person)) if self.person else []

    @cached_property
    def movement(self) -> list[Way]:
        return movement_ways(self.person, self.page)

    def of_campaign(self, campaign: Any) -> tuple[list[Way], list[Way]]:
        return campaign_ways(campaign.key, self.page)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Django's context processor."""
    return {"frame": Frame(request)}
