"""What every request passes through: an id for its log lines, whether it can be read, the language it asks for."""

from __future__ import annotations

import secrets
from codecs import lookup
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation

from headway.movement.sign_in.passing import language_of_whoever_is_halfway
from headway.settings.logs import request_id
from headway.settings.safety import CROSS_ORIGIN_RESOURCE_POLICY, PERMISSIONS_POLICY

Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGE_FOR_NOW = "language"


class RequestId:
    """Gives each request an id, which its log lines and its answer carry."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # It stands until the thread's next request: the server's own line on this answer is written after us.
        request_id.set(secrets.token_hex(8))
        response = self.get_response(request)
        response["X-Request-Id"] = request_id.get()
        return response


class Restraints:
    """Tells browsers which of their powers no page here uses, and that no other site may take in what it serves.

    What a person was shown is theirs alone and stays on no disk: who uses the same machine after them, or goes back
    after they signed out, must not find it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", CROSS_ORIGIN_RESOURCE_POLICY)
        session = getattr(request, "session", None)
        if session is not None and session.accessed and SESSION_KEY in session:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Readable:
    """Refuses what cannot be read before anything else tries to: a body by the size that it announces, an address by
    how much it asks for, and a body in an encoding other than the one in which our pages are sent.

    Whatever stands in the way is put aside, so that the page that tells of it can be made.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._refused(request) or self.get_response(request)

    def _refused(self, request: HttpRequest) -> HttpResponse | None:
        from headway.web.views import bad_request, too_large

        try:
            _ = request.GET
        except SuspiciousOperation as fault:
            vars(request)["GET"] = QueryDict()
            return bad_request(request, fault)
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        with_files = request.content_type == "multipart/form-data"
        most = settings.LARGEST_UPLOAD if with_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not announced.isdecimal() or int(announced) > most:
            return too_large(request)
        if int(announced) and _is_otherwise_encoded(request):
            return bad_request(request)
        return None


def _is_otherwise_encoded(request: HttpRequest) -> bool:
    named = (request.content_params or {}).get("charset", "")
    try:
        return bool(named) and lookup(named).name != "utf-8"
    except LookupError:
        return True


class ChosenLanguage:
    """`?language=fr` goes first, then the language of the person's account, then what the browser asks for.

    Who asks for another language in the address keeps it: while the session lasts where they are signed in (their
    account stays as it is), in a cookie, which Django's own middleware reads, where they are not. A language in the
    address that we do not have is a bad request.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/api/"):
            return self.get_response(request)
        chosen = request.GET.get("language")
        if chosen is None:
            chosen = _kept_language(request)
            if chosen not in dict(settings.LANGUAGES):
                return self.get_response(request)
        elif chosen not in dict(settings.LANGUAGES):
            raise SuspiciousOperation("unknown language")
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", chosen)
        if "language" in request.GET and not request.user.is_authenticated:
            _keep_language(response, chosen)
        elif "language" in request.GET and request.session.get(LANGUAGE_FOR_NOW) != chosen:
            request.session[LANGUAGE_FOR_NOW] = chosen
        return response


def _kept_language(request: HttpRequest) -> str:
    """What somebody who is signed in, or halfway in, reads in; empty for anybody else."""
    if not request.user.is_authenticated:
        return language_of_whoever_is_halfway(request)
    for_now = request.session.get(LANGUAGE_FOR_NOW, "")
    return str(for_now or getattr(request.user, "language", ""))


def _keep_language(response: HttpResponse, chosen: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
