"""What a plan may say: a campaign ends after it begins, steps of a scale differ, sources are those that are listed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from headway.lib.hints import meant
from headway.lib.labels import label_in
from headway.lib.rows import Fact, Row
from headway.lib.tongue import say
from headway.plan.rows import CampaignRow, ScaleStepRow, StepTone, TermRow


def faults_of_campaign(row: CampaignRow) -> Iterator[tuple[str, str]]:
    """Field and message: a campaign that ends, on any day its dates can mean, before it begins."""
    if row.ends is None or row.ends.latest is None or row.begins.earliest is None:
        return
    if row.ends.latest < row.begins.earliest:
        yield (
            "ends",
            say(
                "ends: the campaign ends ({ends}) before it begins ({begins})",
                ends=row.ends.edtf,
                begins=row.begins.edtf,
            ),
        )


def faults_of_scale(steps: Iterable[ScaleStepRow]) -> Iterator[tuple[ScaleStepRow, str]]:
    """Steps with the value of another: neither would be the higher one."""
    first: dict[object, str] = {}
    for row in steps:
        if (other := first.setdefault(row.value, row.key)) != row.key:
            yield (
                row,
                say('value: the step "{other}" has the value {value} already', other=other, value=row.value),
            )


def sections_of(campaign: CampaignRow) -> tuple[str, ...]:
    """The sections of all documents that the campaign lists."""
    return tuple(section for document in campaign.sources for section in document.sections)


def faults_of_sources(rows: Iterable[Row], sections: Collection[str]) -> Iterator[tuple[Row, str]]:
    """Facts of a section that no document lists; where none lists any, every section may be named."""
    for row in rows:
        if sections and isinstance(row, Fact) and row.source and row.source not in sections:
            yield (
                row,
                say(
                    'source: no document in pack.yaml has the section "{source}"{meant}',
                    source=row.source,
                    meant=meant(row.source, sections),
                ),
            )


def faults_of_terms(terms: Iterable[TermRow], language: str) -> Iterator[tuple[TermRow, str]]:
    """Terms called as another is in the language of the records: a word could be read as either."""
    first: dict[str, str] = {}
    for row in terms:
        word = label_in(row.name, language)
        if (other := first.setdefault(word.casefold(), row.key)) != row.key:
            yield row, say('name: the term "{other}" is called "{word}" already', other=other, word=word)


def labels_of_words(
    words: Iterable[str], terms: Iterable[Mapping[str, str]], language: str
) -> list[Mapping[str, str]]:
    """Each word as the term that is called so; one that no term is called stays in the language of the records."""
    known = {label_in(name, language).casefold(): name for name in terms}
    return [known.get(word.casefold(), {language: word}) for word in words]


# How a step of a pack's own scale is coloured where the pack does not say, from the lowest to the highest.
_TONES = tuple(StepTone)


def tones_of(steps: Sequence[Any]) -> dict[str, str]:
    """The tone of each step by its key: the pack's own, or the one of its place on the scale. `steps` run upward."""
    last = max(len(steps) - 1, 1)
    return {
        step.key: str(StepTone(step.tone) if step.tone else _TONES[round(at * (len(_TONES) - 1) / last)])
        for at, step in enumerate(steps)
    }


# What is said of a risk once the plan has named it.
HANDLED = ("mitigation", "owner", "closed")
