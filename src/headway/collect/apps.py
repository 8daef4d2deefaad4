from __future__ import annotations

from django.apps import AppConfig


class CollectConfig(AppConfig):
    name = "headway.collect"
    label = "collect"

    def ready(self) -> None:
        import headway.collect.words  # noqa: F401  its words are known by importing them
