"""`headway import`: totals out of what other tools export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from headway.cli.packs import told
from headway.cli.ready import campaign_called, database_ready, operator
from headway.cli.steps import Steps
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say, say_number, to_say


@click.group("import")
def import_() -> None:
    """Bring in numbers from what other tools export."""


@import_.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--campaign", required=True, metavar="KEY", help="The campaign for which people acted.")
@click.option("--office", required=True, metavar="KEY", help="The office that collected the signatures.")
@click.option(
    "--kind", required=True, metavar="KEY", help="The kind of activity, as the campaign's pack calls it."
)
@click.option(
    "--measure", required=True, metavar="KEY", help="The measure that counts a signature or an action."
)
@click.option("--case", default="", metavar="KEY", help="The case that all of them are about.")
@click.option("--target", default="", metavar="KEY", help="Whom all of them address.")
@click.option("--name", default="", metavar="TEXT", help="The petition, where the file does not name it.")
@click.option(
    "--days", type=click.Choice(["dmy", "mdy"]), help="Which comes first in days such as 03/04/2014."
)
@click.option(
    "--delivery-kind", default="", metavar="KEY", help="The kind of activity that hands signatures over."
)
@click.option(
    "--delivered-measure", default="", metavar="KEY", help="The measure that counts what was handed over."
)
@click.option(
    "--refused",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the rows that do not count.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def actions(
    file: Path, campaign: str, refused: Path | None, dry_run: bool, name: str, days: str | None, **into: str
) -> None:
    """Bring totals of petitions and actions in FILE into a campaign, by country of origin.

    FILE is an export of Action Network or Engaging Networks, or a table of totals (petition, country, signatures). Names and
    addresses are never stored. The same file again changes nothing.
    """
    database_ready()
    from headway.lib.actionfiles import read_actions

    actor = operator()
    shown = campaign_called(campaign, actor)
    with Steps() as step:
        step(to_say("Reading the file"))
        found = read_actions(file, name=name, days=days or "")
    _say_what(found)
    if refused and found.refused:
        _write_refused(refused, found)
    written = _bring_in(shown, found, into, actor, dry_run=dry_run)
    click.echo(written)


@import_.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--campaign", required=True, metavar="KEY", help="The campaign that the site is about.")
@click.option("--office", required=True, metavar="KEY", help="The office whose site it is.")
@click.option("--visits", default="", metavar="KEY", help="The measure of visits (sessions), which add up.")
@click.option("--views", default="", metavar="KEY", help="The measure of pages seen, which add up.")
@click.option("--events", default="", metavar="KEY", help="The measure of events or actions, which add up.")
@click.option(
    "--visitors", default="", metavar="KEY", help="The measure of visitors (users), who do not add up."
)
@click.option(
    "--days", type=click.Choice(["dmy", "mdy"]), help="Which comes first in days such as 03/04/2014."
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def analytics(
    file: Path, campaign: str, office: str, days: str | None, dry_run: bool, **measures: str
) -> None:
    """Bring the totals of a site in FILE into a campaign, period by period.

    FILE is an export of Google Analytics or Matomo with a row a day. Visits, views and events are added up. Visitors are not:
    of each period the largest day is kept, as "at least".
    """
    wanted = {kind: key for kind, key in measures.items() if key}
    if not wanted:
        raise click.UsageError(say("name a measure with --visits, --views, --events or --visitors"))
    database_ready()
    from headway.collect.actions import import_actions, plan_days
    from headway.lib.analyticsfiles import read_days

    actor = operator()
    shown = campaign_called(campaign, actor)
    found = read_days(file, days=days or "")
    if missing := [kind for kind in wanted if kind not in found.kinds]:
        raise HeadwayError(say("{file} has no column of {kind}", file=file.name, kind=missing[0]))
    for line, column, reason in found.refused[:5]:
        click.echo(say("line {line}, {column}: {reason}", line=line, column=column, reason=reason), err=True)
    plan = plan_days(shown, found, office, wanted)
    if dry_run:
        click.echo(
            say(
                "would write: {activities} activities, {figures} figures; nothing was written",
                activities=0,
                figures=len(plan.figures),
            )
        )
        return
    click.echo(f"{shown.key}: {told(import_actions(shown, plan, tool='analytics', acting_user=actor))}")


def _bring_in(campaign: Any, found: Any, into: dict[str, str], actor: Any, *, dry_run: bool) -> str:
    from pydantic import ValidationError

    from headway.collect.actions import ImportInto, import_actions, plan_import

    into["activity_kind"] = into.pop("kind")
    try:
        plan = plan_import(campaign, found, ImportInto(**into))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise HeadwayError(f"{place}: {first['msg'].removeprefix('Value error, ')}") from None
    if dry_run:
        return say(
            "would write: {activities} activities, {figures} figures; nothing was written",
            activities=len(plan.activities), figures=len(plan.figures),
        )  # fmt: skip
    return f"{campaign.key}: {told(import_actions(campaign, plan, tool=found.tool, acting_user=actor))}"


def _say_what(found: Any) -> None:
    for petition in sorted(found.petitions.values(), key=lambda one: one.name):
        count = say_number("{number} signature", "{number} signatures", petition.signatures)
        countries = say_number(
            "{number} country", "{number} countries", len([one for one in petition.by_country if one])
        )
        click.echo(f"{petition.name}: {count}, {countries}")
    for number, one, many in (
        (
            found.others,
            to_say("{number} row is no action and was passed over"),
            to_say("{number} rows are no actions and were passed over"),
        ),
        (
            found.doubled,
            to_say("{number} row is of somebody who signed before"),
            to_say("{number} rows are of people who signed before"),
        ),
        (len(found.refused), to_say("{number} row does not count"), to_say("{number} rows do not count")),
    ):
        if number:
            click.echo(say_number(one, many, number), err=True)
    for row in found.refused[:5]:
        click.echo(
            say("line {line}, {column}: {reason}", line=row.line, column=row.column, reason=row.reason),
            err=True,
        )


def _write_refused(path: Path, found: Any) -> None:
    from headway.lib.actionfiles import refusals
    from headway.lib.csvtext import write_table

    path.write_text(write_table(list(refusals(found))), encoding="utf-8")
    click.echo(say("the rows that do not count are listed in {file}", file=path), err=True)
