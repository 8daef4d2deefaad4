from __future__ import annotations

from django.apps import AppConfig


class AssessConfig(AppConfig):
    name = "headway.assess"
    label = "assess"
