"""The documentation is checked against the code: commands, settings, files of a pack, links."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from headway.settings.environment import Environment

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def _commands() -> list[tuple[str, Any]]:
    import click

    from headway.cli.main import headway

    def walk(command: Any, name: str) -> list[tuple[str, Any]]:
        if isinstance(command, click.Group):
            return [
                found
                for key, child in command.commands.items()
                for found in walk(child, f"{name} {key}".strip())
            ]
        return [(name, command)]

    return walk(headway, "")


def test_every_command_and_every_option_is_documented() -> None:
    text = (DOCS / "commands.md").read_text()
    missing = []
    for name, command in _commands():
        heading = f"## headway {name}\n"
        if heading not in text:
            missing.append(f"headway {name}")
            continue
        section = text.split(heading)[1].split("\n## ")[0]
        options = [
            option for parameter in command.params for option in parameter.opts if option.startswith("--")
        ]
        missing += [f"headway {name} {option}" for option in options if f"`{option}" not in section]
    assert missing == []


def test_no_command_is_documented_that_does_not_exist() -> None:
    documented = set(re.findall(r"^## headway (.+)$", (DOCS / "commands.md").read_text(), re.MULTILINE))
    assert documented == {name for name, _ in _commands()}


def test_every_setting_is_documented_with_its_default() -> None:
    text = (DOCS / "settings.md").read_text()
    names = {
        str(field.validation_alias or f"HEADWAY_{name.upper()}")
        for name, field in Environment.model_fields.items()
    }
    assert set(re.findall(r"^\| `([A-Z_]+)`", text, re.MULTILINE)) == names


def test_the_pages_made_from_the_code_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "make_docs.py", "check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        aim = (page.parent / path).resolve() if path else page
        if not aim.exists() or (anchor and aim.suffix == ".md" and anchor not in _anchors(aim)):
            broken.append(target)
    assert broken == []


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_pages_are_linked_from_the_index() -> None:
    index = (DOCS / "index.md").read_text()
    lone = [
        page.name for page in DOCS.glob("*.md") if page.name != "index.md" and f"({page.name}" not in index
    ]
    assert lone == []


def test_no_page_speaks_of_places_on_somebodys_machine() -> None:
    for page in PAGES:
        assert not re.search(r"/(work|tmp|home|root|Users)/", page.read_text()), page
