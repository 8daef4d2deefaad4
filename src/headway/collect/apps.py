from __future__ import annotations

from django.apps import AppConfig


class CollectConfig(AppConfig):
    name = "headway.collect"
    label = "collect"
