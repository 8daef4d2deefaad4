"""A pack on disk: a folder of YAML and CSV, read into typed rows with every problem named by file and line.

    read   bytes to text, text to trees        (this file, yamltext, csvtext)
    match  trees to rows                       (this file, rows)
    check  references, doubles, rooms' rules   (this file, each room's pack.py)

Nothing is written to a database here; `exchange` does that with what comes out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from headway.lib.csvtext import read_csv, write_csv
from headway.lib.hints import kind_in_words, meant, nearest
from headway.lib.problems import BadInput, Problem
from headway.lib.rows import Reference, Row, dump_row, references, shape_of
from headway.lib.signs import LINE_PATTERN, bad_sign
from headway.lib.tongue import say
from headway.lib.yamltext import Located, read_yaml, write_yaml

LARGEST_FILE = 10_000_000
IGNORED = frozenset({"README.md", "NOTES.md", "LICENSE"})


@dataclass(frozen=True)
class Section:
    """One file of a pack: `single` ones hold one record, the others a list of them, in order or `by_key`.

    Several sections may share a file: each is then a list of its own `under` a name.
    """

    file: str
    row: type[Row]
    single: bool = False
    by_key: bool = False
    under: str = ""


@dataclass(frozen=True)
class Place:
    """Where a row stood: its file and the tree that knows the lines."""

    file: str
    located: Located
    path: tuple[str | int, ...]

    def problem(self, message: str, *below: str | int) -> Problem:
        return Problem(self.file, self.located.line((*self.path, *below)), message)


@dataclass(frozen=True)
class Pack:
    """Rows by kind, in the order of their file; `places` by (kind, key) for messages."""

    rows: Mapping[str, Sequence[Row]]
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)

    def of(self, kind: str) -> Sequence[Any]:
        """The rows of one kind, those that stand inside other rows included."""
        return self.rows.get(kind, ())

    def problem(self, row: Row, message: str, *below: str | int) -> Problem:
        """A problem at the line of `row`, or of the field `below` it."""
        place = self.places.get((row.kind, row.key))
        return place.problem(message, *below) if place else Problem("pack", 0, message)


Check = Callable[[Pack], Iterable[Problem]]


def read_pack(folder: Path, sections: Sequence[Section], checks: Sequence[Check] = ()) -> Pack:
    """Read, match and check; raise BadInput with all problems found at the first stage that has any."""
    if not folder.is_dir():
        raise BadInput([Problem(str(folder), 0, say("there is no such folder"))])
    known = {section.file for section in sections}
    problems = list(_strangers(folder, known))
    trees = _read_files(folder, sections, problems)
    if problems:
        raise BadInput(problems)
    rows: dict[str, list[Row]] = {}
    places: dict[tuple[str, str], Place] = {}
    for section in sections:
        if section.file in trees:
            problems.extend(_match(section, trees[section.file], rows, places))
    for file, names in _names_in(sections).items():
        problems.extend(_misnamed(file, trees[file], names) if file in trees else ())
    if problems:
        raise BadInput(problems)
    pack = Pack(rows, places)
    problems.extend(_dangling(pack))
    for check in checks:
        problems.extend(check(pack))
    if problems:
        raise BadInput(problems)
    return pack


def _read_files(folder: Path, sections: Sequence[Section], problems: list[Problem]) -> dict[str, Located]:
    """The trees of all files that can be read; what is refused already is not opened."""
    refused = {problem.file for problem in problems}
    trees: dict[str, Located] = {}
    for section in {section.file: section for section in sections}.values():
        if section.file in refused:
            continue
        try:
            located = _read_file(folder, section)
        except BadInput as bad:
            problems.extend(bad.problems)
        else:
            if located is not None:
                trees[section.file] = located
    return trees


def _strangers(folder: Path, known: set[str]) -> Iterator[Problem]:
    root = os.path.realpath(folder)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
        if not Path(os.path.realpath(path)).is_relative_to(root):
            yield Problem(name, 0, say("leads out of the folder of the pack"))
        elif path.is_symlink() and not path.exists() and not path.name.startswith("."):
            yield Problem(name, 0, say("is a link that leads to no file"))
        elif path.exists() and not path.is_file() and (not path.is_dir() or name in known):
            yield Problem(name, 0, say("is no plain file"))
        elif (
            path.is_file()
            and name.split("/")[0] not in {*known, *IGNORED, "files"}
            and not name.startswith(".")
        ):
            yield Problem(name, 0, say("is no file of a pack") + meant(name, known))


def _read_file(folder: Path, section: Section) -> Located | None:
    path = folder / section.file
    if not path.exists():
        if section.single:
            raise BadInput([Problem(section.file, 0, say("is missing"))])
        return None
    try:
        return _parse(path, section)
    except OSError as error:
        raise BadInput(
            [Problem(section.file, 0, say("cannot be read: {strerror}", strerror=error.strerror or error))]
        ) from None


def _parse(path: Path, section: Section) -> Located:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        said = say(
            "holds {size} MB; a file of a pack has at most {largest_file} MB",
            size=f"{size / 1e6:.0f}",
            largest_file=f"{LARGEST_FILE / 1e6:.0f}",
        )
        raise BadInput([Problem(section.file, 0, said)])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadInput([Problem(section.file, line, say("is not UTF-8 text"))]) from None
    return read_csv(text, section.file) if path.suffix == ".csv" else read_yaml(text, section.file)


def _match(
    section: Section, located: Located, rows: dict[str, list[Row]], places: dict[tuple[str, str], Place]
) -> Iterator[Problem]:
    above: tuple[str | int, ...] = (section.under,) if section.under else ()
    tree = located.data
    if section.under:
        # One without a value has been told of by its name (`_misnamed`).
        tree = (tree.get(section.under) or []) if isinstance(tree, dict) else []
    if section.single:
        entries: list[tuple[tuple[str | int, ...], Any]] = [((), tree)]
    elif not isinstance(tree, list):
        said = (
            say('"{name}" is a list: each record begins with a hyphen', name=section.under)
            if section.under
            else say("this file is a list: each record begins with a hyphen")
        )
        yield Problem(section.file, located.line(above) if above else 1, said)
        return
    else:
        entries = [((*above, at), data) for at, data in enumerate(tree)]
    for path, data in entries:
        if not isinstance(data, dict):
            yield Problem(section.file, located.line(path), say("a record is a mapping of names to values"))
            continue
        try:
            row = section.row.model_validate(data)
        except ValidationError as error:
            yield from _explain(error, section, located, path)
            continue
        yield from _register(row, Place(section.file, located, path), rows, places)


def _names_in(sections: Sequence[Section]) -> dict[str, list[str]]:
    """The names under which a file has lists, for files that several sections share."""
    found: dict[str, list[str]] = {}
    for section in sections:
        if section.under:
            found.setdefault(section.file, []).append(section.under)
    return found


def _misnamed(file: str, located: Located, names: Sequence[str]) -> Iterator[Problem]:
    if not isinstance(located.data, dict):
        yield Problem(file, 1, say("this file has lists, each under one of: {names}", names=", ".join(names)))
        return
    for name, held in located.data.items():
        line = located.line((name,))
        if name not in names:
            yield Problem(file, line, say('"{name}" is not known here', name=name) + meant(name, names))
        elif held in ([], ""):
            yield Problem(file, line, say('"{field}" has no value; leave the line out', field=name))


def _register(
    row: Row, place: Place, rows: dict[str, list[Row]], places: dict[tuple[str, str], Place]
) -> Iterator[Problem]:
    first = places.get((row.kind, row.key))
    if first is not None:
        where = f"{first.file}:{first.located.line(first.path)}"
        yield place.problem(
            say(
                'the {kind} "{key}" is already at {where}',
                kind=kind_in_words(row.kind),
                key=row.key,
                where=where,
            ),
            "key",
        )
        return
    places[row.kind, row.key] = place
    rows.setdefault(row.kind, []).append(row)
    for name in type(row).model_fields:
        value = getattr(row, name)
        if isinstance(value, tuple):
            for at, child in enumerate(value):
                if isinstance(child, Row):
                    below = Place(place.file, place.located, (*place.path, name, at))
                    yield from _register(child, below, rows, places)


def _explain(
    error: ValidationError, section: Section, located: Located, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    faults = error.errors(include_url=False)
    misspelt = {
        (*fault["loc"][:-1], nearest(str(fault["loc"][-1]), _fields_at(section.row, fault["loc"])))
        for fault in faults
        if fault["type"] == "extra_forbidden"
    }
    for fault in faults:
        if fault["type"] == "missing" and fault["loc"] in misspelt:
            continue  # said already: "nam" is not known; did you mean "name"?
        below = tuple(part for part in fault["loc"] if not isinstance(part, str) or "[" not in part)
        if fault["type"] == "no_value":
            below = (*below, fault["ctx"]["field"])
        line = located.line((*path, *below))
        yield Problem(section.file, line, _words(fault, below, section.row))


def _words(fault: Any, below: tuple[str | int, ...], row: type[Row]) -> str:
    name = next((str(part) for part in reversed(below) if isinstance(part, str)), row.kind)
    given = fault.get("input")
    match fault["type"]:
        case "extra_forbidden":
            return say('"{name}" is not known here', name=name) + meant(name, _fields_at(row, below))
        case "missing":
            return say('"{name}" is missing', name=name)
        case "no_value":
            return str(fault["msg"])
        case "value_error":
            return f"{name}: {fault['ctx']['error']}"
        case "enum":
            return say(
                '{name}: "{given}" is none of {expected}',
                name=name,
                given=_short(given),
                expected=fault["ctx"]["expected"].replace(chr(39), ""),
            )
        case "string_pattern_mismatch" if name == "key" or fault["ctx"]["pattern"].startswith("^[a-z0-9]"):
            return say(
                '{name}: "{given}" is not a key: small letters, digits and single hyphens',
                name=name,
                given=_short(given),
            )
        case "string_pattern_mismatch":
            return f"{name}: {_misfit(str(given), fault['ctx']['pattern'])}"
        case "string_too_long":
            return say(
                "{name}: has {number} characters; at most {max_length} fit",
                name=name,
                number=len(str(given)),
                max_length=fault["ctx"]["max_length"],
            )
        case "decimal_parsing" | "decimal_type":
            return say('{name}: "{given}" is not a number', name=name, given=_short(given))
        case "string_type":
            return say("{name}: one text is wanted here, not a list or a mapping", name=name)
        case _:
            return f"{name}: {fault['msg'][0].lower()}{fault['msg'][1:]}"


def _misfit(given: str, pattern: str) -> str:
    if bad := bad_sign(given, in_line=pattern == LINE_PATTERN):
        return bad[1]
    sign = next((sign for sign in given if not re.fullmatch(pattern, sign)), "")
    if sign == "\n":
        return say("has a line break, which may not stand here")
    return (
        say("has the sign U+{sign}, which may not stand here", sign=f"{ord(sign):04X}")
        if sign
        else say("is not written as it should be")
    )


def _short(given: object) -> str:
    text = " ".join(str(given).split())
    return text if len(text) <= 60 else text[:57] + "..."


def _fields_at(row: type[Row], below: Sequence[str | int]) -> list[str]:
    for part in below[:-1]:
        row = dict(shape_of(row).children).get(str(part), row)
    return list(row.model_fields)


def _dangling(pack: Pack) -> Iterator[Problem]:
    for kind, rows in pack.rows.items():
        for row in rows:
            for reference in _own_references(row):
                if (reference.kind, reference.key) not in pack.places:
                    near = meant(reference.key, [key for of, key in pack.places if of == reference.kind])
                    message = (
                        say(
                            'there is no {kind} "{key}"',
                            kind=kind_in_words(reference.kind),
                            key=reference.key,
                        )
                        + near
                    )
                    place = pack.places[kind, row.key]
                    yield place.problem(message, *_as_written(place, reference))


def _as_written(place: Place, reference: Reference) -> tuple[str | int, ...]:
    """The path of a reference in its file, where the keys of a set stand in any order."""
    written: Any = place.located.data
    for part in (*place.path, reference.path[0]):
        written = written[part]
    if isinstance(written, list) and reference.key in written:
        return reference.path[0], written.index(reference.key)
    return reference.path


def _own_references(row: Row) -> Iterator[Reference]:
    """References of the row itself; those of rows inside it come when their own turn comes."""
    for reference in references(row):
        inside = len(reference.path) > 2 or (len(reference.path) == 2 and isinstance(reference.path[1], str))
        if not inside:
            yield reference


def format_section(section: Section, rows: Sequence[Row]) -> str:
    """The canonical text of one file that holds one section."""
    trees = [dump_row(row) for row in (sorted(rows, key=lambda row: row.key) if section.by_key else rows)]
    if section.file.endswith(".csv"):
        return write_csv(list(section.row.model_fields), trees)
    return write_yaml(trees[0] if section.single else trees)


def format_pack(pack: Pack, sections: Sequence[Section]) -> dict[str, str]:
    """The canonical text of every file that has rows, by file name."""
    files: dict[str, str] = {}
    shared: dict[str, dict[str, Any]] = {}
    for section in sections:
        if not (rows := pack.of(section.row.kind)):
            continue
        if section.under:
            shared.setdefault(section.file, {})[section.under] = [dump_row(row) for row in rows]
        else:
            files[section.file] = format_section(section, rows)
    return files | {file: write_yaml(tree) for file, tree in shared.items()}
