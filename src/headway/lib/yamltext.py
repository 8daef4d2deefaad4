"""YAML the way packs use it: every scalar is text, every place has a line, nothing is executed or aliased.

`read_yaml` refuses tags, anchors, aliases and duplicate keys: YAML would otherwise turn `NO` into false, `1.10` into
1.1 and one line into a billion. `write_yaml` is the canonical form, so that export equals what was loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from headway.lib.problems import BadInput, Problem
from headway.lib.signs import bad_sign, line_of
from headway.lib.tongue import say

WIDTH = 110
DEEPEST = 12
_FOLD_FROM = 90
# Words with one space between: what folds at its spaces and unfolds to the same.
_FOLDABLE = re.compile(r"[^ \t]+(?: [^ \t]+)*")


@dataclass(frozen=True)
class Located:
    """A tree of dicts, lists and texts, and the line on which each of its places stands."""

    data: Any
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)

    def line(self, path: Sequence[str | int]) -> int:
        """The line of `path`, or of the nearest place above it."""
        place = tuple(path)
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(text: str, file: str) -> Located:
    """Parse `text` into a Located tree; raise BadInput naming `file` and the line."""
    if bad := bad_sign(text.removeprefix("\ufeff").replace("\r\n", "\n")):
        raise BadInput([Problem(file, line_of(text, bad[0]), bad[1])])
    try:
        _refuse_markup(text, file)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = int(getattr(mark, "line", 0)) + 1
        said = (error.problem or "cannot be read").strip()
        if said.startswith("but "):
            said = f"{error.context}, {said}"
        raise BadInput([Problem(file, line, say("not readable as YAML: {said}", said=said))]) from None
    except yaml.YAMLError as error:
        raise BadInput(
            [Problem(file, 1, say("not readable as YAML: {error}", error=str(error).splitlines()[0]))]
        ) from None
    if root is None:
        raise BadInput([Problem(file, 1, say("the file is empty"))])
    lines: dict[tuple[str | int, ...], int] = {}
    problems: list[Problem] = []
    data = _walk(root, (), lines, problems, file)
    if problems:
        raise BadInput(problems)
    return Located(data, lines)


def _refuse_markup(text: str, file: str) -> None:
    problems = []
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = int(getattr(event.start_mark, "line", 0)) + 1
        if isinstance(event, yaml.AliasEvent):
            problems.append(Problem(file, line, say("aliases (*name) are not allowed; write the value out")))
        elif isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            problems.append(Problem(file, line, say("anchors (&name) are not allowed; write the value out")))
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag is not None:
            problems.append(
                Problem(file, line, say("tags ({tag}) are not allowed; every value is text", tag=event.tag))
            )
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if problems or depth > DEEPEST:
            raise BadInput(
                problems or [Problem(file, line, say("nested deeper than {deepest} levels", deepest=DEEPEST))]
            )


def _walk(
    node: yaml.Node,
    path: tuple[str | int, ...],
    lines: dict[tuple[str | int, ...], int],
    problems: list[Problem],
    file: str,
) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_walk(child, (*path, at), lines, problems, file) for at, child in enumerate(node.value)]
    tree: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(file, line, say("a key must be one word, not a list or a mapping")))
            continue
        key = str(key_node.value)
        if key in tree:
            problems.append(Problem(file, line, say('"{key}" is given twice', key=key)))
            continue
        lines[(*path, key)] = line
        tree[key] = _walk(value_node, (*path, key), lines, problems, file)
    return tree


class _Canonical(yaml.BaseDumper):
    """Sequences stand indented under their key; no scalar is quoted unless YAML's own syntax needs it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def write_yaml(tree: object) -> str:
    """The canonical text of a tree of mappings, sequences and texts."""
    if not tree:
        return "[]\n"
    text: str = yaml.serialize(
        _node(tree), Dumper=_Canonical, width=WIDTH, allow_unicode=True, explicit_start=False, line_break="\n"
    )
    return text


def _node(tree: object) -> yaml.Node:
    if isinstance(tree, Mapping):
        pairs = [(_node(str(key)), _node(value)) for key, value in tree.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
    if isinstance(tree, (list, tuple)):
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(item) for item in tree], flow_style=False)
    text = str(tree)
    style = None
    if text == "":
        style = "'"
    elif "\n" in text:
        style = "|"
    elif len(text) > _FOLD_FROM and _FOLDABLE.fullmatch(text):
        style = ">"
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)
