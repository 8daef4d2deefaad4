"""What a cell says is read the same whether it is written plainly, which is quick to tell, or in any of the other ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.lake import parsing as p
from headway.lake.reading import plain_duckdb

MOMENTS = st.datetimes(datetime.fromisoformat("1970-01-01"), datetime.fromisoformat("2069-12-31")).map(
    lambda at: at.replace(second=0, microsecond=0)
)
CELLS = st.text("0123456789", max_size=4) | st.sampled_from(
    [",", ".", "-", " ", "'", "%", "\u00a0", "000", "x"]
)
NUMBERS = st.lists(CELLS, max_size=7).map("".join)
WORDS = st.text("aBzÉñßعي9٣²Ⅷ ,.-–’\u00a0\t()", max_size=30)
LISTS = st.text("abC ,;|", max_size=15)
IDS = st.text('0123456789.eE+="ab -', max_size=10)
ADDRESSES = st.text("aW.w:/?#-1Z", max_size=12).map(
    lambda text: text.replace("w", "www.", 1)
) | st.sampled_from(
    ["https://www.A.example:80/x", "a-b.example", "http://x", "WWW.b.Example/?q", "ftp+x://c.d.example#e"]
)


@pytest.fixture(scope="module")
def read() -> Callable[[str, Sequence[Any]], list[Any]]:
    """What DuckDB makes of each of these cells by an expression of `cell`."""
    con = plain_duckdb()

    def values(expression: str, cells: Sequence[Any]) -> list[Any]:
        kind = pa.timestamp("us") if cells and isinstance(cells[0], datetime) else pa.string()
        con.register("cells", pa.table({"place": range(len(cells)), "cell": pa.array(cells, kind)}))
        rows = con.execute(f"SELECT {expression} AS value FROM cells ORDER BY place").to_arrow_table()
        return list(rows["value"].to_pylist())

    return values


Read = Callable[[str, Sequence[Any]], list[Any]]


def number(text: str, *, points_group: bool) -> float | None:
    """Blanks, apostrophes and percent signs say nothing; commas stand between thousands, or one before decimals."""
    bare = re.sub("[ \u00a0\u202f'%]", "", text)
    if "," in text:
        if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
            bare = bare.replace(",", "")
        elif re.fullmatch(r"-?[\d.]*,\d{1,6}", bare):
            bare = bare.replace(".", "").replace(",", ".")
        else:
            return None
    elif points_group and re.fullmatch(r"-?\d{1,3}(\.\d{3})+", bare):
        bare = bare.replace(".", "")
    return float(bare) if re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", bare) else None


@given(texts=st.lists(NUMBERS, min_size=1))
@pytest.mark.parametrize("points_group", [False, True])
def test_numbers_are_read_with_and_without_signs_between_thousands(
    read: Read, texts: list[str], points_group: bool
) -> None:
    texts = [text.strip(p.BLANKS) for text in texts]
    expected = [number(text, points_group=points_group) for text in texts]
    assert read(p.number("cell", points_group=points_group), texts) == expected


@given(texts=st.lists(st.sampled_from(p.BLANKS + 'nNuUlLaA/#-"o\tx'), max_size=8).map("".join))
def test_a_cell_says_nothing_where_it_says_so_in_any_letters(texts: str) -> None:
    for text in (texts, *(f" {one.title()}\u00a0" for one in p.MISSING)):
        bare = text.strip(p.BLANKS)
        assert p.present(pa.array([text])).to_pylist() == [None if bare.lower() in p.MISSING else bare]


@given(texts=st.lists(IDS, min_size=1))
def test_an_id_loses_its_quotes_and_is_none_where_it_was_rounded(read: Read, texts: list[str]) -> None:
    def plain(text: str) -> str | None:
        if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", text):
            return None
        if re.fullmatch(r"\d+\.0", text):
            return text[:-2]
        return re.sub('^=?"+|"+$', "", text).strip(" ") or None

    texts = [text.strip(" ") or "1" for text in texts]
    assert read(p.plain_id("cell"), texts) == [plain(text) for text in texts]


@given(texts=st.lists(WORDS, min_size=1))
def test_words_are_told_from_what_stands_between_them(read: Read, texts: list[str]) -> None:
    def folded(text: str) -> str:
        signs = (sign if unicodedata.category(sign)[0] in "LN" else " " for sign in text.lower())
        return " ".join("".join(signs).split())

    expected = [folded(text) for text in texts]
    assert read(p.folded("cell"), texts) == expected
    assert [" ".join(one.split()) for one in read(p.gapped("cell"), texts)] == expected
    assert read(p.ungapped("cell"), read(p.gapped("cell"), texts)) == expected


@given(texts=st.lists(LISTS, min_size=1))
def test_keywords_come_apart_at_commas_and_semicolons(read: Read, texts: list[str]) -> None:
    texts = [text.strip(" ") or "a" for text in texts]
    expected = [{one.strip(" ") for one in re.split("[,;|]", text)} - {""} for text in texts]
    found = read(p.several("cell"), texts)
    assert [set(one) for one in found] == expected
    assert [len(one) for one in found] == [len(one) for one in expected]


@given(texts=st.lists(ADDRESSES, min_size=1))
def test_an_outlet_is_known_by_the_host_of_its_address(read: Read, texts: list[str]) -> None:
    def host(text: str) -> str | None:
        """What stands before a port, a path, a question or a fragment; "www." is no part of it where a host is left without."""
        for begin in (
            r"[A-Za-z][A-Za-z0-9+.-]*://[wW]{3}\.",
            r"[A-Za-z][A-Za-z0-9+.-]*://",
            r"[wW]{3}\.",
            "",
        ):
            if (begun := re.match(begin, text)) and (
                found := re.match(r"[^/:?#]+\.[^/:?#]+", text[begun.end() :])
            ):
                return found[0].lower()
        return None

    assert read(p.host_of("cell"), texts) == [host(text) for text in texts]


@given(
    moments=st.lists(MOMENTS, min_size=1),
    sign=st.sampled_from("/.-"),
    year=st.sampled_from(["%Y", "%y"]),
    clock=st.sampled_from(["", " %H:%M", " %I:%M %p", ", %H:%M:%S"]),
    padded=st.booleans(),
)
def test_days_in_figures_are_read_with_either_first(
    read: Read, moments: list[datetime], sign: str, year: str, clock: str, padded: bool
) -> None:
    moments = [at.replace(year=2000 + at.year % 100) for at in moments if (at.month, at.day) != (2, 29)]
    moments = [at if clock else at.replace(hour=0, minute=0) for at in moments]
    texts = [at.strftime(sign.join(("%d", "%m", year)) + clock) for at in moments]
    texts = texts if padded else [re.sub(r"^0|(?<=^\d\d.)0|(?<=^\d.)0", "", text) for text in texts]
    assert read(p.stroked("cell", "dmy"), texts) == moments
    turned = [at.replace(month=at.day, day=at.month) if at.day <= 12 else None for at in moments]
    assert read(p.stroked("cell", "mdy"), texts) == turned


@given(
    moments=st.lists(MOMENTS, min_size=1),
    day=st.sampled_from(["%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y"]),
    clock=st.sampled_from(["", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M%p"]),
)
def test_days_with_the_month_as_a_word_are_read_whatever_the_clock(
    read: Read, moments: list[datetime], day: str, clock: str
) -> None:
    moments = [at if clock else at.replace(hour=0, minute=0) for at in moments]
    moments = [at if "%Y" in day else at.replace(year=2000 + at.year % 69, day=1) for at in moments]
    assert read(p.moment("cell"), [at.strftime(day + clock) for at in moments]) == moments


@given(moments=st.lists(st.datetimes(datetime.fromisoformat("0001-01-02")), min_size=1))
def test_a_moment_at_utc_is_the_same_by_whatever_way(read: Read, moments: list[datetime]) -> None:
    assert read(p.as_utc("cell"), moments) == [at.replace(tzinfo=UTC) for at in moments]
    assert read(p.said_in_utc(p.as_utc("cell")), moments) == read(
        "CAST(timezone('UTC', cell) AS VARCHAR)", moments
    )
