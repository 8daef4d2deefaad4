from __future__ import annotations

from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "headway.listen"
    label = "listen"

    def ready(self) -> None:
        import headway.listen.panels  # noqa: F401  its panels are known by importing them
