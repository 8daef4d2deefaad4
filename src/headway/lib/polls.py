"""What a survey found: one question asked in one country at one time, the shares of its answers, and no person's answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from headway.lib.samples import Estimate, Part, wilson

LONGEST_TEXT = 500
MOST_PEOPLE = 100_000_000
# Printed shares are rounded: so far from the whole may a handful of them lie together.
ROUNDING = Decimal("0.03")
# What a refused row keeps of what stood in it.
CUT = 80
MOST_REFUSALS = 200


class Weighting(StrEnum):
    """How the people asked were weighted, and whether that says how much a country counts beside others."""

    NONE = "none"
    POPULATION = "population"
    RESPONDENTS = "respondents"
    WITHIN = "within"


class Layout(StrEnum):
    """How a file is laid out: a row an answer with its share, or a row a respondent."""

    RESULTS = "results"
    RESPONDENTS = "respondents"


@dataclass(frozen=True)
class Answered:
    """An answer and how large a share gave it."""

    text: str
    share: Decimal


@dataclass(frozen=True)
class Poll:
    """One question in one country at one time. `several` tells that people could give more than one answer."""

    question: str
    country: str
    n: int
    began: date
    ended: date
    answers: tuple[Answered, ...]
    effective: Decimal | None = None
    weight: Decimal | None = None
    weighting: Weighting = Weighting.NONE
    several: bool = False

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same poll, told again."""
        return (sameness(self.question), self.country, self.began.isoformat(), self.ended.isoformat())

    @property
    def size(self) -> float:
        """As many people as it is worth."""
        return float(self.effective or self.n)

    def estimate(self, share: Decimal) -> Estimate:
        return wilson(float(share), self.size)

    def part(self, share: Decimal, source: str) -> Part:
        """For putting countries together; respondents' weights are measured in the same only within one import."""
        scale = (
            f"respondents of {source}" if self.weighting is Weighting.RESPONDENTS else self.weighting.value
        )
        weight = None if self.weight is None else float(self.weight)
        return Part(float(share), self.size, weight, scale)


@dataclass(frozen=True)
class NotTaken:
    """A row that is left out: where it stands, and why as a kind and what stood there."""

    file: str
    row: int
    column: str
    kind: str
    text: str = ""


@dataclass
class Found:
    """What a file came to. `refusals` may be more than are listed in `refused`."""

    name: str
    layout: Layout
    polls: list[Poll] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)
    refusals: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    # Said by a file that went away from here and holds what was made up to practise with.
    made_up: bool = False
    # Of each poll of a table of results: the row on which it begins, and how many rows it has.
    rows_of: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    size_of: dict[tuple[str, str, str, str], int] = field(default_factory=dict)

    def refuse(self, row: int, column: str, kind: str, text: str = "") -> None:
        self.refusals += 1
        if len(self.refused) < MOST_REFUSALS:
            self.refused.append(NotTaken(self.name, row, column, kind, text[:CUT]))


def sameness(text: str) -> str:
    """Spaces, letter case and a last full stop make no other question."""
    return " ".join(text.split()).casefold().rstrip(" .?:؟")


def fault_of(poll: Poll, *, today: date) -> tuple[str, str, str] | None:
    """The column, the kind and the text of what is wrong with a poll as a whole; None where it holds."""
    if poll.ended < poll.began:
        return "to", "reversed", f"{poll.began.isoformat()} – {poll.ended.isoformat()}"
    if poll.ended > today:
        return "to", "future", poll.ended.isoformat()
    if not 1 <= poll.n <= MOST_PEOPLE:
        return "n", "nobody", str(poll.n)
    if poll.effective is not None and not 1 <= poll.effective <= poll.n:
        return "effective n", "effective", str(poll.effective)
    whole = sum((one.share for one in poll.answers), Decimal(0))
    if not poll.several and abs(whole - 1) > ROUNDING:
        return "share", "sum", f"{(whole * 100).quantize(Decimal('0.1')):f}"
    return None


def as_told(polls: Sequence[Poll]) -> list[dict[str, Any]]:
    """As JSON, for keeping until somebody agreed."""
    return [
        {
            "question": one.question, "country": one.country, "n": one.n, "began": one.began.isoformat(),
            "ended": one.ended.isoformat(), "answers": [[answer.text, str(answer.share)] for answer in one.answers],
            "effective": None if one.effective is None else str(one.effective),
            "weight": None if one.weight is None else str(one.weight), "weighting": one.weighting.value,
            "several": one.several,
        }
        for one in polls
    ]  # fmt: skip


def from_told(told: Sequence[Mapping[str, Any]]) -> list[Poll]:
    """The polls that `as_told` told."""
    return [
        Poll(
            one["question"], one["country"], one["n"], date.fromisoformat(one["began"]), date.fromisoformat(one["ended"]),
            tuple(Answered(text, Decimal(share)) for text, share in one["answers"]),
            None if one["effective"] is None else Decimal(one["effective"]),
            None if one["weight"] is None else Decimal(one["weight"]), Weighting(one["weighting"]), one["several"],
        )
        for one in told
    ]  # fmt: skip


def as_table(polls: Iterable[tuple[Poll, bool]]) -> list[list[str]]:
    """Results as the table that `read_survey` reads, each poll with whether it is made up. Weights of respondents hold within
    their own file alone and stay there; the effective number goes along."""
    rows = [
        [
            "question",
            "answer",
            "share",
            "n",
            "country",
            "from",
            "to",
            "weight",
            "effective n",
            "several",
            "made up",
        ]
    ]
    for one, made_up in polls:
        weight = one.weight if one.weighting is Weighting.POPULATION else None
        after = [
            str(one.n), one.country, one.began.isoformat(), one.ended.isoformat(), _plain(weight), _plain(one.effective),
            "yes" if one.several else "", "yes" if made_up else "",
        ]  # fmt: skip
        rows += [
            [one.question, answer.text, f"{_plain(answer.share * 100)}%", *after] for answer in one.answers
        ]
    return rows


def _plain(value: Decimal | None) -> str:
    """Without noughts at the end, and never with a power of ten."""
    if value is None:
        return ""
    said = f"{value:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said
