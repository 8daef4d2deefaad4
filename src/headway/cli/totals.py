"""`headway totals`: what figures come to, as far as their measures allow."""

from __future__ import annotations

import json
from typing import Any

import click

from headway.cli.ready import campaign_called, database_ready, operator
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

BY = ("office", "period", "case", "target", "country")
FORMATS = ("table", "csv", "json")


def chosen_groups(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """`office,period` as a tuple; a usage error names what is none of the four."""
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    if wrong := [part for part in chosen if part not in BY]:
        raise click.BadParameter(say('"{wrong}" is none of {known}', wrong=wrong[0], known=", ".join(BY)))
    return chosen


@click.command()
@click.argument("campaign")
@click.option(
    "--measure", default="", metavar="KEY", help="One measure alone; without it, every one that has figures."
)
@click.option(
    "--by", "groups", default="", metavar="LIST", callback=chosen_groups,
    help="Groups: one or more of office, period, case, target, country, with commas between.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True,
    help="A table to read, or CSV or JSON for other programs.",
)  # fmt: skip
def totals(campaign: str, measure: str, groups: tuple[str, ...], form: str) -> None:
    """Print what the figures of CAMPAIGN come to.

    What may not be added is not: people are given as a range, shares are divided anew or refused, and what might have
    been reached is given from the smallest to the largest.
    """
    database_ready()
    from headway.collect.queries import measure_by_key, rows_of_totals
    from headway.collect.queries import totals as totals_of
    from headway.collect.rules import By

    shown = campaign_called(campaign, operator())
    if measure and measure_by_key(shown, measure) is None:
        raise HeadwayError(say('there is no measure "{key}" in {campaign}', key=measure, campaign=campaign))
    found = totals_of(shown, [By(one) for one in groups], measure)
    if form == "json":
        click.echo(json.dumps(rows_of_totals(found), ensure_ascii=False, indent=1))
    elif form == "csv":
        from headway.collect.queries import TOTAL_COLUMNS
        from headway.lib.csvtext import write_table

        rows = rows_of_totals(found)
        click.echo(write_table([TOTAL_COLUMNS, *(list(row.values()) for row in rows)]), nl=False)
    else:
        _print_table(found)


def _print_table(found: Any) -> None:
    """The lines for a reader, in their language; each result with why it is no single number."""
    from rich.console import Console
    from rich.table import Table

    from headway.collect.words import said_group, said_result, why_result
    from headway.pages.speech import speech
    from headway.pages.wording import wording

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(say("Measure"))
    for one in found.by:
        table.add_column(wording(one))
    table.add_column(say("Result"), justify="right")
    table.add_column(say("Unit"))
    table.add_column(say("Why"), style="dim")
    for line in found.lines:
        groups = [
            said_group(one, key, found.names.get(one, {}))
            for one, key in zip(found.by, line.group, strict=True)
        ]
        is_share = line.measure.additivity == "ratio"
        said = said_result(line.result, is_share=is_share) or "–"
        unit = line.currency or speech().say(line.measure.unit)
        table.add_row(
            speech().say(line.measure.name), *groups, said, unit, "; ".join(why_result(line.result))
        )
    Console(soft_wrap=True, highlight=False, markup=False).print(table)
