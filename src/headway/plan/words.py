"""What the fixed values of this room are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from headway.lib.hearing import Hearing
from headway.pages.wording import says
from headway.plan.rows import IndicatorKind, ObjectiveLevel, ReportsThrough, TheoryStage


@says(ReportsThrough)
def _reports_through() -> Mapping[StrEnum, str]:
    return {
        ReportsThrough.ONLINE_TOOL: _("Through the online tool"),
        ReportsThrough.PROJECTS_DATABASE: _("Through the projects database"),
        ReportsThrough.NOT_STATED: _("Named for what they did; how they report is not stated"),
    }


@says(IndicatorKind)
def _indicator_kind() -> Mapping[StrEnum, str]:
    return {
        IndicatorKind.COUNT: _("a count"),
        IndicatorKind.SUM: _("a sum"),
        IndicatorKind.SHARE: _("a share"),
        IndicatorKind.INCIDENCE: _("how often it happened"),
        IndicatorKind.RATING: _("a rating"),
    }


@says(ObjectiveLevel)
def _objective_level() -> Mapping[StrEnum, str]:
    return {
        ObjectiveLevel.SYSTEMIC: _("Changes of the system"),
        ObjectiveLevel.INDIVIDUAL: _("Changes for individuals"),
    }


@says(TheoryStage)
def _theory_stage() -> Mapping[StrEnum, str]:
    return {
        TheoryStage.INPUT: _("What goes in"),
        TheoryStage.ACTIVITY: _("What is done"),
        TheoryStage.CHANNEL: _("Channels of influence"),
        TheoryStage.OUTCOME: _("What changes"),
        TheoryStage.IMPACT: _("What it is for"),
    }


@says(Hearing)
def _hearing() -> Mapping[StrEnum, str]:
    return {
        Hearing.MENTIONS: _("Mentions in the media"),
        Hearing.ARTICLES: _("Unique articles"),
        Hearing.OUTLETS: _("Unique outlets"),
        Hearing.COUNTRIES: _("Countries with coverage"),
        Hearing.SHARE_POSITIVE: _("Share of positive coverage"),
        Hearing.POSTS: _("Posts"),
        Hearing.ENGAGEMENTS: _("Engagements with posts"),
        Hearing.CLICKS: _("Clicks on posts"),
        Hearing.IMPRESSIONS: _("Impressions of posts"),
        Hearing.ENGAGEMENT_RATE: _("Engagements for each impression"),
        Hearing.CLICK_RATE: _("Clicks for each impression"),
        Hearing.SHARE_NEW: _("Share of impressions by new people"),
    }
