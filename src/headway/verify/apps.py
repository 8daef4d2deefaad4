from __future__ import annotations

from django.apps import AppConfig


class VerifyConfig(AppConfig):
    name = "headway.verify"
    label = "verify"

    def ready(self) -> None:
        # Known by being imported.
        import headway.verify.panels
        import headway.verify.queries.writing
        import headway.verify.waiting
        import headway.verify.words  # noqa: F401
