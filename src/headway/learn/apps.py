from __future__ import annotations

from django.apps import AppConfig


class LearnConfig(AppConfig):
    name = "headway.learn"
    label = "learn"
