"""Where the pages of this room stand."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from headway.listen.views import imports, items, listening, moments, planned, requests, surveys, withheld

urlpatterns: list[URLPattern | URLResolver] = [
    path("moments/", moments.moments, name="moments"),
    path("moments/<slug:key>/", moments.moment, name="moment"),
    path("listening/", listening.media, name="listening"),
    path("listening/mentions/", items.mentions, name="mentions"),
    path("listening/mentions/<path:key>/", items.mention, name="mention"),
    path("listening/posts/", items.posts, name="posts"),
    path("listening/posts/<path:key>/", items.post, name="post"),
    path("listening/plan/", planned.media_plan, name="media-plan"),
    path("listening/plan/new/", planned.target_new, name="media-target-new"),
    path("listening/plan/<slug:key>/", planned.target, name="media-target"),
    path("listening/plan/<slug:key>/change/", planned.target_change, name="media-target-change"),
    path("listening/plan/<slug:key>/remove/", planned.target_remove, name="media-target-remove"),
    path("listening/requests/", requests.requests_for_comment, name="media-requests"),
    path("listening/requests/new/", requests.request_new, name="media-request-new"),
    path("listening/requests/<uuid:pk>/", requests.request_change, name="media-request"),
    path("listening/requests/<uuid:pk>/remove/", requests.request_remove, name="media-request-remove"),
    path("listening/withheld/", withheld.withheld, name="withheld"),
    path("listening/withheld/<uuid:pk>/tell/", withheld.tell, name="withheld-tell"),
    path("listening/social/", listening.social, name="listening-social"),
    path("listening/imports/", imports.imports, name="imports"),
    path("listening/imports/new/", imports.import_new, name="import-new"),
    path("listening/imports/<uuid:pk>/", imports.import_one, name="import"),
    path("listening/imports/<uuid:pk>/refused.csv", imports.import_refused, name="import-refused"),
    path("listening/imports/<uuid:pk>/files/<int:number>/", imports.import_original, name="import-original"),
    re_path(
        r"^listening/(?P<family>media|social)/(?P<name>[a-z-]+)\.(?P<form>svg|png|csv)$",
        listening.chart,
        name="listening-chart",
    ),
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/results.csv", surveys.results, name="survey-results"),
    path("surveys/imports/", surveys.imports, name="survey-imports"),
    path("surveys/imports/new/", surveys.import_new, name="survey-import-new"),
    path("surveys/imports/<uuid:pk>/", surveys.import_one, name="survey-import"),
    path("surveys/imports/<uuid:pk>/refused.csv", surveys.import_refused, name="survey-import-refused"),
    path("surveys/<slug:key>/", surveys.survey, name="survey"),
    re_path(
        r"^surveys/(?P<key>[0-9a-f]+)/(?P<name>countries|answers|waves)\.(?P<form>svg|png|csv)$",
        surveys.chart,
        name="survey-chart",
    ),
]
