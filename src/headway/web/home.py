"""The home page of somebody who is signed in: what waits for them, and their campaigns at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.assess.drawings import Grid, grid_of
from headway.assess.queries import board_of
from headway.movement.queries import person_of
from headway.movement.rules import Role, may
from headway.pages.speech import speech
from headway.pages.waiting import Waiting, waiting_everywhere, waiting_in
from headway.plan.queries import all_at_one_moment, visible_campaigns
from headway.report.views.campaign import counts_of
from headway.web import views

# More campaigns than this are shown without what waits in them: each has its own overview.
MOST_LOOKED_THROUGH = 4
COUNTS = 4


@dataclass(frozen=True)
class Glance:
    """One campaign: what waits in it, its largest counts, and its progress matrix where anything is rated."""

    campaign: Any
    waiting: list[Waiting]
    counts: list[tuple[str, str, str, str]]
    grid: Grid

    @property
    def todo(self) -> list[Waiting]:
        return [one for one in self.waiting if not one.is_news]

    @property
    def news(self) -> list[Waiting]:
        return [one for one in self.waiting if one.is_news]


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Whoever is signed in has their own home; a stranger is welcomed."""
    if not request.user.is_authenticated:
        return views.home(request)
    campaigns = all_at_one_moment(visible_campaigns(request.user))
    setattr(request, "campaigns", campaigns)  # noqa: B010  the frame of the page lists them too
    looked_through = {one.pk for one in campaigns[:MOST_LOOKED_THROUGH]}
    glances = [
        Glance(
            one,
            waiting_in(one, request.user) if one.pk in looked_through else [],
            list(counts_of(one, COUNTS)),
            grid_of(one, board_of(one)),
        )
        for one in campaigns
    ]
    everywhere = waiting_everywhere(request.user)
    has_a_role = may(person_of(request.user), "see")
    context = {
        "heading": _("Hello, %(name)s") % {"name": speech().digits(str(getattr(request.user, "name", "")))},
        "everywhere": [one for one in everywhere if not one.is_news],
        "news": [one for one in everywhere if one.is_news],
        "glances": glances,
        "has_a_role": has_a_role,
        "reports": [] if has_a_role else views.published_reports(),
        "languages": settings.LANGUAGES,
        "has_tasks": any(person_of(request.user).has(role) for role in Role if role is not Role.READER),
        "waits": any(one.todo for one in glances),
        "has_news": any(one.news for one in glances) or any(one.is_news for one in everywhere),
        "several": len(glances) > 1,
    }
    return render(request, "web/home.html", context)
