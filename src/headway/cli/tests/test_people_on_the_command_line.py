"""`headway invite` lets the first people in; `headway demo` has people to sign in as, where nobody is yet."""

from __future__ import annotations

import json
import re
import stat

import pytest

from headway.cli.people import LANGUAGES, ROLES
from headway.cli.tests.command import Headway, copy_of, must
from headway.movement.rules import Role

SIGN_IN = """
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS.append("testserver")
client = Client()
answer = client.post("/account/sign-in/", {{"login": {email!r}, "password": {password!r}}})
print(answer.status_code, client.get("/people/").status_code)
"""


def test_the_command_offers_every_role_and_language() -> None:
    from django.conf import settings

    assert set(ROLES) == set(Role)
    assert [code for code, _name in settings.LANGUAGES] == list(LANGUAGES)


def test_an_invitation_prints_a_link_and_nothing_else(empty: Headway) -> None:
    done = must(empty("invite", "Farida@Works.example", "--name", "Farida", "--role", "administrator"))
    assert re.fullmatch(r"http://localhost:8000/join/[\w-]{43}/\n", done.stdout)
    ((email, roles),) = empty.sql("SELECT email, roles FROM movement_invitation")
    assert (email, json.loads(roles)) == ("farida@works.example", [["administrator", "", ""]])
    token = done.stdout.split("/")[4]
    assert empty.sql("SELECT count(*) FROM audit_payload WHERE body LIKE ?", f"%{token}%") == [(0,)]


def test_the_link_leads_where_the_site_is_and_speaks_the_language(empty: Headway) -> None:
    for given, begins in (
        ({"HEADWAY_ADDRESS": "https://headway.works.example/"}, "https://headway.works.example/join/"),
        (
            {"HEADWAY_ALLOWED_HOSTS": "localhost,site.example", "HEADWAY_HTTPS": "1"},
            "https://site.example/join/",
        ),
    ):
        done = must(empty("invite", "hana@works.example", "--language", "ar", env=given))
        assert done.stdout.startswith(begins)
        assert done.stdout.endswith("/\n") or done.stdout.endswith("/?language=ar\n")


def test_a_name_that_is_not_what_one_sees_is_refused(empty: Headway) -> None:
    done = empty("invite", "hana@works.example", "--name", "Han\u202ea")
    assert done.returncode != 0
    assert "the name has the unseen sign U+202E" in done.stderr
    assert empty.sql("SELECT count(*) FROM movement_invitation") == [(0,)]


def test_whoever_is_invited_already_gets_a_new_link(empty: Headway) -> None:
    first, second = (must(empty("invite", "hana@works.example")).stdout for _time in range(2))
    assert first != second
    assert empty.sql("SELECT count(*) FROM movement_invitation") == [(1,)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nobody"], "is no e-mail address"),
        (["hana@works.example", "--role", "contributor"], "a role is held for an office"),
        (["hana@works.example", "--role", "contributor", "--office", "nowhere"], "there is no office"),
        (["operator@system.invalid"], "is here already"),
    ],
)
def test_what_cannot_be_is_one_line(empty: Headway, arguments: list[str], said: str) -> None:
    done = empty("invite", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def sign_ins(printed: str) -> dict[str, str]:
    return dict(re.findall(r"(\S+@demo\.example)\s+(\S+)", printed))


def test_the_demonstration_has_people_to_sign_in_as(empty: Headway) -> None:
    first = must(empty("demo", "--no-serve"))
    people = sign_ins(first.stdout)
    assert len(people) == 5
    assert len(set(people.values())) == 5
    file = empty.home / "demo-sign-ins.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sign_ins(must(empty("demo", "--no-serve")).stdout) == people, "the same again"
    for email, people_page in (("administrator@demo.example", 200), ("reader@demo.example", 403)):
        done = empty.python(SIGN_IN.format(email=email, password=people[email]))
        assert done.stdout.splitlines()[-1] == f"302 {people_page}", done.stderr
    held = empty.sql("SELECT role, office_id IS NOT NULL, country <> '' FROM movement_grant")
    assert {("contributor", 1, 0), ("researcher", 0, 1), ("core-team", 0, 0), ("reader", 0, 0)} <= set(held)


def test_where_people_are_already_none_are_made(
    loaded: Headway, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = copy_of(loaded, tmp_path_factory.mktemp("real") / "home")
    make = "from headway.movement.models import User\nUser.objects.create(email='a@works.example', name='A')"
    must(home.python(make))
    done = must(home("demo", "--no-serve"))
    assert sign_ins(done.stdout) == {}
    assert not (home.home / "demo-sign-ins.json").exists()
    assert home.sql("SELECT count(*) FROM movement_user WHERE NOT is_system") == [(1,)]
