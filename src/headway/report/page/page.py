"""What is known while a report is laid out: the facts, the language, what was shown so far and which places exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from headway.lib.kinds import KindsFor, kind_fields, kinds_in
from headway.lib.labels import label_in
from headway.lib.rows import Row
from headway.report.blocks import Block, FactRef, Heading, Link, Mark, Paragraph, Run, Runs, Text, runs
from headway.report.facts import Fact, Facts, Records, Ref
from headway.report.facts.placeholders import parts_of
from headway.report.page.selection import filters_of, matches
from headway.report.page.tongue import Tongue
from headway.report.rows import BlockRow

# What accounts call by its name without a reference to it; a term goes before all others.
_NAMED_IN_WORDS = ("case", "partner", "target", "term")


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
    said: set[str] = field(default_factory=set)

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

    @cached_property
    def kinds(self) -> KindsFor:
        """The kinds of a family as the campaign names them."""
        return kinds_in(self.records)

    def kind(self, row: Any, name: str) -> Text:
        """What the campaign calls the kind that a field of the row names."""
        row_class: type[Row] = type(row)
        return self.tongue.label(self.kinds(kind_fields(row_class)[name]).label(getattr(row, name)))

    def kind_said(self, row: Any, name: str) -> tuple[Text, ...]:
        """The same; nothing for a kind that tells nothing in a report."""
        row_class: type[Row] = type(row)
        kind = self.kinds(kind_fields(row_class)[name]).get(getattr(row, name))
        return () if kind is not None and kind.unsaid else (self.kind(row, name),)

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
        call = self.office if kind == "office" else partial(self.name, kind)
        return self.tongue.join(call(row.key).text for row in self.records.named(kind, keys))

    def office(self, key: str) -> Text:
        """What an office is called where the name of the movement that offices share has been said; see `office_note`."""
        name = self.name("office", key)
        return Text(self._shared.sub("", name.text), name.lang)

    def in_a_row(self, names: Sequence[str]) -> list[str]:
        """Names of offices, of which only the first begins with the name of the movement that they share."""
        first = next((at for at, name in enumerate(names) if self._shared.match(name)), len(names))
        return [name if at <= first else self._shared.sub("", name) for at, name in enumerate(names)]

    @cached_property
    def _shared(self) -> re.Pattern[str]:
        label = self.facts.campaign.movement
        movement = self.tongue.say(label) if label else ""
        return re.compile(rf"\A{re.escape(movement)}[\s,،–—-]+(?=\S)" if movement else r"(?!)")

    def office_note(self) -> list[Block]:
        """Before the first records that name offices: that they are named without their movement."""
        from django.utils.translation import gettext as _

        names = [self.name("office", row.key).text for row in self.records.of("office")]
        if "office-note" in self.said or not any(self._shared.match(name) for name in names):
            return []
        self.said.add("office-note")
        note = _("Offices are named without “%(movement)s”, which their full names begin with.")
        values = {"movement": self.tongue.say(self.facts.campaign.movement)}
        return [Paragraph(runs(note % values), style="small")]

    def in_terms(self, words: Iterable[str]) -> list[Text]:
        """Words of the records, each as it is called in the reader's language."""
        return [self.called(word) for word in words]

    def called(self, words: str) -> Text:
        """A name that a record writes out, in the reader's language where a term or a record is called so."""
        label = self._known_words.get(words.casefold()) if self.tongue.told_elsewhere else None
        return self.tongue.label(label) if label else self.tongue.told(words)

    @cached_property
    def _known_words(self) -> Mapping[str, Mapping[str, str]]:
        rows = [row for kind in _NAMED_IN_WORDS for row in self.records.of(kind)]
        return {
            label_in(row.name, self.facts.campaign.language).casefold(): row.name
            for row in rows
            if not (row.kind == "case" and row.key in self.records.nameless)
        }

    def listed(self, words: Sequence[Text]) -> Runs:
        """Words in a row; where they are all of one other language, in one stretch of it."""
        langs = {word.lang for word in words}
        if len(langs) == 1 and (lang := langs.pop()):
            return runs(Text(", ".join(word.text for word in words), lang))
        found: list[str | Run] = []
        for word in words:
            found += [self.tongue.comma if found else "", word]
        return runs(*found)

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
