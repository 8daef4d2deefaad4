"""`headway import media|social`: exports of media and social media brought into the lake; and `headway lake`, its upkeep."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headway.cli.imports import import_
from headway.cli.ready import campaign_called, database_ready, office_called, operator
from headway.cli.steps import Steps
from headway.lib.csvtext import write_table
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say, say_number, to_say

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEW = 5


def _brings(kind: str, text: str) -> None:
    @import_.command(kind, help=text)
    @click.argument(
        "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(dir_okay=False, path_type=Path)
    )
    @click.option("--campaign", required=True, metavar="KEY", help="The campaign that the files are about.")
    @click.option("--office", default="", metavar="KEY", help="The office whose export it is.")
    @click.option(
        "--layout", default="", metavar="KEY", help="How the files are laid out, where it is not found out."
    )
    @click.option(
        "--days", type=click.Choice(["dmy", "mdy"]), help="Which comes first in days such as 03/04/2014."
    )
    @click.option(
        "--time-zone", default="", metavar="NAME", help="Where the tool's clock stood, such as Europe/Paris."
    )
    @click.option(
        "--account", default="", metavar="NAME", help="Whose posts they are, where the files do not say."
    )
    @click.option(
        "--exported", type=click.DateTime(), help="When the tool wrote the files, if that was not today."
    )
    @click.option(
        "--refused",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Where to write the rows that were refused.",
    )
    @click.option("--yes", is_flag=True, help="Write without asking.")
    def bring(files: tuple[Path, ...], **given: Any) -> None:
        bring_in(kind, files, **given)


_brings("media", to_say(
    "Bring exports of media coverage in FILE... into a campaign: Meltwater, MediaCloud, or any other table of mentions.\n\n"
    "Nothing is written before the plan was shown and agreed to. The same file again changes nothing."
))  # fmt: skip
_brings("social", to_say(
    "Bring exports of social media in FILE... into a campaign: Sprinklr, Twitter Analytics, Facebook Insights, Meta Business Suite, "
    "or any other table of posts.\n\n"
    "Nothing is written before the plan was shown and agreed to. The same file again changes nothing."
))  # fmt: skip


def bring_in(
    kind: str,
    files: Sequence[Path],
    *,
    campaign: str,
    office: str,
    yes: bool,
    refused: Path | None,
    **given: Any,
) -> None:
    """Receive, plan, ask, write."""
    database_ready()
    from headway.listen.actions import note_fault, receive_import
    from headway.listen.rules import ImportState

    actor = operator()
    shown = campaign_called(campaign, actor)
    arrived = _arrived(kind, files, office, given)
    made = receive_import(shown, arrived, acting_user=actor)
    try:
        written = _plan_and_write(made, files, actor, refused, yes=yes)
    except BaseException as fault:
        made.refresh_from_db()
        if made.state != ImportState.WRITTEN:
            said = str(fault) if isinstance(fault, HeadwayError) else type(fault).__name__
            note_fault(made, said, acting_user=actor)
        raise
    if written:
        click.echo(counted(made))


def _arrived(kind: str, files: Sequence[Path], office: str, given: dict[str, Any]) -> Any:
    from headway.listen.actions import Arrived
    from headway.listen.rules import Kind

    of = office_called(office)
    for path in files:
        if not path.is_file():
            raise HeadwayError(say("{file}: no such file", file=path))
    exported = given["exported"]
    return Arrived(
        Kind(kind), [(path.name, path) for path in files], of, layout=given["layout"], days=given["days"] or "",
        time_zone=given["time_zone"], account=given["account"],
        exported_at=exported.replace(tzinfo=UTC) if exported else None,
    )  # fmt: skip


def _plan_and_write(made: Any, files: Sequence[Path], actor: Any, refused: Path | None, *, yes: bool) -> bool:
    """Show the plan, ask, write; whether it was written."""
    from headway.listen.actions import Answer, answer_import, cancel_import, plan_import, write_import

    with _bar() as heard:
        ready = plan_import(made, acting_user=actor, paths=files, heard=heard)
    if ready is None and yes and all(one["about"] == "columns" for one in made.told["questions"]):
        columns = {file["fingerprint"]: _by_name(file) for file in made.told["files"] if file["guessed"]}
        answer_import(made, Answer(columns=columns), acting_user=actor)
        made.refresh_from_db()
        ready = plan_import(made, acting_user=actor, paths=files)
    _say_files(made)
    if ready is None:
        _refuse_to_guess(made)
    _say_plan(made, refused)
    if not yes and not click.confirm(say("Write this?"), err=True):
        cancel_import(made, acting_user=actor)
        click.echo(say("nothing was written"), err=True)
        return False
    with _bar() as heard:
        write_import(made, acting_user=actor, ready=ready, as_planned=not yes, heard=heard)
    return True


def counted(made: Any) -> str:
    """What an import came to, in one line that is the same in every language's order."""
    return say(
        "{added} added, {changed} changed, {duplicates} duplicates, {refused} refused",
        added=made.added, changed=made.changed, duplicates=made.duplicates, refused=made.refused,
    )  # fmt: skip


def _by_name(file: Any) -> dict[str, str]:
    from headway.lib.tables import folded

    return {field: folded(file["header"][places[0]]) for field, places in file["columns"].items()}


def _say_files(made: Any) -> None:
    for original, file in zip(made.originals.all(), made.told["files"], strict=True):
        signs = {"\t": say("tabs"), ",": say("commas"), ";": say("semicolons"), "|": "|", "": ""}
        told = [
            file["layout_name"],
            file["encoding"],
            signs[file["delimiter"]],
            file["days"],
            file["time_zone"],
        ]
        click.echo(f"{original.name}: {', '.join(one for one in told if one)}", err=True)


def _refuse_to_guess(made: Any) -> None:
    for question in made.told["questions"]:
        file = made.told["files"][question["file"]]
        if question["about"] == "days":
            raise HeadwayError(
                say(
                    "in this file 3/4/2015 can be read in two ways: say --days dmy (the day first) or --days mdy"
                )
            )
        for name, column in file["read_as"].items():
            click.echo(f"  {name}: {column}", err=True)
        raise HeadwayError(
            say(
                "the columns of this file are guessed as above: say --yes if that is right, or bring it in by page"
            )
        )


def _say_plan(made: Any, refused: Path | None) -> None:
    from headway.listen.queries import refusals_of

    plan = made.told["plan"]
    if plan["first"]:
        click.echo(say("from {first} to {last}", first=plan["first"], last=plan["last"]), err=True)
    told = [
        say_number("{number} of them is a copy of an article that is there", "{number} of them are copies of articles that are there", plan["copies"])
        if plan["copies"] else "",
        say_number("{number} row is passed over", "{number} rows are passed over", plan["passed_over"]) if plan["passed_over"] else "",
    ]  # fmt: skip
    for line in filter(None, told):
        click.echo(line, err=True)
    rows = refusals_of(made)
    for row in rows[:_FEW]:
        click.echo(
            say("row {row}, {column}: {reason}", row=row.row, column=row.column, reason=row.reason), err=True
        )
    if refused and rows:
        table = [
            ["file", "row", "column", "reason"],
            *([one.file, str(one.row), one.column, one.reason] for one in rows),
        ]
        refused.write_text(write_table(table), encoding="utf-8")
        click.echo(say("the rows that do not count are listed in {file}", file=refused), err=True)
    click.echo(counted(made), err=True)


@contextmanager
def _bar() -> Iterator[Callable[[int], None]]:
    """A bar in a terminal; in a pipe nothing."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    with Progress(BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), transient=True) as shown:
        task = shown.add_task("", total=1_000)
        yield lambda done: shown.update(task, completed=done)


@click.group()
def lake() -> None:
    """The files in which media mentions and social posts lie."""


@lake.command("check")
def check_lake() -> None:
    """Check that every file is whole and that sums follow from rows; exit 2 and name what does not hold."""
    database_ready()
    from headway.listen.queries import known_files, lake_faults

    with Steps() as step:
        step(to_say("Checking the lake"))
        faults = list(lake_faults())
    if faults:
        raise HeadwayError("\n".join(faults))
    count = sum(len(names) for names in known_files().values())
    click.echo(say_number("{number} file holds", "{number} files hold", count))


@lake.command("compact")
def compact() -> None:
    """Put many small files together, so that questions are answered faster; others go on reading meanwhile."""
    database_ready()
    from headway.listen.actions import compact_lake

    with Steps() as step:
        step(to_say("Putting files together"))
        count = compact_lake(acting_user=operator())
    click.echo(say_number("{number} file was put together", "{number} files were put together", count))


@lake.command("vacuum")
def vacuum() -> None:
    """Take away files that nobody reads any more and that are a day old."""
    database_ready()
    from headway.listen.actions import vacuum_lake

    count = vacuum_lake(acting_user=operator())
    click.echo(say_number("{number} file was taken away", "{number} files were taken away", count))
