"""A backup holds people with their roles, factors and invitations; who is signed in, and how often somebody tried, it does not."""

from __future__ import annotations

from headway.cli.tests.command import Headway, copy_of, must

PEOPLE = """

from django.test import Client
from django.test.utils import setup_test_environment
from headway.movement.actions import accept_invitation, ensure_operator, invite_person
from headway.movement.rules import Held, Role
from headway.movement.tests.at_the_door import PASSWORD, add_app, enter
setup_test_environment()
operator = ensure_operator()
for email in ("hana@works.example", "waiting@works.example"):
    invited = invite_person(email, roles=[Held(Role.CORE_TEAM)], acting_user=operator)
    if email.startswith("hana"):
        person = accept_invitation(invited.token, name="Hana", language="fr", password=PASSWORD)
    else:
        print(invited.token)
client = Client()
assert enter(client, person).status_code == 302
print(add_app(client), client.cookies["sessionid"].value)
"""
BACK = """

from django.test import Client
from django.test.utils import setup_test_environment
from headway.movement.models import User
from headway.movement.tests.at_the_door import code_of, enter, is_in
setup_test_environment()
secret, session, token = {secret!r}, {session!r}, {token!r}
old = Client()
old.cookies["sessionid"] = session
print(is_in(old))
client = Client()
print(enter(client, User.objects.get(email="hana@works.example"))["Location"])
client.post("/account/factors/authenticate/", {{"code": code_of(secret, 1)}})
print(is_in(client), client.get("/account/")["Content-Language"], Client().get(f"/join/{{token}}/").status_code)
"""


def test_people_come_back_with_their_roles_factors_and_invitations(empty: Headway, bare: Headway) -> None:
    told = must(empty.python(PEOPLE)).stdout.split()
    token, secret, session = told[-3], told[-2], told[-1]
    file = empty.home.parent / "people.backup"
    must(empty("backup", file))
    other = copy_of(Headway(empty.home / "keys"), bare.home / "keys")
    assert other.home.is_dir()
    must(bare("restore", file))
    for table in ("django_session", "usersessions_usersession", "headway_cache"):
        assert bare.sql(f"SELECT count(*) FROM {table}") == [(0,)], table
    done = must(bare.python(BACK.format(secret=secret, session=session, token=token)))
    assert done.stdout.splitlines()[-3:] == [
        "False", "/account/factors/authenticate/", "True fr 200"
    ]  # fmt: skip
    assert must(bare("audit", "verify")).stdout.count("entries hold") == 1


def test_an_installation_from_before_people_could_sign_in_is_brought_up_to_date(headway: Headway) -> None:
    back = (
        "import gc\n"
        "from django.db import connection\n"
        "from django.db.migrations.executor import MigrationExecutor\n"
        "gc.disable()\n"
        "gone = [(app, None) for app in ('mfa', 'usersessions', 'socialaccount', 'account')]\n"
        "MigrationExecutor(connection).migrate([*gone, ('movement', '0001_initial')])"
    )
    must(headway.python(back))
    old = headway("audit", "verify")
    assert (old.returncode, "older than this program" in old.stderr) == (2, True)
    assert "migrations applied" in must(headway("upgrade")).stdout
    must(headway("audit", "verify"))
    must(headway("invite", "hana@works.example"))
