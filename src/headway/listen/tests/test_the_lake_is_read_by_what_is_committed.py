"""Readers see the files of committed imports and nothing else, and of every item its newest state."""

from __future__ import annotations

from typing import Any

import pytest

from headway.lake import MENTIONS, POSTS, append
from headway.listen.actions import import_rows
from headway.listen.queries import reading_of
from headway.listen.rules import Kind
from headway.listen.tests.lakes import batch_of


@pytest.fixture(autouse=True)
def _lake(tmp_path: Any, settings: Any) -> None:
    settings.HEADWAY_LAKE = str(tmp_path / "lake")


def keys(table: Any, column: str) -> list[str]:
    return sorted(table[column].to_pyarrow().to_pylist())


def stamped(table: str, made: list[dict[str, Any]], campaign: str, import_id: str = "x") -> Any:
    return batch_of(table, [{"campaign": campaign, "import_id": import_id, **row} for row in made])


@pytest.mark.django_db
def test_a_campaign_without_rows_has_empty_tables(world: Any) -> None:
    lake = reading_of(world.campaign, world.core_team)
    assert keys(lake.mentions, "mention_key") == keys(lake.posts, "post_key") == []
    assert keys(lake.mention_days, "campaign") == keys(lake.post_days, "campaign") == []


@pytest.mark.django_db
def test_what_was_brought_in_is_read(world: Any) -> None:
    rows = stamped(POSTS, [{"post_key": "1", "clicks": 3}, {"post_key": "2"}], world.campaign.key)
    import_rows(world.campaign, Kind.SOCIAL, [rows], layout="test", acting_user=world.core_team)
    lake = reading_of(world.campaign, world.core_team)
    assert keys(lake.posts, "post_key") == ["1", "2"]
    assert lake.posts.clicks.sum().to_pyarrow().as_py() == 3
    assert keys(lake.posts, "campaign") == [world.campaign.key] * 2


@pytest.mark.django_db
def test_files_that_no_import_committed_are_not_read(world: Any) -> None:
    rows = stamped(MENTIONS, [{"mention_key": "a"}], world.campaign.key)
    append(MENTIONS, [rows], campaign=world.campaign.key, import_id="died")
    assert keys(reading_of(world.campaign, world.core_team).mentions, "mention_key") == []


@pytest.mark.django_db
def test_whoever_holds_no_role_reads_nothing(world: Any) -> None:
    rows = stamped(MENTIONS, [{"mention_key": "a"}], world.campaign.key)
    import_rows(world.campaign, Kind.MEDIA, [rows], layout="test", acting_user=world.core_team)
    assert keys(reading_of(world.campaign, world.without_a_role).mentions, "mention_key") == []
    assert keys(reading_of(world.campaign, world.reader).mentions, "mention_key") == ["a"]
