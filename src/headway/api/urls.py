"""The interface, mounted under /api/v1/. It shows what the public may see, so that nobody signs in for it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from headway.api.v1 import api

_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    if isinstance(_pattern, URLPattern):
        login_not_required(_pattern.callback)

urlpatterns = [path("", (_patterns, _app, _namespace))]
