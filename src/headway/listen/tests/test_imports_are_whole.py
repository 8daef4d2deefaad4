"""Imports are written whole or not at all, taken back whole, and never in each other's way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from headway.audit.models import Entry
from headway.lib.problems import Refused
from headway.listen.actions import (
    Answer,
    Arrived,
    answer_import,
    cancel_import,
    plan_import,
    receive_import,
    undo_import,
    withhold,
    write_import,
)
from headway.listen.models import Import
from headway.listen.queries import original_parts, reading_of, withheld_of
from headway.listen.rules import Kind, WithheldKind
from headway.listen.tests.exports import meltwater, plain
from headway.listen.tests.test_exports_of_media_monitoring import A
from headway.listen.tests.test_exports_of_social_media import SPRINKLR, sprinklr

pytestmark = pytest.mark.django_db


def told(kind: str) -> int:
    return Entry.objects.filter(action=kind).count()


def shares(world: Any) -> tuple[int, int, int]:
    """The sum, the same from the sums by day, and how many posts."""
    lake = reading_of(world.campaign, world.core_team)
    days = lake.post_days.shares.sum().to_pyarrow().as_py() or 0
    return lake.posts.shares.sum().to_pyarrow().as_py() or 0, days, lake.posts.count().to_pyarrow().as_py()


def with_shares(tmp_path: Path, number: int, *ids: str) -> Path:
    posts = [{**SPRINKLR, "Outbound Post Id": one, "Post Shares (SUM)": str(number)} for one in ids]
    return sprinklr(tmp_path, posts, name=f"{number}.csv")


def test_the_same_file_twice_changes_nothing(bring: Any, rows: Any, tmp_path: Path) -> None:
    path = meltwater(tmp_path, [A])
    bring("media", path)
    before = rows("media")
    made = bring("media", path)
    assert (made.added, made.changed, made.duplicates) == (0, 0, 1)
    assert rows("media") == before


def test_nothing_is_read_before_it_is_written(bring: Any, rows: Any, tmp_path: Path) -> None:
    made = bring("media", meltwater(tmp_path, [A]), ask=True)
    assert (made.state, made.added) == ("planned", 1)
    assert rows("media") == []


@pytest.mark.parametrize("undone", [[0], [1], [2], [1, 0], [0, 1, 2]])
def test_whatever_is_undone_the_newest_that_is_left_counts(
    bring: Any, tmp_path: Path, world: Any, undone: list[int]
) -> None:
    made = [bring("social", with_shares(tmp_path, number, "1", "2")) for number in (3, 50, 700)]
    assert shares(world) == (1400, 1400, 2)
    for at in undone:
        undo_import(made[at], acting_user=world.core_team)
    left = [number for at, number in enumerate((3, 50, 700)) if at not in undone]
    total = 2 * left[-1] if left else 0
    assert shares(world) == (total, total, 2 if left else 0)
    assert told("undo_import") == len(undone)


def test_what_was_undone_can_be_brought_in_again(bring: Any, tmp_path: Path, world: Any) -> None:
    path = with_shares(tmp_path, 3, "1")
    undo_import(bring("social", path), acting_user=world.core_team)
    assert bring("social", path).added == 1
    assert shares(world) == (3, 3, 1)


def test_an_export_that_is_older_than_what_is_there_does_not_count_over_it(
    bring: Any, tmp_path: Path, world: Any
) -> None:
    from datetime import UTC, datetime

    bring("social", with_shares(tmp_path, 50, "1"))
    bring("social", with_shares(tmp_path, 3, "1"), exported_at=datetime(2016, 1, 1, tzinfo=UTC))
    assert shares(world) == (50, 50, 1)


def test_what_was_sent_is_kept_sealed_with_its_checksum(bring: Any, tmp_path: Path, settings: Any) -> None:
    import hashlib

    path = meltwater(tmp_path, [A])
    (original,) = bring("media", path).originals.all()
    assert original.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert b"".join(original_parts(original)) == path.read_bytes()
    stored = [
        one.read_bytes() for one in (settings.HEADWAY_HOME / "files" / "imports").rglob("*") if one.is_file()
    ]
    assert stored
    assert all(b"dam breaks".decode().encode("utf-16-le") not in one for one in stored)


def test_each_step_leaves_an_entry_in_the_log(bring: Any, tmp_path: Path) -> None:
    before = {kind: told(kind) for kind in ("receive_import", "plan_import", "write_import")}
    bring("media", meltwater(tmp_path, [A]))
    assert all(told(kind) == count + 1 for kind, count in before.items())


def test_an_import_that_was_cancelled_is_not_written(
    bring: Any, rows: Any, tmp_path: Path, world: Any
) -> None:
    made = bring("media", meltwater(tmp_path, [A]), ask=True)
    cancel_import(made, acting_user=world.core_team)
    assert told("cancel_import") == 1
    with pytest.raises(Refused):
        write_import(made, acting_user=world.core_team)
    assert rows("media") == []


def test_a_plan_that_others_have_overtaken_is_shown_again_and_not_written(
    bring: Any, rows: Any, tmp_path: Path, world: Any
) -> None:
    path = meltwater(tmp_path, [A])
    planned = bring("media", path, ask=True)
    bring("media", path)
    with pytest.raises(Refused, match="changed since"):
        write_import(planned, acting_user=world.core_team)
    planned.refresh_from_db()
    assert (planned.state, planned.added, planned.duplicates) == ("planned", 0, 1)
    write_import(planned, acting_user=world.core_team)
    assert len(rows("media")) == 1


def test_a_question_that_began_before_an_undo_still_has_its_rows(
    bring: Any, tmp_path: Path, world: Any
) -> None:
    made = bring("media", meltwater(tmp_path, [A]))
    before = reading_of(world.campaign, world.core_team)
    undo_import(made, acting_user=world.core_team)
    assert before.mentions.count().to_pyarrow().as_py() == 1
    assert reading_of(world.campaign, world.core_team).mentions.count().to_pyarrow().as_py() == 0


def test_a_question_that_began_before_an_import_does_not_see_half_of_it(
    bring: Any, tmp_path: Path, world: Any
) -> None:
    bring("media", meltwater(tmp_path, [A]))
    before = reading_of(world.campaign, world.core_team)
    bring("media", meltwater(tmp_path, [{**A, "URL": f"https://b.example/{at}"} for at in range(3)]))
    assert before.mentions.count().to_pyarrow().as_py() == 1


def test_an_office_brings_in_for_itself_alone(world: Any, lake: Path, tmp_path: Path) -> None:
    path = meltwater(tmp_path, [A])
    north = world.campaigner.grants.get().office

    def receive(user: Any, office: Any) -> Import:
        return receive_import(
            world.campaign, Arrived(Kind.MEDIA, [("x.csv", path)], office), acting_user=user
        )

    made = receive(world.campaigner, north)
    for user, office in (
        (world.campaigner, None),
        (world.other_section, north),
        (world.reader, north),
        (world.researcher, north),
        (world.nobody, north),
    ):
        with pytest.raises(Refused):
            receive(user, office)
    plan_import(made, acting_user=world.campaigner)
    for action in (write_import, undo_import, cancel_import):
        with pytest.raises(Refused):
            action(made, acting_user=world.other_section)
    write_import(made, acting_user=world.campaigner)
    assert reading_of(world.campaign, world.reader).mentions.office.to_pyarrow().to_pylist() == [north.key]


def test_columns_of_an_unknown_table_are_guessed_corrected_once_and_remembered(
    bring: Any, rows: Any, tmp_path: Path, world: Any
) -> None:
    text = "Fecha,Título,Medio,Enlace,Visitas\n2015-01-31,Una presa,El Río,http://a.example/1,7\n"
    path = plain(tmp_path, "x.csv", text)
    made = bring("media", path)
    assert made.state == "asking"
    (file,) = made.told["files"]
    assert file["read_as"] == {"url": "Enlace", "headline": "Título", "outlet": "Medio", "date": "Fecha"}
    corrected = {
        "url": "enlace",
        "headline": "título",
        "outlet": "medio",
        "date": "fecha",
        "reach": "visitas",
    }
    answer_import(made, Answer(columns={file["fingerprint"]: corrected}), acting_user=world.core_team)
    made.refresh_from_db()
    write_import(
        made, acting_user=world.core_team, ready=plan_import(made, acting_user=world.core_team, paths=[path])
    )
    assert [(row["reach"], row["outlet"]) for row in rows("media")] == [(7, "El Río")]
    again = bring("media", plain(tmp_path, "y.csv", text.replace("/1", "/2")))
    assert (again.state, again.added) == ("written", 1)
    assert told("answer_import") == 1


def test_the_core_team_says_what_is_withheld(world: Any, lake: Path) -> None:
    withhold(world.campaign, WithheldKind.WORD, ["Secret search", " ", "Other"], acting_user=world.core_team)
    withhold(world.campaign, WithheldKind.WORD, ["Secret search"], acting_user=world.core_team)
    assert withheld_of(world.campaign) == {"word": frozenset({"Secret search"}), "account": frozenset()}
    assert told("withhold") == 2
    with pytest.raises(Refused):
        withhold(world.campaign, WithheldKind.WORD, [], acting_user=world.campaigner)
