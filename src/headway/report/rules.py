"""How chapters may stand under one another, and when an edition may no longer be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum

from headway.lib.loops import in_a_loop
from headway.lib.tongue import say
from headway.report.rows import ChapterRow

# A chapter, its sections, and theirs: a heading below that is for the blocks inside.
DEEPEST = 3


def faults_of_chapters(chapters: Mapping[str, ChapterRow]) -> Iterator[tuple[ChapterRow, str]]:
    """Chapters under themselves, at once or by way of others, chapters too deep, and overviews that are sections."""
    looped = set(in_a_loop({chapter.key: chapter.under for chapter in chapters.values()}))
    for key in sorted(looped):
        yield chapters[key], say('the chapter "{key}" stands under itself', key=key)
    for key, chapter in chapters.items():
        if chapter.overview and chapter.under:
            yield (
                chapter,
                say('the overview "{key}" is a section: only a chapter can be an overview', key=key),
            )
        above: list[str] = []
        up = chapter.under
        while up in chapters and up not in looped and up not in above:
            above.append(up)
            up = chapters[up].under
        if len(above) >= DEEPEST:
            yield (
                chapter,
                say('the chapter "{key}" lies deeper than {deepest} levels', key=key, deepest=DEEPEST),
            )


class Withdrawn(StrEnum):
    """Why an edition is no longer before everybody."""

    ASKED = "asked"
    CLOSED = "closed"


def rests_on_what_is_closed(
    rests_on: Mapping[str, Collection[str]], open_now: Mapping[str, Collection[str]]
) -> bool:
    """True where an edition rests on a record that the public may know of no more: one is enough."""
    return any(set(ids) - set(open_now.get(kind, ())) for kind, ids in rests_on.items())
