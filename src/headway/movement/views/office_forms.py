"""Adding an office, and bringing one up to date."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.lib.problems import Refused
from headway.movement.actions import keep_offices
from headway.movement.forms import OfficeForm
from headway.movement.queries import office_by_key, person_of, row_of_office
from headway.movement.rules import may
from headway.pages.places import found


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    _only_for_administrators(request)
    return _form(request, OfficeForm(request.POST or None), _("Add an office"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    _only_for_administrators(request)
    row = row_of_office(found(office_by_key(key)))
    return _form(request, OfficeForm(request.POST or None, row=row), _("Change an office"))


def _only_for_administrators(request: HttpRequest) -> None:
    if not may(person_of(request.user), "set_up_movement"):
        raise PermissionDenied


def _form(request: HttpRequest, form: Any, heading: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            if form.row is None and office_by_key(form.office_row.key):
                form.add_error("key", _("There is an office with this key already."))
            else:
                keep_offices([form.office_row], acting_user=request.user)
                messages.success(request, _("The office was saved."))
                return redirect("office", form.office_row.key)
        except Refused as refused:
            form.add_error(None, str(refused))
    status = 422 if form.errors else 200
    return render(request, "movement/office_form.html", {"form": form, "heading": heading}, status=status)
