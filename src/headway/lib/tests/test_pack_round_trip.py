"""What is read from a pack's canonical form is what was written, and is written again byte for byte."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.lib.csvtext import is_formula, read_csv, write_csv
from headway.lib.packfile import Pack
from headway.lib.tests.packs import LINES, TEXTS, formatted, packs, read, write
from headway.lib.yamltext import read_yaml, write_yaml


def _short(text: str) -> bool:
    return len(text) < 100


TREES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3),
        st.dictionaries(LINES.filter(_short), inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(packs())
def test_a_pack_is_read_as_it_was_written_and_written_as_it_was_read(pack: Pack) -> None:
    files = formatted(pack)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_bytes(text.encode())
        found = read(Path(folder))
    assert {kind: list(rows) for kind, rows in found.rows.items()} == pack.rows
    assert formatted(found) == files


@given(
    st.one_of(
        st.lists(TREES, min_size=1, max_size=3), st.dictionaries(LINES.filter(_short), TREES, min_size=1)
    )
)
def test_any_tree_of_texts_survives_yaml(tree: object) -> None:
    text = write_yaml(tree)
    assert read_yaml(text, "x.yaml").data == tree
    assert write_yaml(read_yaml(text, "x.yaml").data) == text


@given(st.lists(st.fixed_dictionaries({"a": TEXTS}, optional={"b": TEXTS, "c.d": LINES}), max_size=4))
def test_any_table_of_texts_survives_csv_and_none_of_its_cells_is_a_formula(
    rows: list[dict[str, str]],
) -> None:
    nested = [{name: value for name, value in row.items() if "." not in name} for row in rows]
    for row, deep in zip(rows, nested, strict=True):
        if "c.d" in row:
            deep["c"] = {"d": row["c.d"]}  # type: ignore[assignment]
    text = write_csv(["a", "b", "c"], nested)
    assert read_csv(text, "x.csv").data == nested
    assert write_csv(["a", "b", "c"], read_csv(text, "x.csv").data) == text
    for row in rows:
        for cell in row.values():
            if is_formula(cell):
                assert f"'{cell}".replace('"', '""') in text


def test_the_canonical_form_is_plain_to_read() -> None:
    tree = [{"key": "one", "flag": "NO", "number": "1.10", "empty-looking": "~", "lines": "first\nsecond"}]
    assert write_yaml(tree) == (
        "- key: one\n  flag: NO\n  number: 1.10\n  empty-looking: ~\n  lines: |-\n    first\n    second\n"
    )
    assert write_yaml([]) == "[]\n"


def test_long_paragraphs_are_folded_at_their_spaces() -> None:
    text = write_yaml([{"text": "word " * 60 + "end"}])
    assert text.startswith("- text: >-\n    word word")
    assert max(map(len, text.splitlines())) <= 115


def test_columns_that_no_row_fills_are_left_out_but_the_first() -> None:
    assert write_csv(["key", "name", "note"], [{"key": "a", "note": "x"}]) == "key,note\na,x\n"
    assert write_csv(["key", "name"], []) == "key\n"


def test_the_languages_of_a_label_are_columns_beside_each_other() -> None:
    label = {"fr": "Nord", "en": "North"}
    rows: list[dict[str, Any]] = [{"key": "a", "name": label, "note": "x"}, {"key": "b", "name": "South"}]
    assert write_csv(["key", "name", "note"], rows) == (
        "key,name.en,name.fr,name,note\na,North,Nord,,x\nb,,,South,\n"
    )


def test_a_text_that_begins_like_a_formula_is_marked_as_text_in_csv(tmp_path: Path) -> None:
    folder = write(tmp_path / "pack", offices_csv="key,name,line\nnorth,North,'=1+1\n")
    found = read(folder)
    assert found.of("office")[0].line == "=1+1"
    assert formatted(found)["offices.csv"] == "key,name,line\nnorth,North,'=1+1\n"
