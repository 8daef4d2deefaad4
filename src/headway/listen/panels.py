"""What this room knows of records of earlier ones: the moments of a country and of a publication."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.listen.drawings import in_time
from headway.listen.queries import may_bring_in_some, moments_about
from headway.listen.queries.requests import requests_at, requests_seen, told_to
from headway.pages.panels import Panel, panel_on

MOST = 5


@panel_on("output")
def moments_of_output(record: Any, campaign: Any, user: Any) -> Panel | None:
    return _panel(in_time(moments_about("output", record)), _("Moments at which it was to be heard of"))


@panel_on("focus-country")
def moments_of_country(record: Any, campaign: Any, user: Any) -> Panel | None:
    return _panel(in_time(moments_about("focus-country", record)), _("Moments"))


@panel_on("mention")
def asked_for_comment(heard: Any, campaign: Any, user: Any) -> Panel | None:
    """Whether a journalist asked about it, and the way to note that one did."""
    found, may_note = requests_at(heard.key, campaign, user), may_bring_in_some(campaign, user)
    if not found and not may_note:
        return None
    context = {"requests": [told_to(one, user) for one in found], "may_note": may_note, "heard": heard}
    return Panel(_("Requests for comment"), "listen/_requests.html", context, "requests")


@panel_on("media-requests")
def noted_at_mentions(record: Any, campaign: Any, user: Any) -> Panel | None:
    """The latest requests that were noted at mentions; they are counted apart from activities."""
    found = requests_seen(campaign, user)
    if not found:
        return None
    context: dict[str, Any] = {
        "requests": [told_to(one, user) for one in found[:MOST]], "number": len(found), "at_mention": True,
    }  # fmt: skip
    return Panel(_("Requests for comment noted at mentions"), "listen/_requests.html", context, "noted")


def _panel(moments: list[Any], heading: str) -> Panel | None:
    if not moments:
        return None
    return Panel(heading, "listen/_moments.html", {"moments": moments}, anchor="moments")
