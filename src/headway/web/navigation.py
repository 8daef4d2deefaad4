"""Where one can go from a page: the parts of its campaign, the movement, and what only some may open.

A part is shown where a room serves it: names of addresses are looked up, so nothing here imports a room's views.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.movement.queries import person_of
from headway.movement.rules import Role, may


@dataclass(frozen=True)
class Part:
    """One part of the site: the address that leads there, the pages that belong to it, the keys that go there."""

    name: str
    text: str | Promise
    pages: frozenset[str] = frozenset()
    keys: str = ""

    def holds(self, page: str) -> bool:
        return page == self.name or page in self.pages


@dataclass(frozen=True)
class Way:
    """A part as it stands in the navigation of one page."""

    text: str | Promise
    href: str
    keys: str = ""
    is_current: bool = False


def _part(name: str, text: str | Promise, *pages: str, keys: str = "") -> Part:
    return Part(name, text, frozenset(pages), keys)


MAIN = (
    _part("campaign", _("Overview"), "progress", "rating", keys="o"),
    _part(
        "framework",
        _("Framework"),
        "indicators",
        "indicator",
        "objective",
        "dimension",
        "change-area",
        keys="f",
    ),
    _part("outcomes", _("Outcomes"), "outcome", keys="u"),
    _part("activities", _("Activities"), "activity", keys="a"),
    _part("cases", _("Cases"), "case", "case-new", "case-change", "case-people", keys="c"),
    _part("partners", _("Partners"), "partner", "partner-new", "partner-change", keys="p"),
    _part(
        "targets",
        _("Targets"),
        "target",
        "target-new",
        "target-change",
        "relations",
        "relation",
        "relation-new",
        "relation-change",
        keys="t",
    ),
    _part(
        "opportunities",
        _("Opportunities"),
        "opportunity",
        "opportunity-new",
        "opportunity-change",
        "calendar",
        "calendar-link",
        keys="n",
    ),
    _part("learnings", pgettext_lazy("a part of the campaign", "Learning"), "learning", keys="l"),
    _part("report-of", _("Report"), "internal-report", "edition", "publish", "withdraw-edition", keys="r"),
)
MORE = (
    _part("focus-countries", _("Countries of focus"), "focus-country"),
    _part("returns", _("Who has reported"), "return", "return-of", "reporting", "reminders"),
    _part(
        "updates",
        _("Monthly updates"),
        "update",
        "update-new",
        "update-edit",
        "update-withdraw",
    ),
    _part("meetings", _("Reflection meetings"), "meeting"),
    _part("recommendations", _("Recommendations"), "recommendation"),
    _part("case-studies", _("Case studies"), "case-study"),
    _part("testimonies", _("Testimonies"), "testimony"),
    _part("facts", _("All figures"), "fact"),
    _part("measures", _("Measures"), "measure", "figure"),
    _part("totals", _("Totals")),
    _part("growth", _("Growth")),
    _part("published-facts", _("Published facts"), "published"),
    _part("sign-ups", _("Sign-ups"), "sign-up", "sign-up-of"),
    _part("outputs", _("Publications"), "output"),
    _part("surveys", _("Surveys"), "survey", "survey-imports", "survey-import", "survey-import-new"),
    _part(
        "listening",
        _("Listening"),
        "listening-social",
        "imports",
        "import",
        "import-new",
        "media-plan",
        "media-target",
        "withheld",
        "media-requests",
        "media-request",
    ),
    _part("moments", _("Moments"), "moment"),
    _part("risks", _("Risks")),
    _part("exit-plan", _("Exit plan")),
)


def campaign_ways(key: str, page: str) -> tuple[list[Way], list[Way]]:
    """The parts of a campaign that stand in its bar, and those behind "More"."""
    return _ways(MAIN, page, [key]), _ways(MORE, page, [key])


def movement_ways(user: Any, page: str) -> list[Way]:
    """What belongs to the movement and to no campaign, as far as it is for this person."""
    person = person_of(user)
    parts = [_part("home", _("Home"), keys="h")]
    if person.roles:
        parts.append(_part("offices", _("Offices"), "office", keys="i"))
    if may(person, "talk"):
        parts.append(_part("news", _("What is new"), "comments"))
    if person.has(Role.ADMINISTRATOR):
        parts.append(_part("people", _("People"), "person", "invitations", "invite"))
    if person.has(Role.ADMINISTRATOR) or person.has(Role.CORE_TEAM):
        parts.append(_part("log", _("Log"), "log-entry", "log-history"))
    if person.has(Role.CORE_TEAM):
        parts.append(_part("style", _("Style")))
    return _ways(parts, page, [])


def _ways(parts: Iterable[Part], page: str, arguments: list[str]) -> list[Way]:
    found = []
    for part in parts:
        try:
            href = reverse(part.name, args=arguments)
        except NoReverseMatch:
            continue
        found.append(Way(part.text, href, part.keys, part.holds(page)))
    return found
