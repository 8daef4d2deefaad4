"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from headway.report.views import campaign, charts, facts, report

urlpatterns: list[URLPattern | URLResolver] = [
    path("", campaign.campaign, name="campaign"),
    path("facts/", facts.facts, name="facts"),
    path("facts/<str:name>/", facts.fact, name="fact"),
    re_path(r"^charts/(?P<name>[a-z0-9-]+)\.(?P<form>svg|png|csv)$", charts.chart, name="chart"),
    path("report/", report.report, name="report-of"),
    path("report/<slug:language>/", report.internal_page, name="internal-report"),
    path("report/<slug:language>/report.<slug:form>", report.internal_file, name="internal-report-file"),
]
