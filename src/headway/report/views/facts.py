"""The facts of a campaign: every number can be found here, and leads to the records that it came from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.lib.additivity import Additivity
from headway.pages.places import address_of, found, frame_of
from headway.pages.wording import wording
from headway.plan.drawings import downloads_of
from headway.plan.queries import at_one_moment, campaign_by_key
from headway.report.drawings import FIGURES, chart_named
from headway.report.facts import Fact, FactKind
from headway.report.listings import FACTS, all_numbers, kind_in_short, kind_words
from headway.report.tracing import Trace, trace

# Bars help where there are several to compare.
FEWEST_BARS = 3


@require_safe
def facts(request: HttpRequest, campaign: str) -> HttpResponse:
    """All numbers, published ones first, to filter and to search by what they say or by their value."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    listing = FACTS.build(request.GET, all_numbers(shown), shown, request.user)
    words = kind_in_short()
    context = {
        **frame_of(shown, _("Figures and facts")),
        "listing": listing,
        "lines": [(line, words[line.kind]) for line in listing.records],
    }
    return render(request, "report/facts.html", context)


@require_safe
def fact(request: HttpRequest, campaign: str, name: str) -> HttpResponse:
    """One number: what it says, how it was put together, where it comes from, and the records behind it."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    traced = found(trace(shown, name))
    number = traced.fact
    context = {
        **frame_of(shown, traced.source.statement, ("facts", _("Figures and facts")), is_record=True),
        "trace": traced,
        "source": traced.source,
        "fact": number,
        "kind": kind_words()[number.kind],
        "record": _record(shown, number),
        "additivity": wording(Additivity.FLOW) if _is_plain(number) else "",
        **_chart(shown, traced),
    }
    return render(request, "report/fact.html", context)


def _record(campaign: Any, number: Fact) -> str:
    """The page of the record that a number is; of a total, that of its measure."""
    kind = "measure" if number.kind is FactKind.TOTAL else str(number.kind)
    return address_of(kind, campaign.key, number.key)


def _is_plain(number: Fact) -> bool:
    """A single figure of what may be added; of all else the rule is part of how it was put together."""
    return number.kind is FactKind.FIGURE and number.additivity is Additivity.FLOW


def _chart(campaign: Any, traced: Trace) -> dict[str, Any]:
    """The figures of a measure as bars, where it is a measure that the page is of and there are several."""
    if traced.fact.kind != FactKind.TOTAL or traced.count < FEWEST_BARS:
        return {}
    name = f"{FIGURES}{traced.fact.measure}"
    return {
        "chart": chart_named(campaign, name),
        "chart_name": name,
        "downloads": downloads_of(campaign, name),
    }
