"""Who may do what: every role, verb and kind of subject in one table, and what holds whatever the roles.

The policy is pure, so that none of this needs a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.movement.rules import POLICY, Held, Person, Role, Subject, may

NORTH, SOUTH = "north", "south"
KENYA, NEPAL = "KE", "NP"

PEOPLE: Mapping[str, Person] = {
    "campaigner": Person("amina", frozenset({Held(Role.CONTRIBUTOR, office=NORTH)})),
    "researcher": Person("chen", frozenset({Held(Role.RESEARCHER, country=KENYA)})),
    "core team": Person("dolores", frozenset({Held(Role.CORE_TEAM)})),
    "reader": Person("emeka", frozenset({Held(Role.READER)})),
    "administrator": Person("farida", frozenset({Held(Role.ADMINISTRATOR)})),
    "operator": Person("operator", frozenset({Held(Role.ADMINISTRATOR)}), system=True),
    "core team, also of the north": Person(
        "goran", frozenset({Held(Role.CORE_TEAM), Held(Role.CONTRIBUTOR, office=NORTH)})
    ),
    "researcher, also of the north": Person(
        "hana", frozenset({Held(Role.RESEARCHER, office=NORTH, country=KENYA)})
    ),
    "pack's actor": Person("pack", system=True),
    # What `person_of` makes of somebody signed out or switched off.
    "nobody": Person(""),
}
SUBJECTS: Mapping[str, Subject] = {
    "nothing in particular": Subject(),
    "north": Subject(offices=frozenset({NORTH})),
    "south": Subject(offices=frozenset({SOUTH})),
    "both offices": Subject(offices=frozenset({NORTH, SOUTH})),
    "Kenya": Subject(countries=frozenset({KENYA})),
    "Nepal": Subject(countries=frozenset({NEPAL})),
    "both countries": Subject(countries=frozenset({KENYA, NEPAL})),
}
Allowed = dict[str, frozenset[str]]
ALL, ANY_ROLE = frozenset(SUBJECTS), frozenset(PEOPLE) - {"nobody", "pack's actor"}
CORE: Allowed = {"core team": ALL, "core team, also of the north": ALL}
ADMINS: Allowed = {"administrator": ALL, "operator": ALL}
OWN_OFFICE: Allowed = {"campaigner": frozenset({"north"}), "core team, also of the north": ALL}
OWN_COUNTRY: Allowed = dict.fromkeys(("researcher", "researcher, also of the north"), frozenset({"Kenya"}))
NOT_THE_NORTH = ALL - {"north", "both offices"}

# For each verb, who may do it, and to which subjects that are not restricted; all others may not.
MAY: Mapping[str, Allowed] = {
    "see": dict.fromkeys(ANY_ROLE, ALL),
    "read_internal_report": dict.fromkeys(ANY_ROLE - {"reader"}, ALL),
    "set_up_movement": ADMINS,
    "publish_edition": CORE | ADMINS,
    "operate": ADMINS,
    "talk": dict.fromkeys(ANY_ROLE - {"reader", "operator"}, ALL),
    "read_log": CORE | ADMINS,
    "see_people_of_office": CORE | ADMINS | OWN_OFFICE,
    "manage_people": ADMINS,
    "change_roles": ADMINS,
    # Of none of these subjects is anybody the person; see the test of one's own account.
    "keep_own_account": {},
    "set_up_plan": CORE | ADMINS,
    "set_up_listening": CORE | ADMINS,
    "record_published": CORE | ADMINS,
    "record_meeting": CORE | ADMINS,
    "rate_progress": CORE | ADMINS,
    "record_learning": CORE | ADMINS,
    "write_report": CORE | ADMINS,
    # Beside them whoever is named on a case; see the test of that.
    "read_case_notes": CORE,
    "record_engagement": CORE | ADMINS | OWN_COUNTRY,
    "record_update": CORE | ADMINS | OWN_COUNTRY,
    "restrict_record": CORE | ADMINS | OWN_COUNTRY,
    "record_activity": CORE | ADMINS | OWN_OFFICE,
    "bring_in_listening": CORE | ADMINS | OWN_OFFICE,
    "record_outcome": CORE | ADMINS | OWN_OFFICE | OWN_COUNTRY,
    "review_outcome": CORE,
    "verify_outcome": {"core team": ALL, "core team, also of the north": NOT_THE_NORTH},
    "overrule_confidence": {"core team": ALL, "core team, also of the north": NOT_THE_NORTH},
    "merge_outcome": {"core team": ALL, "core team, also of the north": NOT_THE_NORTH},
    "accept_return": {"core team": ALL, "core team, also of the north": NOT_THE_NORTH} | ADMINS,
    "answer_return": {"core team": ALL, "core team, also of the north": NOT_THE_NORTH},
    "follow_returns": CORE,
    "load_verdict": ADMINS,
}


def test_the_table_has_every_verb_of_the_policy() -> None:
    assert set(MAY) == set(POLICY)


@pytest.mark.parametrize("verb", sorted(MAY))
@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_each_may_do_what_the_table_says_and_nothing_else(verb: str, who: str) -> None:
    allowed = {name for name, subject in SUBJECTS.items() if may(PEOPLE[who], verb, subject)}
    assert allowed == set(MAY[verb].get(who, ()))


@pytest.mark.parametrize("verb", sorted(set(MAY) - {"read_case_notes"}))
@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_what_is_restricted_is_for_the_named_alone_and_gives_them_no_more_than_their_role(
    verb: str, who: str
) -> None:
    person = PEOPLE[who]
    for subject in SUBJECTS.values():
        hidden = replace(subject, restricted=True, named=frozenset({"somebody-else"}))
        assert not may(person, verb, hidden)
        shown = replace(subject, restricted=True, named=frozenset({"somebody-else", person.id}))
        assert may(person, verb, shown) == may(person, verb, subject)


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_notes_on_a_case_are_for_the_core_team_and_whoever_works_and_is_named_on_it(who: str) -> None:
    person = PEOPLE[who]
    named = Subject(named=frozenset({person.id, "somebody-else"}))
    works = who in ANY_ROLE - {"reader"}
    assert may(person, "read_case_notes", named) == works
    assert may(person, "read_case_notes", replace(named, restricted=True)) == works
    others = Subject(named=frozenset({"somebody-else"}))
    assert may(person, "read_case_notes", others) == (who in CORE)
    assert not may(person, "read_case_notes", replace(others, restricted=True))


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_an_account_is_kept_by_its_person_and_its_roles_by_others(who: str) -> None:
    person = PEOPLE[who]
    own, others = Subject(authors=frozenset({person.id})), Subject(authors=frozenset({"somebody-else"}))
    assert may(person, "keep_own_account", own) == (who in ANY_ROLE - {"operator"})
    assert not may(person, "keep_own_account", others)
    assert not may(person, "change_roles", own)
    assert may(person, "change_roles", others) == (who in ADMINS)


def test_an_unknown_verb_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        may(PEOPLE["administrator"], "delete_everything")


@pytest.mark.parametrize(
    "grant",
    [
        Held(Role.CORE_TEAM, office=NORTH), Held(Role.CORE_TEAM, country=KENYA), Held(Role.ADMINISTRATOR, office=NORTH),
        Held(Role.READER, country=KENYA), Held(Role.CONTRIBUTOR), Held(Role.RESEARCHER),
    ],
)  # fmt: skip
def test_a_role_that_is_held_for_the_wrong_thing_gives_nothing(grant: Held) -> None:
    person = Person("ines", frozenset({grant}))
    assert not any(may(person, verb, subject) for verb in POLICY for subject in SUBJECTS.values())


OFFICES, COUNTRIES, IDS = (
    st.sampled_from(["", NORTH, SOUTH]),
    st.sampled_from(["", KENYA, NEPAL]),
    st.sampled_from("abc"),
)
roles = st.frozensets(st.builds(Held, st.sampled_from(Role), OFFICES, COUNTRIES), max_size=5)
people = st.builds(Person, IDS, roles)
subjects = st.builds(
    Subject,
    offices=st.frozensets(st.sampled_from([NORTH, SOUTH])),
    countries=st.frozensets(st.sampled_from([KENYA, NEPAL])),
    authors=st.frozensets(IDS),
    restricted=st.booleans(),
    named=st.frozensets(IDS),
)
verbs = st.sampled_from(sorted(POLICY))


@given(verbs, subjects, st.booleans())
def test_without_a_role_nobody_may_do_anything(verb: str, subject: Subject, system: bool) -> None:
    assert not may(Person("a", system=system), verb, subject)


@given(people, verbs, subjects)
def test_a_restricted_record_does_not_exist_for_anybody_who_is_not_named(
    person: Person, verb: str, subject: Subject
) -> None:
    assert not may(person, verb, replace(subject, restricted=True, named=subject.named - {person.id}))


@given(people, subjects)
def test_nobody_verifies_their_own_or_their_own_offices_outcome(person: Person, subject: Subject) -> None:
    for verb in ("verify_outcome", "overrule_confidence", "merge_outcome"):
        assert not may(person, verb, replace(subject, authors=subject.authors | {person.id}))
        for office in person.offices:
            assert not may(person, verb, replace(subject, offices=subject.offices | {office}))


@given(people, subjects)
def test_no_person_loads_a_verdict_on_their_own_or_their_own_offices_outcome(
    person: Person, subject: Subject
) -> None:
    assert not may(person, "load_verdict", replace(subject, authors=subject.authors | {person.id}))
    for office in person.offices:
        assert not may(person, "load_verdict", replace(subject, offices=subject.offices | {office}))


@given(people, roles, verbs, subjects)
def test_a_further_role_never_takes_anything_away_but_the_right_to_judge_that_office(
    person: Person, more: frozenset[Held], verb: str, subject: Subject
) -> None:
    richer = replace(person, roles=person.roles | more)
    if may(person, verb, subject) and not may(richer, verb, subject):
        judging = {"verify_outcome", "overrule_confidence", "merge_outcome", "load_verdict", "accept_return"}
        assert verb in judging
        assert richer.offices & subject.offices


@given(people, verbs, subjects)
def test_whoever_may_change_a_record_may_see_it(person: Person, verb: str, subject: Subject) -> None:
    assert not may(person, verb, subject) or may(person, "see", subject)


@given(people, subjects, OFFICES, COUNTRIES)
def test_an_office_or_country_more_on_a_record_never_opens_it(
    person: Person, subject: Subject, office: str, country: str
) -> None:
    owned = replace(
        subject,
        offices=subject.offices or frozenset({SOUTH}),
        countries=subject.countries or frozenset({NEPAL}),
    )
    wider = replace(
        owned, offices=owned.offices | {office} - {""}, countries=owned.countries | {country} - {""}
    )
    for verb in POLICY:
        assert not may(person, verb, wider) or may(person, verb, owned)
