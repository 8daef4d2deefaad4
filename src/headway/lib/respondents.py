"""Rows of respondents counted into shares as they pass by: of nobody is anything kept.

For each question and country the weights of each answer are summed, with their squares for the effective size. What cannot
be counted is told by row, column and kind; words are found by whoever shows it, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from headway.lib.actionfiles import countries_by_name
from headway.lib.polls import CUT, MOST_REFUSALS, Answered, Poll, Weighting
from headway.lib.rows import territories
from headway.lib.samples import effective_size

# More answers than this are no question with answers to choose from, but names, ages or free words.
MOST_ANSWERS = 30
# So near lie sums of weights and numbers of people where weights were evened out country by country.
EVEN = 0.01
_STEP = Decimal("0.00000001")


@dataclass(frozen=True)
class Respondents:
    """What was said of a file of respondents: names of columns, and when people were asked. `country` may be a country."""

    country: str = ""
    weight: str = ""
    questions: tuple[str, ...] = ()
    began: date | None = None
    ended: date | None = None
    days: str = ""


@dataclass
class _Counted:
    people: int = 0
    total: float = 0.0
    squares: float = 0.0
    answers: dict[str, float] = field(default_factory=dict)


@dataclass
class Counter:
    """Counts one file. `order` names the answers of a question in the order in which the file lists them."""

    is_weighted: bool
    order: dict[str, list[str]] = field(default_factory=dict)
    counted: dict[tuple[str, str], _Counted] = field(default_factory=dict)
    days: dict[str, tuple[date, date]] = field(default_factory=dict)
    refused: list[tuple[int, str, str, str]] = field(default_factory=list)
    refusals: int = 0
    overfull: set[str] = field(default_factory=set)
    weighed: dict[str, tuple[int, float]] = field(default_factory=dict)

    def refuse(self, row: int, column: str, kind: str, text: str = "") -> None:
        self.refusals += 1
        if len(self.refused) < MOST_REFUSALS:
            self.refused.append((row, column, kind, text[:CUT]))

    def weight_of(self, row: int, said: str, column: str) -> float | None:
        """None refuses the row."""
        if not self.is_weighted:
            return 1.0
        try:
            value = float(said.replace(",", "."))
        except ValueError:
            value = float("nan")
        if not isfinite(value) or value < 0 or value > 1e9:
            self.refuse(row, column, "bad_weight", said)
            return None
        return value

    def add(self, country: str, weight: float, answers: Mapping[str, str], day: date | None = None) -> None:
        """One person. An answer of "" was not given; who weighs nothing counts nowhere."""
        if weight == 0:
            return
        people, total = self.weighed.get(country, (0, 0.0))
        self.weighed[country] = (people + 1, total + weight)
        if day is not None:
            first, last = self.days.get(country, (day, day))
            self.days[country] = (min(first, day), max(last, day))
        for question, answer in answers.items():
            if not answer or question in self.overfull:
                continue
            here = self.counted.setdefault((question, country), _Counted())
            here.people += 1
            here.total += weight
            here.squares += weight * weight
            here.answers[answer] = here.answers.get(answer, 0.0) + weight
            if len(here.answers) > MOST_ANSWERS:
                self._let_go(question)

    def _let_go(self, question: str) -> None:
        """What is no question is forgotten at once, with all that was counted of it."""
        self.overfull.add(question)
        self.counted = {key: one for key, one in self.counted.items() if key[0] != question}
        self.refuse(1, question, "free_words", str(MOST_ANSWERS))

    def polls(self, names: Mapping[str, str], asked: Respondents) -> list[Poll]:
        """One poll a question and country, in the order of the file; those without days are refused."""
        across = self.is_weighted and not self._is_even()
        found = []
        for (question, country), one in self.counted.items():
            first, last = self.days.get(country, (None, None))
            began, ended = asked.began or first, asked.ended or last
            if began is None or ended is None:
                self.refuse(1, "from", "no_days")
                continue
            weight = Decimal(str(round(one.total, 4))) if across else None
            found.append(
                Poll(
                    names.get(question, question), country, one.people, began, ended, self._answers(question, one),
                    self._effective(one), weight or None, self._weighting(across=across),
                )
            )  # fmt: skip
        return found

    def _weighting(self, *, across: bool) -> Weighting:
        if not self.is_weighted:
            return Weighting.NONE
        return Weighting.RESPONDENTS if across else Weighting.WITHIN

    def _effective(self, one: _Counted) -> Decimal | None:
        if not self.is_weighted:
            return None
        size = min(float(one.people), max(1.0, effective_size(one.total, one.squares)))
        return Decimal(str(round(size, 2)))

    def _answers(self, question: str, one: _Counted) -> tuple[Answered, ...]:
        """Those that the file lists, also where nobody gave them, then others."""
        listed = self.order.get(question, [])
        others = sorted((text for text in one.answers if text not in listed), key=_natural)
        return tuple(
            Answered(text, Decimal(str(min(1.0, one.answers.get(text, 0.0) / one.total))).quantize(_STEP))
            for text in [*listed, *others]
        )

    def _is_even(self) -> bool:
        """True where weights sum up alike for each person of each country: they do not tell how countries count."""
        ratios = [total / people for people, total in self.weighed.values()]
        return not ratios or max(ratios) - min(ratios) <= EVEN * max(ratios)


def _natural(text: str) -> tuple[int, float, str]:
    try:
        return (0, float(text), text)
    except ValueError:
        return (1, 0.0, text)


def country_of(said: str) -> str:
    """The code of a country by its code or its name; "" where it is none."""
    code = said.strip().upper()
    return code if code in territories() else countries_by_name().get(said.strip().casefold(), "")


def counter_told(counter: Counter) -> dict[str, Any]:
    """A counter as JSON, between the process that counts and the one that asked."""
    return {
        "is_weighted": counter.is_weighted, "order": counter.order, "refused": counter.refused,
        "refusals": counter.refusals, "weighed": counter.weighed,
        "days": {country: [day.isoformat() for day in days] for country, days in counter.days.items()},
        "counted": [
            [question, country, one.people, one.total, one.squares, one.answers]
            for (question, country), one in counter.counted.items()
        ],
    }  # fmt: skip


def counter_from(told: Mapping[str, Any]) -> Counter:
    counter = Counter(told["is_weighted"], told["order"], refusals=told["refusals"])
    counter.refused = [tuple(one) for one in told["refused"]]
    counter.weighed = {country: (people, total) for country, (people, total) in told["weighed"].items()}
    counter.days = {
        country: (date.fromisoformat(first), date.fromisoformat(last))
        for country, (first, last) in told["days"].items()
    }
    for question, country, people, total, squares, answers in told["counted"]:
        counter.counted[question, country] = _Counted(people, total, squares, answers)
    return counter
