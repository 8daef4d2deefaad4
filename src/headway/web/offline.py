"""What a device needs to work without a connection: the worker, whose device it is, and the list of what waits there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway import __version__
from headway.pages.device import kept, stamp_of

SHELL = ("web/headway.css", "web/headway.js", "web/queue.js", "web/offline.js", "web/mark.svg")


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker of the whole site; its text changes whenever a file does that it keeps."""
    shell = [static(name) for name in SHELL]
    told = {
        "version": hashlib.sha256(" ".join([__version__, *shell]).encode()).hexdigest()[:12], "shell": shell,
        "queue": static("web/queue.js"), "standing": reverse("standing"), "waiting": reverse("waiting-to-send"),
    }  # fmt: skip
    text = Path(str(finders.find("web/worker.js"))).read_text(encoding="utf-8")
    response = HttpResponse(f"self.told = {json.dumps(told)};\n{text}", "text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def standing(request: HttpRequest) -> JsonResponse:
    """Who is signed in here, as a sign, and a token to send with; a stranger has neither."""
    person = stamp_of(request.user)
    response = JsonResponse({"person": person, "token": get_token(request) if person else ""})
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def waiting_to_send(request: HttpRequest) -> HttpResponse:
    """The list of what waits on this device; the device itself fills it in."""
    return kept(request, render(request, "web/waiting_to_send.html"))
