"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from headway.listen.views import listening, moments

urlpatterns: list[URLPattern | URLResolver] = [
    path("moments/", moments.moments, name="moments"),
    path("moments/<slug:key>/", moments.moment, name="moment"),
    path("listening/", listening.media, name="listening"),
    path("listening/social/", listening.social, name="listening-social"),
    re_path(
        r"^listening/(?P<family>media|social)/(?P<name>[a-z-]+)\.(?P<form>svg|png|csv)$",
        listening.chart,
        name="listening-chart",
    ),
]
