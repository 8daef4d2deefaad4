"""Codes of an app and recovery codes: how often they may be tried, that each works once, and that its end is told."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headway.movement.queries import second_factors
from headway.movement.rules import FEW_RECOVERY_CODES, Try
from headway.movement.sign_in.forms import speak
from headway.movement.sign_in.tries import count_try, spend_code
from headway.pages.speech import speech


class _CodeForm:
    """What both forms that take a code share: an app's codes and recovery codes are counted apart."""

    user: Any
    authenticator: Any
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, code=gettext_lazy("Code"))
        code = vars(self)["fields"]["code"]
        code.help_text = gettext_lazy("From your authenticator app, or one of your recovery codes.")
        code.widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        typed = normalize_user_code(self.cleaned_data["code"])
        is_of_app = len(typed) == app_settings.TOTP_DIGITS
        counted = count_try(context.request, Try.APP_CODE if is_of_app else Try.RECOVERY_CODE, self.user.pk)
        code: str = super().clean_code()  # type: ignore[misc]
        if is_of_app and not spend_code(self.user, typed):
            self._emit_authentication_failed(self.authenticator)  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        counted.was_right()
        return code

    def save(self) -> None:
        super().save()  # type: ignore[misc]
        if self.authenticator.type == self.authenticator.Type.RECOVERY_CODES:
            tell_codes_left(context.request, self.user)


class SecondStepForm(_CodeForm, AuthenticateForm):  # type: ignore[misc]
    """A code after the password."""


class CodeAgainForm(_CodeForm, ReauthenticateForm):  # type: ignore[misc]
    """Is it you? By a code."""


class AddAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The code that adds the app is used by that: whoever looked over a shoulder signs in by none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, code=gettext_lazy("Six digits that the app shows"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        code: str = super().clean_code()
        spend_code(self.user, normalize_user_code(code))
        return code


def tell_codes_left(request: HttpRequest, user: Any) -> None:
    """Say how many recovery codes are left, in the language of whoever used one, and where new ones are made."""
    left = second_factors(user).codes_left
    with translation.override(user.language or translation.get_language()):
        said = ngettext(
            "That recovery code is used up: %(left)s is left.",
            "That recovery code is used up: %(left)s are left.",
            left,
        ) % {"left": speech().number(left)}
        if not left:
            said = _("That was your last recovery code.")
        asked = (
            _("Make new recovery codes now") if left <= FEW_RECOVERY_CODES else _("Make new recovery codes")
        )
        if left <= FEW_RECOVERY_CODES:
            said = format_html("<strong>{}</strong>", said)
        told = format_html('{} <a href="{}">{}</a>', said, reverse("mfa_generate_recovery_codes"), asked)
    level = messages.WARNING if left <= FEW_RECOVERY_CODES else messages.INFO
    messages.add_message(request, level, told)
