"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from headway.verify.views import meetings, outcomes, screen

urlpatterns: list[URLPattern | URLResolver] = [
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/<slug:key>/", outcomes.outcome, name="outcome"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("plan-a-meeting/", meetings.plan, name="meeting-plan"),
    path("meetings/<slug:key>/", meetings.meeting, name="meeting"),
    path("meetings/<slug:key>/change/", meetings.change, name="meeting-change"),
    path("meetings/<slug:key>/screen/", screen.screen, name="meeting-screen"),
    path("meetings/<slug:key>/minutes.docx", screen.minutes, name="meeting-minutes"),
]
