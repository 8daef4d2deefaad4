"""What pages of the door say before somebody is in: the language of whoever is halfway, and that a form was refused."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, unstash_login
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def language_of_whoever_is_halfway(request: HttpRequest) -> str:
    """The language of a person whose password was right and whose second factor is still asked for; else empty."""
    if LOGIN_SESSION_KEY not in request.session:
        return ""
    login = unstash_login(request, peek=True)
    return str(getattr(login.user, "language", "")) if login else ""


class RefusedForms:
    """A form of allauth that was refused answers as ours do, with 422, so that no program takes it for a success."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        if request.method == "POST" and response.status_code == HTTPStatus.OK and _has_faults(response):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


def _has_faults(response: TemplateResponse) -> bool:
    given = (response.context_data or {}).values()
    return any(isinstance(one, BaseForm) and one.is_bound and one.errors for one in given)
