"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from headway.verify.views import meetings, outcomes

urlpatterns: list[URLPattern | URLResolver] = [
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/<slug:key>/", outcomes.outcome, name="outcome"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<slug:key>/", meetings.meeting, name="meeting"),
]
