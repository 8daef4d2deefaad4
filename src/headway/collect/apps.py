from __future__ import annotations

from django.apps import AppConfig


class CollectConfig(AppConfig):
    name = "headway.collect"
    label = "collect"

    def ready(self) -> None:
        # Known by being imported.
        import headway.collect.panels
        import headway.collect.waiting
        import headway.collect.words  # noqa: F401
