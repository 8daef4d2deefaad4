"""One's own account: who one is, by what one signs in, and where one is signed in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.lib.problems import Refused
from headway.movement.actions import change_own_details, end_sessions
from headway.movement.forms import DetailsForm
from headway.movement.queries import held_roles, second_factors, sessions_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = DetailsForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        try:
            change_own_details(**form.cleaned_data, acting_user=user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            # What was read in for a while gives way to what is chosen for good.
            request.session.pop("language", None)
            with override(user.language or None):
                messages.success(request, _("Saved."))
            return redirect("account")
    current = request.session.session_key
    sessions = [(session, session.session_key == current) for session in sessions_of(user)]
    context = {
        "form": form, "sessions": sessions, "factors": second_factors(user), "roles": held_roles(user),
        "others": sum(not here for _session, here in sessions),
    }  # fmt: skip
    return render(request, "movement/account.html", context, status=422 if form.errors else 200)


@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out elsewhere: of one session, or of all but this one."""
    current = request.session.session_key
    here = {session.session_key: str(session.pk) for session in sessions_of(request.user)}
    wanted = request.POST.get("session", "")
    keys = [key for key, pk in here.items() if key != current and wanted in {pk, "others"}]
    try:
        end_sessions(keys, acting_user=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Signed out there."))
    return redirect("account")


@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    """allauth leads here once a factor was added or removed: they are shown on the page of the account."""
    response = redirect("account")
    response["Location"] += "#second-factor"
    return response
