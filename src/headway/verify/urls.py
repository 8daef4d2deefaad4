"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from headway.verify import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("outcomes/", views.outcomes, name="outcomes"),
    path("outcomes/<slug:key>/", views.outcome, name="outcome"),
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/<slug:key>/", views.meeting, name="meeting"),
]
