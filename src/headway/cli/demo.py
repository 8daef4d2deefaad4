"""`headway demo`: from nothing to the report of the shipped campaign in a browser, in one command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from headway.cli.demo_people import FILE, ready_sign_ins
from headway.cli.packs import LOADING, told
from headway.cli.ready import SHIPPED, django_ready, operator, shipped_packs
from headway.cli.report import FORMATS, write_report
from headway.cli.serve import announce, load_server, refuse_busy_port, run_server
from headway.cli.steps import Steps
from headway.lib.tongue import say

HOST = "127.0.0.1"


@click.command()
@click.option(
    "--no-serve", is_flag=True, help="Stop before serving; SERVE=no in the environment does the same."
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where to serve."
)
@click.option(
    "--with-practice-data", "practice", is_flag=True,
    help="Make a second campaign of made-up mentions, posts and surveys, to try the listening pages with.",
)  # fmt: skip
def demo(no_serve: bool, port: int, practice: bool) -> None:
    """Load the pack that ships with headway, write its report in three formats, publish it, and serve it.

    In a home where nobody is yet, people are made as whom one can sign in.
    """
    if no_serve or os.environ.get("SERVE", "").lower() in {"no", "0", "false"}:
        _make(practice)
        return
    address = refuse_busy_port(HOST, port)
    _make_apart(practice)
    announce(HOST, port)
    run_server(address, port, workers=1)


def _make_apart(practice: bool) -> None:
    """In a process of its own, since one that has rendered a report keeps the memory that this took.

    Meanwhile this one loads what the server needs: half of the work there is done by one core alone.
    """
    command = [sys.executable, "-m", "headway", "demo", "--no-serve"]
    fault: Exception | None = None
    with subprocess.Popen(command + ["--with-practice-data"] * practice) as making, _ending_with(making):
        try:
            try:
                django_ready()
                load_server()
            except Exception as error:
                # Said by the other process, most likely: once is enough.
                fault = error
            left = making.wait()
        except BaseException:
            making.terminate()
            raise
    if left:
        raise click.exceptions.Exit(left if left > 0 else 128 - left)
    if fault is not None:
        raise fault


@contextmanager
def _ending_with(making: subprocess.Popen[bytes]) -> Iterator[None]:
    """Told to stop, the other process is stopped first. Not by an exception, which what is loading might catch."""

    def stop(number: int, _frame: Any) -> None:
        making.terminate()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    before = signal.signal(signal.SIGTERM, stop)
    yield
    signal.signal(signal.SIGTERM, before)


def _make(practice: bool) -> None:
    """All but the serving."""
    django_ready()
    from django.conf import settings

    from headway.exchange.packs import load_pack
    from headway.exchange.upgrade import upgrade_database

    with Steps(
        {
            "upgrade": "Preparing the database",
            **LOADING,
            "publish": "Publishing the report",
            "people": "People to sign in as",
            "practice": "Practice data",
        }
    ) as step:
        step("upgrade")
        upgrade_database()
        campaign, tally = load_pack(SHIPPED / shipped_packs()[0], acting_user=operator(), progress=step)
        folder = settings.HEADWAY_HOME / "reports" / campaign.key / "en"
        paths = write_report(campaign.key, folder, FORMATS, "en", "public", step)
        step("publish")
        edition = _publish(campaign)
        step("people")
        people = ready_sign_ins(settings.HEADWAY_HOME, campaign, operator())
        practised = _practise(step) if practice else ""
    click.echo(f"{campaign.key}: {told(tally)}")
    for path in paths:
        click.echo(path)
    click.echo(
        say(
            "a demonstration: edition {number} of the report is published, and everybody who reaches this site can read it",
            number=edition.number,
        )
    )
    if practised:
        click.echo(
            say("{campaign}: made-up mentions, posts and surveys, to practise with", campaign=practised)
        )
    _tell_sign_ins(people)


def _practise(step: Any) -> str:
    from headway.exchange.practice import load_practice

    step("practice")
    return str(load_practice(acting_user=operator()).key)


def _publish(campaign: Any) -> Any:
    """The report as it stands now, unless that is published already."""
    from headway.lib.problems import Refused
    from headway.report.actions import publish_edition
    from headway.report.queries import published_edition

    try:
        return publish_edition(campaign, acting_user=operator())
    except Refused:
        if (standing := published_edition(campaign.key)) is None:
            raise
        return standing


def _tell_sign_ins(people: list[dict[str, str]]) -> None:
    if not people:
        click.echo(say("there are people here already, so none were made to sign in as"))
        return
    click.echo(say("to sign in as (kept in {file}):", file=FILE))
    for one in people:
        click.echo(f"  {one['what']:<20} {one['email']:<28} {one['password']}")
