"""What a rating is for, and that each cell of the progress matrix has one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from headway.assess.rows import RatingRow


def cell_of(row: RatingRow) -> tuple[str, str, str]:
    """The cell of the progress matrix that a rating fills: country, change area, period."""
    return row.focus_country, row.change_area, row.period


def doubled_ratings(rows: Iterable[RatingRow]) -> Iterator[tuple[RatingRow, RatingRow]]:
    """Each rating whose cell an earlier one fills, with that earlier one."""
    first: dict[tuple[str, str, str], RatingRow] = {}
    for row in rows:
        if (held := first.setdefault(cell_of(row), row)) is not row:
            yield row, held
