"""`headway check --deploy`: what an installation still lacks before people rely on it, each with the mend."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from headway.lib.tongue import say

OLDEST_BACKUP = timedelta(days=7)
OWN_HOSTS = {"localhost", "127.0.0.1", "[::1]", "::1"}


@dataclass(frozen=True)
class Lack:
    """Something that is not as it should be; a hint is only something to think of."""

    about: str
    what: str
    mend: str
    is_hint: bool = False

    def __str__(self) -> str:
        mark = say("hint") if self.is_hint else say("lacking")
        return f"{mark}: {self.about}: {self.what}; {self.mend}"


def lacks() -> list[Lack]:
    """Everything that is lacking, the worst first, then the hints."""
    found = [*_of_settings(), *_of_mail(), *_of_home(), *_of_people(), *_of_backups(), *_of_the_database()]
    return sorted(found, key=lambda lack: lack.is_hint)


def _of_settings() -> Iterator[Lack]:
    from headway.settings.environment import environment

    given = environment()
    if given.debug:
        yield Lack("HEADWAY_DEBUG", say("faults are shown with their code"), say("take it away"))
    if not given.https:
        yield Lack(
            "HEADWAY_HTTPS", say("passwords and cookies travel in the clear"),
            say("put the site behind HTTPS and set it to true"),
        )  # fmt: skip
    outside = set(given.allowed_hosts) - OWN_HOSTS
    if not outside:
        yield Lack(
            "HEADWAY_ALLOWED_HOSTS", say("nobody but this machine can ask for the site"),
            say("name the host names under which it is asked for"),
        )  # fmt: skip
    if any(host.startswith("*") for host in outside):
        yield Lack(
            "HEADWAY_ALLOWED_HOSTS", say("links in mail can be made to lead anywhere"),
            say("name the host names instead of *"),
        )  # fmt: skip
    if given.https and not given.trusted_proxies:
        yield Lack(
            "HEADWAY_TRUSTED_PROXIES", say("everybody counts as one where tries to sign in are limited"),
            say("say how many proxies stand before the site"),
        )  # fmt: skip
    if outside and not given.address:
        yield Lack(
            "HEADWAY_ADDRESS", say("links made at the command line lead to {address}", address=given.site_address),
            say("set it where that is not right"), is_hint=True,
        )  # fmt: skip


def _of_mail() -> Iterator[Lack]:
    from headway.settings.environment import environment

    given = environment()
    if not given.mail_url:
        yield Lack(
            "HEADWAY_MAIL_URL", say("no mail goes out, so that nobody can get a new password by themselves"),
            say("name a mail server"),
        )  # fmt: skip
    elif (
        urlsplit(given.mail_url).scheme == "smtp+plain" and urlsplit(given.mail_url).hostname not in OWN_HOSTS
    ):
        yield Lack(
            "HEADWAY_MAIL_URL", say("mail leaves this machine in the clear"), say("use smtp:// or smtps://")
        )
    if given.mail_url and "@localhost" in given.mail_from:
        yield Lack(
            "HEADWAY_MAIL_FROM",
            say("mail comes from an address that nobody has"),
            say("set an address of yours"),
        )


def _of_home() -> Iterator[Lack]:
    from django.conf import settings

    from headway.cli.demo_people import FILE

    home: Path = settings.HEADWAY_HOME
    if os.name == "posix" and stat.S_IMODE(home.stat().st_mode) & 0o077:
        yield Lack(str(home), say("others on this machine can look into it"), f"chmod 700 {home}")
    if (home / FILE).exists():
        yield Lack(
            say("people"), say("those of the demonstration can sign in, and their passwords stand in {file}", file=FILE),
            say("begin with a home of its own"),
        )  # fmt: skip


def _of_people() -> Iterator[Lack]:
    from headway.exchange.upgrade import schema
    from headway.movement.queries import administrators, administrators_without_factor

    found = schema()
    if found.pending or not found.applied:
        yield Lack(say("database"), say("it is not up to date"), "headway upgrade")
        return
    if not administrators():
        yield Lack(
            say("people"), say("there is no administrator"), "headway invite EMAIL --role administrator"
        )
    if without := administrators_without_factor():
        yield Lack(
            say("people"), say("administrators without a second factor: {who}", who=", ".join(without)),
            say("they add one on the page of their account"),
        )  # fmt: skip


def _of_backups() -> Iterator[Lack]:
    from headway.audit.queries import entries_about
    from headway.exchange.upgrade import schema

    found = schema()
    if found.pending or not found.applied:
        return
    last = entries_about("installation", "").filter(action="make_backup").last()
    if last is None:
        yield Lack(say("backup"), say("there has been none"), "headway backup FILE")
        return
    age = datetime.now(UTC) - datetime.fromisoformat(last.at)
    if age > OLDEST_BACKUP:
        yield Lack(
            say("backup"), say("the last was made {days} days ago", days=age.days), "headway backup FILE"
        )
    if entries_about("installation", "").filter(action="rotate_keys", seq__gt=last.seq).exists():
        yield Lack(
            say("backup"), say("there is a new key since the last one"),
            say("headway backup FILE, and copy the keys folder again to where its copy is kept"),
        )  # fmt: skip


def _of_the_database() -> Iterator[Lack]:
    from django.db import connection

    if connection.vendor == "sqlite":
        yield Lack(
            say("database"), say("SQLite serves one machine and one writer at a time"),
            say("for more machines set DATABASE_URL to PostgreSQL and restore a backup there"), is_hint=True,
        )  # fmt: skip
        return
    given = connection.settings_dict
    if given["HOST"] not in {"", *OWN_HOSTS} and given.get("OPTIONS", {}).get("sslmode") not in {"require", "verify-ca", "verify-full"}:  # fmt: skip
        yield Lack(
            "DATABASE_URL", say("the way to the database may be in the clear"),
            say("add ?sslmode=verify-full to it"),
        )  # fmt: skip
