"""Files of surveys: tables of results, tables of people, and SPSS files; each fault by its row and column."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.lib.polls import Found, Weighting, as_told, from_told
from headway.lib.problems import HeadwayError
from headway.lib.respondents import Respondents
from headway.lib.surveyfiles import read_survey

TODAY = date(2026, 11, 28)
HEAD = "question,answer,share,n,country,from,to"
WHEN: dict[str, Any] = {"began": date(2014, 2, 1), "ended": date(2014, 2, 20)}


def read(tmp_path: Path, text: str | bytes, name: str = "survey.csv", **asked: Any) -> Found:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_survey(path, Respondents(**asked), today=TODAY)


def table(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows]) + "\n"


def faults(found: Found) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.kind) for one in found.refused]


def test_a_table_of_results_is_read_as_it_is(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Pregunta;Respuesta;Porcentaje;Muestra;País;Desde;Hasta;Peso\n¿Está limpio?;Sí;62,5 %;1.002;Kenia;06/02/2014;27/02/2014;29000\n"
        "¿Está limpio?;No;37,5 %;1.002;Kenia;06/02/2014;27/02/2014;29000\n".replace("1.002", "1002"),
    )
    (poll,) = found.polls
    assert (poll.country, poll.n, poll.began, poll.ended) == ("KE", 1002, date(2014, 2, 6), date(2014, 2, 27))
    assert [(one.text, one.share) for one in poll.answers] == [
        ("Sí", Decimal("0.625")),
        ("No", Decimal("0.375")),
    ]
    assert (poll.weight, poll.weighting) == (Decimal(29000), Weighting.POPULATION)


def test_shares_of_one_and_months_and_arabic_digits_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, table("Q,Yes,0.6,500,KE,2014-02,2014-03", "Q,No,0.4,500,KE,2014-02,2014-03"))
    assert (found.polls[0].began, found.polls[0].ended) == (date(2014, 2, 1), date(2014, 3, 31))
    again = read(tmp_path, table("Q,نعم,٦٠٪,500,كينيا,2014-02,2014-03", "Q,لا,٤٠٪,500,كينيا,2014-02,2014-03"))
    assert again.polls[0].answers[0].share == Decimal("0.6")


@pytest.mark.parametrize(
    ("row", "column", "kind"),
    [
        ("Q,Yes,160,500,KE,2014-02-01,2014-02-20", "share", "no_share"),
        ("Q,Yes,most,500,KE,2014-02-01,2014-02-20", "share", "bad_number"),
        ("Q,Yes,60,0,KE,2014-02-01,2014-02-20", "n", "nobody"),
        ("Q,Yes,60,some,KE,2014-02-01,2014-02-20", "n", "bad_number"),
        ("Q,Yes,60,500,Atlantis,2014-02-01,2014-02-20", "country", "no_country"),
        ("Q,Yes,60,500,KE,2014-02-30,2014-02-20", "from", "bad_date"),
        ("Q,Yes,60,500,KE,2014-02-01,later", "to", "bad_date"),
        (",Yes,60,500,KE,2014-02-01,2014-02-20", "question", "blank"),
        ("Q,,60,500,KE,2014-02-01,2014-02-20", "answer", "blank"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_column(
    tmp_path: Path, row: str, column: str, kind: str
) -> None:
    found = read(
        tmp_path, table(row, "R,Yes,60,500,KE,2014-02-01,2014-02-20", "R,No,40,500,KE,2014-02-01,2014-02-20")
    )
    assert (2, column, kind) in faults(found)
    assert [poll.question for poll in found.polls] == ["R"]


def test_a_question_is_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    found = read(
        tmp_path, table("Q,Yes,60,500,KE,2014-02-01,2014-02-20", "Q,No,forty,500,KE,2014-02-01,2014-02-20")
    )
    assert found.polls == []
    assert faults(found) == [(3, "share", "bad_number"), (2, "question", "with_another")]
    assert found.refusals == 2


@pytest.mark.parametrize(
    ("rows", "column", "kind"),
    [
        (("Q,Yes,60,500,KE,2014-02-01,2014-02-20", "Q,No,20,500,KE,2014-02-01,2014-02-20"), "share", "sum"),
        (("Q,Yes,60,500,KE,2014-02-20,2014-02-01", "Q,No,40,500,KE,2014-02-20,2014-02-01"), "to", "reversed"),
        (("Q,Yes,60,500,KE,2014-02-20,2031-02-01", "Q,No,40,500,KE,2014-02-20,2031-02-01"), "to", "future"),
        (
            ("Q,Yes,60,500,KE,2014-02-01,2014-02-20", "Q,No,40,501,KE,2014-02-01,2014-02-20"),
            "n",
            "two_numbers",
        ),
        (
            ("Q,Yes,60,500,KE,2014-02-01,2014-02-20", "Q,Yes,40,500,KE,2014-02-01,2014-02-20"),
            "answer",
            "twice",
        ),
    ],
)
def test_what_does_not_hold_together_is_refused(
    tmp_path: Path, rows: tuple[str, ...], column: str, kind: str
) -> None:
    found = read(tmp_path, table(*rows))
    assert found.polls == []
    assert (column, kind) in [(one.column, one.kind) for one in found.refused]
    assert found.refusals == 2


def test_shares_add_up_to_about_a_hundred_unless_several_answers_could_be_given(tmp_path: Path) -> None:
    when = "500,KE,2014-02-01,2014-02-20"
    assert read(tmp_path, table(f"Q,A,33,{when}", f"Q,B,33,{when}", f"Q,C,33,{when}")).polls
    many = table(f"Q,A,80,{when},yes", f"Q,B,70,{when},yes", head=f"{HEAD},several")
    assert read(tmp_path, many).polls[0].several


def people(tmp_path: Path, count: int = 900) -> Path:
    """A made-up survey of two countries: what was missing by declaration, a weight, and a column of names."""
    import pyreadstat

    chance = random.Random(7)
    frame = pl.DataFrame(
        {
            "cntry": [float(at % 3 == 0) + 1 for at in range(count)],
            "q1": [chance.choice([1.0, 1.0, 2.0, 8.0, 9.0]) for _ in range(count)],
            "wt": [0.5 if at % 3 == 0 else 1.5 for at in range(count)],
            "name": [f"Zyxomma {at}" for at in range(count)],
        }
    )
    path = tmp_path / "people.sav"
    pyreadstat.write_sav(
        frame, path, column_labels={"q1": "Are clear rules needed?"},
        variable_value_labels={"cntry": {1.0: "Kenya", 2.0: "Peru"}, "q1": {1.0: "Yes", 2.0: "No", 8.0: "Do not know", 9.0: "Refused"}},
        missing_ranges={"q1": [9.0]},
    )  # fmt: skip
    return path


def test_an_spss_file_is_counted_by_its_labels_and_weights_and_keeps_nobody(tmp_path: Path) -> None:
    path = people(tmp_path)
    found = read_survey(path, Respondents(**WHEN), today=TODAY)
    assert [(poll.question, poll.country) for poll in found.polls] == [
        ("Are clear rules needed?", "PE"), ("Are clear rules needed?", "KE"),
    ]  # fmt: skip
    peru = found.polls[0]
    assert [one.text for one in peru.answers] == ["Yes", "No", "Do not know"]
    assert abs(sum((one.share for one in peru.answers), Decimal(-1))) < Decimal("0.0001")
    assert peru.effective == peru.n
    assert peru.weighting is Weighting.RESPONDENTS
    assert "Zyxomma" not in str(as_told(found.polls)) + str(found.refused)


def test_a_weighted_share_is_that_of_the_weights(tmp_path: Path) -> None:
    text = "country,weight,q\nKE,3,yes\nKE,1,no\nKE,0,no\nKE,-1,no\nAtlantis,1,no\n"
    found = read(tmp_path, text, questions=("q",), **WHEN)
    (poll,) = found.polls
    assert [(one.text, one.share) for one in poll.answers] == [
        ("no", Decimal("0.25")),
        ("yes", Decimal("0.75")),
    ]
    assert (poll.n, poll.effective) == (2, Decimal("1.6"))
    assert faults(found) == [(5, "weight", "bad_weight"), (6, "country", "no_country")]


def test_weights_that_are_even_in_each_country_do_not_put_countries_together(tmp_path: Path) -> None:
    rows = "".join(f"{country},{weight},yes\n" for country in ("KE", "PE") for weight in (0.5, 1.5))
    found = read(tmp_path, f"country,weight,q\n{rows}", questions=("q",), **WHEN)
    assert {poll.weighting for poll in found.polls} == {Weighting.WITHIN}
    assert {poll.weight for poll in found.polls} == {None}


def test_of_a_table_of_people_only_columns_that_were_named_are_questions(tmp_path: Path) -> None:
    with pytest.raises(HeadwayError, match="--questions"):
        read(tmp_path, "country,weight,name\nKE,1,Zyxomma\n", **WHEN)


def test_a_column_of_names_is_no_question(tmp_path: Path) -> None:
    rows = "".join(f"KE,1,yes,Zyxomma {at}\n" for at in range(40))
    found = read(tmp_path, f"country,weight,q,name\n{rows}", questions=("q", "name"), **WHEN)
    assert [poll.question for poll in found.polls] == ["q"]
    assert faults(found) == [(1, "name", "free_words")]


def test_when_people_were_asked_is_taken_from_the_file_or_asked_for(tmp_path: Path) -> None:
    text = "country,date,q\nKE,2014-02-03,yes\nKE,2014-02-09,no\n"
    assert (read(tmp_path, text, questions=("q",)).polls[0].began.day) == 3
    bare = read(tmp_path, "country,q\nKE,yes\n", questions=("q",))
    assert faults(bare) == [(1, "from", "no_days")]


@pytest.mark.parametrize("part", [4, 60, 300, 3000])
def test_a_damaged_spss_file_is_told_as_such(tmp_path: Path, part: int) -> None:
    cut = people(tmp_path).read_bytes()[:part]
    with pytest.raises(HeadwayError, match="damaged"):
        read(tmp_path, cut, "cut.sav", **WHEN)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=60), st.integers(0, 2000))
def test_whatever_is_written_into_an_spss_file_is_an_answer_or_a_clear_refusal(
    tmp_path: Path, noise: bytes, at: int
) -> None:
    whole = bytearray(people(tmp_path, 60).read_bytes())
    whole[8 + at : 8 + at + len(noise)] = noise
    with suppress(HeadwayError):
        read(tmp_path, bytes(whole), "noise.sav", **WHEN)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"one,two\n1,2\n", "none of the first"),
        ("a.csv", b"%PDF-1.7 x", "no table"),
        ("a.sav", b"question,answer,share\n", "no SPSS file"),
        ("a.csv", b"question,answer,share,n,country,from,to\n", "no result"),
    ],
)
def test_a_wrong_file_is_told_in_one_sentence(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(HeadwayError, match=said):
        read(tmp_path, data, name)


def test_results_come_back_from_what_is_kept_of_them(tmp_path: Path) -> None:
    found = read(tmp_path, table("Q,Yes,0.6,500,KE,2014-02,2014-03", "Q,No,0.4,500,KE,2014-02,2014-03"))
    assert from_told(as_told(found.polls)) == found.polls
