"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from headway.engage.views import calendar, entering, naming, reading

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/", reading.cases, name="cases"),
    path("cases/new/", entering.add, {"kind": "case"}, name="case-new"),
    path("cases/<slug:key>/change/", entering.change, {"kind": "case"}, name="case-change"),
    path("cases/<slug:key>/", reading.case, name="case"),
    path("cases/<slug:key>/people/", naming.people, name="case-people"),
    path("partners/", reading.partners, name="partners"),
    path("partners/new/", entering.add, {"kind": "partner"}, name="partner-new"),
    path("partners/<slug:key>/change/", entering.change, {"kind": "partner"}, name="partner-change"),
    path("partners/<slug:key>/", reading.partner, name="partner"),
    path("targets/", reading.targets, name="targets"),
    path("targets/new/", entering.add, {"kind": "target"}, name="target-new"),
    path("targets/<slug:key>/change/", entering.change, {"kind": "target"}, name="target-change"),
    path("targets/<slug:key>/", reading.target, name="target"),
    path("relations/", reading.relations, name="relations"),
    path("relations/new/", entering.add, {"kind": "relation"}, name="relation-new"),
    path("relations/<slug:key>/change/", entering.change, {"kind": "relation"}, name="relation-change"),
    path("relations/<slug:key>/", reading.relation, name="relation"),
    path("opportunities/", reading.opportunities, name="opportunities"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/link/", calendar.own_link, name="calendar-link"),
    path("calendar/<str:token>/calendar.ics", calendar.calendar_file, name="calendar-file"),
    path("opportunities/new/", entering.add, {"kind": "opportunity"}, name="opportunity-new"),
    path(
        "opportunities/<slug:key>/change/",
        entering.change,
        {"kind": "opportunity"},
        name="opportunity-change",
    ),
    path("opportunities/<slug:key>/", reading.opportunity, name="opportunity"),
]
