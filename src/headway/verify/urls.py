"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from headway.verify.views import (
    alike,
    asking,
    heard,
    meetings,
    outcomes,
    removing,
    review,
    screen,
    updates,
    writing,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/alike/", alike.alike, name="outcomes-alike"),
    path("outcomes/new/", writing.new, name="outcome-new"),
    path("outcomes/<slug:key>/", outcomes.outcome, name="outcome"),
    path("outcomes/<slug:key>/edit/", writing.edit, name="outcome-edit"),
    path("outcomes/<slug:key>/review/", review.review, name="outcome-review"),
    path("outcomes/<slug:key>/merge/", alike.merge, name="outcome-merge"),
    path("outcomes/<slug:key>/claims/new/", writing.claim, name="claim-new"),
    path("outcomes/<slug:key>/claims/<slug:claim>/", writing.claim, name="claim-edit"),
    path("outcomes/<slug:key>/claims/<slug:claim>/confidence/", review.confidence, name="claim-confidence"),
    path("evidence-from/", heard.evidence_from, name="evidence-from"),
    path("outcomes/<slug:key>/evidence/new/", writing.evidence, name="evidence-new"),
    path("outcomes/<slug:key>/evidence/<slug:item>/", writing.evidence, name="evidence-edit"),
    path("outcomes/<slug:key>/evidence/<slug:item>/files/<uuid:pk>/", writing.proof, name="evidence-file"),
    path("outcomes/<slug:key>/claims/<slug:claim>/remove/", removing.claim, name="claim-remove"),
    path("outcomes/<slug:key>/evidence/<slug:item>/remove/", removing.evidence, name="evidence-remove"),
    path("outcomes/<slug:key>/rivals/<slug:rival>/remove/", removing.rival, name="rival-remove"),
    path("outcomes/<slug:key>/ask/", asking.ask, name="outcome-ask"),
    path("outcomes/<slug:key>/ask/<uuid:pk>/withdraw/", asking.withdraw, name="outcome-ask-withdraw"),
    path("updates/", updates.updates, name="updates"),
    path("updates/new/", updates.new, name="update-new"),
    path("updates/<slug:key>/", updates.update, name="update"),
    path("updates/<slug:key>/edit/", updates.edit, name="update-edit"),
    path("updates/<slug:key>/withdraw/", updates.withdraw, name="update-withdraw"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("plan-a-meeting/", meetings.plan, name="meeting-plan"),
    path("meetings/<slug:key>/", meetings.meeting, name="meeting"),
    path("meetings/<slug:key>/change/", meetings.change, name="meeting-change"),
    path("meetings/<slug:key>/screen/", screen.screen, name="meeting-screen"),
    path("meetings/<slug:key>/minutes.docx", screen.minutes, name="meeting-minutes"),
]
# For people outside: under no campaign, since they may know of none.
OUTSIDE: list[URLPattern | URLResolver] = [
    path("say/<str:token>/", asking.say, name="say"),
]
