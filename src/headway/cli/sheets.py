"""`headway form` and `headway upload`: the form of an office's period as a workbook, there and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from headway.cli.packs import told
from headway.cli.ready import campaign_called, database_ready, operator
from headway.lib.problems import HeadwayError, Refused
from headway.lib.tongue import LANGUAGES, say, say_number

_SAID = 20


@click.command()
@click.argument("office", metavar="OFFICE")
@click.argument("period", metavar="PERIOD")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--campaign", required=True, metavar="KEY", help="The campaign that the office takes part in.")
@click.option("--language", type=click.Choice(LANGUAGES), help="In which language; else in the office's own.")
def form(office: str, period: str, file: Path, campaign: str, language: str | None) -> None:
    """Write the form of an office's period to FILE, as a workbook with what is entered already."""
    database_ready()
    from headway.collect.forms.sheets.making import form_of_period
    from headway.collect.queries.returns import place_of_return

    actor = operator()
    shown = campaign_called(campaign, actor)
    place = place_of_return(shown, actor, office, period)
    if place is None:
        raise HeadwayError(
            say("{campaign} has no office {office} or no period {period}", campaign=campaign, office=office, period=period)
        )  # fmt: skip
    spoken = language or next(
        (one for one in (place.office.language, shown.language) if one in LANGUAGES), "en"
    )
    content = form_of_period(shown, actor, place, spoken)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise HeadwayError(say("{file} cannot be written: {why}", file=file, why=error.strerror)) from None
    click.echo(str(file))


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--campaign", required=True, metavar="KEY", help="The campaign that the form is of.")
@click.option("--check", is_flag=True, help="Say what would be written, and write nothing.")
@click.option(
    "--refused", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the rows that are refused, to mend them."
)  # fmt: skip
def upload(file: Path, campaign: str, check: bool, refused: Path | None) -> None:
    """Bring in FILE, the form of a period that an office filled in.

    Rows that are refused are told with sheet, cell and reason; the others are written, all or none. The same file again
    changes nothing.
    """
    database_ready()
    from headway.collect.actions import write_sheet
    from headway.collect.forms.sheets.making import form_of_refused, plan_of, read_sent

    actor = operator()
    shown = campaign_called(campaign, actor)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise HeadwayError(say("{file} cannot be read: {why}", file=file, why=error.strerror)) from None
    sent = read_sent(content, file.name, shown, actor)
    if check:
        plan = plan_of(sent, actor)
        click.echo(_said(plan))
    else:
        plan, tally = write_sheet(
            shown, sent.place.office, sent.keys(), lambda: plan_of(sent, actor), acting_user=actor
        )
        click.echo(f"{shown.key}: {told(tally)}")
    for one in plan.wrong[:_SAID]:
        click.echo(f"{one.sheet} {one.cell}: {one.reason}", err=True)
    if refused and plan.wrong:
        refused.write_bytes(form_of_refused(sent, plan, actor))
    if plan.wrong:
        raise Refused(_how_many(plan))


def _said(plan: Any) -> str:
    return say(
        "would add {added} and change {changed}; {left} unchanged; nothing was written",
        added=plan.added, changed=plan.changed, left=plan.unchanged,
    )  # fmt: skip


def _how_many(plan: Any) -> str:
    return say_number("{number} row is refused", "{number} rows are refused", plan.refused)
