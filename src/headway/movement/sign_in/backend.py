"""Who can be signed in at all: people who are switched on. System actors act, but never through the door."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class PeopleBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Django asks this at the door and again at every request, so that somebody switched off is out at once."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(super().user_can_authenticate(user)) and not getattr(user, "is_system", False)
