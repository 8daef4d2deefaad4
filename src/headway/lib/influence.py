"""The chain from what an office did to what a report says: activity, claim, change, evidence, verdict, rating, report.

A chain is made of strands, one for each outcome. It can be read from an activity forward (several strands) or from an
outcome back (one). What is missing on the way, such as evidence or a verdict, is part of what the chain tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar


class Stage(StrEnum):
    """The links of the chain, in the order in which one leads to the next."""

    DONE = "done"
    CLAIM = "claim"
    CHANGE = "change"
    EVIDENCE = "evidence"
    VERDICT = "verdict"
    RATING = "rating"
    REPORT = "report"


# Without these an outcome is only somebody's word: that they are missing is shown.
NEEDED = (Stage.EVIDENCE, Stage.VERDICT)


@dataclass(frozen=True)
class Node:
    """One record of the chain, or several of a kind that are told as one (`number`).

    `label` is one text a language; `detail` is said already in the reader's language, and `text` is what the record
    itself tells, in the language in which it was written.
    """

    stage: Stage
    kind: str
    key: str
    label: Mapping[str, str]
    detail: str = ""
    text: str = ""
    href: str = ""
    tone: str = ""
    is_focus: bool = False
    number: int = 1


@dataclass(frozen=True)
class Claim:
    """How offices say that they helped a change, and by which activities."""

    node: Node
    activities: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Station:
    """All that one strand holds at one stage; empty where something is missing there."""

    stage: Stage
    nodes: tuple[Node, ...] = ()

    @property
    def is_missing(self) -> bool:
        return not self.nodes


@dataclass(frozen=True)
class Strand:
    """One outcome: the claims that lead to it, and what follows from it."""

    outcome: Node
    claims: tuple[Claim, ...] = ()
    after: Mapping[Stage, tuple[Node, ...]] = field(default_factory=dict)

    def followed_by(self, nodes: Iterable[Node]) -> Strand:
        """The strand with more of what follows."""
        grown = dict(self.after)
        for node in nodes:
            grown[node.stage] = (*grown.get(node.stage, ()), node)
        return replace(self, after=grown)

    @property
    def stations(self) -> tuple[Station, ...]:
        """Every stage in order that has something, or lacks what it needs."""
        held = {
            Stage.DONE: _each_once(node for claim in self.claims for node in claim.activities),
            Stage.CLAIM: tuple(claim.node for claim in self.claims),
            Stage.CHANGE: (self.outcome,),
            **self.after,
        }
        return tuple(
            Station(stage, held.get(stage, ())) for stage in Stage if held.get(stage) or stage in NEEDED
        )

    @property
    def following(self) -> tuple[Station, ...]:
        """The stages after the change itself."""
        order = list(Stage)
        return tuple(one for one in self.stations if order.index(one.stage) > order.index(Stage.CHANGE))


@dataclass(frozen=True)
class Chain:
    """What one record is tied to; `more` outcomes are left out so that the rest can be read."""

    focus: Node
    strands: tuple[Strand, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.strands)

    def at(self, stage: Stage) -> tuple[Node, ...]:
        """All records of one stage, each once, in the order of the strands."""
        return _each_once(
            node
            for strand in self.strands
            for one in strand.stations
            if one.stage is stage
            for node in one.nodes
        )

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that any strand reaches or lacks."""
        found = {one.stage for strand in self.strands for one in strand.stations}
        return tuple(stage for stage in Stage if stage in found)


def _each_once(nodes: Iterable[Node]) -> tuple[Node, ...]:
    return tuple({(node.kind, node.key): node for node in nodes}.values())


Thing = TypeVar("Thing")


def few(nodes: Sequence[Thing], most: int) -> tuple[tuple[Thing, ...], int]:
    """The first of them, and how many are left out; one alone is never left out."""
    if len(nodes) <= most + 1:
        return tuple(nodes), 0
    return tuple(nodes[:most]), len(nodes) - most
