"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from headway.learn import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("learnings/", views.learnings, name="learnings"),
    path("learnings/<slug:key>/", views.learning, name="learning"),
    path("recommendations/", views.recommendations, name="recommendations"),
    path("recommendations/<slug:key>/", views.recommendation, name="recommendation"),
    path("case-studies/", views.case_studies, name="case-studies"),
    path("case-studies/<slug:key>/", views.case_study, name="case-study"),
]
