"""Signing out: the browser is told to forget what it kept of the site."""

from __future__ import annotations

from functools import wraps

from allauth.account import views as door
from django.http import HttpRequest, HttpResponse


@wraps(door.logout)
def sign_out(request: HttpRequest) -> HttpResponse:
    """A page that has wiped what is this person's on the device says so; else all that the device holds goes."""
    response: HttpResponse = door.logout(request)
    if request.method == "POST" and not request.user.is_authenticated:
        response["Clear-Site-Data"] = '"cache"' if request.POST.get("wiped") else '"cache", "storage"'
    return response
