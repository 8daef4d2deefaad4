"""Joining by an invitation's link."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from headway.lib.problems import Refused
from headway.movement.actions import accept_invitation
from headway.movement.forms import AcceptForm
from headway.movement.queries import held_by, open_invitation, roles_in_words


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponseBase:
    invitation: Any = open_invitation(token)
    if invitation is None:
        return _over(request)
    initial = {"name": invitation.name, "language": invitation.language or request.LANGUAGE_CODE}
    form = AcceptForm(request.POST or None, initial=initial, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        try:
            person = accept_invitation(token, **form.cleaned_data)
        except Refused:
            return _over(request)
        # Whoever was signed in on this device before is not the one who joins.
        logout(request)
        # They have just chosen their password: it is not asked for again before a second factor is added.
        record_authentication(request, person, method="password", reauthenticated=True)
        response: HttpResponseBase = perform_login(request, person, email_verification="none")
        return response
    roles = roles_in_words(held_by(invitation))
    context = {"form": form, "invitation": invitation, "roles": roles}
    return render(request, "movement/join.html", context, status=422 if form.errors else 200)


def _over(request: HttpRequest) -> HttpResponse:
    """The same for a link that was used, withdrawn, has run out, or never was."""
    return render(request, "movement/join_over.html", status=410)
