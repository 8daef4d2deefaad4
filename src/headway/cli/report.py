"""`headway report`: the Impact and Learning Report as files, each of them whole or absent."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from headway.cli.ready import campaign_called, database_ready, operator
from headway.cli.steps import Steps
from headway.lib.tongue import say, to_say

FORMATS = ("html", "pdf", "docx")
LANGUAGES = ("en", "fr", "es", "ar")
PROFILES = ("internal", "public")


def chosen_formats(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """`html,pdf` as a tuple, doubles dropped; a usage error names what is no format."""
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    if wrong := [part for part in chosen if part not in FORMATS]:
        raise click.BadParameter(
            say('"{wrong}" is none of {formats}', wrong=wrong[0], formats=", ".join(FORMATS))
        )
    if not chosen:
        raise click.BadParameter(say("name at least one of {formats}", formats=", ".join(FORMATS)))
    return chosen


@click.command()
@click.argument("campaign")
@click.option(
    "--out", "folder", metavar="DIR", required=True, help="Folder to write into; made where it is missing."
)
@click.option(
    "--format", "formats", metavar="LIST", default=",".join(FORMATS), callback=chosen_formats, show_default=True,
    help="One or more of html, pdf, docx, with commas between.",
)  # fmt: skip
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True,
    help="Language of headings, labels and fixed words.",
)  # fmt: skip
@click.option(
    "--profile", type=click.Choice(PROFILES), default="internal", show_default=True,
    help="Who may read it: public leaves out what was not cleared for publication.",
)  # fmt: skip
def report(campaign: str, folder: str, formats: tuple[str, ...], language: str, profile: str) -> None:
    """Write the report of CAMPAIGN into a folder and print the paths of its files."""
    database_ready()
    with Steps() as step:
        for path in write_report(campaign, Path(folder), formats, language, profile, step):
            click.echo(path)


def write_report(
    campaign: str, folder: Path, formats: tuple[str, ...], language: str, profile: str, step: Steps
) -> list[Path]:
    """Build every format before the first file is written, so that the files belong together."""
    from headway.report.build import build_report

    actor = operator()
    campaign_called(campaign, actor)
    step(say("Building the report ({formats})", formats=", ".join(formats)))
    files = build_report(campaign, acting_user=actor, language=language, profile=profile, formats=formats)
    step(to_say("Writing the files"))
    return write_files(folder, files)


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Put each file in its place whole: a full disk or a kill leaves what was there before."""
    folder.mkdir(parents=True, exist_ok=True)
    drafts: list[tuple[str, Path]] = []
    try:
        for name, content in files.items():
            handle, draft = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
            drafts.append((draft, folder / name))
            with os.fdopen(handle, "wb") as out:
                out.write(content)
            os.chmod(draft, 0o644)
        for draft, place in drafts:
            os.replace(draft, place)
    except OSError as error:
        for draft, _ in drafts:
            Path(draft).unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(folder)) from None
    return [place for _, place in drafts]
