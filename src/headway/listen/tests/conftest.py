"""A lake of the test's own, and files brought into it by the actions that page and command line use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from headway.listen.actions import Arrived, plan_import, receive_import, write_import
from headway.listen.queries import reading_of
from headway.listen.rules import Kind


@pytest.fixture
def lake(tmp_path: Path, settings: Any) -> Path:
    settings.HEADWAY_LAKE = str(tmp_path / "lake")
    return tmp_path / "lake"


@pytest.fixture
def bring(world: Any, lake: Path) -> Callable[..., Any]:
    """Plan files and write them; the import. `ask=True` stops at the plan."""

    def bring_in(kind: str, *paths: Path, ask: bool = False, **said: Any) -> Any:
        arrived = Arrived(Kind(kind), [(path.name, path) for path in paths], **said)
        made = receive_import(world.campaign, arrived, acting_user=world.core_team)
        ready = plan_import(made, acting_user=world.core_team, paths=paths)
        if ready is not None and not ask:
            write_import(made, acting_user=world.core_team, ready=ready)
        made.refresh_from_db()
        return made

    return bring_in


@pytest.fixture
def rows(world: Any, lake: Path) -> Callable[..., list[dict[str, Any]]]:
    """The newest rows that the lake has."""

    def read(kind: str) -> list[dict[str, Any]]:
        found = reading_of(world.campaign, world.core_team)
        table = found.mentions if kind == "media" else found.posts
        key = "mention_key" if kind == "media" else "post_key"
        return sorted(table.to_pyarrow().to_pylist(), key=lambda row: row[key])

    return read
