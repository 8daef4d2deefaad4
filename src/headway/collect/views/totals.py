"""What figures come to by office, period, case, target or country: on the page, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.collect.queries import (
    TOTAL_COLUMNS,
    TotalLine,
    Totals,
    measure_by_key,
    rows_of_totals,
)
from headway.collect.queries import totals as totals_of
from headway.collect.rules import By
from headway.collect.words import said_group, said_result, why_result
from headway.lib.additivity import Additivity
from headway.lib.csvtext import write_table
from headway.pages.filters import BadListing
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.plan.queries import at_one_moment, campaign_by_key

PARAMETERS = frozenset({"by", "measure", "format", "language"})
FORMATS = ("csv", "json")
# Which filter of a measure's figures leads to the rows of a group.
FILTERS = {By.OFFICE: "office", By.PERIOD: "period", By.CASE: "case", By.TARGET: "target", By.COUNTRY: "in"}


@require_safe
def totals(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every result goes through the rules of addition, whatever is asked."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    by, measure, form = _asked(request.GET, shown)
    made = totals_of(shown, by, measure)
    if form == "csv":
        rows = rows_of_totals(made)
        text = write_table([TOTAL_COLUMNS, *(list(row.values()) for row in rows)])
        return _download(HttpResponse(text, content_type="text/csv; charset=utf-8"), shown, form)
    if form == "json":
        said: Any = JsonResponse({"campaign": shown.key, "totals": rows_of_totals(made)})
        return _download(said, shown, form)
    context = frame_of(shown, _("Totals"), ("measures", _("Measures"))) | {
        "measures": list(_measures(made, shown)),
        "heads": [wording(one) for one in made.by],
        "groups": [(one.value, wording(one), one in made.by) for one in By],
        "choices": _choices(totals_of(shown).lines),
        "chosen": measure,
        "downloads": [(name.upper(), f"?{_query(by, measure, name)}") for name in FORMATS],
    }
    return render(request, "collect/totals.html", context)


def _asked(asked: QueryDict, campaign: Any) -> tuple[list[By], str, str]:
    """What the address asks for; raise BadListing where it makes no sense."""
    if unknown := sorted(set(asked) - PARAMETERS):
        raise BadListing(_("This page knows no “%(name)s”.") % {"name": unknown[0][:40]})
    known = [one.value for one in By]
    wanted = [value for value in asked.getlist("by") if value]
    if wrong := [value for value in wanted if value not in known]:
        raise BadListing(_("Totals cannot be taken by “%(name)s”.") % {"name": wrong[0][:40]})
    measure, form = asked.get("measure", ""), asked.get("format", "")
    if measure and ("\0" in measure or measure_by_key(campaign, measure[:200]) is None):
        raise BadListing(_("There is no measure “%(name)s” here.") % {"name": measure[:40]})
    if form and form not in FORMATS:
        raise BadListing(_("Totals are given as CSV or JSON, not as “%(name)s”.") % {"name": form[:40]})
    return [By(value) for value in wanted], measure, form


def _download(answer: Any, campaign: Any, form: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{campaign.key}-totals.{form}"'
    kept: HttpResponse = answer
    return kept


def _query(by: list[By], measure: str, form: str) -> str:
    pairs = [("by", one.value) for one in by]
    if measure:
        pairs.append(("measure", measure))
    return urlencode([*pairs, ("format", form)])


def _choices(lines: tuple[TotalLine, ...]) -> list[Any]:
    """The measures that have figures, each once."""
    return [measure for measure, _ in groupby(lines, key=lambda line: line.measure)]


@dataclass(frozen=True)
class Shown:
    """A line as the page says it, and where the figures behind it are listed."""

    groups: list[str]
    said: str
    unit: str
    why: list[str]
    figures: int
    href: str


def _measures(made: Totals, campaign: Any) -> Iterator[tuple[Any, str, list[Shown]]]:
    for measure, lines in groupby(made.lines, key=lambda line: line.measure):
        additivity = Additivity(measure.additivity)
        yield measure, wording(additivity), [_shown(line, made, campaign) for line in lines]


def _shown(line: TotalLine, made: Totals, campaign: Any) -> Shown:
    pairs = list(zip(made.by, line.group, strict=True))
    where = {FILTERS[one]: key for one, key in pairs if key}
    href = reverse("measure", args=[campaign.key, line.measure.key])
    return Shown(
        groups=[said_group(one, key, made.names.get(one, {})) for one, key in pairs],
        said=said_result(line.result, is_share=line.measure.additivity == Additivity.RATIO),
        unit=line.currency or speech().say(line.measure.unit),
        why=why_result(line.result),
        figures=len(line.result.parts),
        href=f"{href}?{urlencode(where)}#figures" if where else f"{href}#figures",
    )
