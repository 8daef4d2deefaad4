"""What this room knows of records of earlier ones: what offices did about them, what was counted, published and said."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.collect.actions import log_cases_of
from headway.collect.queries import (
    ABOUT,
    activities_about,
    activities_of_enquiries,
    figures_by_id,
    links_to,
    published_by_id,
    results_about,
    returns_and_plan,
    visible_published,
    visible_testimonies,
)
from headway.collect.queries.clippings import can_be_clipped_to, clippings_of_item, lines_of_clippings
from headway.collect.queries.entering import may_record_for
from headway.collect.rows import PublishedKind
from headway.collect.words import said_result, said_value, why_result
from headway.lib.additivity import Additivity, NoFigures
from headway.pages.hits import says_of_hits
from headway.pages.panels import Panel, few, panel_on
from headway.pages.places import address_of
from headway.pages.wording import wording

MOST = 5
# Under which name the lists of this room ask for a record of each kind, where it is not the kind itself.
ASKED_AS = {"focus-country": "country"}


@says_of_hits("figure")
def values_of_figures(ids: Any) -> dict[Any, str]:
    return {
        figure.pk: said_value(
            figure.value,
            figure.precision,
            figure.words,
            is_share=figure.measure.additivity == Additivity.RATIO,
        )
        for figure in figures_by_id(ids)
    }


@says_of_hits("published")
def values_of_published(ids: Any) -> dict[Any, str]:
    return {
        fact.pk: said_value(
            fact.value, fact.precision, fact.words, is_share=fact.published_kind == PublishedKind.RATIO
        )
        for fact in published_by_id(ids)
    }


@panel_on("case", "partner", "target", "opportunity", "output", "office", "focus-country")
def done_about(record: Any, campaign: Any, user: Any) -> Panel | None:
    """The latest activities about a record, or of an office."""
    if campaign is None:
        return None
    kind = record.row.kind
    activities, number = few(activities_about(campaign, user, kind, record), MOST, links_to(kind, record))
    if not activities:
        return None
    href = _list_of("activities", campaign, kind, record) if number > len(activities) else ""
    context = {"activities": activities, "number": number, "href": href, "own": kind == "office"}
    if kind == "office" and may_record_for(user, record):
        context["record"] = f"{reverse('record-activity', args=[campaign.key])}?office={record.key}"
    return Panel(_done(kind), "collect/panels/activities.html", context, "activities")


def _done(kind: str) -> str:
    if kind == "office":
        return _("What it did")
    said = {
        "case": _("What offices did in this case"),
        "focus-country": _("What offices did for it"),
        "opportunity": _("What offices made of it"),
        "target": _("What offices did to move it"),
    }
    return said.get(kind) or _("What offices did with it")


@panel_on("case", "office", "focus-country")
def counted_about(record: Any, campaign: Any, user: Any) -> Panel | None:
    """What was counted about a record, measure by measure, never across measures."""
    if campaign is None:
        return None
    kind, asked = record.row.kind, ASKED_AS.get(record.row.kind, record.row.kind)
    lines = [
        {
            "measure": one.measure,
            "said": said_result(one.result, is_share=one.measure.additivity == Additivity.RATIO),
            "how": "; ".join(why_result(one.result)) or wording(Additivity(one.measure.additivity)),
            "href": f"{reverse('measure', args=[campaign.key, one.measure.key])}?{asked}={record.key}",
        }
        for one in results_about(campaign, user, kind, record)
        if not isinstance(one.result, NoFigures)
    ]
    if not lines:
        return None
    context: dict[str, Any] = {"lines": lines}
    if kind == "office":
        context["beside"] = reverse("office-figures", args=[campaign.key, record.key])
    return Panel(_("What was counted"), "collect/panels/figures.html", context, "figures")


@panel_on("case", "office", "focus-country", "moment")
def published_about(record: Any, campaign: Any, user: Any) -> Panel | None:
    """Published facts about a record; they stand apart from what was counted."""
    if campaign is None:
        return None
    kind = record.row.kind
    facts, number = few(visible_published(campaign, user).filter(**{ABOUT.get(kind, kind): record}), MOST)
    if not facts:
        return None
    log_cases_of(facts, user)
    href = _list_of("published-facts", campaign, kind, record) if number > len(facts) else ""
    context = {"facts": facts, "number": number, "href": href}
    return Panel(_("What sources published"), "collect/panels/published.html", context, "published")


@panel_on("activity", "case", "office", "focus-country")
def said_about(record: Any, campaign: Any, user: Any) -> Panel | None:
    """Testimonies about a record."""
    if campaign is None:
        return None
    kind = record.row.kind
    said, number = few(visible_testimonies(campaign, user).filter(**{ABOUT[kind]: record}), 3)
    if not said:
        return None
    log_cases_of(said, user)
    href = _list_of("testimonies", campaign, kind, record) if number > len(said) else ""
    context = {"testimonies": said, "number": number, "href": href}
    return Panel(_("What people said"), "collect/panels/testimonies.html", context, "testimonies")


@panel_on("office")
def reported_by(record: Any, campaign: Any, user: Any) -> Panel | None:
    """An office's returns, period by period, and what it signed up for."""
    if campaign is None:
        return None
    returns, sign_ups = returns_and_plan(campaign, user, record)
    if not returns and not sign_ups:
        return None
    context = {"returns": returns, "sign_ups": sign_ups}
    return Panel(
        _("What it means to do, and has reported"), "collect/panels/returns.html", context, "returns"
    )


def _list_of(name: str, campaign: Any, kind: str, record: Any) -> str:
    return f"{reverse(name, args=[campaign.key])}?{ASKED_AS.get(kind, kind)}={record.key}"


@panel_on("activity")
def heard_of_it(record: Any, campaign: Any, user: Any) -> Panel | None:
    """Mentions and posts that were tied to it, with the copy that was kept."""
    if not getattr(record, "is_heard_of", True):
        return None
    lines = lines_of_clippings(record, campaign, user)
    return (
        Panel(_("What was heard of it"), "collect/panels/clippings.html", {"clippings": lines}, "heard")
        if lines
        else None
    )


@panel_on("case")
def way_to_what_was_heard(record: Any, campaign: Any, user: Any) -> Panel | None:
    """A case says much already: what was heard of it has a page of its own."""
    context = {"href": reverse("heard-of", args=[campaign.key, "case", record.key])}
    return Panel(_("What was heard of it"), "collect/panels/way_to_heard.html", context, "heard")


@panel_on("media-requests")
def recorded_as_activities(record: Any, campaign: Any, user: Any) -> Panel | None:
    """What offices did where media asked them for comment, counted by activity."""
    activities, number = few(activities_of_enquiries(campaign, user), MOST)
    if not activities:
        return None
    context: dict[str, Any] = {"activities": activities, "number": number}
    return Panel(
        _("Requests for comment recorded as activities"),
        "collect/panels/activities.html",
        context,
        "enquiries",
    )


@panel_on("mention", "post")
def tied_to(heard: Any, campaign: Any, user: Any) -> Panel | None:
    """The activities and cases that an item is tied to, and the way to tie it to another."""
    tied = [one.activity or one.case for one in clippings_of_item(heard.family, heard.key, campaign, user)]
    activities, cases = can_be_clipped_to(campaign, user)
    context = {
        "tied": [(one.name, address_of(one.row.kind, campaign.key, one.key)) for one in tied if one],
        "activities": activities, "cases": cases, "heard": heard,
    }  # fmt: skip
    return Panel(_("Tied to"), "collect/panels/tied_to.html", context, "tied")
