from __future__ import annotations

from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "headway.report"
    label = "report"

    def ready(self) -> None:
        # Known by being imported.
        import headway.report.actions
        import headway.report.chains
        import headway.report.waiting  # noqa: F401
