"""`headway import surveys`: results of surveys, from tables of results or from files of respondents, of whom only counts are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from headway.cli.listening import counted
from headway.cli.ready import campaign_called, database_ready, office_called, operator
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say, say_number, to_say

_FEW = 5


@click.command("surveys", help=to_say(
    "Bring results of surveys in FILE... into a campaign: a table of results (question, answer, share, n, country, from, to) as CSV "
    "or XLSX, or a row for each person as CSV, XLSX or SPSS (.sav).\n\n"
    "Of people only counts are kept. Nothing is written before the plan was shown and agreed to. The same file again changes nothing."
))  # fmt: skip
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(dir_okay=False, path_type=Path)
)
@click.option("--campaign", required=True, metavar="KEY", help="The campaign that the files are about.")
@click.option("--office", default="", metavar="KEY", help="The office that brings them in.")
@click.option(
    "--from",
    "began",
    type=click.DateTime(["%Y-%m-%d"]),
    help="When asking began, where the file does not say.",
)
@click.option(
    "--to", "ended", type=click.DateTime(["%Y-%m-%d"]), help="When asking ended, where the file does not say."
)
@click.option(
    "--country", default="", metavar="NAME", help="The country of all of it, or the column that tells it."
)
@click.option("--weight", default="", metavar="COLUMN", help="The column of the weight of each person.")
@click.option(
    "--questions",
    default="",
    metavar="COLUMN,...",
    help="Which columns are questions, in a file with a row for each person.",
)
@click.option(
    "--days", type=click.Choice(["dmy", "mdy"]), help="Which comes first in days such as 03/04/2014."
)
@click.option(
    "--refused",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the rows that were refused.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
def surveys(
    files: tuple[Path, ...], campaign: str, office: str, refused: Path | None, yes: bool, **given: Any
) -> None:
    """Read, plan, ask, write."""
    database_ready()
    from django.utils import timezone

    from headway.lib.surveyfiles import read_survey
    from headway.listen.actions import cancel_surveys, receive_surveys, write_surveys

    actor = operator()
    shown = campaign_called(campaign, actor)
    asked = _asked(given)
    found = [read_survey(path, asked, today=timezone.localdate()) for path in files]
    made = receive_surveys(shown, found, office_called(office), acting_user=actor)
    _say_plan(made, refused)
    try:
        agreed = yes or click.confirm(say("Write this?"), err=True)
    except click.Abort:
        cancel_surveys(made, acting_user=actor)
        raise
    if not agreed:
        cancel_surveys(made, acting_user=actor)
        click.echo(say("nothing was written"), err=True)
        return
    click.echo(counted(write_surveys(made, acting_user=actor)))


def _asked(given: dict[str, Any]) -> Any:
    from headway.lib.respondents import Respondents

    began, ended = (given[name].date() if given[name] else None for name in ("began", "ended"))
    if began and ended and ended < began:
        raise HeadwayError(say("--to lies before --from"))
    questions = tuple(one.strip() for one in given["questions"].split(",") if one.strip())
    return Respondents(given["country"], given["weight"], questions, began, ended, given["days"] or "")


def _say_plan(made: Any, refused: Path | None) -> None:
    from headway.lib.csvtext import write_table
    from headway.listen.queries.surveys import polls_planned
    from headway.listen.words import reason_of_survey

    polls, rows = polls_planned(made), made.told["refused"]
    for poll in polls[:_FEW]:
        click.echo(f"{poll.question} · {poll.country} · {poll.began} – {poll.ended} · n = {poll.n}", err=True)
    if len(polls) > _FEW:
        click.echo(say_number("and {number} more", "and {number} more", len(polls) - _FEW), err=True)
    for row in rows[:_FEW]:
        said = reason_of_survey(row["kind"], row["text"])
        click.echo(
            say("row {row}, {column}: {reason}", row=row["row"], column=row["column"], reason=said), err=True
        )
    if refused and rows:
        table = [
            [one["file"], str(one["row"]), one["column"], reason_of_survey(one["kind"], one["text"])]
            for one in rows
        ]
        refused.write_text(write_table([["file", "row", "column", "reason"], *table]), encoding="utf-8")
        click.echo(say("the rows that do not count are listed in {file}", file=refused), err=True)
    click.echo(counted(made), err=True)
