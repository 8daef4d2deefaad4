"""Packs on the command line: check, load, export, format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from headway.cli.ready import campaign_called, database_ready, django_ready, operator, pack_folder
from headway.cli.steps import Steps
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say, say_number, to_say

LOADING = {
    "read": to_say("Reading and checking the pack"), "movement": to_say("Offices"), "plan": to_say("Plan and framework"),
    "engage": to_say("Cases, partners and targets"), "listen": to_say("Moments"), "collect": to_say("Activities and figures"),
    "verify": to_say("Outcomes and evidence"), "assess": to_say("Ratings"), "learn": to_say("Learnings"), "report": to_say("Outline of the report"),
    "commit": to_say("Writing the log"),
}  # fmt: skip


@click.command()
@click.argument("pack", required=False)
@click.option(
    "--deploy", is_flag=True, help="Say what this installation still lacks before people rely on it."
)
def check(pack: str | None, deploy: bool) -> None:
    """Say what is wrong with PACK, by file and line; nothing is loaded.

    PACK is a folder, or the name of a pack that ships with headway.
    """
    if not pack and not deploy:
        raise click.UsageError(say("name a pack, or ask with --deploy what the installation lacks"))
    if pack:
        _check_pack(pack)
    if deploy:
        _check_installation()


def _check_installation() -> None:
    django_ready()
    from headway.cli.deploy import lacks

    found = lacks()
    for lack in found:
        click.echo(str(lack))
    if number := sum(not lack.is_hint for lack in found):
        raise HeadwayError(say_number("{number} thing is lacking", "{number} things are lacking", number))
    click.echo(say("nothing is lacking"))


def _check_pack(pack: str) -> None:
    folder = pack_folder(pack)
    django_ready()
    from headway.exchange.packs import check_pack

    with Steps(LOADING) as step:
        step("read")
        found = check_pack(folder)
    click.echo(
        say(
            "{folder}: {records} records, no problems",
            folder=folder,
            records=f"{sum(map(len, found.rows.values())):,}",
        )
    )


@click.command()
@click.argument("pack")
def load(pack: str) -> None:
    """Bring PACK into the database, whole or not at all; loading it again changes nothing."""
    folder = pack_folder(pack)
    database_ready()
    from headway.exchange.packs import load_pack

    with Steps(LOADING) as step:
        campaign, tally = load_pack(folder, acting_user=operator(), progress=step)
    click.echo(f"{campaign.key}: {told(tally)}")
    for kind in dict.fromkeys((*tally.left, *tally.removed)):
        if tally.added.get(kind) or tally.changed.get(kind) or tally.removed.get(kind):
            click.echo(f"  {kind}: {counted(tally, kind)}")


def told(tally: Any) -> str:
    """What a load did, in one line."""
    added, changed, left, removed = (f"{sum(part.values()):,}" for part in tally.parts)
    said = say(
        "{added} added, {changed} changed, {left} left as they were", added=added, changed=changed, left=left
    )
    return f"{said}, {say('{number} taken away', number=removed)}" if tally.removed else said


def counted(tally: Any, kind: str) -> str:
    parts = (
        (tally.added, to_say("{number} added")),
        (tally.changed, to_say("{number} changed")),
        (tally.left, to_say("{number} left")),
        (tally.removed, to_say("{number} taken away")),
    )
    return ", ".join(say(words, number=f"{part[kind]:,}") for part, words in parts if part.get(kind))


@click.command()
@click.argument("campaign")
@click.argument("folder", metavar="DIR")
@click.option(
    "--with-restricted",
    is_flag=True,
    help="Restricted records and what is protected in a case too, in the clear; this is logged.",
)
def export(campaign: str, folder: str, with_restricted: bool) -> None:
    """Write CAMPAIGN as a pack into DIR, in canonical form; loading that pack changes nothing.

    Restricted records are left out, and of every case the protected name, the well-being and the risk.
    """
    database_ready()
    from headway.exchange.packs import export_pack

    actor = operator()
    found = campaign_called(campaign, actor)
    with Steps() as step:
        step(to_say("Writing the pack"))
        names = export_pack(found, Path(folder), acting_user=actor, with_restricted=with_restricted)
    click.echo(say_number("{folder}: one file", "{folder}: {number} files", len(names), folder=folder))


@click.command(name="format")
@click.argument("pack")
def format_(pack: str) -> None:
    """Rewrite PACK in its canonical form and name the files that changed."""
    folder = pack_folder(pack)
    django_ready()
    from headway.exchange.packs import format_folder

    changed = format_folder(folder)
    for name in changed:
        click.echo(folder / name)
    if not changed:
        click.echo(say("{folder}: already in canonical form", folder=folder))
