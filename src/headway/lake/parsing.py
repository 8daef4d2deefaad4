"""How the cells of an export become values, as expressions for DuckDB: missing, numbers, days, addresses, folded words.

Each takes the expression of a text and gives that of a value; what cannot be read gives NULL where the text is not missing.
"""

from __future__ import annotations

MISSING = ("", "-", "null", '"null"', "na", "n/a", "#n/a", "none", "nan", "--")
# What names the visitor or the way they came, not the page.
_TRACKING = "utm_[^=&]*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref_src|ref_url|cmpid|ocid|smid|xtor|s_cid|_ga|yclid"
_NAMED_DAYS = (
    "%d-%b-%y",
    "%d-%b-%Y",
    "%d %b %y",
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d %Y",
)
_OFFSETS = tuple(
    f"%Y-%m-%d{sign}%H:%M{seconds}{gap}%z"
    for sign in (" ", "T") for seconds in ("", ":%S", ":%S.%f") for gap in (" ", "")
)  # fmt: skip


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def listed(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(quoted(text) for text in texts) + "]"


def present(text: str) -> str:
    """The text without the blanks around it; NULL where it says that nothing is known."""
    # Most texts are longer than what says that nothing is known: they need no look. Not by IN: of that DuckDB makes a join for
    # each column, which costs a small file ten times as much as its reading.
    missing = f"list_contains({listed(MISSING)}, lower(trim({text})))"
    return f"CASE WHEN strlen({text}) < 12 AND {missing} THEN NULL ELSE trim({text}) END"


def plain_id(text: str) -> str:
    """An id as text, without the quotes and formula signs that keep spreadsheets off; NULL where one has rounded it."""
    bare = f"CASE WHEN contains({text}, '\"') THEN regexp_replace({text}, '^=?\"+|\"+$', '', 'g') ELSE {text} END"
    return (
        f"CASE WHEN regexp_matches({text}, '^[0-9](\\.[0-9]+)?[eE]\\+?[0-9]+$') THEN NULL "
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
    return f"TRY_CAST(CASE WHEN contains({text}, ',') THEN {commas} {points}ELSE {bare} END AS DOUBLE)"


def whole(value: str) -> str:
    """A count out of a number; NULL below nought or beyond what fits."""
    return f"CASE WHEN {value} >= 0 AND {value} < 9e18 THEN CAST(round({value}) AS BIGINT) END"


_STROKED = "^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})[ ,T]*"


def is_stroked(text: str) -> str:
    return f"regexp_matches({text}, '^[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-][0-9]{{2}}')"


def stroked(text: str, order: str) -> str:
    """A moment such as 3/4/2015 21:00, the day first (dmy) or the month first (mdy); years of two figures are of this century."""
    whole = (
        f"regexp_replace({text}, '^([0-9]{{1,2}}[./-][0-9]{{1,2}}[./-])([0-9]{{2}})([ ,T]|$)', '\\120\\2\\3')"
    )
    turned = r"\3-\2-\1 " if order == "dmy" else r"\3-\1-\2 "
    by_iso = f"regexp_replace({whole}, '{_STROKED}', '{turned}')"
    halves = listed(("%Y-%m-%d %I:%M %p", "%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %I:%M%p", "%Y-%m-%d %I:%M:%S%p"))
    return (
        f"CASE WHEN regexp_matches({text}, '[aApP][mM]$') THEN try_strptime({by_iso}, {halves}) "
        f"ELSE TRY_CAST(trim({by_iso}) AS TIMESTAMP) END"
    )


def moment(text: str) -> str:
    """A moment that can be read in one way only: by ISO (an offset is reckoned in), or with the month as a word."""
    clocks = {
        "[aApP][mM]$": (" %I:%M %p", " %I:%M:%S %p", " %I:%M%p", " %I:%M:%S%p"),
        ":[0-9]{2}$": (" %H:%M", " %H:%M:%S"),
    }
    named = " ".join(
        f"WHEN regexp_matches({text}, '{ends}') THEN try_strptime({text}, {listed(tuple(day + clock for clock in told for day in _NAMED_DAYS))})"
        for ends, told in clocks.items()
    )
    zoned = f"regexp_replace({text}, '[ ]*Z$', ' +0000')"
    return (
        f"CASE WHEN {is_zoned(text)} "
        f"THEN timezone('UTC', try_strptime({zoned}, {listed(_OFFSETS)})) "
        f"WHEN regexp_matches({text}, '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') THEN TRY_CAST({text} AS TIMESTAMP) "
        f"WHEN regexp_matches({text}, '^[0-9]{{8}}$') THEN try_strptime({text}, '%Y%m%d') "
        f"{named} ELSE try_strptime({text}, {listed(_NAMED_DAYS)}) END"
    )


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
    return f"nullif(lower(regexp_extract({url}, '^(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[wW]{{3}}\\.)?([^/:?#]+\\.[^/:?#]+)', 1)), '')"


def folded(text: str) -> str:
    """Words alone, in small letters."""
    return f"trim(regexp_replace(lower({text}), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g'))"


def digest(texts: list[str]) -> str:
    """A number by which equal rows are known; the same whatever version reckons it."""
    joined = ", ".join(f"coalesce(CAST({text} AS VARCHAR), '')" for text in texts)
    return f"CAST(md5_number_lower(concat_ws(chr(31), {joined})) >> 1 AS BIGINT)"


def several(text: str) -> str:
    """Keywords or tags, with commas or semicolons between."""
    return (
        f"CASE WHEN {text} IS NULL THEN NULL ELSE "
        f"list_filter(list_distinct(string_split_regex({text}, '[ ]*[,;|][ ]*')), lambda x: x <> '') END"
    )
