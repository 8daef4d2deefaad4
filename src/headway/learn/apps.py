from __future__ import annotations

from django.apps import AppConfig


class LearnConfig(AppConfig):
    name = "headway.learn"
    label = "learn"

    def ready(self) -> None:
        # Known by being imported.
        import headway.learn.panels
        import headway.learn.words  # noqa: F401
