"""The query that turns the cells of an export into rows of the lake, put together from its layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from headway.lake import parsing as p
from headway.lake.vocabulary import YES
from headway.lib.exports import MEDIA, NUMBERS, SOCIAL, Layout

Places = Mapping[str, Sequence[int]]
_LONG = {"headline": 1_000, "opening": 2_000, "message": 5_000, "outlet": 300, "author": 300, "account": 300}
FIELDS = {
    MEDIA: (
        "id", "tweet_id", "url", "headline", "opening", "outlet", "outlet_domain", "author", "country", "language",
        "media_type", "sentiment", "search_name", "keywords", "tags", "date", "plain_date", "time",
    ),
    SOCIAL: (
        "id", "permalink", "message", "network", "account", "country", "language", "content_type", "tags", "post_type",
        "paid_word", "date", "plain_date", "time", "campaign_word", "message_kind",
    ),
}  # fmt: skip
# Of Facebook: from these it is reckoned how many impressions were by people who did not follow.
_APART = ("all_impressions", "known_impressions", "paid_impressions", "known_paid_impressions")
_TRANSLATED = {
    MEDIA: ("country", "language", "media_type", "sentiment"),
    SOCIAL: ("country", "language", "network", "content_type"),
}
_NETWORKS = "twitter|facebook|instagram|youtube|tiktok|linkedin"


def query(
    layout: Layout,
    columns: Places,
    paid_columns: Places,
    header_row: int,
    *,
    points_group: bool,
    account: str,
) -> str:
    """Rows with the columns of the table, those of a fault, and the readings of the day that are still open."""
    kind = layout.kind
    parts = [
        f"read AS ({_read(layout, columns, paid_columns)})",
        f"counted AS (SELECT *{_unfolded(layout, paid_columns)} FROM read WHERE {_says_something(kind)})",
        f"told AS (SELECT *, {_texts(kind, paid_columns)} FROM counted)",
        f"formed AS (SELECT *, {_numbers(kind, points_group)}{'' if kind == MEDIA else f', {_whose(account)}'}, {p.is_stroked('date_text')} AS stroked, {_link(kind)} AS link FROM told)",
        f"known AS (SELECT *, {_dates()} FROM formed)",
        *_steps(),
        f"dated AS (SELECT * EXCLUDE (url_0, url_1, url_2, url_3, url_4), nullif(url_4, '') AS page, {_fault(kind)} AS fault FROM at_4)",
    ]
    made = _mention() if kind == MEDIA else _post(layout)
    return f"WITH {', '.join(parts)} SELECT dated.row AS row_number, {made}, {_faults(layout)} FROM dated {_joins(kind)}"


def _link(kind: str) -> str:
    """The address by which a row is known, where it has no id."""
    return f"CASE WHEN coalesce({', '.join(_ids(kind))}) IS NULL THEN {'f_url' if kind == MEDIA else 'f_permalink'} END"


def _ids(kind: str) -> tuple[str, ...]:
    return ("own_id", "tweet_id") if kind == MEDIA else ("own_id",)


def _steps() -> list[str]:
    steps = p.bare_url_steps("link")
    return [
        f"at_{at} AS (SELECT *, {step} AS url_{at} FROM {f'at_{at - 1}' if at else 'known'})"
        for at, step in enumerate(steps)
    ]


def _read(layout: Layout, columns: Places, paid_columns: Places) -> str:
    kind = layout.kind
    fields = [f"{_field(layout, columns, name)} AS f_{name}" for name in FIELDS[kind]]
    numbers = NUMBERS[kind] + (_APART if kind == SOCIAL else ())
    fields += [f"{_text(columns, name)} AS n_{name}" for name in numbers]
    fields += [f"{_text(paid_columns, name)} AS p_{name}" for name in NUMBERS[kind] if paid_columns]
    return f"SELECT row, {', '.join(fields)} FROM source"


def _text(columns: Places, name: str) -> str:
    texts = [f"c{at}" for at in columns.get(name, ())]
    if not texts:
        return "CAST(NULL AS VARCHAR)"
    return texts[0] if len(texts) == 1 else f"coalesce({', '.join(texts)})"


def _field(layout: Layout, columns: Places, name: str) -> str:
    text = _text(columns, name)
    return f"left({text}, {_LONG[name]})" if name in _LONG else text


def _says_something(kind: str) -> str:
    return f"coalesce({', '.join(f'f_{name}' for name in FIELDS[kind])}) IS NOT NULL"


def _unfolded(layout: Layout, paid_columns: Places) -> str:
    """A post that was promoted is two rows: what came by itself, and what was paid for."""
    promoted = [name for name in NUMBERS[layout.kind] if name in paid_columns]
    if not promoted:
        return ", FALSE AS is_paid"
    some = " OR ".join(f"coalesce({p.number(f'p_{name}')}, 0) > 0" for name in promoted)
    return f", unnest(CASE WHEN {some} THEN [FALSE, TRUE] ELSE [FALSE] END) AS is_paid"


def _texts(kind: str, paid_columns: Places) -> str:
    """What stands in the row for its ids, numbers and day, each said once for all that asks it later."""
    made = [
        f"{p.plain_id(f'f_{name}')} AS {alias}"
        for name, alias in zip(("id", "tweet_id"), _ids(kind), strict=False)
    ]
    made += [
        f"{f'CASE WHEN is_paid THEN p_{name} ELSE n_{name} END' if paid_columns else f'n_{name}'} AS t_{name}"
        for name in NUMBERS[kind]
    ]
    if kind == MEDIA:
        made += [
            f"{p.gapped('left(f_headline, 160)')} AS headline_words",
            f"{p.gapped('left(f_opening, 100)')} AS opening_words",
        ]
    return ", ".join([*made, _date_text()])


def _numbers(kind: str, points_group: bool) -> str:
    texts = {name: f"t_{name}" for name in NUMBERS[kind]}
    if kind == SOCIAL:
        texts |= {name: f"n_{name}" for name in _APART}
    return ", ".join(
        f"{p.number(text, points_group=points_group)} AS d_{name}" for name, text in texts.items()
    )


def _date_text() -> str:
    """The day in words is clearer than in figures; a time of its own belongs to it."""
    day = "coalesce(f_plain_date, f_date)"
    return f"CASE WHEN f_time IS NOT NULL AND NOT contains({day}, ':') THEN {day} || ' ' || f_time ELSE {day} END AS date_text"


def _dates() -> str:
    return (
        f"CASE WHEN NOT stroked THEN {p.moment('date_text')} END AS when_plain, "
        f"CASE WHEN stroked THEN {p.stroked('date_text', 'dmy')} END AS when_dmy, "
        f"CASE WHEN stroked THEN {p.stroked('date_text', 'mdy')} END AS when_mdy, "
        f"{p.is_zoned('date_text')} AS zoned"
    )


def _joins(kind: str) -> str:
    joins = [
        f"LEFT JOIN words w_{name} ON w_{name}.\"of\" = '{name}' AND w_{name}.word = lower(f_{name})"
        for name in _TRANSLATED[kind]
    ]
    if kind == MEDIA:
        joins.append(
            "LEFT JOIN words w_outlet ON w_outlet.\"of\" = 'media_type' AND w_outlet.means = 'social' "
            "AND w_outlet.word = lower(f_outlet)"
        )
    else:
        joins.append(
            f"LEFT JOIN words w_paid ON w_paid.\"of\" = '{YES}' AND w_paid.word = lower(f_paid_word)"
        )
    return " ".join(joins)


def _mention() -> str:
    host = f"CASE WHEN NOT contains(f_url, 'meltwater.com') THEN {p.host_of('f_url')} END"
    site = f"coalesce({p.host_of('f_outlet_domain')}, {host}, nullif({p.folded('f_outlet')}, ''))"
    key = "coalesce(own_id, tweet_id, page)"
    headline, opening = p.ungapped("headline_words"), p.ungapped("opening_words")
    article = (
        f"CASE WHEN f_headline IS NULL THEN nullif({opening}, '') "
        f"ELSE {headline} || '|' || left(coalesce({opening}, ''), 60) END"
    )
    medium = (
        "coalesce(w_media_type.means, w_outlet.means, CASE WHEN f_media_type IS NULL AND f_url IS NOT NULL "
        "THEN 'online' ELSE 'other' END)"
    )
    parts = {
        "mention_key": key, "headline": "f_headline", "opening": "f_opening", "url": "f_url", "outlet": "f_outlet",
        "outlet_key": site, "article_key": f"coalesce({article}, {key})", "country": "w_country.means",
        "language": "w_language.means", "media_type": medium, "sentiment": "w_sentiment.means",
        "reach": p.whole("d_reach"), "ave": "d_ave", "engagement": p.whole("d_engagement"), "author": "f_author",
        "search_name": "f_search_name", "keywords": p.several("f_keywords"), "tags": p.several("f_tags"),
        "lost_id": "f_id IS NOT NULL AND own_id IS NULL",
    }  # fmt: skip
    return ", ".join(f"{expression} AS {name}" for name, expression in parts.items())


def _post(layout: Layout) -> str:
    # In a CASE, so that it is looked for only where there is no id: what is said twice DuckDB works out for all rows.
    status = r"CASE WHEN own_id IS NULL THEN regexp_extract(f_permalink, '/status(?:es)?/([0-9]{5,})', 1) END"
    key = f"coalesce(own_id, nullif({status}, ''), page)"
    site = f"nullif({_site()}, '')"
    constant = layout.constants.get("network", "")
    network = f"coalesce(w_network.means, {site}, {p.quoted(constant or 'other')})"
    parts = {
        "post_key": f"{key} || CASE WHEN is_paid THEN ':paid' ELSE '' END", "network": network, "account": "whose",
        "account_key": f"nullif({p.folded('whose')}, '')", "country": "w_country.means", "language": "w_language.means",
        "permalink": "f_permalink", "message": "f_message", "content_type": "w_content_type.means",
        "post_type": "lower(f_post_type)", "paid": "is_paid OR w_paid.means IS NOT NULL",
        "tags": "CASE WHEN f_tags IS NULL THEN NULL ELSE [f_tags] END" if layout.collapses else p.several("f_tags"),
        **{name: p.whole(f"d_{name}") for name in NUMBERS[SOCIAL]},
        "new_audience_impressions": _new_audience(),
        "lost_id": "f_id IS NOT NULL AND own_id IS NULL",
    }  # fmt: skip
    if layout.sums_engagements:
        parts["engagements"] = p.whole(_sum_of_parts())
    return ", ".join(f"{expression} AS {name}" for name, expression in parts.items())


def _whose(account: str) -> str:
    """Whose post it is: as the row says, as was said of the file, or as its address tells."""
    told = r"regexp_extract(f_permalink, '(?:twitter|x|facebook)\.com/([A-Za-z0-9_.]+)/(?:status|posts|videos|photos)', 1)"
    given = p.quoted(account) if account else "NULL"
    return f"nullif(CASE WHEN f_account IS NOT NULL THEN f_account ELSE coalesce({given}, {told}) END, '') AS whose"


def _site() -> str:
    """The network that an address is of."""
    begun = " ".join(
        f"WHEN starts_with(f_permalink, 'https://www.{name}.com/') THEN '{name}'"
        for name in _NETWORKS.split("|")
    )
    return f"CASE {begun} ELSE regexp_extract(lower(f_permalink), '({_NETWORKS})\\.com', 1) END"


def _sum_of_parts() -> str:
    """Engagements where no column says them: what they are made of."""
    some = "coalesce(d_reactions, d_comments, d_shares) IS NOT NULL"
    total = "coalesce(d_reactions, 0) + coalesce(d_comments, 0) + coalesce(d_shares, 0)"
    return f"(CASE WHEN d_engagements IS NULL AND {some} THEN {total} ELSE d_engagements END)"


def _new_audience() -> str:
    paid = "d_paid_impressions - d_known_paid_impressions"
    value = f"(CASE WHEN is_paid THEN {paid} ELSE d_all_impressions - d_known_impressions - coalesce({paid}, 0) END)"
    return p.whole(value)


def _faults(layout: Layout) -> str:
    """The first thing for which the row is refused: the field, why, and what stands there; and whether it is passed over."""
    columns = []
    for alias, at in (("fault_column", 0), ("fault_kind", 1), ("fault_text", 2)):
        told = " ".join(
            f"WHEN {number} THEN {f'left({case[at]}, 60)' if at == 2 else p.quoted(case[at])}"
            for number, case in enumerate(_cases(layout.kind))
        )
        columns.append(f"CASE fault {told} END AS {alias}")
    passed = [
        f"lower(f_{name}) IN ({', '.join(p.quoted(word) for word in told)})"
        for name, told in layout.passed_over.items()
    ]
    columns.append(f"coalesce({' OR '.join(passed) or 'FALSE'}, FALSE) AS passed")
    return ", ".join([*columns, "stroked, zoned, when_plain, when_dmy, when_mdy, date_text"])


def _fault(kind: str) -> str:
    """The number of the first fault of a row; NULL where it has none."""
    found = " ".join(f"WHEN {case[3]} THEN {number}" for number, case in enumerate(_cases(kind)))
    return f"CASE {found} END"


def _cases(kind: str) -> list[tuple[str, str, str, str]]:
    """What a row is refused for: the field, why, what stands there, and how it is known."""
    link = "f_url" if kind == MEDIA else "f_permalink"
    numbers = [name for name in NUMBERS[kind] if name != "ave"]
    return [
        ("id", "no_key", "f_id", f"coalesce({', '.join(_ids(kind))}, {link}) IS NULL"),
        ("date", "no_date", "date_text", "date_text IS NULL"),
        ("date", "bad_date", "date_text", "coalesce(when_plain, when_dmy, when_mdy) IS NULL"),
        *(
            (
                name,
                "bad_number",
                f"t_{name}",
                f"t_{name} IS NOT NULL AND NOT coalesce({p.counts(f'd_{name}')}, FALSE)",
            )
            for name in numbers
        ),
    ]
