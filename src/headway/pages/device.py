"""What a person's device may keep of a page, and under which sign, so that nobody else on it is shown it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

KEPT_FOR = "X-Kept-For"


def stamp_of(user: Any) -> str:
    """A sign of this person that tells nobody who it is; "" for a stranger."""
    if user is None or not user.is_authenticated:
        return ""
    return salted_hmac("headway.device", str(user.pk)).hexdigest()[:20]


def is_copy(request: HttpRequest) -> bool:
    """Whether a device asks for the page to keep it: then nothing stands in it that only some may know of."""
    return request.method == "GET" and request.GET.get("offline") == "1"


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, marked as one that the device of this person may keep."""
    if is_copy(request):
        response[KEPT_FOR] = stamp_of(request.user)
    return response
