"""Writes docs/pack-files.md, docs/commands.md and docs/schema/*.json from the code; `check` fails where they are out of date."""

from __future__ import annotations

import inspect
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from types import GenericAlias, NoneType
from typing import Annotated, Any, get_args, get_origin

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def _set_up() -> None:
    os.environ.setdefault("HEADWAY_HOME", tempfile.mkdtemp(prefix="headway-docs-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.settings")
    import django

    django.setup()


def schema_of(sections: Sequence[Any]) -> str:
    """JSON Schema (2020-12) of one file, for editors that check YAML as one types."""
    from pydantic import TypeAdapter

    # Packs are read as text, so the schema is that of what may be written, not of what is kept.
    section = sections[0]
    shape: Any = section.row if section.single else GenericAlias(list, (section.row,))
    if section.under:
        shape = _lists(sections)
    schema = TypeAdapter(shape).json_schema(mode="validation")
    if section.under:
        # Any of the lists may be left out.
        schema = {name: told for name, told in schema.items() if name not in ("required", "title")}
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": section.file, **schema}
    return json.dumps(_in_one_line(schema), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _lists(sections: Sequence[Any]) -> Any:
    """The shape of a file of several lists."""
    from pydantic import ConfigDict, create_model

    lists: dict[str, Any] = {one.under: (GenericAlias(list, (one.row,)), ...) for one in sections}
    return create_model("Lists", __config__=ConfigDict(extra="forbid"), **lists)


def _in_one_line(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {
            name: " ".join(value.split())
            if name == "description" and isinstance(value, str)
            else _in_one_line(value)
            for name, value in tree.items()
        }
    return [_in_one_line(item) for item in tree] if isinstance(tree, list) else tree


def words_for(field: Any) -> str:
    """What one field takes, in words."""
    from headway.lib.edtf import ImpreciseDate
    from headway.lib.kinds import KindOf
    from headway.lib.rows import RefTo, Row, Sorted

    marks = list(field.metadata)
    annotation = field.annotation
    options = (
        [part for part in get_args(annotation) if part is not NoneType]
        if NoneType in get_args(annotation)
        else []
    )
    option = options[0] if options else annotation
    while get_origin(option) is Annotated:
        marks += option.__metadata__
        option = get_args(option)[0]
    inner = get_args(option)[0] if get_origin(option) is tuple and get_args(option) else None
    if inner is not None and isinstance(inner, type) and issubclass(inner, Row):
        return f"records, see [{inner.kind}](#{inner.kind})"
    named = next((mark for mark in marks if isinstance(mark, KindOf)), None)
    if named:
        return f"key of a [{named.row.kind}](#{named.row.kind})"
    ref = next((mark for mark in marks if isinstance(mark, RefTo)), None)
    if ref:
        many = any(isinstance(mark, Sorted) for mark in marks)
        return f"keys of {ref.kind} records" if many else f"key of a {ref.kind}"
    if isinstance(inner, type) and issubclass(inner, Enum):
        return "any of " + ", ".join(f"`{member.value}`" for member in inner)
    if inner is not None:
        return "list of texts"
    if option is ImpreciseDate:
        return "date in EDTF"
    if isinstance(option, type) and issubclass(option, Enum):
        return "one of " + ", ".join(f"`{member.value}`" for member in option)
    names = {"dict": "text, or one text a language", "str": "text", "bool": "yes or no", "Decimal": "number"}
    name = get_origin(option).__name__ if get_origin(option) else getattr(option, "__name__", str(option))
    return names.get(name, {"int": "whole number", "date": "day (2014-12-31)"}.get(name, name))


def reference() -> str:
    """The pages of `docs/pack-files.md`: every file, every record, every field."""
    from headway.exchange.rooms import SECTIONS

    lines = [
        "# Files of a pack",
        "",
        "Made from the code by `tools/make_docs.py`; how to write a pack is told in [The pack](pack.md).",
        "Fields in **bold** must be given. Records that come from a source also take `source` (its section),",
        "`standing` (`printed`, `partial`, `reconstructed`, `unknown`, `entered`), `reason` and `note`.",
        "",
    ]
    for sections in _by_file(SECTIONS):
        lines += [f"## {sections[0].file}", ""]
        if sections[0].under:
            names = ", ".join(f"`{one.under}`" for one in sections)
            lines += [f"A mapping with a list of records under any of {names}.", ""]
        for section in sections:
            lines += [*_record(section.row), *_default_kinds(section.row)]
    return "\n".join(lines).rstrip() + "\n"


def _by_file(sections: Sequence[Any]) -> list[list[Any]]:
    """Sections that share a file together, in the order of the files."""
    found: dict[str, list[Any]] = {}
    for section in sections:
        found.setdefault(section.file, []).append(section)
    return list(found.values())


def _default_kinds(row: Any) -> Iterator[str]:
    """The kinds that a campaign has where its pack says nothing of the family."""
    from headway.lib.kinds import KindRow, default_kinds
    from headway.lib.rows import dump_row

    if not issubclass(row, KindRow):
        return
    told = []
    for kind in default_kinds(row).rows:
        more = [f"{name}: {value}" for name, value in dump_row(kind).items() if name not in ("key", "name")]
        told.append(f"`{kind.key}` ({', '.join([kind.name['en'], *more])})")
    yield from (f"By default, under `{row.family}`: {', '.join(told)}.", "")


def _record(row: Any) -> Iterator[str]:
    from headway.lib.rows import Fact, shape_of

    common = set(Fact.model_fields) - {"key"} if issubclass(row, Fact) else set()
    yield from (f"### {row.kind}", "")
    if row.__doc__ and row.__doc__ != inspect.getdoc(Fact):
        yield from (" ".join((inspect.getdoc(row) or "").split()), "")
    yield from ("| field | takes |", "|---|---|")
    for name, field in row.model_fields.items():
        if name not in common:
            shown = f"**{name}**" if field.is_required() else name
            default = field.default
            extra = f" (default `{default.value}`)" if isinstance(default, Enum) else ""
            yield f"| {shown} | {words_for(field)}{extra} |"
    yield ""
    for _, child in shape_of(row).children:
        yield from _record(child)


def commands() -> str:
    """`docs/commands.md`: every command with its arguments and options, as `--help` tells them."""
    import click

    from headway.cli.main import headway

    lines = [
        "# Commands",
        "",
        "Made from the code by `tools/make_docs.py`. A command that went well exits with 0; one whose input, permission or",
        "surroundings are wrong says so in one line a problem and exits with 2; Ctrl-C exits with 130. Progress shows on a",
        "terminal only. `PACK` is a folder, or the name of a pack that ships with Headway.",
        "",
    ]

    def walk(command: Any, name: str) -> Iterator[str]:
        if isinstance(command, click.Group):
            for key, child in command.commands.items():
                yield from walk(child, f"{name} {key}")
            return
        arguments = [p for p in command.params if isinstance(p, click.Argument)]
        usage = " ".join([name, *(p.make_metavar(click.Context(command)) for p in arguments), "[OPTIONS]"])
        yield from (f"## {name}", "", "```", usage, "```", "", inspect.cleandoc(command.help or ""), "")
        options = [p for p in command.params if isinstance(p, click.Option)]
        if options:
            yield from ("| option | meaning |", "|---|---|")
        for option in options:
            takes = option.make_metavar(click.Context(command)) if not option.is_flag else ""
            names = ", ".join(f"`{n}`" for n in (*option.opts, *option.secondary_opts))
            yield f"| {names}{f' {takes}'.replace('|', chr(92) + '|') if takes else ''} | {option.help or ''} |"
        yield ""

    lines += walk(headway, "headway")
    return "\n".join(lines).rstrip() + "\n"


def openapi() -> str:
    """`docs/openapi.json`: the interface as it describes itself."""
    from headway.api.v1 import api

    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def pages() -> dict[Path, str]:
    """Every page that is made from the code."""
    from headway.exchange.rooms import SECTIONS

    files = _by_file(SECTIONS)
    made = {
        DOCS / "schema" / f"{Path(sections[0].file).stem}.json": schema_of(sections) for sections in files
    }
    return {
        DOCS / "pack-files.md": reference(),
        DOCS / "commands.md": commands(),
        DOCS / "openapi.json": openapi(),
        **made,
    }


def main(arguments: list[str]) -> int:
    """Write what differs; with `check`, say what does and exit with 1."""
    _set_up()
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text() != text}
    for path, text in stale.items():
        print(f"{path.relative_to(ROOT)} {'is out of date' if arguments == ['check'] else 'written'}")
        if arguments != ["check"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return bool(stale) if arguments == ["check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
