from __future__ import annotations

from django.apps import AppConfig


class EngageConfig(AppConfig):
    name = "headway.engage"
    label = "engage"

    def ready(self) -> None:
        import headway.engage.words  # noqa: F401  its words are known by importing them
