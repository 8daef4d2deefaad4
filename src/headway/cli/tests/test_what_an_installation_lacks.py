"""`headway check --deploy` names what is lacking, each with the mend, and is content once all is there."""

from __future__ import annotations

import pytest

from headway.cli.tests.command import Headway, must
from headway.conftest import SMALL_PACK

GOOD = {
    "HEADWAY_HTTPS": "true", "HEADWAY_ALLOWED_HOSTS": "headway.works.example", "HEADWAY_TRUSTED_PROXIES": "1",
    "HEADWAY_ADDRESS": "https://headway.works.example", "HEADWAY_MAIL_URL": "smtps://u:p@mail.works.example",
    "HEADWAY_MAIL_FROM": "headway@works.example",
}  # fmt: skip
ADMINISTRATOR = """
from allauth.mfa.models import Authenticator
from headway.movement.actions import accept_invitation, ensure_operator, invite_person
from headway.movement.rules import Held, Role
invited = invite_person("a@works.example", roles=[Held(Role.ADMINISTRATOR)], acting_user=ensure_operator())
user = accept_invitation(invited.token, name="A", language="", password="a river under nine lanterns")
Authenticator.objects.create(user=user, type="totp", data={})
"""


def lacking(done: object) -> list[str]:
    return [line.split(": ")[1] for line in done.stdout.splitlines() if line.startswith("lacking: ")]  # type: ignore[attr-defined]


def test_a_new_installation_lacks_what_it_takes_to_be_relied_on(empty: Headway) -> None:
    done = empty("check", "--deploy")
    assert done.returncode == 2
    wanted = {"HEADWAY_HTTPS", "HEADWAY_ALLOWED_HOSTS", "HEADWAY_MAIL_URL", "people", "backup"}
    assert wanted <= set(lacking(done))
    assert all("; " in line for line in done.stdout.splitlines()), "each with its mend"
    assert done.stderr == f"headway: {len(lacking(done))} things are lacking\n"


def test_where_all_is_there_nothing_is_lacking(empty: Headway) -> None:
    whole = Headway(empty.home, GOOD)
    empty.home.chmod(0o700)
    must(whole.python(ADMINISTRATOR))
    must(whole("backup", empty.home.parent / "backup.headway"))
    done = must(whole("check", "--deploy"))
    assert lacking(done) == []
    assert done.stdout.splitlines()[-1] == "nothing is lacking"


@pytest.mark.parametrize(
    ("setting", "value", "about"),
    [
        ("HEADWAY_DEBUG", "true", "HEADWAY_DEBUG"),
        ("HEADWAY_HTTPS", "false", "HEADWAY_HTTPS"),
        ("HEADWAY_ALLOWED_HOSTS", "*", "HEADWAY_ALLOWED_HOSTS"),
        ("HEADWAY_MAIL_URL", "", "HEADWAY_MAIL_URL"),
        ("HEADWAY_MAIL_URL", "smtp+plain://mail.works.example", "HEADWAY_MAIL_URL"),
        ("HEADWAY_MAIL_FROM", "headway@localhost", "HEADWAY_MAIL_FROM"),
        ("HEADWAY_TRUSTED_PROXIES", "0", "HEADWAY_TRUSTED_PROXIES"),
    ],
)
def test_each_setting_that_is_amiss_is_named(empty: Headway, setting: str, value: str, about: str) -> None:
    before = Headway(empty.home, GOOD)("check", "--deploy")
    after = Headway(empty.home, GOOD | {setting: value})("check", "--deploy")
    assert about not in lacking(before)
    assert about in lacking(after)


def test_people_and_files_that_are_amiss_are_named(empty: Headway) -> None:
    must(empty.python(ADMINISTRATOR))
    assert "second factor" not in empty("check", "--deploy").stdout
    empty.sql("DELETE FROM mfa_authenticator")
    (empty.home / "demo-sign-ins.json").write_text("[]")
    empty.home.chmod(0o755)
    said = empty("check", "--deploy").stdout
    assert "without a second factor: a@works.example" in said
    assert "demo-sign-ins.json" in said
    assert f"chmod 700 {empty.home}" in said


def test_a_backup_of_long_ago_is_none(empty: Headway) -> None:
    must(empty("backup", empty.home.parent / "backup.headway"))
    assert "backup" not in lacking(empty("check", "--deploy"))
    empty.sql("UPDATE audit_entry SET at = '2020-01-01T00:00:00+00:00' WHERE action = 'make_backup'")
    assert "backup" in lacking(empty("check", "--deploy"))


def test_a_key_that_is_newer_than_the_last_backup_is_named(empty: Headway) -> None:
    must(empty("backup", empty.home.parent / "backup.headway"))
    must(empty("keys", "rotate"))
    assert "copy the keys folder again" in empty("check", "--deploy").stdout
    must(empty("backup", empty.home.parent / "newer.headway"))
    assert "backup" not in lacking(empty("check", "--deploy"))


def test_a_database_that_is_not_there_yet_is_named(bare: Headway) -> None:
    done = bare("check", "--deploy")
    assert done.returncode == 2
    assert "headway upgrade" in done.stdout


def test_a_pack_and_the_installation_are_checked_in_one_go(empty: Headway) -> None:
    done = empty("check", SMALL_PACK, "--deploy")
    assert "no problems" in done.stdout
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("HEADWAY_MAIL_URL", "mail.works.example"), ("HEADWAY_MAIL_URL", "smtp://"), ("HEADWAY_ADDRESS", "works"),
        ("HEADWAY_OIDC_URL", "ftp://x"), ("HEADWAY_TRUSTED_PROXIES", "many"), ("HEADWAY_TRUSTED_PROXIES", "-1"),
        ("HEADWAY_MAIL_URL", "smtp://host:port"),
    ],
)  # fmt: skip
def test_a_setting_that_makes_no_sense_is_one_line(empty: Headway, setting: str, value: str) -> None:
    done = empty("check", "--deploy", env={setting: value})
    assert done.returncode == 2
    assert done.stderr.startswith(f"headway: setting {setting}: ")
    assert len(done.stderr.splitlines()) == 1
