from __future__ import annotations

from django.apps import AppConfig


class AssessConfig(AppConfig):
    name = "headway.assess"
    label = "assess"

    def ready(self) -> None:
        import headway.assess.words  # noqa: F401  its words are known by importing them
