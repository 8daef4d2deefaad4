"""What is known while a report is laid out: the facts, the language, what was shown so far and which places exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from headway.report.blocks import Block, FactRef, Heading, Link, Mark, Paragraph, Run, Runs, Text, runs
from headway.report.facts import Fact, Facts, Records, Ref
from headway.report.facts.placeholders import parts_of
from headway.report.page.selection import filters_of, matches
from headway.report.page.tongue import Tongue
from headway.report.rows import BlockRow


@dataclass(frozen=True)
class Chosen:
    """The records of a block: those that it is the first to show, and those that an earlier one has shown."""

    fresh: tuple[Any, ...]
    earlier: tuple[Any, ...] = ()

    @property
    def all(self) -> tuple[Any, ...]:
        return self.fresh + self.earlier


@dataclass
class Page:
    """A report is laid out twice: once without `places`, to learn which records get one, and once with links to them."""

    facts: Facts
    tongue: Tongue
    places: frozenset[str] = frozenset()
    draws: bool = True
    depth: int = 1
    shown: dict[str, set[str]] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    chapter: str = ""
    remembered: dict[str, dict[Ref, Any]] = field(default_factory=dict)
    grounds: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def records(self) -> Records:
        return self.facts.records

    def choose(self, block: BlockRow, rows: Iterable[Any]) -> Chosen:
        """Those of `rows` that the block shows; without filters, those that no earlier block has shown."""
        kept = [row for row in rows if matches(block, row, self.records)]
        shown = self.shown.get(kept[0].kind, set()) if kept else set()
        fresh = tuple(row for row in kept if row.key not in shown)
        earlier = tuple(row for row in kept if row.key in shown)
        self.show(fresh)
        return Chosen(fresh, earlier if filters_of(block) else ())

    def show(self, rows: Iterable[Any]) -> None:
        for row in rows:
            self.shown.setdefault(row.kind, set()).add(row.key)

    def remember(self, rows: Iterable[Any]) -> None:
        """Keep records of this chapter for the notes at the end, each once."""
        held = self.remembered.setdefault(self.chapter, {})
        held.update(((row.kind, row.key), row) for row in rows)
        self.placed.add(f"notes-{self.chapter}")

    def ground(self, row: Any) -> None:
        """Keep an outcome of this chapter for the annex that tells what it rests on."""
        self.grounds.setdefault(self.chapter, []).append(row)

    def place(self, kind: str, key: str) -> str:
        """The id of a record's card, given once; empty where the record has one already."""
        name = f"{kind}-{key}"
        if name in self.placed:
            return ""
        self.placed.add(name)
        return name

    def link(self, kind: str, key: str) -> Run:
        """The name of a record, leading to its card where the report has one."""
        name = self.name(kind, key)
        place = f"{kind}-{key}"
        return Link(f"#{place}", name.text) if place in self.places else name

    def links(self, kind: str, keys: Iterable[str]) -> Runs:
        """Names of records, one after the other, in the order of the pack."""
        found: list[str | Run] = []
        for row in self.records.named(kind, keys):
            found += [self.tongue.semicolon if found else "", self.link(kind, row.key)]
        return runs(*found)

    def name(self, kind: str, key: str) -> Text:
        """What a record is called; its key where it has no name that may be shown."""
        row = self.records.get(kind, key)
        if row is None:
            return Text(key)
        if kind == "case" and key in self.records.nameless:
            return Text(self.nameless(key))
        label = getattr(row, "name", None)
        return self.tongue.label(label) if label else self.tongue.told(getattr(row, "text", "") or key)

    def nameless(self, key: str) -> str:
        from django.utils.translation import gettext as _

        case = self.records.get("case", key)
        values = {
            "number": self.tongue.number(self.records.nameless[key]),
            "country": self.tongue.country(case.country),
        }
        return _("Person %(number)s, %(country)s") % values

    def names(self, kind: str, keys: Iterable[str]) -> str:
        """The names of records as words, joined as a reader would say them."""
        names = [self.name(kind, row.key).text for row in self.records.named(kind, keys)]
        return self.tongue.join(self.in_a_row(names) if kind == "office" else names)

    def in_a_row(self, names: Sequence[str]) -> list[str]:
        """Names of offices, of which only the first begins with the name of the movement that they share."""
        movement = self.tongue.say(self.facts.campaign.movement)
        if not movement:
            return list(names)
        shared = re.compile(rf"{re.escape(movement)}[\s,،–—-]+(?=\S)")
        first = next((at for at, name in enumerate(names) if shared.match(name)), len(names))
        return [
            name if at <= first else shared.sub("", name, count=1) if shared.match(name) else name
            for at, name in enumerate(names)
        ]

    def fact(self, name: str) -> Fact | None:
        return self.facts.fact(name)

    def ref(self, name: str) -> Run:
        """A fact in the text, leading to its source; a question mark where there is no such fact."""
        fact = self.fact(name)
        return FactRef(name, self.tongue.fact(fact)) if fact else Text("?")

    def prose(self, text: str, lang: str = "") -> list[Block]:
        """Paragraphs and lists from plain text, with each `{kind:key}` as the fact that it names."""
        return [Paragraph(self.running(part), lang) for part in text.split("\n\n") if part.strip()]

    def running(self, text: str) -> Runs:
        made: list[str | Run] = []
        for words, name in parts_of(" ".join(text.split())):
            if not name:
                made.append(words)
                continue
            run = self.ref(name)
            if isinstance(run, FactRef) and _begins_sentence(made):
                run = FactRef(run.id, run.text[:1].upper() + run.text[1:])
            made.append(run)
        return runs(*made)

    def heading(self, text: str, lang: str = "", deeper: int = 0) -> Heading:
        return Heading(text, self.depth + deeper, lang=lang)


def _begins_sentence(made: Sequence[str | Run]) -> bool:
    if not made:
        return True
    last = made[-1]
    return isinstance(last, str) and last.rstrip().endswith((".", "!", "?", "؟")) and last != last.rstrip()


def marks(*found: Mark | None) -> tuple[Mark, ...]:
    return tuple(mark for mark in found if mark is not None)
