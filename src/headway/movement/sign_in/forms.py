"""allauth's forms with our words and manners."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _("At least ten characters. A few words that only you would put together do well.")


def speak(form: Any, **labels: Any) -> None:
    """Labels of ours instead of placeholders, which vanish as one types, and none of allauth's help."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in labels:
            field.label, field.help_text = labels[name], ""


def propose_password(form: Any) -> None:
    """A new password, typed twice."""
    speak(form, password1=_("New password"), password2=_("New password again"))
    form.fields["password1"].help_text = PASSWORD_HELP


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(
            self, login=_("E-mail address"), password=_("Password"),
            remember=_("Keep me signed in on this device"),
        )  # fmt: skip
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class AgainForm(ReauthenticateForm):  # type: ignore[misc]
    """Is it you? By the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, password=_("Password"))


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, oldpassword=_("Current password"))
        propose_password(self)


class FirstPasswordForm(SetPasswordForm):  # type: ignore[misc]
    """For whoever came by single sign-on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        propose_password(self)


class ResetForm(ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        propose_password(self)


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """System actors have an address too, but nobody reads there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, email=_("E-mail address"))

    def clean_email(self) -> str:
        email: str = super().clean_email()
        users: list[Any] = vars(self)["users"]
        self.users: list[Any] = [user for user in users if not user.is_system]
        return email


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Most devices can stand for the password as well, so that is what is proposed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What do you call this device?")
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with it alone, without a password")
        alone.help_text = _("It then asks for a finger, a face or a PIN. Not every security key can.")
        alone.initial = True


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What do you call this device?")
