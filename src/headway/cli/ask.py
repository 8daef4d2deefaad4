"""`headway ask`: what the imported mentions and posts answer."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import click

from headway.cli.ready import campaign_called, database_ready, operator
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

FORMATS = ("table", "csv", "json")


def _split(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """`country,month` as a tuple; a dimension may be written with a hyphen."""
    given = (part.strip().lower().replace("-", "_") for part in value.split(","))
    return tuple(dict.fromkeys(part for part in given if part))


def _day(context: click.Context, parameter: click.Parameter, value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(say('"{value}" is no day such as 2014-05-13', value=value)) from None


@click.command()
@click.argument("campaign")
@click.argument("question", default="")
@click.option(
    "--by", "by", default="", metavar="LIST", callback=_split,
    help="Dimensions to split the answer by, with commas between.",
)  # fmt: skip
@click.option("--from", "since", default="", metavar="DAY", callback=_day, help="Only from this day on.")
@click.option("--to", "until", default="", metavar="DAY", callback=_day, help="Only until this day.")
@click.option(
    "--days", type=click.IntRange(1, 366), default=7, show_default=True,
    help="How many days after each moment are compared.",
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(0, 100_000), default=0,
    help="At most so many rows; of best posts, so many each (10 where nothing is said).",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True,
    help="A table to read, or CSV or JSON for other programs.",
)  # fmt: skip
def ask(
    campaign: str, question: str, by: tuple[str, ...], since: date | None, until: date | None, days: int,
    limit: int, form: str,
) -> None:  # fmt: skip
    """Answer a QUESTION from the mentions and posts that CAMPAIGN has imported; without one, list the questions.

    Mentions, articles and outlets are three numbers. Reach and followers are never added, rates are divided anew, and
    what was paid for stands apart.
    """
    database_ready()
    from headway.listen.queries.asking import Asking, ask_lake, sayer_of

    actor = operator()
    shown = campaign_called(campaign, actor)
    if not question:
        _list_questions()
        return
    if since and until and since > until:
        raise HeadwayError(say("the days run backwards: --from is after --to"))
    asking = Asking(by=by, since=since, until=until, days=days, limit=limit)
    found = ask_lake(shown, question, asking, actor)
    if form == "table":
        _print_table(found, sayer_of(shown))
    else:
        click.echo(_as_json(found) if form == "json" else _as_csv(found), nl=form == "json")


def _list_questions() -> None:
    from headway.lake.questions import QUESTIONS
    from headway.listen.words import question_in_words

    rows = [
        (one.key, question_in_words(one.key), ", ".join(one.dimensions))
        for one in QUESTIONS.values()
    ]  # fmt: skip
    show_table([say("Question"), say("What it answers"), say("Split by")], rows, numbers=0)


def _as_json(found: Any) -> str:
    told = {
        "question": found.question.key,
        "by": list(found.by),
        "additivity": {one.key: str(one.additivity) for one in found.question.measures},
        "made_up": found.made_up,
        "rows": [{name: row.get(name) for name in found.header} for row in found.rows],
        "whole": [dict(row) for row in found.whole],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)


def _as_csv(found: Any) -> str:
    from headway.lib.csvtext import write_table

    made_up = "yes" if found.made_up else "no"
    rows = [
        [*("" if row.get(name) is None else str(row[name]) for name in found.header), made_up]
        for row in found.rows
    ]
    return write_table([(*found.header, "made_up"), *rows])


def _print_table(found: Any, sayer: Any) -> None:
    from headway.listen.words import column_in_words, dimension_in_words, made_up_note

    split = found.header[: len(found.header) - len(found.question.columns)]
    heads = [*map(dimension_in_words, split), *map(column_in_words, found.question.columns)]
    rows = [_cells(found, sayer, split, row) for row in found.rows]
    if found.by != found.question.always:
        rows += [_cells(found, sayer, split, row, whole=True) for row in found.whole]
    if found.made_up:
        click.echo(made_up_note())
    show_table(heads, rows, numbers=len(found.question.columns))


def _cells(found: Any, sayer: Any, split: Any, row: Any, *, whole: bool = False) -> list[str]:
    said = [say("all") if whole and name not in row else sayer.value(name, row.get(name)) for name in split]
    return [*said, *(sayer.cell(name, row.get(name)) for name in found.question.columns)]


def show_table(heads: Any, rows: Any, *, numbers: int) -> None:
    """Columns as wide as they need; the last `numbers` of them run to the right."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for at, head in enumerate(heads):
        table.add_column(head, justify="right" if at >= len(heads) - numbers and numbers else "left")
    for row in rows:
        table.add_row(*row)
    # A pipe has no width of its own; what is read from it may be long.
    width = None if sys.stdout.isatty() else 240
    Console(soft_wrap=True, highlight=False, markup=False, width=width).print(table)
