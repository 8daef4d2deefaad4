"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from headway.plan.views import framework, places, risks

urlpatterns: list[URLPattern | URLResolver] = [
    path("framework/", framework.framework, name="framework"),
    path("risks/", framework.risks, name="risks"),
    path("risks/<slug:key>/", risks.risk, name="risk"),
    path("exit-plan/", framework.exit_plan, name="exit-plan"),
    path("countries/", places.focus_countries, name="focus-countries"),
    path("countries/<slug:key>/", places.focus_country, name="focus-country"),
    path("publications/", places.outputs, name="outputs"),
    path("publications/<slug:key>/", places.output, name="output"),
]
