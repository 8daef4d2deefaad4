"""A file of a pack may hold several lists, each under a name of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from headway.lib.packfile import Section, format_pack, read_pack
from headway.lib.problems import BadInput
from headway.lib.tests.packs import SECTIONS, ThingRow, write


class LeafyRow(ThingRow):
    kind = "leafy"


LISTS = (Section("lists.yaml", ThingRow, under="bare"), Section("lists.yaml", LeafyRow, under="leafy"))
EVERY = (*(one for one in SECTIONS if one.row is not ThingRow), *LISTS)
GOOD = "bare:\n  - key: one\n    name: One\nleafy:\n  - key: one\n    name: Another\n"


def folder(tmp_path: Path, text: str) -> Path:
    made = write(tmp_path / "pack")
    (made / "things.yaml").unlink()
    (made / "lists.yaml").write_text(text)
    return made


def test_each_list_is_read_with_the_places_of_its_records(tmp_path: Path) -> None:
    pack = read_pack(folder(tmp_path, GOOD), EVERY)
    assert [(row.kind, row.key) for row in (*pack.of("thing"), *pack.of("leafy"))] == [
        ("thing", "one"), ("leafy", "one"),
    ]  # fmt: skip
    assert str(pack.problem(pack.of("leafy")[0], "x", "name")) == "lists.yaml:6: x"


def test_the_file_is_written_in_the_order_of_its_lists_without_those_that_are_empty(tmp_path: Path) -> None:
    swapped = "leafy:\n  - key: one\n    name: Another\nbare:\n  - key: one\n    name: One\n"
    assert format_pack(read_pack(folder(tmp_path, swapped), EVERY), EVERY)["lists.yaml"] == GOOD
    (tmp_path / "alone").mkdir()
    alone = folder(tmp_path / "alone", "leafy:\n  - key: one\n    name: Another\n")
    assert (
        format_pack(read_pack(alone, EVERY), EVERY)["lists.yaml"]
        == "leafy:\n  - key: one\n    name: Another\n"
    )


def test_without_the_file_there_are_no_such_records(tmp_path: Path) -> None:
    made = folder(tmp_path, GOOD)
    (made / "lists.yaml").unlink()
    pack = read_pack(made, EVERY)
    assert pack.of("leafy") == ()
    assert "lists.yaml" not in format_pack(pack, EVERY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- key: one\n", "lists.yaml:1: this file has lists, each under one of: bare, leafy"),
        (f"{GOOD}leavy:\n  - key: two\n", 'lists.yaml:7: "leavy" is not known here; did you mean "leafy"?'),
        ("bare:\n  key: one\n", 'lists.yaml:1: "bare" is a list: each record begins with a hyphen'),
        ("bare: []\n", 'lists.yaml:1: "bare" has no value; leave the line out'),
        ("bare:\n", 'lists.yaml:1: "bare" has no value; leave the line out'),
        ("bare:\n  - one\n", "lists.yaml:2: a record is a mapping of names to values"),
        ("leafy:\n  - key: one\n", 'lists.yaml:2: "name" is missing'),
        (
            f"{GOOD}  - key: one\n    name: Again\n",
            'lists.yaml:7: the leafy "one" is already at lists.yaml:5',
        ),
    ],
)
def test_whatever_is_wrong_is_said_at_its_line(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as bad:
        read_pack(folder(tmp_path, text), EVERY)
    assert [str(problem) for problem in bad.value.problems] == [said]
