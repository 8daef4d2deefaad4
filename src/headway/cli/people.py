"""`headway invite`: the first administrator of an installation, and anybody else who should join."""

from __future__ import annotations

import click

from headway.cli.ready import database_ready, operator
from headway.lib.tongue import say

ROLES = ("contributor", "researcher", "core-team", "reader", "administrator")
LANGUAGES = ("en", "fr", "es", "ar")


@click.command()
@click.argument("email")
@click.option(
    "--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What they may do here."
)
@click.option("--office", default="", metavar="KEY", help="The office that a contributor writes for.")
@click.option(
    "--country", default="", metavar="CODE", help="The country of a researcher, in two letters (ISO 3166)."
)
@click.option("--name", default="", help="What they are called; they can change it.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language in which the link speaks to them.")
def invite(email: str, role: str, office: str, country: str, name: str, language: str | None) -> None:
    """Invite EMAIL and print the link by which they join; it works once, within seven days.

    Whoever is invited already gets a new link; the old one works no more.
    """
    database_ready()
    from django.conf import settings

    from headway.movement.actions import invite_person, renew_invitation
    from headway.movement.queries import checked_address, visible_invitations
    from headway.movement.rules import Held, Role
    from headway.movement.sign_in.mail import link_of

    actor, address = operator(), checked_address(email)
    waiting = visible_invitations(actor).filter(email=address).first()
    if waiting:
        invited = renew_invitation(waiting, acting_user=actor)
    else:
        held = Held(Role(role), office, country.upper())
        invited = invite_person(address, roles=[held], acting_user=actor, name=name, language=language or "")
    click.echo(link_of(invited, settings.SITE_ADDRESS))
    click.echo(say("give this link to {email} and to nobody else", email=address), err=True)
