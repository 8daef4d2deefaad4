"""`headway publish`: put the report of a campaign before everybody, or take it back."""

from __future__ import annotations

from typing import Any

import click

from headway.cli.ready import campaign_called, database_ready, operator
from headway.lib.tongue import say


@click.command()
@click.argument("campaign")
@click.option("--withdraw", is_flag=True, help="Take the published edition back; none stands in its place.")
def publish(campaign: str, withdraw: bool) -> None:
    """Publish the report of CAMPAIGN as it stands now: everybody who reaches the site can read that edition.

    Loading a pack publishes nothing. The edition is of the public profile and stays as it was published until the next.
    """
    database_ready()
    from headway.report.actions import publish_edition, withdraw_edition

    actor = operator()
    found = campaign_called(campaign, actor)
    if withdraw:
        edition = withdraw_edition(found, acting_user=actor)
        click.echo(
            say(
                "{campaign}: edition {number} is withdrawn; nobody outside can read it",
                campaign=found.key,
                number=edition.number,
            )
        )
        return
    tell_published(publish_edition(found, acting_user=actor))


def tell_published(edition: Any) -> None:
    """What was published, and what changed in it since the edition before."""
    key = edition.campaign.key
    click.echo(
        say(
            "{campaign}: edition {number} is published; everybody who reaches the site can read it",
            campaign=key,
            number=edition.number,
        )
    )
    if edition.counts:
        click.echo(
            say("since the edition before: {added} added, {changed} changed, {gone} gone", **edition.counts)
        )
    click.echo(say("fingerprint of its facts: {digest}", digest=edition.digest))
