"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from headway.listen import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("moments/", views.moments, name="moments"),
    path("moments/<slug:key>/", views.moment, name="moment"),
]
