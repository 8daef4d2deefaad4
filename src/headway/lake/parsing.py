"""How the cells of an export become values, as expressions for DuckDB: missing, numbers, days, addresses, folded words.

Each takes the expression of a text and gives that of a value; what cannot be read gives NULL where the text is not missing.
Most cells are written plainly: those are told by one look and read as they are, and what takes many looks is for the rest.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

# What stands around a text and is no part of it: the blanks of Unicode, but no tabs and no line ends.
BLANKS = " \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
# In capitals as well, and in any mixture of both.
MISSING = ("", "-", "null", '"null"', "na", "n/a", "#n/a", "none", "nan", "--")
# What names the visitor or the way they came, not the page.
_TRACKING = "utm_[^=&]*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref_src|ref_url|cmpid|ocid|smid|xtor|s_cid|_ga|yclid"
# Days with the month as a word. To try a form in vain is what is dear, so that the year says which are tried.
_LONG_YEAR = "[- ][0-9]{4}( |$)"
_LONG_YEARS = ("%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y")
_NAMED_DAYS = ("%d-%b-%y", "%d %b %y", *_LONG_YEARS)
_OFFSETS = tuple(
    f"%Y-%m-%d{sign}%H:%M{seconds}{gap}%z"
    for sign in (" ", "T") for seconds in ("", ":%S", ":%S.%f") for gap in (" ", "")
)  # fmt: skip


def present(cells: Any) -> Any:
    """Texts of Arrow without the blanks around them; nothing where one says that nothing is known.

    Of the cells of an export this alone is done before DuckDB has them: it would need five times as long.
    """
    import pyarrow.compute as pc

    texts = pc.utf8_trim(cells, BLANKS)
    missing = pc.is_in(texts, value_set=_missing())
    return pc.if_else(missing, None, texts) if pc.any(missing).as_py() else texts


@cache
def _missing() -> Any:
    import pyarrow as pa

    return pa.array(
        {"".join(signs) for text in MISSING for signs in product(*zip(text, text.upper(), strict=True))}
    )


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def listed(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(quoted(text) for text in texts) + "]"


def plain_id(text: str) -> str:
    """An id as text, without the quotes and formula signs that keep spreadsheets off; NULL where one has rounded it."""
    plain = f"regexp_matches({text}, '^([0-9]+|[A-Za-z][^\"]*)$')"
    bare = f"CASE WHEN contains({text}, '\"') THEN regexp_replace({text}, '^=?\"+|\"+$', '', 'g') ELSE {text} END"
    return (
        f"CASE WHEN {plain} THEN {text} WHEN regexp_matches({text}, '^[0-9](\\.[0-9]+)?[eE]\\+?[0-9]+$') THEN NULL "
        f"WHEN regexp_matches({text}, '^[0-9]+\\.0$') THEN left({text}, length({text}) - 2) ELSE nullif(trim({bare}), '') END"
    )


def number(text: str, *, points_group: bool = False) -> str:
    """A number: 1,250 and 424.0 and 1 250; 3,5 has a decimal comma. `points_group`: 1.250 is twelve hundred and fifty."""
    bare = f"translate({text}, ' \u00a0\u202f''%', '')"
    commas = (
        f"CASE WHEN regexp_matches({bare}, '^-?[0-9]{{1,3}}(,[0-9]{{3}})+(\\.[0-9]+)?$') THEN replace({bare}, ',', '') "
        f"WHEN regexp_matches({bare}, '^-?[0-9.]*,[0-9]{{1,6}}$') THEN replace(replace({bare}, '.', ''), ',', '.') END"
    )
    points = (
        f"WHEN regexp_matches({bare}, '^-?[0-9]{{1,3}}(\\.[0-9]{{3}})+$') THEN replace({bare}, '.', '') "
        if points_group
        else ""
    )
    grouped = f"regexp_matches({text}, '^[0-9]{{1,3}}(,[0-9]{{3}})+(\\.[0-9]+)?$')"
    read = (
        f"TRY_CAST(CASE WHEN {grouped} THEN replace({text}, ',', '') "
        f"WHEN contains({text}, ',') THEN {commas} {points}ELSE {bare} END AS DOUBLE)"
    )
    plain = f"CASE WHEN NOT contains({text}, '.') THEN {text} END" if points_group else text
    return f"coalesce(TRY_CAST({plain} AS DOUBLE), {read})"


def whole(value: str) -> str:
    """A count out of a number; NULL below nought or beyond what fits."""
    return f"CASE WHEN {counts(value)} THEN CAST(round({value}) AS BIGINT) END"


def counts(value: str) -> str:
    """Whether a number can be a count."""
    return f"({value} >= 0 AND {value} < 9e18)"


_STROKED = "^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})[ ,T]*"


def is_stroked(text: str) -> str:
    return f"regexp_matches({text}, '^[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-][0-9]{{2}}')"


def stroked(text: str, order: str) -> str:
    """A moment such as 3/4/2015 21:00, the day first (dmy) or the month first (mdy); years of two figures are of this century."""
    months, days = ("4, 2", "1, 2") if order == "dmy" else ("1, 2", "4, 2")
    month = f"substr({text}, {months})"
    in_place = f"concat(substr({text}, 7, 4), '-', {month}, '-', substr({text}, {days}), substr({text}, 11))"
    # Most stand at the same places; to have a thirteenth month refused is dearer than to see that it is one.
    plain = f"regexp_matches({text}, '^[0-9]{{2}}[./-][0-9]{{2}}[./-][0-9]{{4}}( [0-9:]+)?$')"
    whole = (
        f"regexp_replace({text}, '^([0-9]{{1,2}}[./-][0-9]{{1,2}}[./-])([0-9]{{2}})([ ,T]|$)', '\\120\\2\\3')"
    )
    turned = r"\3-\2-\1 " if order == "dmy" else r"\3-\1-\2 "
    by_iso = f"regexp_replace({whole}, '{_STROKED}', '{turned}')"
    halves = listed(("%Y-%m-%d %I:%M %p", "%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %I:%M%p", "%Y-%m-%d %I:%M:%S%p"))
    return (
        f"CASE WHEN {plain} THEN CASE WHEN {month} <= '12' THEN TRY_CAST({in_place} AS TIMESTAMP) END "
        f"WHEN regexp_matches({text}, '[aApP][mM]$') THEN try_strptime({by_iso}, {halves}) "
        f"ELSE TRY_CAST(trim({by_iso}) AS TIMESTAMP) END"
    )


def moment(text: str) -> str:
    """A moment that can be read in one way only: by ISO (an offset is reckoned in), or with the month as a word."""
    clocks = {
        "[aApP][mM]$": (" %I:%M %p", " %I:%M:%S %p", " %I:%M%p", " %I:%M:%S%p"),
        ":[0-9]{2}$": (" %H:%M", " %H:%M:%S"),
    }
    named = " ".join(
        f"WHEN regexp_matches({text}, '{ends}') THEN {_by_year(text, told)}" for ends, told in clocks.items()
    )
    zoned = f"regexp_replace({text}, '[ ]*Z$', ' +0000')"
    return (
        f"CASE WHEN {is_zoned(text)} "
        f"THEN timezone('UTC', try_strptime({zoned}, {listed(_OFFSETS)})) "
        f"WHEN regexp_matches({text}, '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') THEN TRY_CAST({text} AS TIMESTAMP) "
        f"WHEN regexp_matches({text}, '^[0-9]{{8}}$') THEN try_strptime({text}, '%Y%m%d') "
        f"{named} ELSE {_by_year(text, ('',))} END"
    )


def _by_year(text: str, clocks: tuple[str, ...]) -> str:
    long, all_of_them = (
        listed(tuple(day + clock for clock in clocks for day in days)) for days in (_LONG_YEARS, _NAMED_DAYS)
    )
    return f"CASE WHEN regexp_matches({text}, '{_LONG_YEAR}') THEN try_strptime({text}, {long}) ELSE try_strptime({text}, {all_of_them}) END"


def as_utc(naive: str) -> str:
    """A moment out of one without a time zone, whose clock stood at UTC; by DuckDB's own names of zones it takes ten times as long."""
    return f"make_timestamptz(epoch_us({naive}))"


def said_in_utc(at: str) -> str:
    """A moment as the text that DuckDB makes of it where its own zone is UTC, in a third of the time."""
    return f"(CAST(make_timestamp(epoch_us({at})) AS VARCHAR) || '+00')"


def is_zoned(text: str) -> str:
    return f"(contains({text}, ':') AND regexp_matches({text}, '([+-][0-9]{{2}}:?[0-9]{{2}}|Z)$'))"


def bare_url_steps(text: str) -> list[str]:
    """An address without what differs between links to one page: scheme, www., tracking, fragment, final slash.

    Expressions one after the other, each of `url_<number>` of the one before: in one they would be reckoned many times.
    """
    untracked = f"'([?&])(?:(?:{_TRACKING})=[^&]*(?:&|$))+', '\\1', 'g'"
    upto, after = "url_3, instr(url_3, '/')", "url_3, instr(url_3, '/') + 1"
    return [
        f"regexp_replace({text}, '^(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[wW]{{3}}\\.)?', '')",
        "CASE WHEN contains(url_0, '#') THEN regexp_replace(url_0, '#.*$', '') ELSE url_0 END",
        f"CASE WHEN contains(url_1, '?') THEN regexp_replace(url_1, {untracked}) ELSE url_1 END",
        "replace(rtrim(url_2, '/?&'), '/?', '?')",
        f"CASE WHEN contains(url_3, '/') THEN lower(left({upto})) || substr({after}) ELSE lower(url_3) END",
    ]


def host_of(url: str) -> str:
    found = f"nullif(lower(regexp_extract({url}, '^(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[wW]{{3}}\\.)?([^/:?#]+\\.[^/:?#]+)', 1)), '')"
    bare = f"regexp_matches({url}, '^[a-z0-9-]+(\\.[a-z0-9-]+)+$') AND NOT starts_with({url}, 'www.')"
    return f"CASE WHEN {bare} THEN {url} ELSE {found} END"


def folded(text: str) -> str:
    """Words alone, in small letters, with one blank between."""
    return f"trim({gapped(text)})"


def gapped(text: str) -> str:
    """As `folded`, with a blank before or behind them where something else stood there; `ungapped` takes it away."""
    # Single blanks between words stay as they are: each match is dear, and most texts are words and blanks.
    return f"regexp_replace(lower({text}), ' *[^\\p{{L}}\\p{{N}} ][^\\p{{L}}\\p{{N}}]*|  +', ' ', 'g')"


def ungapped(words: str) -> str:
    return (
        f"CASE WHEN starts_with({words}, ' ') OR ends_with({words}, ' ') THEN trim({words}) ELSE {words} END"
    )


def digest(texts: list[str]) -> str:
    """A number by which equal rows are known; the same whatever version reckons it."""
    joined = ", ".join(f"coalesce(CAST({text} AS VARCHAR), '')" for text in texts)
    return f"CAST(md5_number_lower(concat_ws(chr(31), {joined})) >> 1 AS BIGINT)"


def several(text: str) -> str:
    """Keywords or tags, with commas or semicolons between."""
    split = f"list_distinct(string_split_regex({text}, '[ ]*[,;|][ ]*'))"
    return (
        f"CASE WHEN {text} IS NULL THEN NULL WHEN NOT regexp_matches({text}, '[,;|]') THEN [{text}] "
        f"ELSE list_filter({split}, lambda x: x <> '') END"
    )
