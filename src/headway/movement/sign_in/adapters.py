"""allauth's questions, answered: sign-up is by invitation, secrets are sealed, a provider brings in nobody unknown."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
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

from headway.lib.devices import device_of
from headway.lib.sealed import Secret, open_sealed, seal
from headway.movement.actions import accept_invitation_by_provider, note_sign_in
from headway.movement.queries import open_invitation_to, user_by_email
from headway.movement.rules import SignIn


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come by invitation, and mail speaks their language."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Every way of signing in passes here, whatever it was by."""
        if user.is_system or not user.is_active:
            return redirect("account_inactive")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # Told for addresses that nobody has as well: a door that takes longer for some tells who is here.
        note_sign_in(user_by_email(str(credentials.get("email", ""))), SignIn.FAILED, by="password")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        person = context.get("user") or user_by_email(email)
        language = getattr(person, "language", "") or translation.get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            super().send_mail(template_prefix, email, context)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        from django.urls import reverse

        return reverse("account")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What second factors rest on is sealed with the keys of the installation: the database alone lets nobody in."""

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
