from __future__ import annotations

from django.apps import AppConfig


class MovementConfig(AppConfig):
    name = "headway.movement"
    label = "movement"
