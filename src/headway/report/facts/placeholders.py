"""Facts named in the prose of an outline: `{count:outcomes}`, `{figure:KEY}`, `{published:KEY}`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from headway.lib.hints import kind_in_words, meant
from headway.lib.tongue import say
from headway.report.facts.counts import COUNTS

PLACEHOLDER = re.compile(r"\{([^{}\n]{1,120})\}")
KINDS = ("count", "figure", "published")


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """The text in order: (words, "") and ("", name of a fact)."""
    end = 0
    for found in PLACEHOLDER.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], ""
        yield "", found[1].strip()
        end = found.end()
    if end < len(text):
        yield text[end:], ""


def faults_of_text(text: str, keys: Mapping[str, Collection[str]]) -> Iterator[str]:
    """What is wrong with each placeholder; `keys` are those of the pack's figures and published facts."""
    known = {"count": COUNTS, **keys}
    for _, name in parts_of(text):
        kind, _, key = name.partition(":")
        if not name:
            continue
        if kind not in KINDS or not key:
            yield say(
                '"{name}" is no fact; write {forms}',
                name=f"{{{name}}}",
                forms="{count:NAME}, {figure:KEY}, {published:KEY}",
            )
        elif key not in known.get(kind, ()):
            yield say(
                'there is no {kind} "{key}" for "{name}"{meant}',
                kind=kind_in_words(kind),
                key=key,
                name=f"{{{name}}}",
                meant=meant(key, known.get(kind, ())),
            )
