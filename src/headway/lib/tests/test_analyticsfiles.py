"""Exports of web analytics come to numbers a day; what is no number or no day is told by its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from headway.lib.analyticsfiles import Days, read_days
from headway.lib.problems import HeadwayError

GOOGLE = '# ----\n# All Web Site Data\n# 20140501-20140503\n# ----\n\nDay Index,Sessions,Users\n5/1/14,"1,250",900\n5/13/14,40,30\n,1290,910\n'
MATOMO = "Date,Unique visitors,Visits,Actions\n2014-05-01,9,12,30\n2014-05-02,7,8,16\n"


def read(folder: Path, text: str, encoding: str = "utf-8", **more: str) -> Days:
    path = folder / "export.csv"
    path.write_bytes(text.encode(encoding))
    return read_days(path, **more)


def test_google_analytics_is_read_below_its_banner_and_without_its_totals(tmp_path: Path) -> None:
    found = read(tmp_path, GOOGLE)
    assert found.numbers["visits"] == {date(2014, 5, 1): Decimal(1250), date(2014, 5, 13): Decimal(40)}
    assert found.kinds == ("visits", "visitors")
    assert not found.refused


def test_matomo_is_read_in_the_encoding_that_it_writes(tmp_path: Path) -> None:
    found = read(tmp_path, MATOMO, "utf-16")
    assert found.within("visits", date(2014, 5, 1), date(2014, 5, 1)) == [Decimal(12)]
    assert found.within("events", date(2014, 5, 1), date(2014, 5, 31)) == [Decimal(30), Decimal(16)]
    assert found.within("visitors", date(2015, 1, 1), date(2015, 1, 2)) == []


def test_days_that_could_be_either_are_asked_about(tmp_path: Path) -> None:
    text = "Date,Sessions\n3/4/2014,1\n5/4/2014,2\n"
    with pytest.raises(HeadwayError, match="--days"):
        read(tmp_path, text)
    assert date(2014, 4, 3) in read(tmp_path, text, days="dmy").numbers["visits"]


def test_lines_that_do_not_count_are_told(tmp_path: Path) -> None:
    found = read(
        tmp_path, "Date,Visits\n2014-05-01,12\n2014-05-01,13\nsoon,4\n2014-05-03,-4\n2014-05-04,many\n"
    )
    assert [(line, column) for line, column, _ in found.refused] == [
        (5, "visits"), (6, "visits"), (3, "date"), (4, "date"),
    ]  # fmt: skip
    assert found.numbers["visits"] == {date(2014, 5, 1): Decimal(12)}


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Date,Visits\n", "Date,Visits\nnever,none\n"])
def test_what_is_no_such_export_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(HeadwayError):
        read(tmp_path, text)
