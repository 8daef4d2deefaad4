"""Reading offices and people."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, F, OuterRef, QuerySet, UUIDField
from django.utils import timezone

from headway.audit.asking import Given, Question
from headway.audit.queries import model_of, rows_of
from headway.lib.ids import read_id
from headway.lib.problems import Refused
from headway.lib.signs import bad_sign, shows
from headway.lib.tongue import say
from headway.movement.models import Invitation, Office, User
from headway.movement.rows import OfficeRow
from headway.movement.rules import BY_LINK, LINK, OPERATOR, Held, Person, Role, Subject, may


def person_of(user: Any) -> Person:
    """The user as the policy sees them; somebody signed out (or switched off) holds no role."""
    if user is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return Person("")
    if not hasattr(user, "_person"):
        _note_roles(user, user.grants.values_list("role", "office__key", "country"))
    person: Person = user._person
    return person


def _note_roles(user: User, grants: Iterable[tuple[str, str | None, str]]) -> None:
    held = frozenset(Held(Role(role), office or "", country) for role, office, country in grants)
    user._person = Person(str(user.pk), held, user.is_system)  # type: ignore[attr-defined]


_WITH_ROLES = Question(
    lambda: User.objects.filter(pk=Given("pk", UUIDField())).annotate(
        held_role=F("grants__role"), held_office=F("grants__office__key"), held_country=F("grants__country")
    )
)


def user_with_roles(pk: Any) -> User | None:
    """The user whom `person_of` needs not ask about; None where there is none."""
    found = _WITH_ROLES.ask(pk=pk)
    for user in found[:1]:
        grants = [(one.held_role, one.held_office, one.held_country) for one in found if one.held_role]
        _note_roles(user, grants)
    return found[0] if found else None


def visible_offices(user: Any) -> QuerySet[Office]:
    """Offices are no secret among those who hold a role; to anybody else there are none."""
    return Office.objects.all() if may(person_of(user), "see") else Office.objects.none()


def offices_to_choose(user: Any) -> list[tuple[str, Mapping[str, str]]]:
    """Key and name of every office that the user may know of."""
    return list(visible_offices(user).values_list("key", "name"))


def office_by_key(key: str) -> Office | None:
    return Office.objects.filter(key=key).first()


def offices_in_list(user: Any) -> QuerySet[Office]:
    """Offices with the campaigns in which they take part."""
    return visible_offices(user).prefetch_related("participations__campaign")


def office_with_parts(key: str, user: Any) -> tuple[Office | None, list[Any]]:
    """An office and the campaigns in which it takes part, the latest first, each with how it reports there."""
    if not may(person_of(user), "see"):
        return None, []
    found: Any = model_of("participation").objects.filter(office__key=key)
    parts = list(found.select_related("campaign", "office"))
    if not parts:
        return office_by_key(key), []
    parts.sort(key=lambda part: part.campaign.begins_earliest or date.min, reverse=True)
    return parts[0].office, parts


def people_of_office(office: Office, user: Any) -> list[User]:
    """Who works for an office: told to those who work there too, to the core team and to administrators."""
    if not may(person_of(user), "see_people_of_office", Subject(offices=frozenset({office.key}))):
        return []
    people = User.objects.filter(grants__office=office, is_active=True, is_system=False)
    return list(people.distinct().order_by("name", "pk"))


def row_of_office(office: Office) -> OfficeRow:
    """The office as it would come in, so that a form changes what it shows and keeps the rest."""
    row: OfficeRow = rows_of(Office.objects.filter(pk=office.pk))[0]
    return row


def names_of_actors(ids: Collection[str]) -> dict[str, str]:
    """Who did something, by what the log has of them: people and system actors."""
    known = [pk for pk in ids if read_id(pk)]
    links = {pk: say(BY_LINK) for pk in ids if pk.startswith(LINK)}
    found = User.objects.filter(pk__in=known).values_list("pk", "name", "is_system")
    return links | {
        str(pk): say(OPERATOR) if is_system and name == OPERATOR else name for pk, name, is_system in found
    }


def system_actor(name: str) -> User | None:
    return User.objects.filter(is_system=True, name=name).first()


def user_by_email(email: str) -> User | None:
    """Whoever has that address, a system actor too; for actions and the door, which ask their own questions."""
    return User.objects.filter(email__iexact=email.strip()).first()


def checked_address(email: str) -> str:
    """The address as it is kept; raise Refused where it is none."""
    try:
        validate_email(email.strip())
    except ValidationError:
        raise Refused(say("{email} is no e-mail address", email=email)) from None
    return email.strip().lower()


def checked_name(name: str) -> str:
    """A person's name as it is kept, which may be empty; raise Refused where there is more in it than one sees."""
    bare = name.strip()
    if bad := bad_sign(bare, in_line=True):
        raise Refused(say("the name {problem}", problem=bad[1]))
    if bare and not shows(bare):
        raise Refused(say("there is nothing in the name that can be seen"))
    return bare


def visible_people(user: Any) -> QuerySet[User]:
    """Everybody who can sign in or could, with their roles; for those who look after people, and for nobody else."""
    if not may(person_of(user), "manage_people"):
        return User.objects.none()
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    people = User.objects.filter(is_system=False).annotate(has_factor=Exists(factors))
    return people.prefetch_related("grants__office").order_by("name", "pk")


def person_by_id(pk: Any, user: Any) -> User | None:
    return visible_people(user).filter(pk=pk).first()


def visible_invitations(user: Any) -> QuerySet[Invitation]:
    """Invitations that are neither accepted nor withdrawn, newest first."""
    if not may(person_of(user), "manage_people"):
        return Invitation.objects.none()
    return Invitation.objects.filter(closed_at=None)


def digest_of(token: str) -> str:
    """What is kept of the word in a link; the word is random and long, so that a plain digest gives nothing away."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def open_invitation(token: str) -> Invitation | None:
    """The invitation whose link this is, where it still works."""
    return _working().filter(digest=digest_of(token)).first()


def open_invitation_to(email: str) -> Invitation | None:
    return _working().filter(email__iexact=email.strip()).first()


def _working() -> QuerySet[Invitation]:
    return Invitation.objects.filter(closed_at=None, expires_at__gt=timezone.now())


def held_by(invitation: Invitation) -> list[Held]:
    """The roles that an invitation gives."""
    return [Held(Role(role), office, country) for role, office, country in invitation.roles]


def sessions_of(user: Any) -> list[UserSession]:
    """Where somebody is signed in, newest first; what has ended is forgotten on the way."""
    found: list[UserSession] = UserSession.objects.purge_and_list(user)
    return sorted(found, key=lambda session: session.created_at, reverse=True)


def every_session_of(user: Any) -> list[UserSession]:
    """Those too that somebody switched off cannot use now, but could once they are switched on again."""
    return list(UserSession.objects.filter(user=user))


def factors_of(user: Any) -> list[Authenticator]:
    """Second factors and recovery codes, in the order in which they were added."""
    return list(Authenticator.objects.filter(user=user).order_by("pk"))


@dataclass(frozen=True)
class Factors:
    """By what somebody shows, beside their password, that they are themselves."""

    app: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    codes: Authenticator | None

    @property
    def any(self) -> bool:
        return bool(self.app or self.passkeys)

    @property
    def codes_left(self) -> int:
        return len(self.codes.wrap().get_unused_codes()) if self.codes else 0


def second_factors(user: Any) -> Factors:
    found: dict[str, list[Authenticator]] = {}
    for factor in factors_of(user):
        found.setdefault(factor.type, []).append(factor)
    app, codes = found.get("totp", []), found.get("recovery_codes", [])
    return Factors(app[0] if app else None, tuple(found.get("webauthn", [])), codes[0] if codes else None)


@dataclass(frozen=True)
class HeldInWords:
    """A role with the office (its name in several languages) or the country that it is for."""

    held: Held
    office: Mapping[str, str] | None = None

    @property
    def role(self) -> Role:
        return self.held.role

    @property
    def country(self) -> str:
        return self.held.country


def held_roles(user: Any) -> list[HeldInWords]:
    """The roles of somebody, with the names of their offices."""
    grants = sorted(user.grants.all(), key=lambda grant: (grant.role, grant.country, str(grant.office_id)))
    return [
        HeldInWords(
            Held(Role(grant.role), grant.office.key if grant.office else "", grant.country),
            grant.office.name if grant.office else None,
        )
        for grant in grants
    ]


def roles_in_words(roles: Collection[Held]) -> list[HeldInWords]:
    names = dict(
        Office.objects.filter(key__in=[held.office for held in roles if held.office]).values_list(
            "key", "name"
        )
    )
    return [HeldInWords(held, names.get(held.office)) for held in roles]


def administrators_without_factor() -> list[str]:
    """Addresses of administrators whose password alone lets them in."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    people = User.objects.filter(is_active=True, is_system=False, grants__role=Role.ADMINISTRATOR)
    return list(people.exclude(Exists(factors)).values_list("email", flat=True).order_by("email"))


def has_people() -> bool:
    """Anybody at all who is a person."""
    return User.objects.filter(is_system=False).exists()


def administrators() -> int:
    return User.objects.filter(is_active=True, is_system=False, grants__role=Role.ADMINISTRATOR).count()


def office_rows(campaign: Any) -> list[Any]:
    """The offices that take part in a campaign, as a pack holds them."""
    return rows_of(Office.objects.filter(participations__campaign=campaign))
