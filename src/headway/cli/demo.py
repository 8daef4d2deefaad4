"""`headway demo`: from nothing to the report of the shipped campaign in a browser, in one command."""

from __future__ import annotations

import os

import click

from headway.cli.packs import LOADING, told
from headway.cli.ready import SHIPPED, django_ready, operator, shipped_packs
from headway.cli.report import FORMATS, write_report
from headway.cli.serve import refuse_busy_port, run_server
from headway.cli.steps import Steps

HOST = "127.0.0.1"


@click.command()
@click.option(
    "--no-serve", is_flag=True, help="Stop before serving; SERVE=no in the environment does the same."
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where to serve."
)
def demo(no_serve: bool, port: int) -> None:
    """Load the pack that ships with headway, write its report in three formats, and serve it."""
    serving = not no_serve and os.environ.get("SERVE", "").lower() not in {"no", "0", "false"}
    if serving:
        refuse_busy_port(HOST, port)
    django_ready()
    from django.conf import settings

    from headway.exchange.packs import load_pack
    from headway.exchange.upgrade import upgrade_database

    with Steps({"upgrade": "Preparing the database", **LOADING}) as step:
        step("upgrade")
        upgrade_database()
        campaign, tally = load_pack(SHIPPED / shipped_packs()[0], acting_user=operator(), progress=step)
        folder = settings.HEADWAY_HOME / "reports" / campaign.key / "en"
        paths = write_report(campaign.key, folder, FORMATS, "en", "public", step)
    click.echo(f"{campaign.key}: {told(tally)}")
    for path in paths:
        click.echo(path)
    if serving:
        click.echo(f"serving http://{HOST}:{port}/reports/{campaign.key}/en/ (stop with Ctrl-C)")
        run_server(HOST, port, workers=1)
