from __future__ import annotations

from django.apps import AppConfig


class VerifyConfig(AppConfig):
    name = "headway.verify"
    label = "verify"

    def ready(self) -> None:
        import headway.verify.words  # noqa: F401  its words are known by importing them
