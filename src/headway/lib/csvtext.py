"""CSV the way packs use it: UTF-8, a header row, `a.b` columns for nested values, lists as `one; two`.

A cell that a spreadsheet would run as a formula is refused on the way in and never written on the way out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from headway.lib.problems import BadInput, Problem
from headway.lib.yamltext import Located

LIST_MARK = "; "
LONGEST_CELL = 20_000
_FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d+([.,]\d+)*%?$)")


def is_formula(cell: str) -> bool:
    """True where a spreadsheet would take the cell for a formula (CWE-1236)."""
    return bool(_FORMULA.match(cell))


def read_csv(text: str, file: str) -> Located:
    """Parse into a Located list of dicts, with empty cells left out; raise BadInput with file and line."""
    csv.field_size_limit(50_000_000)
    lines: dict[tuple[str | int, ...], int] = {}
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if doubled := sorted({name for name in header if header.count(name) > 1}):
            raise BadInput([Problem(file, 1, f'column "{doubled[0]}" is given twice')])
        if not header or any(not name.strip() for name in header):
            raise BadInput([Problem(file, 1, "the header row is missing, or one of its columns has no name")])
        start = reader.line_num + 1
        for cells in reader:
            line, start = start, reader.line_num + 1
            if not any(cells):
                continue
            if len(cells) != len(header):
                problems.append(Problem(file, line, f"{len(cells)} cells where the header has {len(header)}"))
                continue
            row = _row(header, cells, file, line, problems)
            at = len(rows)
            lines[(at,)] = line
            rows.append(row)
    except csv.Error as error:
        raise BadInput([Problem(file, reader.line_num, f"not readable as CSV: {error}")]) from None
    if problems:
        raise BadInput(problems)
    return Located(rows, lines)


def _row(
    header: Sequence[str], cells: Sequence[str], file: str, line: int, problems: list[Problem]
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, cell in zip(header, cells, strict=True):
        if cell == "":
            continue
        if is_formula(cell):
            problems.append(
                Problem(file, line, f"column {name}: a cell may not start like a formula ({cell[0]!r})")
            )
        place = row
        *above, last = name.split(".")
        for part in above:
            place = place.setdefault(part, {})
        place[last] = cell
    return row


def write_csv(header: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The canonical text: columns in the given order, those that no row fills left out (the first always stays)."""
    flat = [_flatten(row) for row in rows]
    filled = {name for row in flat for name in row}
    known = [name for name in header if name in filled or name == header[0]]
    extra = sorted(filled - set(header), key=lambda name: (header.index(name.split(".")[0]), name))
    columns = sorted(
        [*known, *extra], key=lambda name: (header.index(name.split(".")[0]), known.index(name) if name in known else -1)
    )
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in flat)
    return out.getvalue()


def _flatten(row: Mapping[str, Any], above: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            flat |= _flatten(value, f"{above}{name}.")
        elif isinstance(value, (list, tuple)):
            flat[above + name] = LIST_MARK.join(str(item) for item in value)
        else:
            flat[above + name] = str(value)
    return flat
