"""allauth's questions, answered: sign-up is by invitation, secrets are sealed, a provider brings in nobody unknown."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.lib.devices import device_of
from headway.lib.sealed import Secret, open_sealed, seal
from headway.movement.actions import accept_invitation_by_provider, note_sign_in
from headway.movement.queries import open_invitation_to, user_by_email
from headway.movement.rules import SignIn, Try
from headway.movement.sign_in.tries import count_try


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come by invitation, and mail and messages speak their language."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is wrong."),
        "enter_current_password": gettext_lazy("That is not your password."),
        "incorrect_password": gettext_lazy("That is not your password."),
        "incorrect_code": gettext_lazy(
            "That code does not work. Each works once, and those of an app not for long."
        ),
        "invalid_password_reset": gettext_lazy("This link works no more."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait a minute, then try again."),
        "rate_limited": gettext_lazy("Too many tries. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Every way of signing in passes here, whatever it was by."""
        if user.is_system or not user.is_active:
            return redirect("account_inactive")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        counted = count_try(request, Try.PASSWORD, str(credentials.get("email", "")).lower())
        person = super().authenticate(request, **credentials)
        if person:
            counted.was_right()
        return person

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Counted apart from the door: no stranger who guesses there is in the way of whoever is in."""
        counted = count_try(context.request, Try.PASSWORD_AGAIN, user.pk)
        found = super().authenticate(context.request, email=user.email, password=password)
        is_right = found is not None and found.pk == user.pk
        if is_right:
            counted.was_right()
        return is_right

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # Told for addresses that nobody has as well: a door that takes longer for some tells who is here.
        note_sign_in(user_by_email(str(credentials.get("email", ""))), SignIn.FAILED, by="password")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None,
        message_context: dict[str, Any] | None = None, extra_tags: str = "", message: str | None = None,
    ) -> None:  # fmt: skip
        """In the language of the page on which it will stand."""
        records = get_authentication_records(request, request.user)
        by_reset = any(record.get("method") == "password_reset" for record in records)
        message_context = {"by_reset": by_reset} | (message_context or {})
        with translation.override(_language_of_next_page(request, message_template or "")):
            super().add_message(request, level, message_template, message_context, extra_tags, message)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        person = context.get("user") or user_by_email(email)
        language = getattr(person, "language", "") or translation.get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            super().send_mail(template_prefix, email, context)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        from django.urls import reverse

        return reverse("account")


def _language_of_next_page(request: HttpRequest, template: str) -> str:
    """Whoever has come in reads in their own language, whoever has gone out in that of the browser."""
    from_browser = translation.get_language_from_request(request)
    if not request.user.is_authenticated or template.endswith("logged_out.txt"):
        return from_browser
    chosen = request.session.get("language") or getattr(request.user, "language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else from_browser


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What second factors rest on is sealed with the keys of the installation: the database alone lets nobody in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "That code does not work. Each works once, and those of an app not for long."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Add a second factor first: recovery codes stand in for it."
        ),
        "cannot_delete_authenticator": gettext_lazy("This second factor cannot be removed."),
    }

    def encrypt(self, text: str) -> str:
        return seal(settings.HEADWAY_KEYS, Secret(text))

    def decrypt(self, encrypted_text: str) -> str:
        return str(open_sealed(settings.HEADWAY_KEYS, encrypted_text))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  its name is allauth's
        """A passkey is called after the device at hand, until its person calls it something else."""
        return device_of(context.request.headers.get("User-Agent", "")) or _("Passkey")


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on lets in whom we know by their address, or have invited; it makes nobody by itself."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """From the settings alone: none is kept in the database, so that none can be put there."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            # A provider is a way in, nothing that people collect.
            raise ImmediateHttpResponse(redirect("account"))
        if sociallogin.is_existing:
            return
        address = self._vouched_for(sociallogin)
        person = user_by_email(address) if address else None
        if person is None and address and open_invitation_to(address):
            name = str(sociallogin.account.extra_data.get("userinfo", {}).get("name", ""))
            person = accept_invitation_by_provider(address, name=name)
        if person is None or person.is_system or not person.is_active:
            raise ImmediateHttpResponse(render(request, "movement/unknown_here.html", status=403))
        sociallogin.connect(request, person)
        note_sign_in(person, SignIn.PROVIDER_LINKED)

    def _vouched_for(self, sociallogin: Any) -> str:
        """The address, where the provider says that it is theirs: else anybody could take over anybody."""
        trusted = settings.SIGN_IN_TRUSTS_ADDRESSES
        addresses = [found.email for found in sociallogin.email_addresses if found.verified or trusted]
        return addresses[0].lower() if addresses else ""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
