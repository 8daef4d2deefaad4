"""Where each page stands."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, register_converter

from headway.report.editions import FORMS, LANGUAGES
from headway.verify.urls import OUTSIDE
from headway.web import home, offline, views
from headway.web.style import style


class LanguageInPath:
    """One of the languages of reports; any other is no page."""

    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FormInPath(LanguageInPath):
    """One of the formats that are downloaded."""

    regex = "|".join(FORMS)


register_converter(LanguageInPath, "language")
register_converter(FormInPath, "form")

# All that belongs to a campaign stands under its key, room after room.
CAMPAIGN_ROOMS = ("plan", "engage", "listen", "collect", "verify", "assess", "learn", "report")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path(
        "c/<slug:campaign>/", include([path("", include(f"headway.{room}.urls")) for room in CAMPAIGN_ROOMS])
    ),
    path("", include("headway.movement.urls")),
    path("", include("headway.audit.urls")),
    path("", include(OUTSIDE)),
    path("reports/<slug:campaign>/", views.report_in_own_language, name="report"),
    path("reports/<slug:campaign>/<language:language>/", views.report_page, name="report-page"),
    path(
        "reports/<slug:campaign>/<language:language>/<slug:chapter>/",
        views.report_page,
        name="report-chapter",
    ),
    path(
        "reports/<slug:campaign>/<language:language>/at/<slug:place>/",
        views.report_place,
        name="report-place",
    ),
    path(
        "reports/<slug:campaign>/<language:language>/report.<form:form>",
        views.report_file,
        name="report-file",
    ),
    path("sw.js", offline.worker, name="worker"),
    path("standing/", offline.standing, name="standing"),
    path("waiting/", offline.waiting_to_send, name="waiting-to-send"),
    path("style/", style, name="style"),
    path("healthz", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("api/v1/", include("headway.api.urls")),
]

handler400 = "headway.web.views.bad_request"
handler403 = "headway.web.views.forbidden"
handler404 = "headway.web.views.not_found"
handler500 = "headway.web.views.server_error"
