"""Files of surveys: tables of results, tables of respondents, and SPSS files, found out by what stands in them.

    results        a row an answer: question, answer, share, n, country, from, to; weight, effective n, several if there are
    respondents    a row a person: a column of the country, one of the weight if there is one, and the questions that are named
    SPSS (.sav)    the same, with the questions known by their value labels

A question is taken whole or not at all: where one row of it cannot be read, what is left would not be its result.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from headway.lib.polls import (
    LONGEST_TEXT,
    Answered,
    Found,
    Layout,
    NotTaken,
    Poll,
    Weighting,
    fault_of,
    sameness,
)
from headway.lib.problems import HeadwayError
from headway.lib.respondents import Counter, Respondents, country_of
from headway.lib.savfiles import is_sav, read_sav
from headway.lib.tabledays import as_written, day_of, number_in, order_of
from headway.lib.tables import Cells, Table, folded, read_table
from headway.lib.tongue import say

LARGEST = 1_000_000_000
MOST_ROWS = 5_000_000
QUESTION = ("question", "question text", "pregunta", "السؤال")
ANSWER = ("answer", "response", "réponse", "respuesta", "الإجابة", "الجواب")
SHARE = (
    "share",
    "percent",
    "percentage",
    "%",
    "share of answers",
    "part",
    "pourcentage",
    "porcentaje",
    "النسبة",
)
NUMBER = ("n", "base", "sample", "sample size", "respondents", "échantillon", "muestra", "العينة")
COUNTRY = ("country", "country code", "cntry", "pays", "país", "pais", "البلد", "الدولة")
FROM = ("from", "fieldwork from", "fieldwork start", "began", "start", "du", "desde", "من")
TO = ("to", "until", "fieldwork to", "fieldwork end", "ended", "end", "au", "hasta", "إلى")
DAY = ("date", "interview date", "date of interview", "fieldwork date", "fecha", "التاريخ")
WEIGHT = ("weight", "wt", "wgt", "weights", "population", "pspwght", "poids", "peso", "ponderación", "الوزن")
EFFECTIVE = ("effective n", "effective sample", "effective sample size", "n eff", "neff")
SEVERAL = ("several", "several answers", "multiple", "plusieurs", "varias")
MADE_UP = ("made up",)
YES = frozenset({"yes", "y", "1", "true", "oui", "si", "sí", "نعم", "x"})
_DAY = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?$")
_OTHER_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})$")
_THOUSANDS = ", \u00a0\u202f'٬"


def read_survey(path: Path, asked: Respondents, *, today: date) -> Found:
    """Read one file into polls; raise HeadwayError where it is none that can be read, or has nothing in it."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise HeadwayError(say("{file} cannot be read: {why}", file=path, why=error.strerror)) from None
    if size > LARGEST:
        raise HeadwayError(
            say("{file} is larger than 1 GB: leave out columns that are not needed", file=path.name)
        )
    if is_sav(path):
        found = _of_sav(path, asked)
    elif path.suffix.casefold() in {".sav", ".zsav", ".por", ".dta"}:
        raise HeadwayError(say("{file} is no SPSS file, or a damaged one", file=path.name))
    else:
        found = _of_table(path, asked)
    found.polls = list(_that_hold(found, today))
    if not found.polls and not found.refusals:
        raise HeadwayError(say("{file} has no result of a question", file=path.name))
    return found


def _that_hold(found: Found, today: date) -> Iterator[Poll]:
    for poll in found.polls:
        if fault := fault_of(poll, today=today):
            column, kind, text = fault
            found.refuse(found.rows_of.get(poll.key, 1), column, kind, text)
            found.refusals += max(0, found.size_of.get(poll.key, 1) - 1)
        else:
            yield poll


def _of_table(path: Path, asked: Respondents) -> Found:
    table = read_table(path, lambda names: _is_results(names) or _is_respondents(names, asked))
    if _is_results(set(table.columns)):
        return _of_results(path, table, asked)
    return _of_respondents(path, table, asked)


def _is_results(names: set[str]) -> bool:
    return all(names & set(wanted) for wanted in (QUESTION, ANSWER, SHARE))


def _is_respondents(names: set[str], asked: Respondents) -> bool:
    return any(folded(one) in names for one in (*asked.questions, asked.weight) if one) or (
        bool(names & {*COUNTRY, *WEIGHT}) and len(names) > 1
    )


@dataclass
class _Gathered:
    """The rows of one question in one country at one time."""

    line: int
    question: str
    n: Decimal
    weight: Decimal | None
    effective: Decimal | None
    several: bool
    answers: dict[str, tuple[int, Decimal]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    broken: int = 0


def _of_results(path: Path, table: Table, asked: Respondents) -> Found:
    found = Found(path.name, Layout.RESULTS)
    found.columns = {
        name: next(one for one in names if one in table.columns)
        for name, names in _COLUMNS.items()
        if any(one in table.columns for one in names)
    }
    rows = []
    for row in table.rows:
        rows.append(row)
        if len(rows) > 200_000:
            raise HeadwayError(say("{file} has more than 200,000 rows: send it in parts", file=path.name))
    order = order_of(
        {
            as_written(hit.groups())
            for row in rows
            for one in _said_days(row)
            if (hit := _OTHER_DAY.match(one))
        },
        asked.days,
    )
    percent = _is_percent(rows)
    groups: dict[tuple[str, ...], _Gathered] = {}
    for row in rows:
        _gather(found, row, groups, percent=percent, days=_Days(order, asked))
    found.made_up = any(row.first(MADE_UP).casefold() in YES for row in rows)
    for key, group in groups.items():
        _settle(found, key, group)
    return found


_COLUMNS: Mapping[str, Sequence[str]] = {
    "question": QUESTION, "answer": ANSWER, "share": SHARE, "n": NUMBER, "country": COUNTRY, "from": FROM, "to": TO,
    "weight": WEIGHT, "effective n": EFFECTIVE, "several": SEVERAL,
}  # fmt: skip


def _said_days(row: Cells) -> list[str]:
    return [row.first(FROM), row.first(TO)]


def _is_percent(rows: Sequence[Cells]) -> bool:
    """Shares of a hundred where one has the sign or is larger than one; else shares of one."""
    for row in rows:
        said = row.first(SHARE)
        if "%" in said or "٪" in said:
            return True
        value = number_of(said)
        if value is not None and value > 1:
            return True
    return False


def number_of(said: str) -> Decimal | None:
    """A number with a point or a comma before its decimals, with or without a sign of percent."""
    plain = said.replace("٪", "").replace("%", "").replace("٫", ".").strip()
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".", 1)
    return number_in(plain, thousands="\u00a0\u202f' ")


@dataclass(frozen=True)
class _Days:
    order: str
    asked: Respondents

    def of(self, row: Cells, names: Sequence[str], *, last: bool) -> date | None:
        said = row.first(names)
        if not said:
            return self.asked.ended if last else self.asked.began
        return day_in(said, self.order, last=last)


def day_in(said: str, order: str, *, last: bool = False) -> date | None:
    """A day; of a month its first or its last one. None where it is none."""
    if hit := _DAY.match(said):
        year, month, day = int(hit[1]), int(hit[2]), hit[3]
        if not 1 <= month <= 12 or year < 1900:
            return None
        if day is None:
            return date(year, month, monthrange(year, month)[1] if last else 1)
        return day_of((int(day), month, year), "dmy")
    if hit := _OTHER_DAY.match(said):
        return day_of(as_written(hit.groups()), order)
    return None


def _gather(
    found: Found, row: Cells, groups: dict[tuple[str, ...], _Gathered], *, percent: bool, days: _Days
) -> None:
    """Put one row to its question, or refuse it, and its question with it."""
    question, said = row.first(QUESTION)[:LONGEST_TEXT], row.first(COUNTRY) or days.asked.country
    country = country_of(said)
    began, ended = days.of(row, FROM, last=False), days.of(row, TO, last=True)
    key = (sameness(question), country or said, str(began or row.first(FROM)), str(ended or row.first(TO)))
    n = number_in(row.first(NUMBER), thousands=_THOUSANDS)
    group = groups.setdefault(
        key,
        _Gathered(
            row.line, question, n or Decimal(0), _weight(row),
            number_of(row.first(EFFECTIVE)), row.first(SEVERAL).casefold() in YES,
        ),
    )  # fmt: skip
    group.lines.append(row.line)
    answer, share = row.first(ANSWER)[:LONGEST_TEXT], number_of(row.first(SHARE))
    fault = (
        ("question", "blank", "") if not question
        else ("answer", "blank", "") if not answer
        else ("country", "no_country", said) if not country
        else ("from", "bad_date", row.first(FROM)) if began is None
        else ("to", "bad_date", row.first(TO)) if ended is None
        else _fault_of_numbers(row, group, share, n, percent=percent)
        or (("answer", "twice", answer) if answer in group.answers else None)
    )  # fmt: skip
    if fault:
        found.refuse(row.line, *fault)
        group.broken = group.broken or row.line
        return
    group.answers[answer] = (row.line, (share or Decimal(0)) / (100 if percent else 1))


def _weight(row: Cells) -> Decimal | None:
    """None where there is none; a word or a number that is no weight is told as one below nought."""
    said = row.first(WEIGHT)
    if not said:
        return None
    value = number_in(said, thousands=_THOUSANDS)
    return value if value is not None and 0 < value < 10**13 else Decimal(-1)


def _fault_of_numbers(
    row: Cells, group: _Gathered, share: Decimal | None, n: Decimal | None, *, percent: bool
) -> tuple[str, str, str] | None:
    if share is None:
        return "share", "bad_number", row.first(SHARE)
    if not 0 <= share <= (100 if percent else 1):
        return "share", "no_share", row.first(SHARE)
    if n is None or n != n.to_integral_value():
        return "n", "bad_number", row.first(NUMBER)
    if n < 1:
        return "n", "nobody", row.first(NUMBER)
    if n != group.n:
        return "n", "two_numbers", f"{group.n} / {n}"
    weight = _weight(row)
    if weight == -1:
        return "weight", "bad_weight", row.first(WEIGHT)
    if weight != group.weight:
        return "weight", "two_weights", f"{group.weight or '–'} / {weight or '–'}"
    return None


def _settle(found: Found, key: tuple[str, ...], group: _Gathered) -> None:
    """A question that is whole becomes a poll; of another its other rows are refused too."""
    if group.broken:
        told = {line for line, _share in group.answers.values()}
        for line in sorted(told):
            found.refuse(line, "question", "with_another", str(group.broken))
        return
    poll = Poll(
        group.question, key[1], int(group.n), date.fromisoformat(key[2]), date.fromisoformat(key[3]),
        tuple(Answered(text, share.quantize(Decimal("0.00000001"))) for text, (_line, share) in group.answers.items()),
        group.effective, group.weight, Weighting.NONE if group.weight is None else Weighting.POPULATION, group.several,
    )  # fmt: skip
    found.rows_of[poll.key], found.size_of[poll.key] = group.line, len(group.answers)
    found.polls.append(poll)


def _of_respondents(path: Path, table: Table, asked: Respondents) -> Found:
    """Count the people of a table. Which columns are questions is said: a guess might take names for answers."""
    questions = {folded(one): one for one in asked.questions}
    if not questions:
        raise HeadwayError(
            say(
                "{file} has a row for each person: say with --questions which columns are the questions",
                file=path.name,
            )
        )
    if gone := [name for name in questions if name not in table.columns]:
        raise HeadwayError(say('{file} has no column "{column}"', file=path.name, column=questions[gone[0]]))
    weight = _column(path, asked.weight, WEIGHT, table.columns)
    where = "" if country_of(asked.country) else _column(path, asked.country, COUNTRY, table.columns)
    if not where and not country_of(asked.country):
        raise HeadwayError(say("{file} does not say the country: name it with --country", file=path.name))
    counter = Counter(bool(weight))
    day = next((one for one in DAY if one in table.columns), "")
    for number, row in enumerate(table.rows, 1):
        if number > MOST_ROWS:
            raise HeadwayError(say("{file} has more than 5,000,000 rows", file=path.name))
        said = row.first([where]) if where else asked.country
        if not (country := country_of(said)):
            counter.refuse(row.line, where or "country", "no_country", said)
            continue
        weighs = counter.weight_of(row.line, row.first([weight]) if weight else "", weight)
        if weighs is None:
            continue
        answers = {name: row.first([name])[:LONGEST_TEXT] for name in questions}
        counter.add(country, weighs, answers, day_in(row.first([day]), asked.days or "dmy") if day else None)
    columns = {"country": where or asked.country, "weight": weight or "–"}
    return _counted(path, counter, questions, asked, columns)


def _column(path: Path, said: str, usual: Sequence[str], columns: Sequence[str]) -> str:
    if said:
        if folded(said) not in columns:
            raise HeadwayError(say('{file} has no column "{column}"', file=path.name, column=said))
        return folded(said)
    return next((one for one in usual if one in columns), "")


def _of_sav(path: Path, asked: Respondents) -> Found:
    counter, names, columns = read_sav(path, asked, {"country": COUNTRY, "weight": WEIGHT, "day": DAY})
    return _counted(path, counter, names, asked, columns)


def _counted(
    path: Path, counter: Counter, names: Mapping[str, str], asked: Respondents, columns: dict[str, str]
) -> Found:
    found = Found(path.name, Layout.RESPONDENTS, columns=columns)
    found.polls = counter.polls(names, asked)
    if not found.polls and not counter.refusals:
        raise HeadwayError(say("{file} has no result of a question", file=path.name))
    found.refusals = counter.refusals
    found.refused = [NotTaken(path.name, *one) for one in counter.refused]
    return found
