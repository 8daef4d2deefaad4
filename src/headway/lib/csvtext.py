"""CSV the way packs use it: UTF-8, a header row, `a.b` columns for nested values, lists as `one; two`.

A cell that a spreadsheet would run as a formula is refused on the way in. On the way out such a text gets an apostrophe
before it, which shows a spreadsheet that it is text and is taken off again when it is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from headway.lib.problems import BadInput, Problem
from headway.lib.signs import bad_sign, line_of
from headway.lib.tongue import say
from headway.lib.yamltext import Located

LIST_MARK = "; "
LONGEST_CELL = 20_000
_TEXT_MARK = "'"
_FORMULA = re.compile(r"[=@＝＠\t\n]|[+-](?!\d+([.,]\d+)*%?$)|[＋－]")


def is_formula(cell: str) -> bool:
    """True where a spreadsheet would take the cell for a formula (CWE-1236)."""
    return bool(_FORMULA.match(cell))


def read_csv(text: str, file: str) -> Located:
    """Parse into a Located list of dicts, with empty cells left out; raise BadInput with file and line."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if bad := bad_sign(text):
        raise BadInput([Problem(file, line_of(text, bad[0]), bad[1])])
    lines: dict[tuple[str | int, ...], int] = {}
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    header: list[str] = []
    for line, cells in _records(text, file):
        if not header:
            header = cells
            _check_header(header, file)
        elif len(cells) != len(header):
            problems.append(
                Problem(
                    file,
                    line,
                    say(
                        "the cells of this line are {number}, of the header {wanted}",
                        number=len(cells),
                        wanted=len(header),
                    ),
                )
            )
        else:
            lines[(len(rows),)] = line
            rows.append(_row(header, cells, file, line, problems))
    if not header:
        raise BadInput([Problem(file, 1, say("the header row is missing"))])
    if problems:
        raise BadInput(problems)
    return Located(rows, lines)


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Every record that is not empty, with the line on which it begins."""
    csv.field_size_limit(50_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput([Problem(file, line, say("not readable as CSV: {error}", error=error))]) from None


def _check_header(header: Sequence[str], file: str) -> None:
    if len(header) == 1 and ";" in header[0]:
        raise BadInput([Problem(file, 1, say("columns are parted by commas, not by semicolons"))])
    for name in header:
        if not all(part.strip() for part in name.split(".")):
            raise BadInput([Problem(file, 1, say("one of the columns has no name"))])
        if is_formula(name):
            said = say("the name of a column may not start like a formula ({name})", name=repr(name[0]))
            raise BadInput([Problem(file, 1, said)])
        if header.count(name) > 1:
            raise BadInput([Problem(file, 1, say('column "{name}" is given twice', name=name))])


def _row(
    header: Sequence[str], cells: Sequence[str], file: str, line: int, problems: list[Problem]
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, cell in zip(header, cells, strict=True):
        if cell == "":
            continue
        if is_formula(cell):
            problems.append(
                Problem(
                    file,
                    line,
                    say(
                        "column {name}: a cell may not start like a formula ({cell})",
                        name=name,
                        cell=repr(cell[0]),
                    ),
                )
            )
        elif len(cell) > LONGEST_CELL:
            said = say(
                "column {name}: has {number} characters; at most {longest_cell} fit",
                name=name,
                number=len(cell),
                longest_cell=LONGEST_CELL,
            )
            problems.append(Problem(file, line, said))
        elif clash := _put(row, name.split("."), _unmarked(cell)):
            problems.append(
                Problem(
                    file,
                    line,
                    say("column {name}: there is a value in column {clash} already", name=name, clash=clash),
                )
            )
    return row


def _put(row: dict[str, Any], path: Sequence[str], cell: str) -> str:
    """Set the value at `path`; return the path of the value that stands in its way, if one does."""
    place = row
    for depth, part in enumerate(path[:-1], 1):
        place = place.setdefault(part, {})
        if not isinstance(place, dict):
            return ".".join(path[:depth])
    if path[-1] in place:
        return ".".join([*path, *place[path[-1]]][: len(path) + 1])
    place[path[-1]] = cell
    return ""


def _marked(cell: str) -> str:
    return _TEXT_MARK + cell if is_formula(cell.lstrip(_TEXT_MARK)) else cell


def _unmarked(cell: str) -> str:
    return cell[1:] if cell.startswith(_TEXT_MARK) and is_formula(cell.lstrip(_TEXT_MARK)) else cell


def write_csv(header: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The canonical text: columns in the given order, those that no row fills left out (the first always stays).

    The columns of a nested value (`name.en`) stand where its field has its place, in the order of their names.
    """
    flat = [_flatten(row) for row in rows]
    filled = {name for row in flat for name in row} | {header[0]}
    columns = sorted(filled, key=lambda name: (header.index(name.split(".")[0]), name in header, name))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_marked(row.get(name, "")) for name in columns] for row in flat)
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


def write_table(rows: Iterable[Sequence[str]]) -> str:
    """A table for a spreadsheet, its heads in the first row: marked as UTF-8, and no cell is taken for a formula."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_marked(cell) for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"
