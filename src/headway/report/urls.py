"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from headway.report.views import campaign, charts, editions, facts, report

urlpatterns: list[URLPattern | URLResolver] = [
    path("", campaign.campaign, name="campaign"),
    path("facts/", facts.facts, name="facts"),
    path("facts/<str:name>/", facts.fact, name="fact"),
    re_path(r"^charts/(?P<name>[a-z0-9-]+)\.(?P<form>svg|png|csv)$", charts.chart, name="chart"),
    path("report/", report.report, name="report-of"),
    path("report/publish/", editions.publish, name="publish"),
    path("report/withdraw/", editions.withdraw, name="withdraw-edition"),
    path("report/editions/<int:number>/", editions.edition, name="edition"),
    path(
        "report/editions/<int:number>/<slug:language>/report.<slug:form>",
        editions.edition_file,
        name="edition-file",
    ),
    path("report/<slug:language>/", report.internal_page, name="internal-report"),
    path("report/<slug:language>/<slug:chapter>/", report.internal_page, name="internal-report-chapter"),
    path("report/<slug:language>/at/<slug:place>/", report.internal_place, name="internal-report-place"),
    path("report/<slug:language>/report.<slug:form>", report.internal_file, name="internal-report-file"),
]
