"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from headway.assess.views import areas, indicators, progress

urlpatterns: list[URLPattern | URLResolver] = [
    path("progress/", progress.progress, name="progress"),
    path("progress/<str:country>/<slug:area>/", progress.rating, name="rating"),
    path("ratings/<slug:key>/", progress.rating_alone, name="rating"),
    path("dimensions/<slug:key>/", areas.dimension, name="dimension"),
    path("change-areas/<slug:key>/", areas.change_area, name="change-area"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/<slug:key>/", indicators.indicator, name="indicator"),
]
