from __future__ import annotations

from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "headway.report"
    label = "report"
