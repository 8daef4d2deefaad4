"""The `headway` command: what it offers, and how each of its runs ends. Nothing here imports Django."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Iterator, Sequence

import click

from headway import __version__
from headway.cli.ask import ask
from headway.cli.demo import demo
from headway.cli.faults import BROKEN_PIPE, INTERRUPTED, exit_code, explain
from headway.cli.imports import import_
from headway.cli.listening import lake
from headway.cli.operate import audit, backup, files, keys, restore, upgrade
from headway.cli.packs import check, export, format_, load
from headway.cli.people import invite
from headway.cli.planned import media_plan
from headway.cli.publish import publish
from headway.cli.report import report
from headway.cli.serve import serve
from headway.cli.sheets import form, upload
from headway.cli.surveys import surveys
from headway.cli.totals import totals
from headway.cli.worker import worker
from headway.lib.problems import HeadwayError
from headway.lib.tongue import CATALOGS, DOMAIN, language_of, say


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="headway", message="%(prog)s %(version)s")
def headway() -> None:
    """Monitoring, evaluation and learning for campaigns that many offices run together.

    Data lives under HEADWAY_HOME, in SQLite unless DATABASE_URL names a PostgreSQL database.
    """


for command in (
    demo, check, load, export, format_, report, publish, totals, ask, media_plan, form, upload, import_, lake, serve, worker, audit, files, keys, backup, restore, upgrade, invite,
):  # fmt: skip
    headway.add_command(command)
import_.add_command(surveys)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 2 a person can mend it, 1 a fault of ours, 130 interrupted."""
    _print_any_name()
    speak_of(headway)
    try:
        return int(headway.main(list(arguments), prog_name="headway", standalone_mode=False) or 0)
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.UsageError as wrong:
        click.echo(f"headway: {wrong.format_message()}", err=True)
        if wrong.ctx is not None:
            click.echo(say("see: {command_path} --help", command_path=wrong.ctx.command_path), err=True)
        return wrong.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return BROKEN_PIPE
    except Exception as error:
        if not isinstance(error, HeadwayError) and _wants_trace():
            sys.excepthook(type(error), error, error.__traceback__)
        click.echo(explain(error), err=True)
        return exit_code(error)


def speak_of(command: click.Command) -> None:
    """Say what the command and all below it offer in the language of whoever reads it; Click's own words with them."""
    os.environ["LANGUAGE"] = language_of(os.environ)
    gettext.bindtextdomain(DOMAIN, str(CATALOGS))
    gettext.textdomain(DOMAIN)
    for one in commands_of(command):
        one.help = say(one.help) if one.help else one.help
        for parameter in one.params:
            if isinstance(parameter, click.Option) and parameter.help:
                parameter.help = say(parameter.help)


def commands_of(command: click.Command) -> Iterator[click.Command]:
    """The command and all below it."""
    yield command
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from commands_of(below)


def _wants_trace() -> bool:
    return os.environ.get("HEADWAY_DEBUG", "").lower() in {"1", "true", "yes", "on"}


def _print_any_name() -> None:
    """Names of files may hold bytes that are no text; they are printed escaped, not refused."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    """Whoever read the output has gone: what is still to be written goes nowhere."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    os.close(sink)
