"""The campaign at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from headway.assess.drawings import grid_of
from headway.assess.queries import board_of
from headway.collect.rows import PublishedKind
from headway.lib.additivity import Additivity
from headway.lib.precision import Precision
from headway.lib.standing import NEEDS_REASON
from headway.pages.panels import panels_for
from headway.pages.places import found
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.plan.drawings import NARROW, downloads_of
from headway.plan.queries import at_one_moment, campaign_by_key
from headway.report.drawings import chart_named
from headway.report.facts import FactKind
from headway.report.page.counted import count_statement
from headway.report.queries import key_figures_of, largest_published
from headway.report.tracing import counted, fact_href, page_of

# What every campaign can say of itself, in the order in which it is said, with the list that holds it.
COUNTS = (
    ("outcomes-verified", "outcomes", "?state=verified"), ("outcomes", "outcomes", ""), ("activities", "activities", ""),
    ("offices-contributing", "returns", ""), ("cases", "cases", ""), ("partners", "partners", ""),
)  # fmt: skip
MOST_PUBLISHED = 2


@dataclass(frozen=True)
class KeyFigure:
    """A number that stands large: its value, what it is of, how exactly it is known, and how it may be added."""

    value: str
    statement: str
    href: str
    precision: str = ""
    words: str = ""
    about: str = ""
    rule: str = ""
    mark: str = ""
    standing: str = ""
    lang: str = ""


@require_safe
def campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    """What moved, how large it was, when and where; each part leads to what it rests on."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    board = board_of(shown)
    context = {
        "campaign": shown,
        "heading": speech().say(shown.name),
        "board": board,
        "grid": grid_of(shown, board),
        "counts": list(counts_of(shown)),
        "key_figures": key_figures(shown),
        "panels": panels_for("campaign", shown, shown, request.user),
        "charts": [
            (name, chart_named(shown, name), narrow(shown, name), downloads_of(shown, name))
            for name in ("dimensions", "map", "timeline")
        ],
    }
    return render(request, "report/campaign.html", context)


def narrow(campaign: Any, name: str) -> Any:
    """The same chart for a phone. A map is the same at any width, and too large to send twice."""
    return None if name == "map" else chart_named(campaign, name, width=NARROW)


def counts_of(campaign: Any, most: int = len(COUNTS)) -> Iterable[tuple[str, str, str, str]]:
    """Value, what is counted, its list, and the page that says how it was counted."""
    facts = counted(campaign)
    for name, page, query in COUNTS[:most]:
        fact = facts[name]
        if fact.value:
            said, place = speech().number(fact.value), reverse(page, args=[campaign.key])
            yield said, count_statement(name), place + query, fact_href(campaign, fact.id)


def key_figures(campaign: Any) -> list[KeyFigure]:
    """Those that the outline of the report names; without any, the largest published totals."""
    published, figures = key_figures_of(campaign)
    rows = [*published, *figures] or largest_published(campaign, MOST_PUBLISHED)
    if not rows:
        return []
    page = page_of(campaign, rows)
    return [_key_figure(campaign, page, row) for row in rows]


def _key_figure(campaign: Any, page: Any, row: Any) -> KeyFigure:
    fact, here = page.facts.numbers[f"{row.row.kind}:{row.key}"], speech(campaign.language)
    is_published = fact.kind is FactKind.PUBLISHED
    value = here.amount(fact.value, is_share=fact.is_share) if fact.value is not None else fact.words
    name = page.name("published", row.key) if is_published else page.name("measure", row.measure.key)
    whose = [page.name(kind, one.key).text for kind, one in _whose(row)]
    about = here.listed([*whose, here.when(row.when) if not is_published else ""])
    return KeyFigure(
        value=value,
        statement=name.text,
        href=fact_href(campaign, fact.id),
        precision=_precisions().get(fact.precision, "") if fact.value is not None else "",
        words=fact.words if fact.value is not None and not here.told_elsewhere else "",
        about=about,
        rule=_rule(row, fact),
        mark=pgettext("a figure", "published") if is_published else "",
        standing=wording(fact.standing) if fact.standing in NEEDS_REASON else "",
        lang=name.lang,
    )


def _whose(row: Any) -> Iterable[tuple[str, Any]]:
    for kind, field in (("office", "office"), ("case", "case"), ("focus-country", "focus_country")):
        if (one := getattr(row, field)) is not None:
            yield kind, one
            return


def _precisions() -> dict[Precision, str]:
    return {Precision.AT_LEAST: _("at least"), Precision.ABOUT: _("about"), Precision.AT_MOST: _("at most")}


def _rule(row: Any, fact: Any) -> str:
    """In plain words, whether the number may be added to others."""
    if fact.kind is FactKind.PUBLISHED:
        return wording(Additivity.RATIO) if row.published_kind == PublishedKind.RATIO else ""
    return wording(Additivity(row.measure.additivity))
