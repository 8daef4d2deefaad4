"""`headway demo`: from nothing to the report of the shipped campaign in a browser, in one command."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from headway.cli.demo_people import FILE, ready_sign_ins
from headway.cli.packs import LOADING, told
from headway.cli.ready import SHIPPED, django_ready, operator, shipped_packs
from headway.cli.report import FORMATS, write_report
from headway.cli.serve import refuse_busy_port
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
    serving = not no_serve and os.environ.get("SERVE", "").lower() not in {"no", "0", "false"}
    if serving:
        refuse_busy_port(HOST, port)
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
    if serving:
        _serve(port)


def _practise(step: Any) -> str:
    from headway.exchange.practice import load_practice

    step("practice")
    return str(load_practice(acting_user=operator()).key)


def _serve(port: int) -> None:
    """In the place of this program: one that has rendered a report keeps the memory that this took."""
    sys.stdout.flush()
    os.execv(  # noqa: S606  our own command, without a shell
        sys.executable, [sys.executable, "-m", "headway", "serve", "--host", HOST, "--port", str(port)]
    )  # fmt: skip


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
