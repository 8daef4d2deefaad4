"""Asking the same committed files again: one reading a thread, and each answer worked out once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from headway.lake.answers import Answer, answer, has_made_up
from headway.lake.asked import Asked
from headway.lake.questions import Family, Question
from headway.lake.reading import Files, Reading, reading
from headway.lake.tables import DAYS_OF, POSTS, TABLE_OF

_KEPT = 512
_here = threading.local()
_lock = threading.Lock()
_answers: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()
_made_up: dict[tuple[Any, ...], bool] = {}
# What is answered from sums by day, once there are any with all that the question adds.
_SUMMED = frozenset({"engagement", "accounts", "interactions", "rates", "new-audiences"})


def ask(files: Files, question: Question, asked: Asked) -> Answer:
    """The answer from these files. Files never change, so an answer holds as long as they are the ones that are read;
    what is hidden from a reader is part of what is asked.
    """
    key = (_key(files), question.key, repr(asked))
    if (kept := _remembered(key)) is not None:
        return kept
    table = table_for(reading_here(files), question)
    made = answer(question, table, asked, is_made_up(files, question.family, table))
    with _lock:
        _answers[key] = made
        while len(_answers) > _KEPT:
            _answers.popitem(last=False)
    return made


def is_made_up(files: Files, family: Family, table: Any = None) -> bool:
    """True where practice rows are among those of the family, asked once of the same files; `table` has those rows too."""
    key = (_key(files), family)
    with _lock:
        if key in _made_up:
            return _made_up[key]
    found = has_made_up(reading_here(files).latest(TABLE_OF[family]) if table is None else table)
    with _lock:
        _made_up[key] = found
        while len(_made_up) > _KEPT:
            del _made_up[next(iter(_made_up))]
    return found


def table_for(lake: Reading, question: Question) -> Any:
    """The Ibis table that a question is asked of."""
    if question.family is Family.MEDIA:
        return lake.mentions
    if question.key in _SUMMED and lake.files.of(DAYS_OF[POSTS]):
        days = lake.post_days
        if set(question.columns) <= {*days.columns, *(one.key for one in question.measures if one.numerator)}:
            return days
    return lake.posts


def _remembered(key: tuple[Any, ...]) -> Answer | None:
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            return _answers[key]
    return None


def reading_here(files: Files) -> Reading:
    """A reading of this thread alone: a connection is not shared between threads."""
    key = _key(files)
    if getattr(_here, "key", None) != key:
        _here.key, _here.reading = key, _open(files)
    found: Reading = _here.reading
    return found


def _open(files: Files) -> Reading:
    from django.conf import settings

    if not settings.HEADWAY_SPARK:
        return reading(files)
    from headway.lake.spark import SparkReading

    return SparkReading(files)


def _key(files: Files) -> tuple[Any, ...]:
    return tuple((table, tuple(names)) for table, names in sorted(files.by_table.items())), tuple(
        sorted(files.undone)
    )
