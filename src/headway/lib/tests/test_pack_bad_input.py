"""Whatever is wrong with a pack is one line, at its file and line, and nothing comes of the pack."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.lib.csvtext import read_csv
from headway.lib.packfile import LARGEST_FILE, Pack
from headway.lib.problems import BadInput, Problem
from headway.lib.tests.packs import GOOD, read, said, write
from headway.lib.yamltext import read_yaml

THING = "- key: one\n  name: One\n"


def test_a_good_pack_is_read_with_the_place_of_every_record(tmp_path: Path) -> None:
    pack = read(write(tmp_path / "pack"))
    assert [row.key for row in pack.of("thing")] == ["one", "two"]
    assert str(pack.problem(pack.of("thing")[1], "x", "name")) == "things.yaml:5: x"
    assert str(pack.problem(pack.of("office")[1], "x", "name")) == "offices.csv:3: x"


@pytest.mark.parametrize(
    ("things", "line"),
    [
        (f"{THING}  text: [a\n", "things.yaml:4: not readable as YAML: did not find expected ',' or ']'"),
        (f"{THING}  text: a: b\n", "things.yaml:3: not readable as YAML: mapping values are not allowed"),
        (f"{THING}\ttext: a\n", "things.yaml:3: not readable as YAML: found a tab character"),
        (f"{THING}---\n{THING}", "things.yaml:3: not readable as YAML: expected a single document"),
        (f"{THING}  text: a\x07b\n", "things.yaml:3: has the sign U+0007"),
        (f'{THING}  text: "a\\x07b"\n', "things.yaml:3: text: has the sign U+0007"),
        (f'{THING}  text: "a\\ud800b"\n', "things.yaml:3: not readable as YAML: found invalid Unicode"),
        ("", "things.yaml:1: the file is empty"),
        ("key: one\n", "things.yaml:1: this file is a list"),
        ("- one\n", "things.yaml:1: a record is a mapping"),
        (f"{THING}  colur: red\n", 'things.yaml:3: "colur" is not known here; did you mean "colour"?'),
        (
            f"{THING}  leaves:\n    - key: a\n      txt: b\n",
            'things.yaml:5: "txt" is not known here; did you mean "text"?',
        ),
        ("- key: one\n", 'things.yaml:1: "name" is missing'),
        (f"{THING}  text:\n", 'things.yaml:3: "text" has no value; leave the line out'),
        (f'{THING}  text: " "\n', 'things.yaml:3: "text" has no value; leave the line out'),
        (f"{THING}  office: nort\n", 'things.yaml:3: there is no office "nort"; did you mean "north"?'),
        (f"{THING}  offices: [north, east]\n", 'things.yaml:3: there is no office "east"'),
        (f"{THING}  offices:\n    - north\n    - east\n", 'things.yaml:5: there is no office "east"'),
        (f"{THING}  leaves:\n    - key: a\n      office: x\n", 'things.yaml:5: there is no office "x"'),
        (f"{THING}- key: one\n  name: Again\n", 'things.yaml:3: the thing "one" is already at things.yaml:1'),
        (f"{THING}  name: Again\n", 'things.yaml:3: "name" is given twice'),
        ("- key: One\n  name: One\n", 'things.yaml:1: key: "One" is not a key'),
        (f"{THING}  file: ../secret\n", 'things.yaml:3: file: "../secret" leaves the folder of the pack'),
        (f"{THING}  file: /etc/passwd\n", 'things.yaml:3: file: "/etc/passwd" leaves the folder'),
        (f"{THING}  text: &x a\n", "things.yaml:3: anchors (&name) are not allowed"),
        (f"{THING}  text: *x\n", "things.yaml:3: aliases (*name) are not allowed"),
        (f"{THING}  text: !!python/object:os.system a\n", "things.yaml:3: tags (tag:yaml.org,2002:python/"),
        (f"{THING}  text: [a]\n", "things.yaml:3: text: one text is wanted here"),
        (f"{THING}  when: 2014-13\n", 'things.yaml:3: when: "2014-13" is not a month'),
        (f"{THING}  when: {{edtf: [a]}}\n", 'things.yaml:3: when: "edtf" and "words" are one text each'),
        (f"{THING}  day: 2014\n", 'things.yaml:3: day: "2014" is not a day such as 2015-12-31'),
        (f"{THING}  day: 2014-02-30\n", "things.yaml:3: day: "),
        (f"{THING}  colour: blue\n", 'things.yaml:3: colour: "blue" is none of red or green'),
        (f"{THING}  value: many\n", 'things.yaml:3: value: "many" is not a number'),
        (f"{THING}  value: NaN\n", "things.yaml:3: value: "),
        (f"{THING}  value: 1e999999999\n", "things.yaml:3: value: "),
        (f"{THING}  value: {'9' * 5000}\n", "things.yaml:3: value: "),
        (f"{THING}  count: {'9' * 5000}\n", "things.yaml:3: count: "),
        (f"{THING}  words: [[a]]\n", "things.yaml:3: words: this is a list of single values"),
        (f"{THING}  source: {'x' * 41}\n", "things.yaml:3: source: has 41 characters; at most 40 fit"),
        (f"{THING}  text: {'x' * 20_001}\n", "things.yaml:3: text: has 20001 characters; at most 20000 fit"),
        ('- key: one\n  name: "One\\nline\\u2028"\n', "things.yaml:2: name: has the sign U+2028"),
        ('- key: one\n  name: "One\\u202e"\n', "things.yaml:2: name: has the unseen sign U+202E"),
        ('- key: one\n  name: "One\\u2067"\n', "things.yaml:2: name: has the unseen sign U+2067"),
        (
            '- key: one\n  name: "O\\u200bne"\n',
            "things.yaml:2: name: has the sign U+200B, which nobody can see",
        ),
        (f'{THING}  text: "a\\u2069"\n', "things.yaml:3: text: has the unseen sign U+2069"),
        (f"{THING}  text: a\u202eb\n", "things.yaml:3: has the unseen sign U+202E"),
        (
            f'{THING}  source: "a\\u2060b"\n',
            "things.yaml:3: source: has the sign U+2060, which nobody can see",
        ),
        (f'{THING}  source: "a\\nb"\n', "things.yaml:3: source: has a line break"),
        (f"{THING}  standing: partial\n", 'things.yaml:1: thing: a fact that stands as "partial" needs'),
        ("- key: one\n  name:\n    english: One\n", 'things.yaml:2: name: "english" is not a language code'),
        ("- " * 1000 + "a\n", "things.yaml:1: nested deeper than 12 levels"),
        ("[" * 1000 + "a\n", "things.yaml:1: nested deeper than 12 levels"),
        ("- key: one\n  name: {en: {en: One}}\n", 'things.yaml:2: name: the label in "en" is one text'),
    ],
)
def test_each_fault_in_yaml_is_one_line_at_its_place(tmp_path: Path, things: str, line: str) -> None:
    found = said(write(tmp_path / "pack", things_yaml=things))
    assert len(found) == 1, found
    assert found[0].startswith(line)


@pytest.mark.parametrize(
    ("offices", "line"),
    [
        ("key,name\nnorth,=1+1\n", "offices.csv:2: column name: a cell may not start like a formula ('=')"),
        ("key,name\nsouth,S\nnorth,@a\n", "offices.csv:3: column name: a cell may not start like a formula"),
        ("key,name\nnorth,-a\n", "offices.csv:2: column name: a cell may not start like a formula ('-')"),
        ("key,name\nnorth\n", "offices.csv:2: the cells of this line are 1, of the header 2"),
        ('key,name\n"north\n', "offices.csv:2: not readable as CSV"),
        ('key,name\nnorth,"a"b\n', "offices.csv:2: not readable as CSV"),
        ("key;name\nnorth;North\n", "offices.csv:1: columns are parted by commas"),
        ("key,name,name\nnorth,a,b\n", 'offices.csv:1: column "name" is given twice'),
        ("key,name,\nnorth,a,b\n", "offices.csv:1: one of the columns has no name"),
        ("", "offices.csv:1: the header row is missing"),
        ("key,nam\nnorth,North\n", 'offices.csv:2: "nam" is not known here; did you mean "name"?'),
        ("key,name\nnorth,a\nnorth,b\n", 'offices.csv:3: the office "north" is already at offices.csv:2'),
        ("key,name,name.en\nnorth,a,b\n", "offices.csv:2: column name.en: there is a value in column name"),
        ("key,name.en,name\nnorth,a,b\n", "offices.csv:2: column name: there is a value in column name.en"),
        ('key,name\nnorth,"a\nb"\nsouth,\x00\n', "offices.csv:4: has the sign U+0000"),
        ("key,name\nnorth,N\u202e\n", "offices.csv:2: has the unseen sign U+202E"),
        ("key,name,friends\nnorth,N,east\n", 'offices.csv:2: there is no office "east"'),
        ("key,name,value\nnorth,N,n/a\n", 'offices.csv:2: value: "n/a" is not a number'),
        ("key,name,country\nnorth,N,XY\n", 'offices.csv:2: country: "XY" is not an ISO 3166'),
        (f"key,name\nnorth,{'x' * 30_000}\n", "offices.csv:2: column name: has 30000 characters"),
    ],
)
def test_each_fault_in_csv_is_one_line_at_its_place(tmp_path: Path, offices: str, line: str) -> None:
    found = said(write(tmp_path / "pack", offices_csv=offices, things_yaml=THING))
    first = [one for one in found if one.startswith(line)]
    assert len(first) == len(found) == 1, found


def test_numbers_below_nought_are_no_formulas(tmp_path: Path) -> None:
    pack = read(write(tmp_path / "pack", offices_csv="key,name,value\nnorth,N,-1.5\n", things_yaml=THING))
    assert str(pack.of("office")[0].value) == "-1.5"


def test_line_breaks_of_other_systems_are_read_as_line_breaks(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "pack",
        offices_csv=b'\xef\xbb\xbfkey,name,text\r\nnorth,N,"a\r\nb"\r\n',
        things_yaml=b"\xef\xbb\xbf- key: one\r\n  name: One\r\n  office: nort\r\n",
    )
    assert [line[:15] for line in said(folder)] == ["things.yaml:3: "]
    write(folder, offices_csv=(folder / "offices.csv").read_bytes())
    assert read(folder).of("office")[0].text == "a\nb"


def test_a_file_that_is_no_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    assert said(write(tmp_path / "pack", things_yaml=b"- key: one\n  name: \xff\n")) == [
        "things.yaml:2: is not UTF-8 text"
    ]


def test_a_file_that_no_pack_has_is_named_with_the_likely_one(tmp_path: Path) -> None:
    folder = write(tmp_path / "pack")
    (folder / "thing.yaml").write_text("")
    (folder / "README.md").write_text("")
    (folder / "files").mkdir()
    (folder / "files" / "poster.png").write_bytes(b"")
    assert said(folder) == ['thing.yaml: is no file of a pack; did you mean "things.yaml"?']


def test_a_folder_or_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert said(tmp_path / "none") == [f"{tmp_path / 'none'}: there is no such folder"]
    folder = write(tmp_path / "pack")
    (folder / "pack.yaml").unlink()
    (folder / "things.yaml").unlink()
    assert said(folder) == ["pack.yaml: is missing"]


def test_a_link_that_leads_out_of_the_pack_is_refused_and_not_opened(tmp_path: Path) -> None:
    folder = write(tmp_path / "pack")
    (tmp_path / "secret.yaml").write_text("- secret: [\n")
    (folder / "things.yaml").unlink()
    (folder / "things.yaml").symlink_to(tmp_path / "secret.yaml")
    assert said(folder) == ["things.yaml: leads out of the folder of the pack"]


@pytest.mark.parametrize("name", ["pack.yaml", "things.yaml"])
@pytest.mark.parametrize("target", ["itself", "nothing.yaml"])
def test_a_link_that_leads_to_itself_or_to_nothing_is_refused(tmp_path: Path, name: str, target: str) -> None:
    folder = write(tmp_path / "pack")
    (folder / name).unlink()
    (folder / name).symlink_to(name if target == "itself" else target)
    assert said(folder) == [f"{name}: is a link that leads to no file"]


def test_a_column_named_like_a_formula_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        read_csv("key,=1+1\na,b\nc,d\n", "offices.csv")
    assert [str(problem) for problem in refusal.value.problems] == [
        "offices.csv:1: the name of a column may not start like a formula ('=')"
    ]


def test_what_is_no_plain_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    folder = write(tmp_path / "pack")
    (folder / "things.yaml").unlink()
    os.mkfifo(folder / "things.yaml")
    assert said(folder) == ["things.yaml: is no plain file"]
    (folder / "things.yaml").unlink()
    (folder / "things.yaml").mkdir()
    assert said(folder) == ["things.yaml: is no plain file"]


def test_a_name_that_no_terminal_can_print_is_still_one_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "pack")
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff.yaml"))).write_text("")
    (line,) = said(folder)
    assert line.encode()
    assert "is no file of a pack" in line


def test_several_faults_are_all_told_in_the_order_of_their_lines(tmp_path: Path) -> None:
    folder = write(tmp_path / "pack", things_yaml="- key: one\n- key: Two\n  name: Two\n  day: x\n")
    assert [line.split(":")[1] for line in said(folder)] == ["1", "2", "4"]


def test_the_rules_of_the_rooms_are_asked_once_the_rows_are_sound(tmp_path: Path) -> None:
    def never(pack: Pack) -> Iterator[Problem]:
        for row in pack.of("thing"):
            yield pack.problem(row, "is outside its period", "name")

    folder = write(tmp_path / "pack")
    assert said(folder, [never]) == [
        "things.yaml:2: is outside its period",
        "things.yaml:5: is outside its period",
    ]


@pytest.mark.parametrize("name", ["things.yaml", "offices.csv"])
def test_a_field_of_fifty_megabytes_is_refused(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "pack")
    with (folder / name).open("a", encoding="utf-8") as file:
        file.writelines("x" * 1_000_000 for _ in range(50))
    assert said(folder) == [f"{name}: holds 50 MB; a file of a pack has at most 10 MB"]


def test_a_field_as_large_as_a_file_may_be_is_refused(tmp_path: Path) -> None:
    size = LARGEST_FILE - 1000
    folder = write(tmp_path / "pack", things_yaml=f"{THING}  text: {'x' * size}\n")
    assert said(folder) == [f"things.yaml:3: text: has {size} characters; at most 20000 fit"]
    write(folder, offices_csv=f"key,name\nnorth,{'x' * size}\n", things_yaml=THING)
    assert said(folder) == [f"offices.csv:2: column name: has {size} characters; at most 20000 fit"]


GARBAGE = st.one_of(
    st.text(max_size=60),
    st.text("-: \n\t[]{}&*!|>'\"#%@`?,a=0.\\x~<", max_size=60),
    st.lists(st.sampled_from(GOOD["things.yaml"].splitlines(keepends=True)), max_size=8).map("".join),
)


@given(GARBAGE)
def test_no_yaml_comes_to_more_than_bad_input(text: str) -> None:
    try:
        read_yaml(text, "x.yaml")
    except BadInput as bad:
        lines = [problem.line for problem in bad.problems]
        assert lines
        assert all(1 <= line <= text.count("\n") + text.count("\r") + 2 for line in lines)


@given(GARBAGE | st.text('",\n\r;a.=', max_size=40))
def test_no_csv_comes_to_more_than_bad_input(text: str) -> None:
    with contextlib.suppress(BadInput):
        read_csv(text, "x.csv")


BYTES = st.one_of(
    st.binary(max_size=200),
    GARBAGE.map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from([text.encode() for text in GOOD.values()]).flatmap(
        lambda good: st.builds(
            lambda at, inside: good[:at] + inside + good[at + 1 :],
            st.integers(0, len(good)),
            st.one_of(
                st.binary(max_size=3),
                st.sampled_from([b": ", b"\n", b"- ", b"'", b'"', b",", b"=", b"&a ", b"[", b"{"]),
            ),
        )
    ),
)


@given(name=st.sampled_from(sorted(GOOD)), data=BYTES)
def test_no_bytes_in_a_pack_come_to_more_than_bad_input(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp() / "garbage"
    write(folder)
    (folder / name).write_bytes(data)
    for line in said(folder):
        assert line.encode()
        assert line.startswith((name, "things.yaml"))
