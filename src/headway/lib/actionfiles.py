"""Exports of tools for petitions and actions, read into counts by petition and country; who signed is never kept.

Three layouts, told apart by their columns:

    plain              one row a total: petition, country, signatures, and where it was delivered
    Engaging Networks  one row a transaction; PET, ETT and DCF are actions, EBC (opens and clicks of mail) is none
    Action Network     one row a person on one petition

Signatures of one petition add up. A person who stands twice in a file counts once; to know that, a keyed digest of their
id is held in memory while the file is read, and nothing of it after.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale

from headway.lib.problems import HeadwayError
from headway.lib.rows import territories
from headway.lib.tabledays import Written, as_day, as_written, day_of, is_count, number_in, order_of
from headway.lib.tables import Cells, Table, read_table
from headway.lib.tongue import LANGUAGES, say

ACTIONS = frozenset({"pet", "ett", "dcf"})
COUNTRY = (
    "country",
    "country of origin",
    "can2 user country",
    "supporter country",
    "country code",
    "pais",
    "pays",
)
WHICH = (
    "petition",
    "action",
    "action title",
    "action name",
    "petition title",
    "campaign number",
    "campaign id",
    "page name",
    "form title",
)
NUMBER = ("signatures", "number", "count", "total", "actions", "signature count")
PERSON = ("supporter id", "uuid", "supporter email", "email", "email address")
WHEN = ("campaign date", "timestamp", "created date", "created at", "date", "signed on", "action date")
ADDRESSEE = ("target", "addressee")
MOST_REFUSED = 10_000


@dataclass(frozen=True, order=True)
class RefusedRow:
    """A row that does not count: its line, the column and why. What stands in the cell is left out: it may be a name."""

    line: int
    column: str
    reason: str


@dataclass
class Petition:
    """The signatures of one petition by country of origin ("" where it is not told), and how it was handed over."""

    name: str
    by_country: Counter[str] = field(default_factory=Counter)
    first: date | None = None
    last: date | None = None
    case: str = ""
    target: str = ""
    delivered: str = ""
    delivered_on: str = ""
    place: str = ""
    by_whom: str = ""
    written: set[Written] = field(default_factory=set)

    @property
    def signatures(self) -> int:
        return sum(self.by_country.values())

    def seen_on(self, day: date | None) -> None:
        if day is not None:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)


@dataclass
class ActionFile:
    """What a file comes to. `doubled` people stood in it more than once; `others` are rows of things that are no actions."""

    tool: str
    petitions: dict[str, Petition] = field(default_factory=dict)
    refused: list[RefusedRow] = field(default_factory=list)
    rows: int = 0
    doubled: int = 0
    others: int = 0

    def petition(self, name: str) -> Petition:
        return self.petitions.setdefault(name, Petition(name))

    def refuse(self, line: int, column: str, reason: str) -> None:
        if len(self.refused) < MOST_REFUSED:
            self.refused.append(RefusedRow(line, column, reason))


def read_actions(path: Path, *, name: str = "", days: str = "") -> ActionFile:
    """Read an export. `name` is that of the petition where the file does not say it; `days` is "dmy" or "mdy".

    Raise HeadwayError where the file is no table, has unknown columns, or writes days that could be either.
    """
    table = read_table(path, lambda names: bool(_tool_of(names)))
    tool = _tool_of(set(table.columns))
    found = ActionFile(tool)
    if tool == "plain":
        _read_totals(table, found, name)
    else:
        _read_people(table, found, name, days)
    if not found.petitions and not found.refused and not found.others:
        raise HeadwayError(say("{file} has no row below its header", file=path.name))
    return found


def _tool_of(names: set[str]) -> str:
    if "campaign type" in names and names & {
        "supporter id",
        "supporter email",
        "campaign id",
        "campaign number",
    }:
        return "engaging-networks"
    if "uuid" in names or any(one.startswith("can2 ") for one in names):
        return "action-network"
    if names & set(NUMBER) and names & {*COUNTRY, *WHICH}:
        return "plain"
    return ""


def _read_totals(table: Table, found: ActionFile, name: str) -> None:
    seen: set[tuple[str, str]] = set()
    for row in table.rows:
        found.rows += 1
        which, country = row.first(WHICH) or name, _country(row, found)
        number = _number(row, found)
        if not which:
            found.refuse(
                row.line, "petition", say("says of no petition; name it in a column, or with --name")
            )
        if not which or country is None or number is None:
            continue
        if (which, country) in seen:
            found.refuse(row.line, "country", say("this petition has a row for this country already"))
            continue
        seen.add((which, country))
        petition = found.petition(which[:200])
        petition.by_country[country] += number
        _hand_over(petition, row)


def _hand_over(petition: Petition, row: Cells) -> None:
    petition.case = petition.case or row.first(("case",))
    petition.target = petition.target or row.first(ADDRESSEE)
    petition.delivered = petition.delivered or row.first(("delivered",))
    petition.delivered_on = petition.delivered_on or row.first(("delivered on", "delivery date"))
    petition.place = petition.place or row.first(("place", "delivered at"))
    petition.by_whom = petition.by_whom or row.first(("by whom", "delivered by"))


def _read_people(table: Table, found: ActionFile, name: str, days: str) -> None:
    salt = secrets.token_bytes(16)
    people: dict[str, set[bytes]] = defaultdict(set)
    for row in table.rows:
        found.rows += 1
        if found.tool == "engaging-networks" and row.first(("campaign type",)).casefold() not in ACTIONS:
            found.others += 1
            continue
        which, country = row.first(WHICH) or name, _country(row, found)
        if not which:
            raise HeadwayError(say("the file does not say which petition was signed: give it with --name"))
        if country is None:
            continue
        if person := row.first(PERSON).casefold():
            digest = hashlib.blake2b(person.encode(), key=salt, digest_size=12).digest()
            if digest in people[which]:
                found.doubled += 1
                continue
            people[which].add(digest)
        petition = found.petition(which[:200])
        petition.by_country[country] += 1
        _note_day(row, petition)
    _settle_days(found, days)


def _country(row: Cells, found: ActionFile) -> str | None:
    """The code of the country ("" where none is told); None where it is no country, which refuses the row."""
    said = row.first(COUNTRY)
    if not said:
        return ""
    code = said.upper() if said.upper() in territories() else countries_by_name().get(said.casefold(), "")
    if not code:
        found.refuse(
            row.line, "country", say("is no country by code or by name in English, French, Spanish or Arabic")
        )
        return None
    return code


@cache
def countries_by_name() -> Mapping[str, str]:
    """Codes of countries by what the CLDR calls them in the four languages."""
    return {
        str(label).casefold(): str(code)
        for language in LANGUAGES
        for code, label in Locale(language).territories.items()
        if str(code) in territories()
    }


def _number(row: Cells, found: ActionFile) -> int | None:
    """A whole number that is not below nought; `1,250` and `424.0` are numbers."""
    value = number_in(row.first(NUMBER), thousands=", \u00a0\u202f'")
    if value is None:
        found.refuse(row.line, "signatures", say("is no number"))
        return None
    if not is_count(value):
        found.refuse(row.line, "signatures", say("is no count: a whole number, not below nought"))
        return None
    return int(value)


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b")


def _note_day(row: Cells, petition: Petition) -> None:
    """Keep the day of a row, or the numbers of one that is written with strokes: their order shows at the end."""
    said = row.first(WHEN)
    if match := _ISO.match(said):
        petition.seen_on(as_day(*map(int, match.groups())))
    elif match := _SLASHED.match(said):
        petition.written.add(as_written(match.groups()))


def _settle_days(found: ActionFile, days: str) -> None:
    """Read the days that were written with strokes; raise HeadwayError where both orders would do."""
    order = order_of({one for petition in found.petitions.values() for one in petition.written}, days)
    for petition in found.petitions.values():
        for written in petition.written:
            petition.seen_on(day_of(written, order))


def refusals(found: ActionFile) -> Iterator[tuple[str, str, str]]:
    """The refused rows as a table, its heads first."""
    yield say("line"), say("column"), say("reason")
    for one in found.refused:
        yield str(one.line), one.column, one.reason
