"""Who can be signed in at all: people who are switched on. System actors act, but never through the door."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from headway.movement.queries import user_with_roles


class PeopleBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Django asks this at the door and again at every request, so that somebody switched off is out at once."""

    def get_user(self, user_id: Any) -> Any:
        """Who that is, with the roles that they hold now: one question instead of two, at every request."""
        user = user_with_roles(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(super().user_can_authenticate(user)) and not getattr(user, "is_system", False)
