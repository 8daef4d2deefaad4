"""SPSS files (.sav) of respondents, counted in a process of their own.

The reader is a library in C that parses what strangers send. A damaged file may end it, and then ends only that process; it
has limits of memory and time, and hands back counts and no rows. Run as `python -m headway.lib.savfiles`, it takes what it
is asked as JSON and answers so.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from math import isnan
from pathlib import Path
from typing import Any

from headway.lib.polls import LONGEST_TEXT
from headway.lib.problems import HeadwayError
from headway.lib.respondents import Counter, Respondents, counter_from, counter_told, country_of
from headway.lib.tongue import say

MARKS = (b"$FL2", b"$FL3")
SECONDS = 300
MOST_MEMORY = 6 << 30
MOST_VALUES = 60_000_000
_MODULE = "headway.lib.savfiles"


def is_sav(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in MARKS


def read_sav(
    path: Path, asked: Respondents, usual: Mapping[str, Sequence[str]]
) -> tuple[Counter, dict[str, str], dict[str, str]]:
    """What was counted, the words of each question, and which columns were read; raise HeadwayError where it cannot be read.

    `usual` names the columns that are a country, a weight or a day where nobody said which.
    """
    told = _answer(
        {
            "path": str(path.resolve()),
            "asked": _plain(asked),
            "usual": {name: list(names) for name, names in usual.items()},
        }
    )
    if kind := told.get("fault", ""):
        raise HeadwayError(_said(path.name, kind, told.get("text", "")))
    return counter_from(told["counter"]), told["names"], told["columns"]


def _plain(asked: Respondents) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(asked).items()
    }


def _answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Ask a process of its own. That a file brings it down is an answer too; that it fails by itself is a fault of ours."""
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", _MODULE]
    told = json.dumps(asked).encode()
    try:
        done = subprocess.run(
            command, input=told, capture_output=True, timeout=SECONDS, check=False, env=here
        )
    except subprocess.TimeoutExpired:
        return {"fault": "slow"}
    if done.returncode < 0:
        return {"fault": "slow" if -done.returncode == getattr(signal, "SIGXCPU", 0) else "damaged"}
    if done.returncode:
        raise RuntimeError(f"the reader of SPSS files ended with {done.returncode}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _said(file: str, kind: str, text: str) -> str:
    return {
        "damaged": say("{file} is no SPSS file, or a damaged one", file=file),
        "slow": say("{file} takes too long to read: leave out columns that are not needed", file=file),
        "huge": say("{file} is too large: leave out columns that are not needed", file=file),
        "no_column": say('{file} has no column "{column}"', file=file, column=text),
        "no_country": say("{file} does not say the country: name it with --country", file=file),
        "no_questions": say("{file} has no question with labelled answers: say which columns are the questions", file=file),
    }[kind]  # fmt: skip


class _Fault(Exception):
    """What the parent is to say, as a kind and a text."""


def main() -> None:
    asked = json.load(sys.stdin)
    _limit()
    try:
        answer = _count(asked)
    except _Fault as fault:
        answer = {"fault": fault.args[0], "text": fault.args[1] if len(fault.args) > 1 else ""}
    except MemoryError:
        answer = {"fault": "huge"}
    json.dump(answer, sys.stdout)


def _limit() -> None:
    """As much memory and time as a survey takes; where the system knows no limits, the parent's patience is the only one."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))


def _count(told: Mapping[str, Any]) -> dict[str, Any]:
    import pyreadstat

    days = {
        name: date.fromisoformat(told["asked"][name]) if told["asked"][name] else None
        for name in ("began", "ended")
    }
    asked = Respondents(**{**told["asked"], **days, "questions": tuple(told["asked"]["questions"])})
    try:
        _none, about = pyreadstat.read_sav(told["path"], metadataonly=True, output_format="dict")
        chosen = _Columns(about, asked, told["usual"])
        if (about.number_rows or 0) * len(chosen.all) > MOST_VALUES:
            raise _Fault("huge")
        rows, _about = pyreadstat.read_sav(
            told["path"], usecols=chosen.all, row_limit=MOST_VALUES // len(chosen.all), output_format="dict"
        )
    except (_Fault, MemoryError):
        raise
    except Exception as fault:
        # Whatever the library says of a file that it cannot read, it comes to the same.
        raise _Fault("damaged") from fault
    counter = chosen.counted(rows, asked)
    columns = {"country": chosen.where or asked.country, "weight": chosen.weight or "–"}
    return {"counter": counter_told(counter), "names": chosen.names, "columns": columns}


class _Columns:
    """Which variables are read as what."""

    def __init__(self, about: Any, asked: Respondents, usual: Mapping[str, Sequence[str]]) -> None:
        self.by_name: dict[str, str] = {name.casefold(): name for name in about.column_names}
        self.labels: dict[str, dict[Any, str]] = about.variable_value_labels
        self.fixed = country_of(asked.country)
        self.where = "" if self.fixed else self._one(asked.country, usual["country"])
        if not self.where and not self.fixed:
            raise _Fault("no_country")
        self.weight = self._one(asked.weight, usual["weight"])
        self.day = self._one("", usual["day"])
        taken = {self.where, self.weight, self.day}
        self.questions = [self._one(one, ()) for one in asked.questions] or [
            name for name in about.column_names if self.labels.get(name) and name not in taken
        ]
        if not self.questions:
            raise _Fault("no_questions")
        said = about.column_names_to_labels
        self.names = {
            name: " ".join((said.get(name) or name).split())[:LONGEST_TEXT] for name in self.questions
        }
        self.all = list(dict.fromkeys([*self.questions, *filter(None, taken)]))

    def _one(self, said: str, usual: Sequence[str]) -> str:
        if said:
            if said.casefold() not in self.by_name:
                raise _Fault("no_column", said)
            return self.by_name[said.casefold()]
        return next((self.by_name[one] for one in usual if one in self.by_name), "")

    def text(self, name: str, value: Any) -> str:
        """The label of a value, else the value; "" for what is missing."""
        if value is None or (isinstance(value, float) and isnan(value)):
            return ""
        label = self.labels.get(name, {}).get(value)
        if label is None:
            label = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
        return " ".join(label.split())[:LONGEST_TEXT]

    def counted(self, rows: Mapping[str, Any], asked: Respondents) -> Counter:
        order = {
            name: list(dict.fromkeys(self.text(name, one) for one in self.labels.get(name, {})))
            for name in self.questions
        }
        said = {name: self._texts(name, rows[name]) for name in (*self.questions, self.where) if name}
        there = {name: set(said[name]) for name in self.questions}
        # Answers that are listed and were not declared missing: those that stand among the rows.
        given = {name: [one for one in listed if one in there[name]] for name, listed in order.items()}
        counter = Counter(bool(self.weight), order=given)
        countries = {
            one: country_of(one) for one in (set(said[self.where]) if self.where else {asked.country})
        }
        for at in range(len(rows[self.all[0]])):
            where = said[self.where][at] if self.where else asked.country
            if not (country := countries[where]):
                counter.refuse(at + 1, self.where or "country", "no_country", where)
                continue
            weight = str(_plain_value(rows[self.weight][at])) if self.weight else ""
            weighs = counter.weight_of(at + 1, weight, self.weight)
            if weighs is not None:
                answers = {name: said[name][at] for name in self.questions}
                counter.add(country, weighs, answers, _day(rows[self.day][at]) if self.day else None)
        return counter

    def _texts(self, name: str, values: Sequence[Any]) -> list[str]:
        """What each row says; each value is put into words once."""
        known: dict[Any, str] = {}
        texts = []
        for value in values:
            if value not in known:
                known[value] = self.text(name, _plain_value(value))
            texts.append(known[value])
        return texts


def _plain_value(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


if __name__ == "__main__":
    main()
