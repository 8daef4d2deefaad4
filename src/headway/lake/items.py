"""Single mentions and posts: a page of them, newest first, and one by its key.

Ibis is imported where something is asked: every command would wait for it otherwise, and most ask nothing.
"""

from __future__ import annotations

from typing import Any

from headway.lake.asked import Asked
from headway.lake.questions import Family
from headway.lake.reading import Reading
from headway.lake.tables import AT_OF, KEY_OF, TABLE_OF

_LISTED = {
    Family.MEDIA: ("mention_key", "published_at", "day", "headline", "outlet", "country", "language", "url", "made_up"),
    Family.SOCIAL: (
        "post_key", "posted_at", "day", "message", "account", "network", "content_type", "paid", "permalink",
        "engagements", "clicks", "made_up",
    ),
}  # fmt: skip


def page_of(lake: Reading, family: Family, asked: Asked, offset: int, size: int) -> tuple[list[Any], int]:
    """Rows of one page and how many there are in all."""
    import ibis

    from headway.lake.dimensions import rows_asked

    table = TABLE_OF[family]
    rows = rows_asked(lake.latest(table), asked)
    order = [
        ibis.desc(rows[AT_OF[table]], nulls_first=False), ibis.asc(rows[KEY_OF[table]]),
    ]  # fmt: skip
    shown = rows.order_by(order).select(*_LISTED[family]).limit(size, offset=offset)
    return shown.to_pyarrow().to_pylist(), int(rows.count().to_pyarrow().as_py())


def item(lake: Reading, family: Family, asked: Asked, key: str) -> dict[str, Any] | None:
    """The item with that key, of those that the asking allows; None where there is none."""
    from headway.lake.dimensions import rows_asked

    table = TABLE_OF[family]
    rows = rows_asked(lake.latest(table), asked)
    found = rows.filter(rows[KEY_OF[table]] == key).limit(1).to_pyarrow().to_pylist()
    return found[0] if found else None
