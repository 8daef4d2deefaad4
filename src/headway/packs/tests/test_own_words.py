"""The packs tell facts in their own words: no run of ten words is taken from the source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from headway.lib.csvtext import read_csv
from headway.lib.yamltext import read_yaml
from headway.packs.tests.shingles import copied_runs, digests_of, known_digests

PACKS = Path(__file__).parent.parent
ROOT = PACKS.parent.parent.parent
SEEDS = ROOT.parent / "shared" / "seed"

# Names, titles and addresses are the same in whatever words a text is written.
NAMES = (
    "Amnesty International Ltd, Peter Benenson House, 1 Easton Street, London WC1X 0DW, United Kingdom",
    "Comisión Mexicana de Defensa y Promoción de los Derechos Humanos",
    "High Representative for Foreign Affairs and Security Policy and Vice-President of the European Commission",
    "High Representative for Foreign Affairs and Security Policy",
    "International Day in Support of Victims of Torture on 26 June 2014",
    "International Day in Support of Victims of Torture, 26 June",
    "International Day in Support of Victims of Torture",
    "Inter-American Convention to Prevent and Punish Torture",
    "UN Special Rapporteur on torture and other ill-treatment",
    "Changes in Civil Society, Media and Other Channels of Influence",
    "Ali Aarrass, Claudia Medina, Moses Akatugba, Dilorom Abdukadirova and Alfreda Disbarro",
)


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".yaml", ".csv"}:
            read = read_yaml if path.suffix == ".yaml" else read_csv
            for text in _scalars(read(path.read_text(encoding="utf-8"), path.name).data):
                yield path.name, text
        elif path.suffix == ".md":
            yield path.name, path.read_text(encoding="utf-8")


def _scalars(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from _scalars(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from _scalars(item)
    else:
        yield str(tree)


@pytest.mark.parametrize(
    "folder", [PACKS / "stop-torture", PACKS / "tests", ROOT / "docs"], ids=lambda path: path.name
)
def test_no_run_of_ten_words_is_taken_from_the_source(folder: Path) -> None:
    known = known_digests()
    assert [
        f"{file}: {run}" for file, text in _texts(folder) for run in copied_runs(text, known, NAMES)
    ] == []


def test_a_copied_sentence_would_be_found_whatever_its_case_accents_and_punctuation() -> None:
    known = frozenset(digests_of("One two three, four: five six seven eight nine ten eleven."))
    assert copied_runs("He wrote: ONE two thrée - four five six seven eight nine ten.", known)
    assert not copied_runs("one two three four five six seven eight nine", known)
    assert not copied_runs("one two three four FIVE and six seven eight nine ten eleven", known)


def test_a_name_is_no_copied_sentence_and_hides_none_beside_it() -> None:
    known = frozenset(digests_of("a b c d e f g h i j k l m n o p q r s t"))
    assert not copied_runs("a b c d e f g h i j", known, ["d e f"])
    assert copied_runs("d e f g h i j k l m n o p", known, ["d e f"])


def test_the_source_itself_would_be_found_out() -> None:
    assert len(known_digests()) > 10_000


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source does not lie beside this checkout")
def test_the_committed_digests_are_those_of_the_source() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    assert known_digests() == frozenset(digests_of(source))
