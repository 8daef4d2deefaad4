from __future__ import annotations

from django.apps import AppConfig


class EngageConfig(AppConfig):
    name = "headway.engage"
    label = "engage"
