"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from headway.engage import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/", views.cases, name="cases"),
    path("cases/<slug:key>/", views.case, name="case"),
    path("partners/", views.partners, name="partners"),
    path("partners/<slug:key>/", views.partner, name="partner"),
    path("targets/", views.targets, name="targets"),
    path("targets/<slug:key>/", views.target, name="target"),
    path("relations/", views.relations, name="relations"),
    path("relations/<slug:key>/", views.relation, name="relation"),
    path("opportunities/", views.opportunities, name="opportunities"),
    path("opportunities/<slug:key>/", views.opportunity, name="opportunity"),
]
