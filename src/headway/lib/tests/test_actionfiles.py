"""Exports of action tools come to counts by petition and country, whatever program saved them; nobody's name is kept."""

from __future__ import annotations

import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.lib.actionfiles import read_actions, refusals
from headway.lib.problems import HeadwayError
from headway.lib.tables import encoding_of, folded

ENGAGING = "Supporter ID,Supporter Email,Campaign Type,Campaign ID,Campaign Date,Country\n"
PLAIN = "petition,country,signatures,case,delivered,delivered_on,place,by_whom\n"


def write(folder: Path, text: str, encoding: str = "utf-8", name: str = "export.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_signatures_of_one_petition_add_up_by_country(tmp_path: Path) -> None:
    text = (
        ENGAGING
        + "1,a@x.org,PET,77,2014-05-13,FR\n2,b@x.org,PET,77,2014-06-01,France\n3,c@x.org,ETT,77,2014-05-20,null\n"
    )
    found = read_actions(write(tmp_path, text))
    petition = found.petitions["77"]
    assert petition.by_country == Counter({"FR": 2, "": 1})
    assert (petition.first, petition.last) == (date(2014, 5, 13), date(2014, 6, 1))


def test_mail_that_was_opened_is_no_action_and_who_signs_twice_counts_once(tmp_path: Path) -> None:
    text = (
        ENGAGING
        + "1,a@x.org,EBC,77,2014-05-13,FR\n1,a@x.org,PET,77,2014-05-13,FR\n1,a@x.org,PET,77,2014-05-14,FR\n"
    )
    found = read_actions(write(tmp_path, text))
    assert (found.petitions["77"].signatures, found.others, found.doubled) == (1, 1, 1)


def test_a_list_of_people_needs_the_name_of_its_petition(tmp_path: Path) -> None:
    header = "uuid,first_name,last_name,email,can2_user_country\n"
    path = write(tmp_path, header + "u1,Ann,Lee,ann@x.org,KE\nu2,Bo,Lee,bo@x.org,KE\n")
    with pytest.raises(HeadwayError, match="--name"):
        read_actions(path)
    assert read_actions(path, name="Free her").petitions["Free her"].by_country == Counter(KE=2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_any_encoding_and_any_delimiter_reads_the_same(tmp_path: Path, encoding: str, sign: str) -> None:
    text = "An export of June\n\npetition,country,signatures\nÉté,FR,1 250\nÉté,MA,41\n".replace(",", sign)
    found = read_actions(write(tmp_path, text, encoding))
    assert found.petitions["Été"].by_country == Counter(FR=1250, MA=41)


def test_rows_that_do_not_count_are_listed_with_line_and_column_and_without_what_they_say(
    tmp_path: Path,
) -> None:
    text = (
        PLAIN + "A,Atlantis,5,,,,,\nA,FR,-3,,,,,\nA,FR,many,,,,,\nA,FR,2.5,,,,,\nA,FR,7,,,,,\nA,FR,8,,,,,\n"
    )
    found = read_actions(write(tmp_path, text))
    assert [(one.line, one.column) for one in found.refused] == [
        (2, "country"), (3, "signatures"), (4, "signatures"), (5, "signatures"), (7, "country"),
    ]  # fmt: skip
    assert found.petitions["A"].by_country == Counter(FR=7)
    assert "Atlantis" not in str(list(refusals(found)))


@pytest.mark.parametrize("cell", ["nan", "Infinity", "-Infinity", "1e99"])
def test_what_only_a_computer_calls_a_number_is_no_count(tmp_path: Path, cell: str) -> None:
    found = read_actions(write(tmp_path, f"{PLAIN}A,FR,{cell},,,,,\n"))
    assert [(one.line, one.column) for one in found.refused] == [(2, "signatures")]


def test_where_it_was_delivered_is_read_from_totals(tmp_path: Path) -> None:
    text = PLAIN + "A,DE,37181,,yes,2014-10-21,Berlin,section members\n"
    petition = read_actions(write(tmp_path, text)).petitions["A"]
    assert (petition.delivered, petition.delivered_on, petition.place) == ("yes", "2014-10-21", "Berlin")
    assert petition.by_whom == "section members"


def test_days_that_could_be_either_are_asked_about_and_never_guessed(tmp_path: Path) -> None:
    text = ENGAGING + "1,a@x.org,PET,77,03/04/2014,FR\n2,b@x.org,PET,77,05/04/2014,FR\n"
    path = write(tmp_path, text)
    with pytest.raises(HeadwayError, match="--days"):
        read_actions(path)
    assert read_actions(path, days="dmy").petitions["77"].first == date(2014, 4, 3)
    assert read_actions(path, days="mdy").petitions["77"].first == date(2014, 3, 4)
    plain = write(tmp_path, text + "3,c@x.org,PET,77,25/04/2014,FR\n")
    assert read_actions(plain).petitions["77"].last == date(2014, 4, 25)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "no table"),
        (b"PK\x03\x04 broken", "no workbook"),
        (b"a,b\n1,2\n", "columns"),
    ],
)
def test_what_is_no_export_is_refused_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "wrong.csv"
    path.write_bytes(content)
    with pytest.raises(HeadwayError, match=said) as raised:
        read_actions(path)
    assert "\n" not in str(raised.value)


def test_a_workbook_with_macros_and_one_that_swells_are_refused(tmp_path: Path) -> None:
    macro, bomb = tmp_path / "macro.xlsm", tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(macro, "w") as packed:
        packed.writestr("xl/vbaProject.bin", b"")
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/a.xml", "w", force_zip64=True) as big,
    ):
        for _ in range(310):
            big.write(bytes(1_000_000))
    for path, said in ((macro, "macros"), (bomb, "300 MB")):
        with pytest.raises(HeadwayError, match=said):
            read_actions(path)


@given(st.binary(max_size=3000))
def test_bytes_of_any_kind_have_an_encoding_that_can_be_read(content: bytes) -> None:
    content.decode(encoding_of(content), errors="replace")


@given(st.binary(max_size=600))
def test_garbage_is_refused_and_never_a_fault(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("garbage") / "x.csv"
    path.write_bytes(PLAIN.encode() + content)
    said = ""
    try:
        read_actions(path)
    except HeadwayError as error:
        said = str(error)
    assert "\n" not in said


def test_names_of_columns_are_the_same_however_they_are_written() -> None:
    assert folded("Campaign Type") == folded("campaign_type") == folded(" CAMPAIGN-TYPE ")
