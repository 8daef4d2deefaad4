"""`headway media-plan`: what was planned to be heard of a campaign, beside what was counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from headway.cli.ask import FORMATS, show_table
from headway.cli.ready import campaign_called, database_ready, operator
from headway.lib.tongue import say

COLUMNS = ("target", "moment", "period", "from", "to", "counts", "reach", "planned", "counted", "met")


@click.command("media-plan")
@click.argument("campaign")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True,
    help="A table to read, or CSV or JSON for other programs.",
)  # fmt: skip
def media_plan(campaign: str, form: str) -> None:
    """Print what CAMPAIGN planned to be heard of in the media, beside what its imported mentions come to.

    Each number is held against its own count, over the days of its moment or period. Published totals are not compared.
    """
    database_ready()
    from django.utils import timezone

    from headway.lake.questions import Family
    from headway.listen.queries.asking import lake_of
    from headway.listen.queries.planned import plans_of

    actor = operator()
    shown = campaign_called(campaign, actor)
    lake = lake_of(shown, actor)
    plans = plans_of(shown, lake, timezone.localdate())
    if form == "table":
        _print(plans, lake)
        return
    made_up = any(plan.was_counted for plan in plans) and lake.is_made_up(Family.MEDIA)
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(plans)]
    if form == "json":
        click.echo(json.dumps({"made_up": made_up, "rows": rows}, ensure_ascii=False, indent=1))
    else:
        from headway.lib.csvtext import write_table

        lines = [["" if row[name] is None else str(row[name]) for name in COLUMNS] for row in rows]
        said = "yes" if made_up else "no"
        click.echo(write_table([(*COLUMNS, "made_up"), *((*line, said) for line in lines)]), nl=False)


def _rows(plans: Any) -> Iterator[tuple[Any, ...]]:
    for plan in plans:
        held, days = plan.target, plan.window
        for one in plan.numbers:
            yield (
                held.key, held.moment.key if held.moment else "", held.period.key if held.period else "",
                days.begins.isoformat() if days else None, days.ends.isoformat() if days else None,
                one.what, str(one.reach or ""), one.planned, one.counted, str(one.met),
            )  # fmt: skip


def _print(plans: Any, lake: Any) -> None:
    from headway.lake.questions import Family
    from headway.listen.words import made_up_note, planned_in_words, why_not_compared
    from headway.pages.speech import speech
    from headway.pages.wording import wording

    here = speech()
    if not plans:
        click.echo(say("nothing is planned: a plan stands in media-targets.yaml, or is entered on the site"))
        return
    has_rows = lake.has(Family.MEDIA)
    if has_rows and lake.is_made_up(Family.MEDIA):
        click.echo(made_up_note())
    if not has_rows:
        click.echo(why_not_compared(has_rows=False, has_days=True))
    rows = [
        (
            here.say(plan.name), planned_in_words(one.what, one.reach), wording(one.met), here.number(one.planned),
            "–" if one.counted is None else here.number(one.counted),
        )
        for plan in plans
        for one in plan.numbers
    ]  # fmt: skip
    heads = [say("When"), say("What is counted"), say("How it was met"), say("Planned"), say("Counted")]
    show_table(heads, rows, numbers=2)
