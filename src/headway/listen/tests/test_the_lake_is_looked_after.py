"""The lake is checked, its files are put together, and what nobody reads is taken away; what is read stays the same."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from headway.lake import POSTS, append, lake_files
from headway.listen.actions import compact_lake, undo_import, vacuum_lake
from headway.listen.models import LakeFile
from headway.listen.queries import lake_faults
from headway.listen.tests.lakes import batch_of
from headway.listen.tests.test_exports_of_social_media import SPRINKLR, sprinklr
from headway.listen.tests.test_imports_are_whole import shares, with_shares

pytestmark = pytest.mark.django_db


@pytest.fixture
def six(bring: Any, tmp_path: Path) -> list[Any]:
    """Six imports: each brings a post of its own, and all bring one that is the same."""
    return [bring("social", with_shares(tmp_path, number, "same", f"own-{number}")) for number in range(1, 7)]


def test_files_are_put_together_and_nothing_is_read_differently(six: Any, world: Any) -> None:
    before = shares(world)
    assert list(lake_faults()) == []
    compact_lake(acting_user=world.operator)
    assert LakeFile.objects.filter(table=POSTS).count() == 1
    assert shares(world) == before
    assert list(lake_faults()) == []


def test_an_import_whose_rows_were_put_together_with_others_is_undone_all_the_same(
    six: Any, world: Any
) -> None:
    compact_lake(acting_user=world.operator)
    undo_import(six[5], acting_user=world.core_team)
    assert shares(world) == (5 + sum(range(1, 6)), 5 + sum(range(1, 6)), 6)
    undo_import(six[0], acting_user=world.core_team)
    assert shares(world) == (5 + sum(range(2, 6)), 5 + sum(range(2, 6)), 5)
    assert list(lake_faults()) == []


def test_imports_go_on_after_files_were_put_together(
    six: Any, world: Any, bring: Any, tmp_path: Path
) -> None:
    compact_lake(acting_user=world.operator)
    made = bring("social", with_shares(tmp_path, 90, "same", "new"))
    assert (made.added, made.changed) == (1, 1)
    assert list(lake_faults()) == []


@pytest.mark.parametrize("harm", ["gone", "cut", "other"])
def test_a_file_that_was_harmed_is_named(
    bring: Any, world: Any, lake: Path, tmp_path: Path, harm: str
) -> None:
    bring("social", sprinklr(tmp_path, [SPRINKLR]))
    name = LakeFile.objects.get(table=POSTS).name
    path = lake / POSTS / name
    if harm == "gone":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:-5])
    else:
        path.write_bytes(bytes(path.stat().st_size))
    (fault,) = lake_faults()
    assert name in fault


def test_sums_that_do_not_follow_from_the_rows_are_told(
    bring: Any, world: Any, tmp_path: Path, lake: Path
) -> None:
    bring("social", sprinklr(tmp_path, [SPRINKLR]))
    LakeFile.objects.filter(table="post_days").delete()
    assert ["sums by day" in fault for fault in lake_faults()] == [True]


def test_what_nobody_reads_is_taken_away_once_it_is_a_day_old(
    bring: Any, world: Any, lake: Path, tmp_path: Path
) -> None:
    made = bring("social", sprinklr(tmp_path, [SPRINKLR]))
    rows = batch_of(POSTS, [{"post_key": "died"}])
    append(POSTS, [rows], campaign=world.campaign.key, import_id="died")
    assert vacuum_lake(acting_user=world.operator) == 0
    for path in lake_files(lake):
        os.utime(path, (1, 1))
    assert vacuum_lake(acting_user=world.operator) == 1
    assert list(lake_faults()) == []
    undo_import(made, acting_user=world.core_team)
    assert vacuum_lake(acting_user=world.operator) == 2


def test_files_of_an_older_program_lack_columns_and_are_read_beside_newer_ones(
    bring: Any, rows: Any, world: Any, lake: Path, tmp_path: Path
) -> None:
    import pyarrow.parquet as pq

    bring("social", sprinklr(tmp_path, [SPRINKLR]))
    (old,) = LakeFile.objects.filter(table=POSTS)
    path = lake / POSTS / old.name
    table = pq.read_table(path, partitioning=None).drop(["new_audience_impressions", "followers"])
    pq.write_table(table, path)
    LakeFile.objects.filter(pk=old.pk).update(size=path.stat().st_size)
    assert [row["followers"] for row in rows("social")] == [None]
    bring("social", sprinklr(tmp_path, [{**SPRINKLR, "Outbound Post Id": "2"}]))
    assert len(rows("social")) == 2
    assert list(lake_faults()) == []
