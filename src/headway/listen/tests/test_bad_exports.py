"""Whatever is sent: a clear answer, and nothing half written."""

from __future__ import annotations

import errno
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.lib.problems import HeadwayError
from headway.listen.models import Import, LakeFile
from headway.listen.queries import refusals_of
from headway.listen.tests.exports import header_of, meltwater, plain, text_of, workbook
from headway.listen.tests.test_exports_of_media_monitoring import A, C

pytestmark = pytest.mark.django_db


def refused(bring: Any, *paths: Path, kind: str = "media", **said: Any) -> str:
    with pytest.raises(HeadwayError) as error:
        bring(kind, *paths, **said)
    assert not LakeFile.objects.exists()
    assert not Import.objects.filter(state="written").exists()
    return str(error.value)


def test_a_utf_16_file_that_ends_in_half_a_letter_was_cut_off(bring: Any, tmp_path: Path) -> None:
    path = meltwater(tmp_path, [A, A])
    path.write_bytes(path.read_bytes()[:-7])
    assert "cut off" in refused(bring, path)


def test_a_file_that_ends_in_the_middle_of_a_row_tells_of_that_row(bring: Any, tmp_path: Path) -> None:
    path = meltwater(tmp_path, [A, {**A, "URL": "https://b.example/1"}])
    path.write_bytes(path.read_bytes()[:-90])
    made = bring("media", path)
    assert (made.added, made.refused) == (1, 1)
    assert "cells, and the header 37" in refusals_of(made)[0].reason


def test_bytes_of_another_encoding_within_a_file_are_read_as_what_they_are(
    bring: Any, rows: Any, tmp_path: Path
) -> None:
    text = text_of(
        header_of("meltwater_c"), [{**C, "Title": "Détenu"}, {**C, "Document ID": "doc-2", "Title": "XXX"}]
    )
    path = tmp_path / "mixed.csv"
    path.write_bytes(text.encode().replace(b"XXX", b"lib\xe9r\xe9"))
    bring("media", path)
    assert [row["headline"] for row in rows("media")] == ["Détenu", "libéré"]


def test_a_quote_that_is_never_closed_is_named_with_its_row(bring: Any, tmp_path: Path) -> None:
    lines = text_of(
        header_of("mediacloud"),
        [["1", "2015-01-01", "t", f"http://a.example/{at}", "en", "", "", "", "A", ""] for at in range(6)],
    ).splitlines()
    lines[3] = lines[3].replace(",t,", ',"t,')
    said = refused(bring, plain(tmp_path, "q.csv", "\n".join(lines)))
    assert "quotation mark" in said
    assert "row 4" in said


def test_a_header_with_blank_and_doubled_names_is_read(bring: Any, rows: Any, tmp_path: Path) -> None:
    header = "publish_date,media_name,,url,title,,url"
    bring(
        "media",
        plain(tmp_path, "h.csv", f"{header}\n2015-01-02,A,x,http://a.example/1,One,y,http://b.example/2\n"),
    )
    assert [(row["mention_key"], row["headline"]) for row in rows("media")] == [("a.example/1", "One")]


def test_rows_without_a_key_a_day_or_a_number_are_refused_with_row_column_and_reason(
    bring: Any, tmp_path: Path
) -> None:
    url = "https://a.example/"
    bad = [
        {**A, "URL": ""},
        {**A, "URL": f"{url}1", "Date": "", "Alternate Date Format": "", "Time": ""},
        {**A, "URL": f"{url}2", "Alternate Date Format": "32-May-14"},
        {**A, "URL": f"{url}3", "Reach": "many"},
        {**A, "URL": f"{url}4", "Engagement": "-5"},
        {**A, "URL": f"{url}5", "Alternate Date Format": "13-May-68"},
    ]
    made = bring("media", meltwater(tmp_path, [A, *bad]))
    assert (made.added, made.refused) == (1, 6)
    found = [(one.row, one.column) for one in refusals_of(made)]
    assert found == [(3, "URL"), (4, "Date"), (5, "Date"), (6, "Reach"), (7, "Engagement"), (8, "Date")]
    reasons = [one.reason for one in refusals_of(made)]
    assert "no id and no address" in reasons[0]
    assert "no day" in reasons[1]
    assert "32-May-14" in reasons[2]
    assert '"many" is not a number' in reasons[3]
    assert "future" in reasons[5]


def test_ids_in_scientific_notation_without_a_link_are_refused(bring: Any, tmp_path: Path) -> None:
    post = {"Tweet id": "6.49286E+17", "Tweet text": "x", "time": "2015-09-30 18:42 +0000"}
    made = bring("social", plain(tmp_path, "t.csv", text_of(header_of("twitter_activity"), [post])))
    assert (made.added, made.refused) == (0, 1)
    assert "rounded" in refusals_of(made)[0].reason


def test_a_cell_of_a_hundred_megabytes_is_refused_with_its_row(bring: Any, tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("w") as file:
        file.write("stories_id,publish_date,title,url\n1,2015-01-01,x,http://a.example/1\n2,2015-01-01,")
        for _ in range(100):
            file.write("x" * 1_000_000)
        file.write(",http://a.example/2\n")
    said = refused(bring, path)
    assert "row 3" in said


def test_formulas_are_text(bring: Any, rows: Any, tmp_path: Path) -> None:
    bring(
        "media",
        meltwater(
            tmp_path,
            [{**C, "Title": '=HYPERLINK("http://evil.example","x")', "Document ID": '="0012"'}],
            layout="c",
        ),
    )
    (row,) = rows("media")
    assert row["headline"].startswith("=HYPERLINK")
    assert row["mention_key"] == "0012"


def test_a_workbook_that_would_unpack_to_gigabytes_is_not_opened(bring: Any, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        for _ in range(320):
            sheet.write(b"0" * 1_000_000)
    assert "300 MB" in refused(bring, path)


def test_what_only_looks_like_a_workbook_is_refused(bring: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"junk" * 100)
    assert "workbook" in refused(bring, path)


def test_the_export_of_another_kind_of_tool_is_told(bring: Any, tmp_path: Path) -> None:
    path = plain(tmp_path, "t.csv", text_of(header_of("twitter_activity"), []))
    assert "Twitter Analytics" in refused(bring, path)
    assert "Meltwater" in refused(bring, meltwater(tmp_path, [A]), kind="social")


@pytest.mark.parametrize("text", ["<!DOCTYPE html><html><body>Sign in</body></html>", "\ufeff\n<html>"])
def test_a_web_page_saved_as_a_table_is_told(bring: Any, tmp_path: Path, text: str) -> None:
    assert "web page" in refused(bring, plain(tmp_path, "x.csv", text))


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"\n\n", b"%PDF-1.4", b"a,b\n1,2\n", b"\x00" * 100, b"url\nhttp://a.example"]
)
def test_what_is_no_table_is_told_in_a_line(bring: Any, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    assert "\n" not in refused(bring, path)


def test_a_header_without_rows_brings_nothing(bring: Any, tmp_path: Path) -> None:
    made = bring("media", meltwater(tmp_path, []))
    assert (made.state, made.added, made.refused) == ("written", 0, 0)
    empty = bring("media", workbook(tmp_path, "x.xlsx", [header_of("meltwater_c")]))
    assert (empty.state, empty.added) == ("written", 0)


def test_a_disk_that_fills_up_leaves_nothing(bring: Any, rows: Any, tmp_path: Path, monkeypatch: Any) -> None:
    from headway.lake.folder import Store

    class Full:
        def write(self, data: Any) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        closed = False

        def close(self) -> None: ...

        def flush(self) -> None: ...

    bring("media", meltwater(tmp_path, [A]))
    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space") as error:
        patch.setattr(Store, "sink", lambda self, name: Full())
        bring("media", meltwater(tmp_path, [{**A, "URL": "https://b.example/2"}]))
    assert error.value.errno == errno.ENOSPC
    assert [row["mention_key"] for row in rows("media")] == ["news.example/dam"]


CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
    cut=st.integers(0, 4),
)
def test_whatever_stands_in_the_cells_every_row_is_counted_once(
    bring: Any, tmp_path: Path, table: Any, encoding: str, cut: int
) -> None:
    header = ["stories_id", "publish_date", "title", "url", "language", "media_name", "media_url", "themes"]
    data = text_of(header, [[*row, *[""] * (8 - len(row))] for row in table]).encode(encoding)
    path = tmp_path / "fuzz.csv"
    path.write_bytes(data[: len(data) - cut])
    try:
        made = bring("media", path, ask=True)
    except HeadwayError:
        return
    counted = made.added + made.changed + made.duplicates + made.refused
    assert counted <= len(table) + 1
