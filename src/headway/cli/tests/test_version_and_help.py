"""The command says what it is and what it offers, and does so without loading what that does not need."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from headway import __version__
from headway.cli.main import headway as group
from headway.cli.tests.command import Headway, environment


def test_version_is_one_line(bare: Headway) -> None:
    done = bare("--version")
    assert (done.stdout, done.stderr, done.returncode) == (f"headway {__version__}\n", "", 0)


def test_help_names_every_command(bare: Headway) -> None:
    done = bare("--help")
    named = {
        "demo",
        "check",
        "load",
        "export",
        "report",
        "serve",
        "format",
        "audit",
        "keys",
        "files",
        "backup",
        "restore",
        "upgrade",
        "invite",
        "media-plan",
        "totals",
        "worker",
        "publish",
        "import",
        "ask",
        "lake",
        "form",
        "upload",
    }
    assert done.returncode == 0
    assert named == set(group.commands)
    assert all(f"\n  {name} " in done.stdout for name in named)


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], *[[name, "--help"] for name in group.commands]]
)
def test_help_and_version_load_no_django(bare: Headway, arguments: list[str]) -> None:
    code = (
        "import sys\nfrom headway.cli.main import run\n"
        f"assert run({arguments!r}) == 0\n"
        "print('heavy:', [name for name in ('django', 'rich', 'granian', 'typst', 'docx') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(bare.home), capture_output=True, text=True, check=False
    )
    assert done.stdout.endswith("heavy: []\n"), done.stdout + done.stderr
    assert not bare.home.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"],
        ["load"],
        ["check"],
        ["invite", "a@b.example", "--role", "king"],
        ["load", "a", "b"],
        ["report", "x"],
        ["serve", "--port", "0"],
        ["--nosuch"],
    ],
)
def test_a_wrong_use_exits_with_2_and_says_where_help_is(bare: Headway, arguments: list[str]) -> None:
    done = bare(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("headway: ")
    assert "--help" in done.stderr


def test_every_option_says_what_it_means() -> None:
    for command in group.commands.values():
        assert command.help
        for option in command.params:
            assert not isinstance(option, click.Option) or option.help, f"{command.name}: {option.name}"
