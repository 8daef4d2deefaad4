from __future__ import annotations

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "headway.plan"
    label = "plan"

    def ready(self) -> None:
        import headway.plan.words  # noqa: F401  its words are known by importing them
