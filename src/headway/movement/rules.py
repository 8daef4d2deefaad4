"""Who may do what: one readable policy for the whole of Headway.

A person holds grants; a subject is what they want to act on. `POLICY` maps each verb to a predicate of the two.
Restricted subjects exist only for the people named on them, whatever else a person may do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.predicates import predicate
from rules.rulesets import RuleSet


class Role(StrEnum):
    CONTRIBUTOR = "contributor"
    RESEARCHER = "researcher"
    CORE_TEAM = "core-team"
    READER = "reader"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Held:
    """One role, and the office or country that it is for (empty: everywhere)."""

    role: Role
    office: str = ""
    country: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody as the policy sees them: who they are and which roles they hold."""

    id: str
    roles: frozenset[Held] = frozenset()
    system: bool = False

    def has(self, role: Role) -> bool:
        return any(held.role is role for held in self.roles)

    @property
    def offices(self) -> frozenset[str]:
        """Keys of the offices that the person works for."""
        return frozenset(held.office for held in self.roles if held.office)


@dataclass(frozen=True)
class Subject:
    """What is acted on: whose it is, where it lies, who claims it, and who alone may know of it."""

    offices: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    restricted: bool = False
    named: frozenset[str] = frozenset()


@predicate
def is_administrator(person: Person, subject: Subject) -> bool:
    return person.has(Role.ADMINISTRATOR)


@predicate
def is_core_team(person: Person, subject: Subject) -> bool:
    return person.has(Role.CORE_TEAM)


@predicate
def works_for_the_office(person: Person, subject: Subject) -> bool:
    """Every office of the subject is one that the person contributes for."""
    return bool(subject.offices) and subject.offices <= {
        held.office for held in person.roles if held.role is Role.CONTRIBUTOR
    }


@predicate
def researches_the_country(person: Person, subject: Subject) -> bool:
    mine = {held.country for held in person.roles if held.role is Role.RESEARCHER}
    return bool(subject.countries) and subject.countries <= mine


@predicate
def has_any_role(person: Person, subject: Subject) -> bool:
    return bool(person.roles)


@predicate
def is_somebody_elses(person: Person, subject: Subject) -> bool:
    """Not written by the person, and not claimed by an office of theirs: nobody verifies their own."""
    return person.id not in subject.authors and not (person.offices & subject.offices)


@predicate
def may_know(person: Person, subject: Subject) -> bool:
    return not subject.restricted or person.id in subject.named


_loads = is_administrator
POLICY = RuleSet()
POLICY.add_rule("see", may_know & has_any_role)
POLICY.add_rule("set_up_movement", is_administrator)
POLICY.add_rule("set_up_plan", is_core_team | _loads)
POLICY.add_rule("record_engagement", may_know & (researches_the_country | is_core_team | _loads))
POLICY.add_rule("record_activity", works_for_the_office | is_core_team | _loads)
POLICY.add_rule("record_published", is_core_team | _loads)
POLICY.add_rule("set_up_listening", is_core_team | _loads)
POLICY.add_rule(
    "record_outcome", may_know & (works_for_the_office | researches_the_country | is_core_team | _loads)
)
POLICY.add_rule("verify_outcome", may_know & is_core_team & is_somebody_elses)
POLICY.add_rule("restrict_record", may_know & (researches_the_country | is_core_team))
POLICY.add_rule("record_meeting", is_core_team | _loads)
POLICY.add_rule("rate_progress", is_core_team | _loads)
POLICY.add_rule("record_learning", is_core_team | _loads)
POLICY.add_rule("write_report", is_core_team | _loads)
POLICY.add_rule("operate", is_administrator)


def may(person: Person, verb: str, subject: Subject | None = None) -> bool:
    """Ask the policy; an unknown verb is a mistake of the caller and raises KeyError."""
    if not POLICY.rule_exists(verb):
        raise KeyError(verb)
    return bool(POLICY.test_rule(verb, person, subject or Subject()))
