"""The administrator's pages of people: who is here, what each may do, and why that changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from headway.lib.problems import Refused
from headway.movement.actions import clear_factors, give_role, switch_person, take_role
from headway.movement.forms import GiveRoleForm, ReasonForm
from headway.movement.listings import PEOPLE
from headway.movement.queries import (
    held_roles,
    offices_to_choose,
    person_by_id,
    person_of,
    second_factors,
    visible_invitations,
    visible_people,
)
from headway.movement.rules import Held, Role, may
from headway.pages.places import Crumb, found
from headway.pages.speech import speech


def only_for_administrators(request: HttpRequest) -> None:
    """Whoever may not look after people gets a page that says so: that there are such pages is no secret."""
    if not may(person_of(request.user), "manage_people"):
        raise PermissionDenied


def offices_by_name(user: Any) -> list[tuple[str, str]]:
    named = [(key, speech().say(name)) for key, name in offices_to_choose(user)]
    return sorted(named, key=lambda pair: pair[1])


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    only_for_administrators(request)
    listing = PEOPLE.build(request.GET, visible_people(request.user), user=request.user)
    rows = [(person, held_roles(person)) for person in listing.records]
    waiting = visible_invitations(request.user).count()
    return render(request, "movement/people.html", {"listing": listing, "rows": rows, "waiting": waiting})


@require_safe
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    only_for_administrators(request)
    return _page(request, found(person_by_id(pk, request.user)))


def _page(request: HttpRequest, subject: Any, *, status: int = 200, **forms: Any) -> HttpResponse:
    offices = offices_by_name(request.user)
    context = {
        "subject": subject, "roles": held_roles(subject), "is_me": subject.pk == request.user.pk,
        "factors": second_factors(subject), "heading": subject.name, "trail": trail(),
        "give": GiveRoleForm(offices=offices, prefix="give"), "take": ReasonForm(prefix="take"),
        "switch": ReasonForm(prefix="switch"), "clear": ReasonForm(prefix="clear"), **forms,
    }  # fmt: skip
    return render(request, "movement/person.html", context, status=status)


def trail() -> list[Crumb]:
    from django.urls import reverse

    return [Crumb(_("People"), reverse("people"))]


@require_POST
def give(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = GiveRoleForm(request.POST, offices=offices_by_name(request.user), prefix="give")

    def change(subject: Any) -> str:
        give_role(subject, form.held(), acting_user=request.user, reason=form.cleaned_data["reason"])
        return _("The role was given.")

    return _changed(request, pk, "give", form, change)


@require_POST
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = ReasonForm(request.POST, prefix="take")

    def change(subject: Any) -> str:
        take_role(subject, _held(request), acting_user=request.user, reason=form.cleaned_data["reason"])
        return _("The role was taken back.")

    return _changed(request, pk, "take", form, change)


def _held(request: HttpRequest) -> Held:
    """Which of the roles on the page it is about."""
    role, office, country = [*request.POST.get("held", "").split("|"), "", "", ""][:3]
    if role not in set(Role):
        raise Refused(_("choose a role"))
    return Held(Role(role), office, country)


@require_POST
def switch(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = ReasonForm(request.POST, prefix="switch")
    active = request.POST.get("to") == "on"

    def change(subject: Any) -> str:
        switch_person(subject, active=active, acting_user=request.user, reason=form.cleaned_data["reason"])
        return _("Switched on.") if active else _("Switched off, and signed out everywhere.")

    return _changed(request, pk, "switch", form, change)


@require_POST
def clear(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = ReasonForm(request.POST, prefix="clear")

    def change(subject: Any) -> str:
        clear_factors(subject, acting_user=request.user, reason=form.cleaned_data["reason"])
        return _("The second factors were taken away.")

    return _changed(request, pk, "clear", form, change)


def _changed(
    request: HttpRequest, pk: UUID, name: str, form: Any, change: Callable[[Any], str]
) -> HttpResponse:
    """Do it and lead back to the person, or show what is missing with all that was typed."""
    only_for_administrators(request)
    subject = found(person_by_id(pk, request.user))
    if form.is_valid():
        try:
            messages.success(request, change(subject))
            return redirect("person", pk=subject.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, subject, status=422, **{name: form})
