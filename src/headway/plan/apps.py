from __future__ import annotations

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "headway.plan"
    label = "plan"

    def ready(self) -> None:
        # Its words, and who reads the kinds of a campaign, are known by being imported.
        import headway.plan.queries
        import headway.plan.words  # noqa: F401
