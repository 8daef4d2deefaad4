"""What allauth and Django tell by their signals, passed on to the log.

The only signals in Headway: sign-in is a third party's code, which calls no action of ours.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from django.dispatch import receiver

from headway.movement.actions import note_sign_in
from headway.movement.rules import SignIn, Try
from headway.movement.sign_in.tries import forget_tries


@receiver(account.user_logged_in)
def _signed_in(request: Any, user: Any, **kwargs: Any) -> None:
    records = request.session.get("account_authentication_methods") or []
    steps = [record.get("type") or record.get("method") for record in records]
    request.session.clear_expired()
    note_sign_in(user, SignIn.DONE, by=list(dict.fromkeys(filter(None, steps))))


@receiver(account.user_logged_out)
def _signed_out(user: Any, **kwargs: Any) -> None:
    if user is not None and user.pk:
        note_sign_in(user, SignIn.OUT)


@receiver(account.password_changed)
@receiver(account.password_set)
def _password_changed(user: Any, **kwargs: Any) -> None:
    note_sign_in(user, SignIn.PASSWORD_CHANGED)


@receiver(account.password_reset)
def _password_reset(request: Any, user: Any, **kwargs: Any) -> None:
    forget_tries(request, Try.PASSWORD, user.email.lower())
    note_sign_in(user, SignIn.PASSWORD_RESET)


@receiver(factors.authenticator_added)
def _factor_added(user: Any, authenticator: Any, **kwargs: Any) -> None:
    note_sign_in(user, SignIn.FACTOR_ADDED, factor=authenticator.type)


@receiver(factors.authenticator_removed)
def _factor_removed(user: Any, authenticator: Any, **kwargs: Any) -> None:
    note_sign_in(user, SignIn.FACTOR_REMOVED, factor=authenticator.type)


@receiver(factors.authenticator_reset)
def _codes_renewed(user: Any, authenticator: Any, **kwargs: Any) -> None:
    note_sign_in(user, SignIn.FACTOR_RESET, factor=authenticator.type)


@receiver(factors.authentication_failed)
def _factor_failed(user: Any, **kwargs: Any) -> None:
    note_sign_in(user, SignIn.FACTOR_FAILED)
