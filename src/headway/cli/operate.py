"""Looking after an installation: the log verified, backups made and restored, the database brought up to date."""

from __future__ import annotations

from pathlib import Path

import click

from headway.cli.ready import database_ready, django_ready, operator, restore_ready
from headway.cli.steps import Steps
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say, say_number, to_say


@click.group()
def audit() -> None:
    """The log of every write."""


@audit.command()
def verify() -> None:
    """Check the chain of the log, entry by entry; exit 2 and name the first that does not hold."""
    database_ready()
    from headway.audit.queries import first_broken_entry, head

    with Steps() as step:
        step(to_say("Verifying the log"))
        broken = first_broken_entry()
    if broken:
        raise HeadwayError(say("the log is broken at entry {seq}: {why}", seq=broken.seq, why=broken.why))
    seq, link = head()
    click.echo(
        say("{seq} entries hold; the last has the link {link}", seq=f"{seq:,}", link=link)
        if seq
        else say("the log is empty")
    )


@click.group()
def files() -> None:
    """Photos and documents, as they lie on the disk."""


@files.command("check")
def check_files() -> None:
    """Open each attachment and compare it with what was kept; name those that are missing or damaged, and exit 2."""
    database_ready()
    from headway.exchange.files import look_at_files

    with Steps() as step:
        step(to_say("Opening the files"))
        told = look_at_files(acting_user=operator())
    for line in told.faults:
        click.echo(line)
    if told.faults:
        raise HeadwayError(
            say(
                "{faulty} of {files} files are missing or damaged: bring them back from a backup into the folder files",
                faulty=f"{len(told.faults):,}", files=f"{told.files:,}",
            )
        )  # fmt: skip
    click.echo(say("{files} files are as they were kept", files=f"{told.files:,}"))


def _warn_of(missing: tuple[str, ...]) -> None:
    for line in missing:
        click.echo(say("warning: {said}", said=line), err=True)


@click.group()
def keys() -> None:
    """The keys that seal what is restricted."""


@keys.command("show")
def show_keys() -> None:
    """Say which keys seal how much, and where they lie."""
    database_ready()
    from headway.exchange.rotate import keys_folder, sealed_with

    with Steps() as step:
        step(to_say("Counting what is sealed"))
        found = sealed_with()
    for key, (texts, files) in found.items():
        click.echo(
            say(
                "seal-{key}: {texts} texts and {files} files", key=key, texts=f"{texts:,}", files=f"{files:,}"
            )
        )
    click.echo(_keep_a_copy(keys_folder()))


@keys.command("rotate")
def rotate_keys() -> None:
    """Make a new key, and seal with it all that older ones sealed; others go on working meanwhile.

    Older keys stay: backups that were made before need them.
    """
    database_ready()
    from headway.exchange.rotate import keys_folder, rotate_seals

    with Steps() as step:
        told = rotate_seals(acting_user=operator(), progress=step)
    click.echo(
        say(
            "seal-{key} seals from now on; {texts} texts and {files} files were sealed anew",
            key=told.key, texts=f"{told.texts:,}", files=f"{told.files:,}",
        )
    )  # fmt: skip
    click.echo(_keep_a_copy(keys_folder()))


def _keep_a_copy(folder: Path) -> str:
    return say(
        "keep a copy of {folder} elsewhere, made after the last change: without it all that is sealed is lost for good",
        folder=folder,
    )


@click.command()
@click.argument("file")
def backup(file: str) -> None:
    """Write database, files and lake together into FILE, encrypted; others go on working meanwhile.

    The keys are not in it: keep a copy of the folder `keys` elsewhere.
    """
    database_ready()
    from headway.exchange.backup import write_backup

    with Steps() as step:
        told = write_backup(Path(file), acting_user=operator(), progress=step)
    click.echo(
        say(
            "{file}: {rows} rows of {tables} tables and {files} files, {bytes} bytes",
            file=file,
            rows=f"{told.rows:,}",
            tables=told.tables,
            files=f"{told.files:,}",
            bytes=f"{told.bytes:,}",
        )
    )
    _warn_of(told.missing)
    click.echo(
        say("the log ends at entry {seq} with the link {link}", seq=f"{told.seq:,}", link=told.link)
        if told.seq
        else say("the log is empty")
    )


@click.command()
@click.argument("file")
@click.option(
    "--replace", is_flag=True, help="Restore although there is data here, which is set aside first."
)
def restore(file: str, replace: bool) -> None:
    """Bring back what FILE holds. All of it is checked before anything is touched.

    Copy the folder `keys` of the installation that made it into HEADWAY_HOME first.
    """
    restore_ready()
    from headway.exchange.restore import restore_backup

    with Steps() as step:
        told = restore_backup(Path(file), replace=replace, progress=step)
    click.echo(
        say(
            "restored {rows} rows and {files} files, backed up {made} by headway {version}",
            rows=f"{told.rows:,}",
            files=f"{told.files:,}",
            made=told.made,
            version=told.version,
        )
    )
    _warn_of(told.missing)
    for path in told.aside:
        click.echo(say("what was here before is in {path}", path=path))
    if told.broken:
        raise HeadwayError(
            say(
                "all was restored, but its log is broken at entry {seq}: {why}",
                seq=told.broken.seq,
                why=told.broken.why,
            )
        )
    click.echo(
        say(
            "the log holds: {seq} entries, the last with the link {link}", seq=f"{told.seq:,}", link=told.link
        )
        if told.seq
        else say("the log is empty")
    )


@click.command()
def upgrade() -> None:
    """Create the database, or bring it up to date with this program; a newer one is refused."""
    django_ready()
    from headway.exchange.upgrade import upgrade_database

    with Steps() as step:
        step(to_say("Upgrading the database"))
        done = upgrade_database()
    click.echo(
        say_number("one migration applied", "{number} migrations applied", len(done))
        if done
        else say("the database is up to date")
    )
