"""All records of a campaign by kind and key, those that stand inside others included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from headway.lib.rows import Row, shape_of

Ref = tuple[str, str]


@dataclass(frozen=True)
class Records:
    """Rows as a pack holds them. `tops` are the rows that stand for themselves, in the order of the pack.

    `nameless` numbers the cases whose names are withheld.
    """

    tops: Mapping[str, tuple[Row, ...]]
    nameless: Mapping[str, int] = field(default_factory=dict)
    _all: dict[str, dict[str, Any]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _above: dict[Ref, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    # What each row is tied to, once a block has asked; see `page.selection`.
    traits: dict[Ref, Mapping[str, Iterable[str]]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for rows in self.tops.values():
            self._register(rows, None)

    def _register(self, rows: Iterable[Row], above: Row | None) -> None:
        for row in rows:
            self._all.setdefault(row.kind, {})[row.key] = row
            if above is not None:
                self._above[row.kind, row.key] = above
            for name, _ in shape_of(type(row)).children:
                self._register(getattr(row, name), row)

    def of(self, kind: str) -> tuple[Any, ...]:
        """All rows of a kind, in the order of the pack."""
        return tuple(self._all.get(kind, {}).values())

    def get(self, kind: str, key: str) -> Any:
        """The row, or None."""
        return self._all.get(kind, {}).get(key)

    def named(self, kind: str, keys: Iterable[str]) -> tuple[Any, ...]:
        """The rows of these keys, in the order of the pack; keys without a row are left out."""
        wanted = set(keys)
        return tuple(row for row in self.of(kind) if row.key in wanted)

    def above(self, kind: str, key: str) -> Any:
        """The row inside which this one stands, or None."""
        return self._above.get((kind, key))

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted(self._all))

    @property
    def campaign(self) -> Any:
        return self.of("campaign")[0]
