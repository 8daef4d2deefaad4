"""The administrator's pages: people, their roles, and offices; for administrators, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from headway.lib.problems import Refused
from headway.movement.actions import switch_person, take_role
from headway.movement.models import Grant, Office
from headway.movement.rules import Held, Role
from headway.movement.tests.at_the_door import signed_in, told
from headway.movement.tests.cast import NORTH, SOUTH

pytestmark = pytest.mark.django_db
ADMINISTRATOR = Held(Role.ADMINISTRATOR)


def pages(world: Any) -> list[str]:
    person = f"/people/{world.reader.pk}/"
    return [
        "/people/",
        "/people/invite/",
        "/people/invitations/",
        person,
        "/offices/add/",
        f"/offices/{NORTH}/edit/",
    ]


def test_the_pages_are_for_administrators_alone(world: Any) -> None:
    for who, person in world.people.items():
        if who in {"operator", "switched_off"}:
            continue
        client = Client() if person is None else signed_in(person)
        expected = {"nobody": 302, "administrator": 200}.get(who, 403)
        for address in pages(world):
            assert client.get(address).status_code == expected, (who, address)


def test_forms_are_refused_to_others_and_change_nothing(world: Any) -> None:
    client = signed_in(world.core_team)
    base = f"/people/{world.reader.pk}"
    for address in ("give-role", "take-role", "switch", "clear-factors"):
        typed = {
            "give-role": "core-team",
            "give-reason": "x",
            "held": "reader||",
            "take-reason": "x",
            "to": "off",
        }
        assert client.post(f"{base}/{address}/", typed).status_code == 403
        assert client.get(f"{base}/{address}/").status_code == 405
    assert (
        client.post("/people/invite/", {"email": "x@movement.example", "role": "reader"}).status_code == 403
    )
    assert list(world.reader.grants.values_list("role", flat=True)) == ["reader"]


def test_people_are_found_by_name_role_office_and_state(world: Any) -> None:
    client = signed_in(world.administrator)

    def shown(query: str) -> set[str]:
        return {person.name for person in client.get(f"/people/?{query}").context["listing"].records}

    assert {"Amina", "Bruno", "Chen", "Gone", "Idle"} <= shown("")
    assert shown("q=amina") == {"Amina"}
    assert shown("role=core-team") == {"Dolores", "Gita", "Gone"}
    assert shown(f"office={SOUTH}") == {"Bruno"}
    assert shown("country=KE") == {"Chen"}
    assert shown("state=off") == {"Gone"}
    assert shown("state=without-role") == {"Idle"}
    assert client.get("/people/?role=nonsense").status_code == 400
    assert client.get("/people/?page=99").status_code == 404
    assert "Operator" not in client.get("/people/").content.decode()


def test_a_role_is_given_and_taken_with_a_reason(world: Any) -> None:
    client = signed_in(world.administrator)
    base = f"/people/{world.without_a_role.pk}/"
    typed = {"give-role": "contributor", "give-office": NORTH, "give-reason": "Joined the northern team."}
    assert client.post(f"{base}give-role/", typed | {"give-reason": ""}).status_code == 422
    assert client.post(f"{base}give-role/", typed | {"give-office": ""}).status_code == 422
    assert client.post(f"{base}give-role/", typed)["Location"] == base
    assert client.post(f"{base}give-role/", typed).status_code == 422, "they hold it already"
    assert told(world.without_a_role) == ["give_role"]
    held = {"held": f"contributor|{NORTH}|", "take-reason": "Moved on."}
    assert client.post(f"{base}take-role/", {"take-reason": "x"}).status_code == 422
    assert client.post(f"{base}take-role/", held)["Location"] == base
    assert not world.without_a_role.grants.exists()
    assert told(world.without_a_role) == ["give_role", "take_role"]


def test_what_was_typed_stays_where_something_is_missing(world: Any) -> None:
    client = signed_in(world.administrator)
    typed = {"give-role": "contributor", "give-office": NORTH, "give-reason": ""}
    page = client.post(f"/people/{world.reader.pk}/give-role/", typed)
    assert f'value="{NORTH}" selected' in page.content.decode()


def test_nobody_changes_what_they_may_do_themselves(world: Any) -> None:
    client = signed_in(world.administrator)
    base = f"/people/{world.administrator.pk}/"
    assert "Give a role" not in client.get(base).content.decode()
    client.post(f"{base}give-role/", {"give-role": "core-team", "give-reason": "I want to."})
    client.post(f"{base}switch/", {"to": "off", "switch-reason": "x"})
    client.post(f"{base}take-role/", {"held": "administrator||", "take-reason": "x"})
    world.administrator.refresh_from_db()
    assert world.administrator.is_active
    assert list(world.administrator.grants.values_list("role", flat=True)) == ["administrator"]


def test_the_last_administrator_stays(world: Any) -> None:
    with pytest.raises(Refused, match="last administrator"):
        take_role(world.administrator, ADMINISTRATOR, acting_user=world.operator, reason="x")
    with pytest.raises(Refused, match="last administrator"):
        switch_person(world.administrator, active=False, acting_user=world.operator, reason="x")
    Grant.objects.create(user=world.reader, role=Role.ADMINISTRATOR)
    take_role(world.administrator, ADMINISTRATOR, acting_user=world.operator, reason="There is another.")
    assert not world.administrator.grants.exists()


def test_somebody_is_switched_off_and_on_again(world: Any) -> None:
    client = signed_in(world.administrator)
    base = f"/people/{world.reader.pk}/"
    client.post(f"{base}switch/", {"to": "off", "switch-reason": "On leave."})
    world.reader.refresh_from_db()
    assert not world.reader.is_active
    client.post(f"{base}switch/", {"to": "on", "switch-reason": "Back."})
    world.reader.refresh_from_db()
    assert world.reader.is_active
    assert told(world.reader) == ["switch_off", "switch_on"]
    assert world.reader.grants.exists(), "with the roles they had"


@pytest.mark.parametrize("name", ["operator"])
def test_a_system_actor_has_no_page(world: Any, name: str) -> None:
    client = signed_in(world.administrator)
    assert client.get(f"/people/{world.people[name].pk}/").status_code == 404
    assert client.get("/people/00000000-0000-7000-8000-000000000000/").status_code == 404
    assert client.get("/people/nonsense/").status_code == 404


OFFICE = {"key": "new-office", "name": "New office", "country": "FR", "office_kind": "section"}


def test_an_office_is_added(world: Any) -> None:
    client = signed_in(world.administrator)
    more = {"name_ar": "مكتب", "language": "fr", "time_zone": "Europe/Paris"}
    assert client.post("/offices/add/", OFFICE | more).status_code == 302
    office = Office.objects.get(key="new-office")
    assert office.name == {"*": "New office", "ar": "مكتب"}
    assert (office.country, office.time_zone) == ("FR", "Europe/Paris")
    assert client.post("/offices/add/", OFFICE).status_code == 422, "the key is taken"


@pytest.mark.parametrize(
    ("field", "value"),
    [("key", "No Key"), ("name", ""), ("country", "XX"), ("time_zone", "Mars/Olympus"), ("language", "klingon"), ("office_kind", ""),
     ("name", "New\u202e office")],
)  # fmt: skip
def test_an_office_with_a_fault_is_refused_at_its_field(world: Any, field: str, value: str) -> None:
    page = signed_in(world.administrator).post("/offices/add/", OFFICE | {field: value})
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert not Office.objects.filter(key="new-office").exists()


def test_an_office_is_changed_and_keeps_what_the_form_does_not_show(world: Any) -> None:
    Office.objects.filter(key=NORTH).update(source="fn 2", name={"*": "Northern office", "sw": "Kaskazini"})
    client = signed_in(world.administrator)
    assert 'value="Northern office"' in client.get(f"/offices/{NORTH}/edit/").content.decode()
    typed = OFFICE | {"name": "The north", "country": "NO", "key": "other"}
    assert client.post(f"/offices/{NORTH}/edit/", typed).status_code == 302
    office = Office.objects.get(key=NORTH)
    assert office.name == {"*": "The north", "sw": "Kaskazini"}
    assert (office.country, office.source) == ("NO", "fn 2")
    assert client.get("/offices/nosuch/edit/").status_code == 404
