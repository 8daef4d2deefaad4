from __future__ import annotations

from django.apps import AppConfig


class MovementConfig(AppConfig):
    name = "headway.movement"
    label = "movement"

    def ready(self) -> None:
        import headway.movement.panels
        import headway.movement.waiting
        import headway.movement.words  # noqa: F401  its words are known by importing them
        from headway.movement.sign_in import heard  # noqa: F401  its signals are heard by importing them
