from __future__ import annotations

from django.apps import AppConfig


class AssessConfig(AppConfig):
    name = "headway.assess"
    label = "assess"

    def ready(self) -> None:
        # Known by being imported.
        import headway.assess.chains
        import headway.assess.panels
        import headway.assess.waiting
        import headway.assess.words  # noqa: F401
