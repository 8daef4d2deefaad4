"""Who may do what: one readable policy for the whole of Headway.

A person holds grants; a subject is what they want to act on. `POLICY` maps each verb to a predicate of the two.

- Whoever holds any role may see all that is not restricted: a campaign is read by the whole movement.
- Restricted subjects exist only for the people named on them, whatever else a person may do. So they do not for the core
  team, nor for an administrator, who can however export them on demand; that is logged.
- An office's own people write for their office alone, a researcher for their countries alone. Where a record belongs to
  two offices or countries, one of them cannot change it alone.
- Whoever may write a record may write it as restricted from the start, and is then named on it: to protect somebody must
  never be harder than to expose them. To restrict what others can see already, or to open what is restricted, takes
  more (`restrict_record`), because it takes a record away from others, or gives a person away.
- How a person at risk is, and what they risk, is kept sealed: the core team reads it, and whoever is named on the case.
- The core team reviews; nobody decides about an outcome of their own or of an office for which they work in any role,
  nor takes such a decision back, nor holds something else than is reckoned of a claim, nor merges it with another. The
  same holds for answering an office's return. It follows who has reported, and reminds.
- The core team and administrators put editions of the report before everybody, and take them back.
- Whoever works on a campaign, which a reader does not, talks with the others about its records and hears what becomes of them.
- The core team and administrators read the log; what it tells of a restricted record stays with the people named on it.
- Administrators run the installation and load packs, for which they may write everything; they decide nothing. They
  invite people and give them roles, but nobody changes what they may do themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from rules.predicates import predicate
from rules.rulesets import RuleSet

from headway.lib.tongue import to_say


class Role(StrEnum):
    CONTRIBUTOR = "contributor"
    RESEARCHER = "researcher"
    CORE_TEAM = "core-team"
    READER = "reader"
    ADMINISTRATOR = "administrator"


# Roles that are held for the whole movement: a grant of one for a single office or country gives nothing.
EVERYWHERE = frozenset({Role.CORE_TEAM, Role.READER, Role.ADMINISTRATOR})


INVITATION_LASTS_DAYS = 7


# Kept as it is, and said in the language of whoever reads of it.
OPERATOR = to_say("Operator of this installation")
# Whoever acts by a private link, without an account, stands in the log as this and the id of what the link was made for.
LINK = "link:"
BY_LINK = to_say("Somebody with a private link")


class SignIn(StrEnum):
    """What the log tells of the door: each member is the name of an entry."""

    DONE = "sign_in"
    OUT = "sign_out"
    FAILED = "fail_sign_in"
    FACTOR_FAILED = "fail_factor"
    FACTOR_ADDED = "add_factor"
    FACTOR_REMOVED = "remove_factor"
    FACTOR_RESET = "renew_recovery_codes"
    PASSWORD_CHANGED = "change_password"  # noqa: S105
    PASSWORD_RESET = "reset_password"  # noqa: S105
    PROVIDER_LINKED = "link_provider"


class Try(StrEnum):
    """What may be guessed at: each is counted by itself, so that whoever runs out of one still has the others."""

    PASSWORD = "password"  # noqa: S105
    PASSWORD_AGAIN = "password_again"  # noqa: S105
    APP_CODE = "app_code"
    RECOVERY_CODE = "recovery_code"


class Every(StrEnum):
    """How often mail tells of what is new in what somebody follows."""

    DAY = "day"
    WEEK = "week"
    NEVER = "never"


# What of a campaign people talk about, on its page, and can follow.
TALKED_ABOUT = (
    "outcome", "activity", "case", "focus-country", "partner", "target", "opportunity", "relation", "sign-up", "indicator",
    "change-area", "rating", "learning", "recommendation", "case-study", "meeting", "update", "output",
)  # fmt: skip
LONGEST_COMMENT = 4_000
# Mail of what is new goes out at this hour (UTC), once a day or on Mondays.
DIGEST_HOUR = 6


def last_digest(every: Every, now: datetime) -> datetime | None:
    """When mail of what is new was due last; None for whoever wants none."""
    if every is Every.NEVER:
        return None
    due = now.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    if every is Every.WEEK:
        due -= timedelta(days=due.weekday())
    step = timedelta(days=1 if every is Every.DAY else 7)
    return due if due <= now else due - step


@dataclass(frozen=True)
class Limit:
    """So many wrong tries within so many seconds, and then one waits."""

    times: int
    seconds: int


_HOUR, _DAY = 60 * 60, 24 * 60 * 60
# Whoever guesses is stopped where they are, and nobody else with them.
TRIES_OF_A_PLACE = (Limit(20, 60),)
TRIES_OF_A_PLACE_AT_AN_ACCOUNT = (Limit(5, 5 * 60), Limit(20, _HOUR))
# Many places that guess together are stopped too; more than two have to work at it before its owner notices.
TRIES_AT_AN_ACCOUNT: Mapping[Try, Sequence[Limit]] = {
    Try.PASSWORD: (Limit(60, _HOUR),),
    Try.PASSWORD_AGAIN: (Limit(20, _HOUR),),
    # Six digits are soon guessed at, by somebody who has the password already.
    Try.APP_CODE: (Limit(20, _HOUR), Limit(60, _DAY)),
    Try.RECOVERY_CODE: (Limit(20, _HOUR),),
}
FEW_RECOVERY_CODES = 3


def seconds_to_wait(tries: Sequence[float], limits: Sequence[Limit], now: float) -> float:
    """How long until one more try is allowed (0: now), by when the wrong ones were, latest first."""
    full = [limit for limit in limits if len(tries) >= limit.times]
    return max([0, *(tries[limit.times - 1] + limit.seconds - now for limit in full)])


@dataclass(frozen=True)
class Held:
    """One role, and the office or country that it is for (empty: everywhere)."""

    role: Role
    office: str = ""
    country: str = ""

    @property
    def counts(self) -> bool:
        """True where the role is held for what it can be held for."""
        if self.role in EVERYWHERE:
            return not self.office and not self.country
        return bool(self.office) if self.role is Role.CONTRIBUTOR else bool(self.country)


@dataclass(frozen=True)
class Person:
    """Somebody as the policy sees them: who they are and which roles they hold."""

    id: str
    roles: frozenset[Held] = frozenset()
    system: bool = False

    def has(self, role: Role) -> bool:
        return any(held.role is role and held.counts for held in self.roles)

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


_NOTHING = Subject()


@predicate
def is_administrator(person: Person, subject: Subject) -> bool:
    return person.has(Role.ADMINISTRATOR)


@predicate
def is_core_team(person: Person, subject: Subject) -> bool:
    return person.has(Role.CORE_TEAM)


@predicate
def is_the_operator(person: Person, subject: Subject) -> bool:
    """The command line of the installation: no person, so that nothing is its own."""
    return person.system


@predicate
def works_for_the_office(person: Person, subject: Subject) -> bool:
    """Every office of the subject is one that the person contributes for."""
    mine = {held.office for held in person.roles if held.role is Role.CONTRIBUTOR and held.counts}
    return bool(subject.offices) and subject.offices <= mine


@predicate
def researches_the_country(person: Person, subject: Subject) -> bool:
    """Every country of the subject is one that the person researches."""
    mine = {held.country for held in person.roles if held.role is Role.RESEARCHER and held.counts}
    return bool(subject.countries) and subject.countries <= mine


@predicate
def has_any_role(person: Person, subject: Subject) -> bool:
    return any(held.counts for held in person.roles)


@predicate
def works_on_it(person: Person, subject: Subject) -> bool:
    """Holds a role beside that of a reader."""
    return any(held.counts and held.role is not Role.READER for held in person.roles)


@predicate
def is_somebody_elses(person: Person, subject: Subject) -> bool:
    """Not written by the person, and not claimed by an office of theirs: nobody verifies their own."""
    return person.id not in subject.authors and not (person.offices & subject.offices)


@predicate
def is_about_oneself(person: Person, subject: Subject) -> bool:
    """The subject is the person: their name, their language, their sessions."""
    return bool(person.id) and subject.authors == {person.id}


@predicate
def is_about_others(person: Person, subject: Subject) -> bool:
    return person.id not in subject.authors


@predicate
def is_named_on_it(person: Person, subject: Subject) -> bool:
    return person.id in subject.named


@predicate
def may_know(person: Person, subject: Subject) -> bool:
    return not subject.restricted or person.id in subject.named


_loads = is_administrator
_loads_for_others = is_administrator & (is_the_operator | is_somebody_elses)
_writes_for_it = researches_the_country | is_core_team | _loads
_decides = is_core_team & is_somebody_elses
POLICY = RuleSet()
POLICY.add_rule("see", has_any_role)
POLICY.add_rule("read_internal_report", works_on_it)
POLICY.add_rule("set_up_movement", is_administrator)
POLICY.add_rule("set_up_plan", is_core_team | _loads)
POLICY.add_rule("record_engagement", _writes_for_it)
POLICY.add_rule("read_case_notes", is_core_team | (works_on_it & is_named_on_it))
POLICY.add_rule("record_activity", works_for_the_office | is_core_team | _loads)
POLICY.add_rule("accept_return", _decides | _loads_for_others)
POLICY.add_rule("answer_return", _decides)
POLICY.add_rule("follow_returns", is_core_team)
POLICY.add_rule("record_published", is_core_team | _loads)
POLICY.add_rule("set_up_listening", is_core_team | _loads)
POLICY.add_rule("bring_in_listening", works_for_the_office | is_core_team | _loads)
POLICY.add_rule("record_outcome", works_for_the_office | _writes_for_it)
POLICY.add_rule("record_update", _writes_for_it)
POLICY.add_rule("review_outcome", is_core_team)
POLICY.add_rule("verify_outcome", _decides)
POLICY.add_rule("overrule_confidence", _decides)
POLICY.add_rule("merge_outcome", _decides)
POLICY.add_rule("load_verdict", _loads_for_others)
POLICY.add_rule("restrict_record", _writes_for_it)
POLICY.add_rule("record_meeting", is_core_team | _loads)
POLICY.add_rule("rate_progress", is_core_team | _loads)
POLICY.add_rule("record_learning", is_core_team | _loads)
POLICY.add_rule("write_report", is_core_team | _loads)
POLICY.add_rule("publish_edition", is_core_team | is_administrator)
POLICY.add_rule("operate", is_administrator)
POLICY.add_rule("talk", works_on_it & ~is_the_operator)
POLICY.add_rule("read_log", is_core_team | is_administrator)
POLICY.add_rule("see_people_of_office", works_for_the_office | is_core_team | is_administrator)
POLICY.add_rule("manage_people", is_administrator)
POLICY.add_rule("change_roles", is_administrator & is_about_others)
POLICY.add_rule("keep_own_account", has_any_role & is_about_oneself & ~is_the_operator)


def may(person: Person, verb: str, subject: Subject | None = None) -> bool:
    """Ask the policy; an unknown verb is a mistake of the caller and raises KeyError.

    That a restricted subject exists for those alone who are named on it holds for every verb, and so stands here.
    """
    if not POLICY.rule_exists(verb):
        raise KeyError(verb)
    return _may(person, verb, subject or _NOTHING)


@lru_cache(maxsize=4_000)
def _may(person: Person, verb: str, subject: Subject) -> bool:
    """Asked once for each row of a batch: nothing but what is handed in decides it."""
    return bool(may_know.test(person, subject) and POLICY.test_rule(verb, person, subject))
