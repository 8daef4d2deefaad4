"""The interface, mounted under /api/v1/."""

from __future__ import annotations

from django.urls import path

from headway.api.v1 import api

urlpatterns = [path("", api.urls)]
