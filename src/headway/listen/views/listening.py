"""The listening pages: what was heard of a campaign in the media and on social media, drawn from imported rows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.lake.questions import Family
from headway.listen.drawings.listening import SKETCHES, Desk, marked_made_up, sketch_named
from headway.listen.forms import CHOSEN, AskedFor, choices_of, read_address
from headway.listen.queries import may_set_up_listening
from headway.listen.queries.asking import Asking, Lake, lake_of, sayer_of
from headway.listen.rules import kind_of_posts
from headway.listen.views.planned import beside_of
from headway.listen.views.shown import Shown, downloads
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.drawings import NARROW, WIDE, kept
from headway.plan.queries import at_one_moment, campaign_by_key
from headway.plan.views.taken import WIDTH, taken_away


@require_safe
def media(request: HttpRequest, campaign: str) -> HttpResponse:
    return _dashboard(request, campaign, Family.MEDIA)


@require_safe
def social(request: HttpRequest, campaign: str) -> HttpResponse:
    return _dashboard(request, campaign, Family.SOCIAL)


def _dashboard(request: HttpRequest, campaign: str, family: Family) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    lake = lake_of(shown, request.user)
    asked = read_address(request.GET, family)
    context = {
        **frame_of(shown, _("Listening")),
        "family": str(family),
        "may_withhold": may_set_up_listening(request.user),
        "tabs": _tabs(shown, family),
        "has_rows": lake.has(family),
        "imports": reverse("imports", args=[shown.key]),
        "list": reverse("mentions" if family is Family.MEDIA else "posts", args=[shown.key]),
        "panels": panels_for("listening", shown, shown, request.user),
    }
    if family is Family.MEDIA:
        context |= beside_of(shown, lake, request.user)
        context["requests"] = panels_for("media-requests", shown, shown, request.user)
    if lake.has(family):
        context |= _answered(shown, lake, asked)
    return render(request, "listen/listening.html", context)


def _answered(campaign: Any, lake: Lake, asked: AskedFor) -> dict[str, Any]:
    sayer = sayer_of(campaign)
    values = _values(lake, asked)
    asked = _one_kind(asked, values)
    desk = Desk(lake, asked.asking, sayer, speech(campaign.language))
    return {
        "asked": asked,
        "choices": choices_of(asked, values, sayer),
        "made_up": lake.is_made_up(asked.family),
        "numbers": list(_numbers(lake, asked, sayer)),
        "charts": _charts(campaign, lake, desk, asked),
        "best": desk.ask("best-posts", limit=5).rows if asked.family is Family.SOCIAL else (),
        "sayer": sayer,
    }


def _values(lake: Lake, asked: AskedFor) -> dict[str, list[Any]]:
    """The values that each filter can take among all rows, whatever else is asked."""
    question = "coverage" if asked.family is Family.MEDIA else "engagement"
    return {
        name: [row[name] for row in lake.ask(question, Asking(by=(name,), with_whole=False)).rows]
        for name in CHOSEN[asked.family]
    }


def _one_kind(asked: AskedFor, values: Mapping[str, Sequence[Any]]) -> AskedFor:
    """Posts that were paid for and others never stand in one chart: the page shows one kind at a time."""
    if asked.family is Family.MEDIA or "paid" in asked.only:
        return asked
    return replace(asked, only={**asked.only, "paid": kind_of_posts(values["paid"])})


def _numbers(lake: Lake, asked: AskedFor, sayer: Any) -> Any:
    """The few numbers that stand large: value, what it counts, and how it may be added."""
    here = speech()
    if asked.family is Family.MEDIA:
        whole = lake.ask("coverage", asked.asking).whole[0]
        yield here.number(whole["mentions"]), _("Mentions"), _("places where something was published")
        yield here.number(whole["articles"]), _("Unique articles"), _("copies that many print count once")
        yield here.number(whole["outlets"]), _("Unique outlets"), _("never added up over groups")
        for name, label in (("country", _("Countries")), ("language", _("Languages"))):
            rows = lake.ask("coverage", replace(asked.asking, by=(name,), with_whole=False)).rows
            yield here.number(sum(1 for row in rows if row[name])), label, _("of those that sources name")
        return
    for row in lake.ask("engagement", asked.asking).whole:
        kind = sayer.value("paid", row["paid"])
        for name, label in (
            ("posts", _("Posts")), ("engagements", _("Engagements")), ("clicks", _("Clicks")), ("impressions", _("Impressions")),
        ):  # fmt: skip
            yield sayer.cell(name, row[name]), label, kind


def _charts(campaign: Any, lake: Lake, desk: Desk, asked: AskedFor) -> list[Shown]:
    """All charts of the page, drawn anew only where something was written since."""
    name = _name(lake, asked)
    drawn = kept(
        campaign, name, 0,
        lambda: [(one.draw(desk, WIDE), one.draw(desk, NARROW)) for one in SKETCHES[asked.family]],
    )  # fmt: skip
    return [
        Shown(
            one.name,
            wide,
            narrow,
            downloads("listening-chart", [campaign.key, asked.family, one.name], asked.query),
        )
        for one, (wide, narrow) in zip(SKETCHES[asked.family], drawn, strict=True)
        if wide.table.rows
    ]


def _name(lake: Lake, asked: AskedFor) -> str:
    """What the charts depend on beside the campaign: what is asked, and what is withheld from the reader."""
    hidden = sorted((name, sorted(texts)) for name, texts in lake.hidden.items())
    said = f"{asked.family} {asked.query} {hidden} {get_language()}"
    return f"listening {hashlib.sha256(said.encode()).hexdigest()}"


@require_safe
def chart(request: HttpRequest, campaign: str, family: str, name: str, form: str) -> HttpResponse:
    """One chart to take away. What is withheld is in no file, whoever takes it."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    sketch = found(sketch_named(Family(family), name))
    asked = read_address(request.GET, Family(family))
    lake = lake_of(shown, request.user, public=True)
    asked = _one_kind(asked, _values(lake, asked) if asked.family is Family.SOCIAL else {})
    desk = Desk(lake, asked.asking, sayer_of(shown), speech(shown.language))
    drawn = sketch.draw(desk, WIDTH)
    if form == "csv" and desk.made_up:
        drawn = marked_made_up(drawn)
    return taken_away(drawn, f"{shown.key}-{family}-{name}", form)


def _tabs(campaign: Any, family: Family) -> list[tuple[str, str, bool]]:
    return [
        (_("Media"), reverse("listening", args=[campaign.key]), family is Family.MEDIA),
        (
            pgettext("a page", "Social media"),
            reverse("listening-social", args=[campaign.key]),
            family is Family.SOCIAL,
        ),
        (_("Surveys"), reverse("surveys", args=[campaign.key]), False),
    ]
