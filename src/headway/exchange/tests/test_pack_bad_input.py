"""Whatever is wrong with a pack is said in one line at its file and line, and nothing of the pack is loaded."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from headway.exchange.packs import load_pack
from headway.exchange.tests.packfolders import copy_of_small_pack
from headway.lib.problems import BadInput
from headway.movement.tests.everything import counts, everything

pytestmark = pytest.mark.django_db
OUTSIDE = "lies outside the period y1 (2023-03-22 to 2023-12-31); leave the period out for a fact from before or after it"
VERDICTS = """  verdicts:
    - key: limit-law-verdict
      verdict: verified
      text: The gazette and two independent readers agree.
      meeting: autumn-meeting
"""
AGAIN = "- key: again\n  focus_country: austria\n  change_area: limits-set\n  period: y1\n  step: murky\n  text: T\n"
BAGS = "          measures:\n            - bags\n"
WHEN = "  when: 2023-05-06"
# What is wrong: the file, what stands there, what is put there instead, and every line that is said of it.
FAULTS: dict[str, tuple[str, str, str, list[str]]] = {
    "broken YAML": (
        "cases.yaml", "  country: AT", "  country: [AT",
        ["cases.yaml:4: not readable as YAML: did not find expected ',' or ']'"],
    ),
    "an unknown key": (
        "cases.yaml", "  summary: A well", "  sumary: A well",
        [
            'cases.yaml:5: "sumary" is not known here; did you mean "summary"?'],
    ),
    "an unknown key deep inside": (
        "outcomes.yaml", "          weight: moderate", "          wieght: moderate",
        ['outcomes.yaml:28: "wieght" is not known here; did you mean "weight"?'],
    ),
    "a field that is missing": ("cases.yaml", "  country: AT\n", "", ['cases.yaml:1: "country" is missing']),
    "a field without a value": (
        "cases.yaml", "country: AT", "country:", ['cases.yaml:3: "country" has no value; leave the line out']
    ),
    "a reference that dangles": (
        "outcomes.yaml", "    - water-ministry", "    - water-minstry",
        ['outcomes.yaml:8: there is no target of advocacy "water-minstry"; did you mean "water-ministry"?'],
    ),
    "a reference that dangles deep inside": (
        "outcomes.yaml", "        - danube-clean-up", "        - danube-cleanup",
        ['outcomes.yaml:23: there is no activity "danube-cleanup"; did you mean "danube-clean-up"?'],
    ),
    "a reference that dangles in CSV": (
        "figures.csv", "volunteers-mekong,volunteers,", "volunteers-mekong,volunteer,",
        ['figures.csv:6: there is no measure "volunteer"; did you mean "volunteers"?'],
    ),
    "a duplicate id": (
        "themes.yaml", "", "- key: sampling-theme\n  name: Again\n",
        ['themes.yaml:3: the theme "sampling-theme" is already at themes.yaml:1'],
    ),
    "a duplicate id inside two records": (
        "outcomes.yaml", "    - key: barrels-mekong", "    - key: limit-law-danube",
        ['outcomes.yaml:51: the claim of contribution "limit-law-danube" is already at outcomes.yaml:19'],
    ),
    "a key that is none": (
        "risks.yaml", "key: flood", "key: Big flood",
        ['risks.yaml:1: key: "Big flood" is not a key: small letters, digits and single hyphens'],
    ),
    "an activity outside its period": (
        "activities.yaml", WHEN, "  when: 2022-05-06", [f"activities.yaml:6: 2022-05-06 {OUTSIDE}"]
    ),
    "a figure outside its period": (
        "figures.csv", "y1,2023-05-31,", "y1,2024-01-31,", [f"figures.csv:7: 2024-01-31 {OUTSIDE}"]
    ),
    "a fact from after the cut-off": (
        "activities.yaml", f"  period: y1\n{WHEN}", "  when: 2024-03",
        ["activities.yaml:5: 2024-03 lies after the data cut-off, 2024-02-29"],
    ),
    "a period that runs backwards": (
        "periods.yaml", "ends: 2023-12-31", "ends: 2023-01-31",
        ["periods.yaml:1: period: the period ends (2023-01-31) before it begins (2023-03-22)"],
    ),
    "a day that there is not": (
        "activities.yaml", WHEN, "  when: 2023-02-30",
        ['activities.yaml:6: when: "2023-02-30" is not a day; that month has 28 days'],
    ),
    "a sum of people": (
        "framework.yaml", BAGS, BAGS.replace("bags", "volunteers"),
        ['framework.yaml:31: an indicator of kind sum may not use "volunteers", whose additivity is unique'],
    ),
    "a sum of rates": (
        "framework.yaml", BAGS, BAGS.replace("bags", "share-clean"),
        ['framework.yaml:31: an indicator of kind sum may not use "share-clean", whose additivity is ratio'],
    ),
    "a sum of reach": (
        "framework.yaml", BAGS, BAGS.replace("bags", "listeners"),
        ['framework.yaml:31: an indicator of kind sum may not use "listeners", whose additivity is potential'],
    ),
    "a field of 50 MB": (
        "cases.yaml", "A well that was closed", "x" * 50_000_000,
        ["cases.yaml: holds 50 MB; a file of a pack has at most 10 MB"],
    ),
    "a text that is too long": (
        "cases.yaml", "A well that was closed", "x" * 30_000, ["cases.yaml:5: summary: has 30019 characters; at most 20000 fit"]
    ),
    "a path that climbs out": (
        "outputs.yaml", "  output_kind: atlas", "  output_kind: atlas\n  file: files/../../secret",
        ['outputs.yaml:4: file: "files/../../secret" leaves the folder of the pack'],
    ),
    "an absolute path": (
        "outputs.yaml", "  output_kind: atlas", "  output_kind: atlas\n  file: /etc/passwd",
        ['outputs.yaml:4: file: "/etc/passwd" leaves the folder of the pack'],
    ),
    "a formula": (
        "offices.csv", "Danube office,AT", "=HYPERLINK(1),AT",
        ["offices.csv:2: column name: a cell may not start like a formula ('=')"],
    ),
    "a tag": (
        "themes.yaml", "name: Sampling", "name: !!python/object:os.system Sampling",
        ["themes.yaml:2: tags (tag:yaml.org,2002:python/object:os.system) are not allowed; every value is text"],
    ),
    "an anchor": (
        "themes.yaml", "name: Sampling", "name: &a Sampling",
        ["themes.yaml:2: anchors (&name) are not allowed; write the value out"],
    ),
    "an alias": (
        "themes.yaml", "name: Sampling", "name: *a", ["themes.yaml:2: aliases (*name) are not allowed; write the value out"]
    ),
    "a label in no language": (
        "areas.yaml", "    en: On the streets", "    english: On the streets",
        ['areas.yaml:2: name: "english" is not a language code such as en, fr, es or ar'],
    ),
    "a campaign in no language": (
        "pack.yaml", "movement: River Watch", "movement: River Watch\nlanguage: klingon",
        ['pack.yaml:6: language: "klingon" is not a language code such as en, fr, es or ar'],
    ),
    "a country that is none": (
        "cases.yaml", "country: AT", "country: Austria",
        ['cases.yaml:3: country: "Austria" is not an ISO 3166 country code of two capital letters'],
    ),
    "a word for one of a list": (
        "outcomes.yaml", "level: law", "level: lawful",
        ['outcomes.yaml:12: level: "lawful" is none of life, practice, policy, law or public-debate'],
    ),
    "a word for a number": ("figures.csv", "bags,1200", "bags,dozens", ['figures.csv:2: value: "dozens" is not a number']),
    "a number with too many digits": (
        "figures.csv", "bags,1200", "bags,1234567890123.4567", ["figures.csv:2: value: has more than 15 digits"]
    ),
    "a null byte": ("cases.yaml", "A well", "A\x00well", ["cases.yaml:5: has the sign U+0000, which no text may hold"]),
    "a standing without a reason": (
        "themes.yaml", "name: Sampling", "name: Sampling\n  standing: partial",
        ['themes.yaml:1: theme: a fact that stands as "partial" needs a "reason"'],
    ),
    "two offices with one key": (
        "offices.csv", "mekong-office,Mekong office", "danube-office,Mekong office",
        ['offices.csv:3: the office "danube-office" is already at offices.csv:2'],
    ),
    "an office that takes no part": (
        "participation.csv", "river-centre,river-centre,projects-database\n", "",
        ['offices.csv:4: the office "river-centre" takes no part: give it a line in participation.csv'],
    ),
    "an office that takes part twice": (
        "participation.csv", "", "again,river-centre,online-tool\n",
        ['participation.csv:5: the office "river-centre" takes part already: "river-centre"'],
    ),
    "two returns for one period": (
        "returns.csv", "mekong-y1,mekong-office", "mekong-y1,danube-office",
        ['returns.csv:3: danube-office has given a return for y1 already: "danube-y1"'],
    ),
    "a cell rated twice": ("ratings.yaml", "", AGAIN, ['ratings.yaml:9: rates what "austria-limits" rates already']),
    "a theme under itself": (
        "themes.yaml", "name: Sampling", "name: Sampling\n  parent: sampling-theme",
        ['themes.yaml:3: the theme "sampling-theme" stands under itself'],
    ),
    "a chapter under itself": (
        "report.yaml", "  heading: Numbers\n", "  heading: Numbers\n  under: numbers\n",
        ['report.yaml:16: the chapter "numbers" stands under itself'],
    ),
    "a figure that is part of itself": (
        "figures.csv", "danube-office,y1,2023-05-06,\n", "danube-office,y1,2023-05-06,bags-danube\n",
        ["figures.csv:2: figure: a figure cannot be part of itself"],
    ),
    "a figure that is part of itself by way of another": (
        "figures.csv", "danube-office,y1,2023-05-06,\n", "danube-office,y1,2023-05-06,bags-danube-youth\n",
        [f"figures.csv:{line}: part_of: the figure is part of itself by way of others" for line in (2, 3)],
    ),
    "a figure that is part of another measure": (
        "figures.csv", "mekong-march,mekong-office,y1,2023-06,\nmembers", "mekong-march,mekong-office,y1,2023-06,bags-mekong\nmembers",
        ['figures.csv:6: part_of: "bags-mekong" counts bags, not volunteers'],
    ),
    "a figure that says nothing": (
        "figures.csv", "bags,1200,,,", "bags,,,,",
        ['figures.csv:2: figure: a figure needs a "value", or the "words" of its source where it gives no number'],
    ),
    "a published fact that is part of itself": (
        "published.yaml", "  value: 0.4", "  part_of: sites-passing\n  value: 0.4",
        ["published.yaml:5: part_of: the fact is part of itself"],
    ),
    "a verified outcome without a verdict": (
        "outcomes.yaml", VERDICTS, "", ['outcomes.yaml:17: "verified" needs a verdict that says so']
    ),
    "a verdict that nobody gave": (
        "outcomes.yaml", "      meeting: autumn-meeting\n", "",
        ["outcomes.yaml:35: the verdict names no meeting and is not as published: nobody gave it"],
    ),
    "a verdict that decides nothing": (
        "outcomes.yaml", "verdict: verified", "verdict: proposed",
        [
            'outcomes.yaml:17: "verified" needs a verdict that says so',
            'outcomes.yaml:36: "proposed" is no verdict; one is needs-evidence, set-aside, under-review, verified',
        ],
    ),
    "a count below nothing": (
        "figures.csv", "bags,1200", "bags,-1200",
        [
            "figures.csv:2: value: -1200 is less than nothing; bags is counted",
            'figures.csv:3: part_of: 300 is more than the whole, "bags-danube" (-1200)',
        ],
    ),
    "a part that is bigger than its whole": (
        "figures.csv", "bags,300,", "bags,3000,",
        ['figures.csv:3: part_of: 3000 is more than the whole, "bags-danube" (1200)'],
    ),
    "a figure of another office than its activity's": (
        "figures.csv", "danube-clean-up,danube-office,y1,2023-05-06,\n", "danube-clean-up,mekong-office,y1,2023-05-06,\n",
        ['figures.csv:2: office: the activity "danube-clean-up" is of danube-office, not of mekong-office'],
    ),
    "a ratio above 1": (
        "published.yaml", "value: 0.4", "value: 40",
        ["published.yaml:5: value: a ratio lies between 0 and 1 (0.27 for 27 %), not at 40"],
    ),
    "a ratio below 0": (
        "published.yaml", "value: 0.4", "value: -0.4",
        ["published.yaml:5: value: a ratio lies between 0 and 1 (0.27 for 27 %), not at -0.4"],
    ),
    "a campaign that ends before it begins": (
        "pack.yaml", "ends: 2025", "ends: 2022", ["pack.yaml:9: ends: the campaign ends (2022) before it begins (2023-03-22)"]
    ),
    "a section that no document has": (
        "themes.yaml", "name: Sampling", "name: Sampling\n  source: 22",
        ['themes.yaml:3: source: no document in pack.yaml has the section "22"; did you mean "2"?'],
    ),
    "two steps with one value": (
        "rating-scale.yaml", "value: 2", "value: 1", ['rating-scale.yaml:7: value: the step "murky" has the value 1 already']
    ),
    "a label in a language that there is not": (
        "areas.yaml", "    en: On the streets", "    xx: On the streets",
        ['areas.yaml:2: name: "xx" is not a language code such as en, fr, es or ar'],
    ),
    "a rating that rests on a restricted outcome": (
        "ratings.yaml", "    - limit-law", "    - barrels-removed",
        ['ratings.yaml:7: rests on the restricted outcome "barrels-removed": restrict or remove what it says of it'],
    ),
    "a learning that rests on a restricted case": (
        "learnings.yaml", "", "  cases:\n    - hidden-spring\n",
        ['learnings.yaml:5: rests on the restricted case "hidden-spring": restrict or remove what it says of it'],
    ),
    "a case study that rests on a restricted outcome": (
        "case-studies.yaml", "    - limit-law", "    - barrels-removed",
        ['case-studies.yaml:8: rests on the restricted outcome "barrels-removed": restrict or remove what it says of it'],
    ),
    "a likelihood above 1": (
        "outcomes.yaml", "      evidence_kind: official-document", "      evidence_kind: official-document\n      likely_if_true: 1.5",
        ["outcomes.yaml:32: likely_if_true: a likelihood lies between 0 and 1"],
    ),
}  # fmt: skip


def _refused(pack: Path, operator: Any) -> list[str]:
    """Every line that is said of a pack that cannot be loaded; nothing of it is there."""
    before = counts()
    with pytest.raises(BadInput) as bad:
        load_pack(pack, acting_user=operator)
    assert counts() == before
    return str(bad.value).splitlines()


@pytest.mark.parametrize("what", FAULTS)
def test_each_fault_is_named_at_its_line_and_nothing_is_loaded(
    what: str, operator: Any, tmp_path: Path
) -> None:
    file, old, new, said = FAULTS[what]
    assert _refused(copy_of_small_pack(tmp_path / "pack", (file, old, new)), operator) == said


def _directory(pack: Path) -> None:
    (pack / "cases.yaml").unlink()
    (pack / "cases.yaml").mkdir()


def _symlink(pack: Path) -> None:
    (pack.parent / "secret.yaml").write_text((pack / "cases.yaml").read_text())
    (pack / "cases.yaml").unlink()
    (pack / "cases.yaml").symlink_to(pack.parent / "secret.yaml")


def _fifo(pack: Path) -> None:
    (pack / "cases.yaml").unlink()
    os.mkfifo(pack / "cases.yaml")


FILES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "an empty file": (lambda pack: (pack / "cases.yaml").write_text(""), ["cases.yaml:1: the file is empty"]),
    "an empty CSV": (
        lambda pack: (pack / "figures.csv").write_text("\n"),
        ["figures.csv:1: the header row is missing"],
    ),
    "not UTF-8": (
        lambda pack: (pack / "themes.yaml").write_bytes("- key: a\n  name: café\n".encode("latin-1")),
        ["themes.yaml:2: is not UTF-8 text"],
    ),
    "a folder for a file": (_directory, ["cases.yaml: is no plain file"]),
    "a link out of the folder": (_symlink, ["cases.yaml: leads out of the folder of the pack"]),
    "a pipe for a file": (_fifo, ["cases.yaml: is no plain file"]),
    "no pack.yaml": (lambda pack: (pack / "pack.yaml").unlink(), ["pack.yaml: is missing"]),
    "a file that is no part of a pack": (
        lambda pack: (pack / "case.yaml").write_text("- key: a\n"),
        ['case.yaml: is no file of a pack; did you mean "cases.yaml"?'],
    ),
    "a list where one record is wanted": (
        lambda pack: (pack / "pack.yaml").write_text("- key: a\n"),
        ["pack.yaml:1: a record is a mapping of names to values"],
    ),
}


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
@pytest.mark.parametrize("what", FILES)
def test_each_file_that_cannot_be_read_is_named(what: str, operator: Any, tmp_path: Path) -> None:
    spoil, said = FILES[what]
    pack = copy_of_small_pack(tmp_path / "pack")
    spoil(pack)
    assert _refused(pack, operator) == said


def test_a_pack_that_is_no_folder_is_said_to_be_none(operator: Any, tmp_path: Path) -> None:
    (tmp_path / "pack.zip").write_text("")
    for name in ("pack.zip", "not-there"):
        assert _refused(tmp_path / name, operator) == [f"{tmp_path / name}: there is no such folder"]


def test_all_faults_of_one_stage_are_said_at_once_in_the_order_of_files_and_lines(
    operator: Any, tmp_path: Path
) -> None:
    pack = copy_of_small_pack(tmp_path / "pack")
    for what in (
        "an unknown key",
        "a country that is none",
        "a number with too many digits",
        "a word for one of a list",
    ):
        file, old, new, _ = FAULTS[what]
        (pack / file).write_text((pack / file).read_text().replace(old, new, 1))
    assert [line.split(": ")[0] for line in _refused(pack, operator)] == [
        "cases.yaml:3", "cases.yaml:5", "figures.csv:2", "outcomes.yaml:12",
    ]  # fmt: skip


def test_a_bad_pack_changes_nothing_of_what_was_loaded_before(
    operator: Any, clean_rivers: Any, tmp_path: Path
) -> None:
    before = everything()
    pack = copy_of_small_pack(
        tmp_path / "pack", ("cases.yaml", "A well", "The well"), ("ratings.yaml", "", AGAIN)
    )
    with pytest.raises(BadInput):
        load_pack(pack, acting_user=operator)
    assert everything() == before


def test_facts_from_before_the_launch_and_after_the_period_are_fine(operator: Any, tmp_path: Path) -> None:
    early = ("activities.yaml", f"  period: y1\n{WHEN}", "  when: 1998")
    late = ("activities.yaml", "  period: y1\n  when: 2023-06", "  when: 2024-02-29")
    _, tally = load_pack(copy_of_small_pack(tmp_path / "pack", early, late), acting_user=operator)
    assert tally.added["activity"] == 2
