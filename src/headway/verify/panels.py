"""What this room knows of records of earlier ones: what changed, on their pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.audit.actions import record_reads
from headway.pages.panels import Panel, few, panel_on
from headway.verify.drawings import draw_chain
from headway.verify.queries import (
    areas_moved,
    chain_of_activity,
    lines_of,
    outcomes_about,
    outcomes_of_office,
    unintended_outcomes,
)
from headway.verify.queries.heard import outcomes_to_prove
from headway.verify.queries.updates import (
    may_tell_of,
    updates_before_outcome,
    updates_of_country,
)

MOST = 6
MOST_UPDATES = 3
MOST_UNINTENDED = 30


@panel_on("activity")
def helped_change(record: Any, campaign: Any, user: Any) -> Panel | None:
    """The chain from an activity on: what a training, a march or a petition led to."""
    chain, outcomes = chain_of_activity(record, campaign, user)
    record_reads("outcome", outcomes, acting_user=user, listed=True)
    context = {
        "chain": draw_chain(chain),
        "more": _list_of(campaign, "activity", record) if chain.more else "",
    }
    return Panel(_("What it helped change"), "verify/panels/chain.html", context, "changed")


@panel_on("case", "partner", "target", "opportunity", "risk")
def changed_about(record: Any, campaign: Any, user: Any) -> Panel | None:
    """Outcomes that name the record."""
    outcomes, number = few(outcomes_about(record, campaign, user), MOST)
    heading = {
        "case": _("What changed in this case"),
        "partner": _("What changed with its help"),
        "target": _("What changed there"),
        "opportunity": _("What changed through it"),
        "risk": _("What came of it"),
    }[record.row.kind]
    return _panel(heading, outcomes, number, campaign, user, _list_of(campaign, record.row.kind, record))


@panel_on("risks")
def not_intended(record: Any, campaign: Any, user: Any) -> Panel | None:
    """Outcomes that nobody meant to bring about: a backlash, retaliation, hopes that were raised."""
    outcomes, number = few(unintended_outcomes(campaign, user), MOST_UNINTENDED)
    return _panel(_("Effects that were not intended"), outcomes, number, campaign, user, "")


@panel_on("office")
def changed_by_office(record: Any, campaign: Any, user: Any) -> Panel | None:
    """Outcomes in which an office claims a part, of one campaign or (without one) of all."""
    outcomes, number = few(outcomes_of_office(record, campaign, user), MOST)
    href = _list_of(campaign, "office", record) if campaign is not None else ""
    return _panel(_("What it helped change"), outcomes, number, campaign, user, href)


@panel_on("focus-country")
def moved_in_country(record: Any, campaign: Any, user: Any) -> Panel | None:
    """Which change areas moved in a country of focus, and on what evidence."""
    areas = areas_moved(record, campaign, user)
    if not areas:
        return None
    shown = [line.record for area in areas for line in area.lines]
    record_reads("outcome", shown, acting_user=user, listed=True)
    context = {"areas": areas, "list": _list_of(campaign, "country", record)}
    return Panel(_("What moved here, and on what evidence"), "verify/panels/areas.html", context, "moved")


@panel_on("focus-country")
def told_of_country(record: Any, campaign: Any, user: Any) -> Panel | None:
    """What was told of the country month by month, the latest first."""
    updates, number = few(updates_of_country(record, campaign, user), MOST_UPDATES)
    may_write = may_tell_of(record, user)
    if not updates and not may_write:
        return None
    record_reads("update", updates, acting_user=user, listed=True)
    href = f"{reverse('updates', args=[campaign.key])}?country={record.key}"
    context = {"updates": updates, "number": number, "list": href, "may_write": may_write, "country": record}
    return Panel(_("Monthly updates"), "verify/panels/updates.html", context, "updates")


@panel_on("outcome")
def came_of_updates(record: Any, campaign: Any, user: Any) -> Panel | None:
    """The monthly updates because of which an outcome was recorded."""
    has_any = getattr(record, "has_updates", True)
    updates = list(updates_before_outcome(record, campaign, user)) if has_any else []
    if not updates:
        return None
    record_reads("update", updates, acting_user=user, listed=True)
    return Panel(_("Told first in"), "verify/panels/updates.html", {"updates": updates}, "updates")


def _list_of(campaign: Any, name: str, record: Any) -> str:
    """The list of outcomes, narrowed to those of a record."""
    return f"{reverse('outcomes', args=[campaign.key])}?{name}={record.key}"


def _panel(
    heading: str, outcomes: list[Any], number: int, campaign: Any, user: Any, href: str
) -> Panel | None:
    if not outcomes:
        return None
    record_reads("outcome", outcomes, acting_user=user, listed=True)
    more = href if number > len(outcomes) else ""
    context = {"lines": lines_of(outcomes, campaign), "number": number, "list": more}
    return Panel(heading, "verify/panels/outcomes.html", context, "changed")


@panel_on("mention", "post")
def prove_by_it(heard: Any, campaign: Any, user: Any) -> Panel | None:
    """The way to evidence of an outcome, for those who may write any."""
    outcomes = outcomes_to_prove(campaign, user)
    if not outcomes:
        return None
    return Panel(
        _("As evidence"), "verify/panels/prove.html", {"outcomes": outcomes, "heard": heard}, "prove"
    )
