"""What is withheld of coverage and posts: the list of the core team, added to and taken from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headway.lib.problems import Refused
from headway.listen.actions import tell_again, withhold_one
from headway.listen.forms.withheld import WithheldForm
from headway.listen.queries import may_set_up_listening
from headway.listen.queries.asking import lake_of
from headway.listen.queries.withheld import (
    known_to,
    with_what_they_hide,
    withheld_by_id,
    withheld_list,
)
from headway.listen.rules import WithheldKind
from headway.pages.places import found, frame_of
from headway.pages.wording import wording
from headway.plan.queries import campaign_by_key


@require_http_methods(["GET", "HEAD", "POST"])
def withheld(request: HttpRequest, campaign: str) -> HttpResponse:
    """The list, with what each entry hides, and the form for one more."""
    shown = found(campaign_by_key(campaign, request.user))
    if not may_set_up_listening(request.user):
        raise PermissionDenied
    form = WithheldForm(request.POST) if request.method == "POST" else WithheldForm()
    if request.method == "POST" and form.is_valid():
        try:
            kind = WithheldKind(form.cleaned_data["what"])
            withhold_one(shown, kind, form.cleaned_data["text"], acting_user=request.user)
        except Refused as refused:
            form.add_error("text", str(refused))
        else:
            messages.success(request, _("It is withheld from now on."))
            return redirect("withheld", shown.key)
    return _page(request, shown, form)


@require_POST
def tell(request: HttpRequest, campaign: str, pk: UUID) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    if not may_set_up_listening(request.user):
        raise PermissionDenied
    tell_again(found(withheld_by_id(pk, shown, request.user)), acting_user=request.user)
    messages.success(request, _("It is told again."))
    return redirect("withheld", shown.key)


def _page(request: HttpRequest, campaign: Any, form: WithheldForm) -> HttpResponse:
    known = known_to(lake_of(campaign, request.user))
    entries = with_what_they_hide(withheld_list(campaign, request.user), known)
    context = frame_of(campaign, _("What is withheld"), ("listening", _("Listening")), is_record=True)
    context |= {
        "form": form,
        "entries": [(one, wording(WithheldKind(one.entry.kind))) for one in entries],
        "names": sorted({name for names in known.names.values() for name in names}),
    }
    return render(request, "listen/withheld.html", context, status=422 if form.errors else 200)
