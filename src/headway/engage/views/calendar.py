"""The calendar of a campaign, by year and by month."""

from __future__ import annotations

from calendar import Calendar
from datetime import date
from typing import Any

from babel.dates import get_day_names, get_month_names
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from headway.engage.actions import end_calendar_link, make_calendar_link
from headway.engage.queries.calendar import Dated, calendar_link, dated, has_calendar_link, loads_in, years_of
from headway.engage.rules import MANY_AT_ONCE
from headway.lib.edtf import ImpreciseDate
from headway.lib.ical import Event, calendar_text
from headway.pages.places import address_of, found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key


@require_safe
def calendar(request: HttpRequest, campaign: str) -> HttpResponse:
    """A year, month by month, with what falls on each office; or one month, day by day."""
    shown = found(campaign_by_key(campaign, request.user))
    things = dated(shown, request.user)
    years = years_of(things)
    asked = request.GET.get("month", "")
    month = _month(asked, years)
    if month is None:
        return _year_page(request, shown, things, years)
    return _month_page(request, shown, things, month, years)


def _year_page(request: HttpRequest, campaign: Any, things: list[Dated], years: list[int]) -> HttpResponse:
    dated_years = [one.month[0] for one in things if one.month]
    year = _year(request.GET.get("year", ""), years, max(dated_years, default=0))
    months = [
        (_said(year, at), f"?month={year:04}-{at:02}", [one for one in things if one.month == (year, at)])
        for at in range(1, 13)
    ]
    context = frame_of(campaign, _("Calendar"), ("opportunities", _("Opportunities")), is_record=True)
    context |= {
        "year": _said(year), "months": months, "whole": [one for one in things if not one.month and one.is_in(year)],
        "loads": loads_in(things, year), "many": MANY_AT_ONCE, "heads": _months(),
        "before": _way(year - 1, years), "after": _way(year + 1, years), "is_empty": not things,
    }  # fmt: skip
    return render(request, "engage/calendar_year.html", context)


def _month_page(
    request: HttpRequest, campaign: Any, things: list[Dated], month: tuple[int, int], years: list[int]
) -> HttpResponse:
    here = speech()
    held = [one for one in things if one.month == month]
    of_one_day = [one for one in held if one.when.earliest == one.when.latest]
    days = [
        (day, here.number(day.day), _said(day.year, day.month, day.day), [one for one in of_one_day if one.when.earliest == day])
        for day in Calendar(here.locale.first_week_day).itermonthdates(*month)
    ]  # fmt: skip
    names = get_day_names("abbreviated", locale=here.locale)
    context = frame_of(campaign, _said(*month), ("opportunities", _("Opportunities")), ("calendar", _("Calendar")), is_record=True)  # fmt: skip
    context |= {
        "days": [(*day, day[0].month == month[1]) for day in days],
        "weekdays": [names[(here.locale.first_week_day + at) % 7] for at in range(7)],
        "others": [one for one in held if one not in of_one_day], "is_empty": not held, "in_year": f"?year={month[0]}",
        "year": _said(month[0]), "before": _beside(month, -1, years), "after": _beside(month, 1, years),
    }  # fmt: skip
    return render(request, "engage/calendar_month.html", context)


def _months() -> list[str]:
    names = get_month_names("abbreviated", context="stand-alone", locale=speech().locale)
    return [names[at] for at in range(1, 13)]


def _said(year: int, month: int = 0, day: int = 0) -> str:
    text = "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])
    return speech().when(ImpreciseDate.parse(text))


def _year(text: str, years: list[int], last: int) -> int:
    """The year that was asked for, else this one where there is something in it, else the last one in which something has
    its month: what may lie anywhere in two years would open an empty page.
    """
    now = timezone.localdate().year
    if text.isdecimal() and len(text) == 4 and int(text) in years:
        return int(text)
    return now if now in years or not years else last or years[-1]


def _month(text: str, years: list[int]) -> tuple[int, int] | None:
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return (day.year, day.month) if day.year in years else None


def _way(year: int, years: list[int]) -> tuple[str, str] | None:
    return (_said(year), f"?year={year}") if year in years else None


def _beside(month: tuple[int, int], step: int, years: list[int]) -> tuple[str, str] | None:
    year, at = divmod(month[0] * 12 + month[1] - 1 + step, 12)
    return (_said(year, at + 1), f"?month={year:04}-{at + 1:02}") if year in years else None


@login_not_required
@never_cache
@require_safe
def calendar_file(request: HttpRequest, campaign: str, token: str) -> HttpResponse:
    """The calendar for somebody's own program, by their private link: what has a day or some days that are known."""
    link = found(calendar_link(campaign, token))
    here = speech(link.campaign.language)
    events = [
        Event(
            f"{'start-' if one.is_start else ''}{one.kind}-{one.key}@{link.campaign.key}",
            _("Start: %(name)s") % {"name": here.say(one.name)} if one.is_start else here.say(one.name), one.when.earliest, one.when.latest,
            " · ".join([here.when(one.when), *(here.say(office.name) for office in one.offices)]),
            request.build_absolute_uri(address_of(one.kind, link.campaign.key, one.key)),
        )
        for one in dated(link.campaign, link.person)
        if one.month and one.when.earliest and one.when.latest
    ]  # fmt: skip
    text = calendar_text(here.say(link.campaign.name), events, made=timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def own_link(request: HttpRequest, campaign: str) -> HttpResponse:
    """One's own link: what it is for, a new one, and its end."""
    shown = found(campaign_by_key(campaign, request.user))
    address = ""
    if request.method == "POST":
        if request.POST.get("step") == "end":
            end_calendar_link(shown, acting_user=request.user)
            messages.success(request, _("The link leads to nothing any more."))
            return redirect("calendar-link", shown.key)
        token = make_calendar_link(shown, acting_user=request.user)
        address = request.build_absolute_uri(reverse("calendar-file", args=[shown.key, token]))
    heading = _("In your own calendar")
    above = ("opportunities", _("Opportunities")), ("calendar", _("Calendar"))
    context = frame_of(shown, heading, *above, is_record=True)
    context |= {"address": address, "has_link": has_calendar_link(shown, request.user)}
    return render(request, "engage/calendar_link.html", context)
