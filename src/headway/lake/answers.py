"""Answers: the rows of a question, the whole beside them, and what may be added of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from headway.lake.asked import Asked
from headway.lake.questions import OVERLAPPING, QUESTIONS, TIMES, Family, Question
from headway.lib.additivity import Additivity, Figure, Measure, Result, total
from headway.lib.hints import meant
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """`rows` are the groups; `whole` is the same asked without splitting, never a sum of the rows."""

    question: Question
    by: tuple[str, ...]
    rows: tuple[Line, ...]
    whole: tuple[Line, ...]
    made_up: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        split = tuple(name for name in self.by if name not in self.question.labels)
        return (*split, *self.question.labels, *self.question.columns)

    @property
    def overlaps(self) -> bool:
        """True where one row of the lake may stand in two groups."""
        return bool(OVERLAPPING & set(self.by))

    def together(self, column: str, rows: Iterable[Line]) -> Result:
        """What the groups come to, as far as may be said: counts add where groups are apart; outlets, articles and
        groups that overlap give a range; reach is a distribution; a share is divided anew from its parts.
        """
        measure = self.question.measure(column)
        parts = [one for one in (measure.numerator, measure.denominator) if one]
        if self.overlaps and measure.additivity is Additivity.FLOW:
            measure = Measure(measure.key, Additivity.UNIQUE)
        figures = [
            _figure(f"{number}-{one.key}", one.key, row, number)
            for number, row in enumerate(rows)
            for one in (measure, *parts)
        ]
        return total(measure, figures)


def _figure(key: str, measure: str, row: Line, number: int) -> Figure:
    value = row.get(measure)
    # Each group is a subject of its own: two groups with the same count are not two sources for one thing.
    return Figure(
        key, measure, None if value is None else Decimal(str(value)), activity=f"group-{number}",
    )  # fmt: skip


def question_called(key: str) -> Question:
    """The question with that key; raise HeadwayError with what was probably meant."""
    if key not in QUESTIONS:
        raise HeadwayError(
            say(
                'there is no question "{key}"{hint} (there is: {known})',
                key=key[:100], hint=meant(key, QUESTIONS), known=", ".join(QUESTIONS),
            )
        )  # fmt: skip
    return QUESTIONS[key]


def dimensions_of(question: Question, by: Sequence[str]) -> tuple[str, ...]:
    """What an answer is split by; raise HeadwayError where the question may not be split like that."""
    for name in by:
        if name not in question.dimensions:
            raise HeadwayError(
                say(
                    '"{question}" cannot be split by "{name}"{hint} (it can by: {known})',
                    question=question.key, name=name[:100], hint=meant(name, question.dimensions),
                    known=", ".join(question.dimensions),
                )
            )  # fmt: skip
    if len(times := [name for name in by if name in TIMES]) > 1:
        raise HeadwayError(
            say('"{one}" and "{other}" are two ways to split time: choose one', one=times[0], other=times[1])
        )
    chosen = tuple(by) or question.by
    return tuple(dict.fromkeys((*(name for name in question.always if name not in chosen), *chosen)))


def expressions(question: Question, table: Any, asked: Asked) -> tuple[Any, Any]:
    """The two Ibis expressions behind an answer: its rows and its whole (None for a list of single rows)."""
    by = dimensions_of(question, asked.by)
    run = _answering(question)
    rows = run(table, by, asked)
    no_whole = question.lists or not asked.with_whole
    return rows, None if no_whole else run(table, question.always, replace(asked, limit=0))


def has_made_up(table: Any) -> bool:
    """True where practice rows are among those of the table."""
    found = table.aggregate(any=table.made_up.fill_null(False).any()).to_pyarrow().to_pylist()
    return bool(found[0]["any"])


def answer(question: Question, table: Any, asked: Asked, made_up: bool | None = None) -> Answer:
    """Ask. `table` is an Ibis table of the question's family, on whatever engine it lives; `made_up` where that is known."""
    by = dimensions_of(question, asked.by)
    rows, whole = expressions(question, table, asked)
    if asked.limit and not question.lists:
        rows = rows.limit(asked.limit)
    made_up = has_made_up(table) if made_up is None else made_up
    if whole is None:
        return Answer(question, by, _read(rows), (), made_up)
    if by == question.always:
        return Answer(question, by, found := _read(rows), found, made_up)
    return Answer(question, by, _read(rows), _read(whole), made_up)


def _answering(question: Question) -> Callable[[Any, Sequence[str], Asked], Any]:
    from headway.lake import media, social

    answers = media.ANSWERS if question.family is Family.MEDIA else social.ANSWERS
    return answers[question.key]


def _read(expression: Any) -> tuple[Line, ...]:
    return tuple(expression.to_pyarrow().to_pylist())
