"""What is removed or withdrawn is so with a reason: how a page takes it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from headway.lib.problems import Refused
from headway.verify.forms.reason import ReasonForm


def given_reason(request: HttpRequest, told: str, act: Callable[[str], object]) -> tuple[ReasonForm, bool]:
    """The form, and whether it was acted on for the reason given; a refusal stands in the form."""
    form = ReasonForm(request.POST or None, told=told)
    if request.method != "POST" or not form.is_valid():
        return form, False
    try:
        act(form.cleaned_data["reason"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return form, False
    return form, True
