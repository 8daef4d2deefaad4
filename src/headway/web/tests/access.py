"""Who may open which page: one line a group, and everything that is not listed is for whoever is signed in."""

from __future__ import annotations

from headway.web.tests.routes import Route
from headway.web.tests.site import PEOPLE

OUTSIDE = frozenset({"nobody", "switched_off"})
INSIDE = frozenset(PEOPLE) - OUTSIDE
CORE = frozenset({"core_team", "named"})
ADMINS = frozenset({"administrator"})

# Open to everybody, signed in or not.
PUBLIC = frozenset({"health", "robots"})
# For whoever is signed out; whoever is in already is led on.
DOORS: frozenset[str] = frozenset()
FOR_CORE = frozenset({"style"})
FOR_ADMINS: frozenset[str] = frozenset()
# Forms that only take what is sent to them.
SENT_ONLY: frozenset[str] = frozenset()
# Pages that lead on at once.
LEAD_ON = frozenset({"report"})
# A campaign exists for whoever holds a role.
NOT_THERE_WITHOUT_A_ROLE = frozenset({"without_a_role"})


def statuses(route: Route, who: str) -> set[int]:
    """What a plain GET of this route may answer to this person."""
    name = route.name
    if name in PUBLIC:
        return {200}
    if name in DOORS:
        return {200} if who in OUTSIDE else {302}
    if who in OUTSIDE:
        return {302, 405} if name in SENT_ONLY else {302}
    if name in SENT_ONLY:
        return {405}
    if name in FOR_ADMINS and who not in ADMINS:
        return {403}
    if name in FOR_CORE and who not in CORE | ADMINS:
        return {403}
    if route.is_of_a_campaign and who in NOT_THERE_WITHOUT_A_ROLE:
        return {404}
    return {302} if name in LEAD_ON else {200}
