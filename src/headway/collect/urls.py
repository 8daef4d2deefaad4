"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from headway.collect.views import (
    activities,
    attachments,
    beside,
    entering,
    figures,
    growth,
    imports,
    offices,
    reporting,
    returns,
    sheets,
    signing_up,
    totals,
    uploads,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/", activities.activities, name="activities"),
    path("activities/<slug:key>/", activities.activity, name="activity"),
    path("activities/<slug:key>/change/", entering.change, name="activity-change"),
    path("activities/<slug:key>/files/", attachments.attachments, name="attachments"),
    path("activities/<slug:key>/files/<uuid:pk>/", attachments.attachment, name="attachment"),
    path("record/", entering.record, name="record-activity"),
    path("record/names/", entering.names, name="names-to-keep"),
    path("drafts/", entering.drafts, name="drafts"),
    path("measures/", figures.measures, name="measures"),
    path("measures/<slug:key>/", figures.measure, name="measure"),
    path("totals/", totals.totals, name="totals"),
    path("offices/<slug:office>/figures/", beside.office_figures, name="office-figures"),
    path("growth/", growth.growth, name="growth"),
    path("figures/<slug:key>/", figures.figure, name="figure"),
    path("published/", figures.published_facts, name="published-facts"),
    path("published/<slug:key>/", figures.published, name="published"),
    path("testimonies/", figures.testimonies, name="testimonies"),
    path("testimonies/<slug:key>/", figures.testimony, name="testimony"),
    path("reporting/", reporting.follow, name="reporting"),
    path("reminders/", reporting.reminders, name="reminders"),
    path("returns/", offices.returns, name="returns"),
    path("returns/<slug:key>/", returns.office_return, name="return"),
    path("returns/<slug:office>/<slug:period>/", returns.return_of, name="return-of"),
    path("returns/<slug:office>/<slug:period>/form.xlsx", sheets.period_form, name="period-form"),
    path("returns/<slug:office>/<slug:period>/send/", sheets.send_form, name="send-form"),
    path("uploads/<uuid:pk>/", uploads.upload, name="upload"),
    path("uploads/<uuid:pk>/refused.xlsx", uploads.upload_refused, name="upload-refused"),
    path("import/actions/", imports.import_actions, name="import-actions"),
    path("import/analytics/", imports.import_analytics, name="import-analytics"),
    path("sign-ups/", offices.sign_ups, name="sign-ups"),
    path("sign-ups/<slug:key>/", offices.sign_up, name="sign-up"),
    path("sign-ups/<slug:office>/change/", signing_up.sign_up_of, name="sign-up-of"),
]
