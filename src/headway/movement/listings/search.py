"""What a search finds of one kind, page by page, as any list is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from headway.audit.queries import Search
from headway.pages.listing import Listing


@dataclass(frozen=True)
class HitsOfKind:
    """The records of one kind that answer, in the order in which they do: what a list asks of a query set."""

    search: Search
    kind: str

    def count(self) -> int:
        return self.search.counts.get(self.kind, 0)

    def __getitem__(self, part: slice) -> Sequence[Any]:
        return self.search.of_kind(self.kind, part.start, part.stop)


SEARCH = Listing(
    name="search",
    search=lambda hits, _text, _scope: hits,
    size=20,
    also=frozenset({"kind", "campaign", "fragment"}),
)
