from __future__ import annotations

from django.apps import AppConfig


class EngageConfig(AppConfig):
    name = "headway.engage"
    label = "engage"

    def ready(self) -> None:
        # Known by being imported.
        import headway.engage.panels
        import headway.engage.words  # noqa: F401
