"""allauth's forms with our manners."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]
    """Labels instead of placeholders, which vanish as one types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Keep me signed in on this device")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Most devices can stand for the password as well, so that is what is proposed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What do you call this device?")
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with it alone, without a password")
        alone.help_text = _("It then asks for a finger, a face or a PIN. Not every security key can.")
        alone.initial = True


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """System actors have an address too, but nobody reads there."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        users: list[Any] = vars(self)["users"]
        self.users: list[Any] = [user for user in users if not user.is_system]
        return email
