"""A record as the cells of a row, and what cells say as the form would have sent it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from headway.collect.forms.activity import LINKS, as_typed
from headway.collect.forms.figures import figures_as_typed, precisions
from headway.collect.forms.sheets.columns import ACTIVITIES, FIGURES, NO
from headway.collect.queries.entering import told_values
from headway.collect.queries.sheets import Stands
from headway.collect.rows import ActivityRow
from headway.lib.merging import marks
from headway.lib.money import currencies

Cell = str | int | float | Decimal | date
Lists = Mapping[str, Mapping[str, str]]
PARTED = "; "
# A spreadsheet rounds what is longer.
MOST_DIGITS = 15


@dataclass
class Rows:
    """What stands in the sheets, row by row; what the hidden one knows of each (its key, how it was found); why it is refused."""

    cells: dict[str, list[dict[str, Cell]]] = field(default_factory=lambda: {ACTIVITIES: [], FIGURES: []})
    known: list[tuple[str, str, str, str]] = field(default_factory=list)
    reasons: dict[tuple[str, int], str] = field(default_factory=dict)


def with_fixed(lists: Lists) -> dict[str, Mapping[str, str]]:
    """With what every form can choose from."""
    money = {code: code for code in sorted(currencies())}
    return {**lists, "precision": {key: str(said) for key, said in precisions()}, "currency": money}


def rows_of_period(stands: Stands, lists: Lists, language: str) -> Rows:
    """What is entered already, numbered from 1, and how each field of it stands now."""
    rows = Rows()
    numbers = {key: str(at) for at, key in enumerate(stands.activities, 1)}
    at = 0
    for key, row in stands.activities.items():
        held = stands.figures.get(key, ())
        rows.cells[ACTIVITIES].append(activity_cells(row, numbers, lists, language))
        told = marks(told_values(row, held))
        own = {name: mark for name, mark in told.items() if not name.startswith("figure:")}
        rows.known.append((ACTIVITIES, numbers[key], key, json.dumps(own)))
        for line in figures_as_typed(held, ()):
            at += 1
            rows.cells[FIGURES].append(figure_cells(line, str(at), numbers[key], lists))
            family = [one.key for one in held if line["key"] in (one.key, one.part_of)]
            found = {f"figure:{one}": told[f"figure:{one}"] for one in family}
            rows.known.append((FIGURES, str(at), line["key"], json.dumps(found)))
    return rows


def activity_cells(
    row: ActivityRow, numbers: Mapping[str, str], lists: Lists, language: str
) -> dict[str, Cell]:
    typed = as_typed(row, language)
    cells: dict[str, Cell] = {name: typed[name] for name in ("name", "place", "audience", "by_whom", "story")}
    cells |= {
        NO: int(numbers[row.key]),
        "activity_kind": lists["activity_kind"].get(row.activity_kind, row.activity_kind),
    }
    cells["country"] = lists["country"].get(typed["country"], "")
    for name in LINKS:
        cells[name] = PARTED.join(lists[name].get(key, key) for key in typed[name])
    for name in ("follows", "delivers"):
        cells[name] = numbers.get(typed[name], typed[name])
    return cells | _day_cells(typed["when"])


def _day_cells(edtf: str) -> dict[str, Cell]:
    """Whole days as days; what is less exact as it is written."""
    try:
        days = [date.fromisoformat(part) for part in edtf.split("/")] if edtf else []
    except ValueError:
        return {"when": edtf}
    return dict(zip(("first_day", "last_day"), days, strict=False))


def figure_cells(line: Mapping[str, Any], no: str, activity: str, lists: Lists) -> dict[str, Cell]:
    value: Cell = line["value"]
    if value and len(line["value"]) <= MOST_DIGITS:
        value = Decimal(line["value"])
    return {
        NO: int(no), "activity": int(activity), "measure": lists["measure"].get(line["measure"], line["measure"]),
        "precision": lists["precision"].get(line["precision"], ""), "value": value, "currency": line["currency"],
        "words": line["words"], "parts": PARTED.join(line["parts"].splitlines()),
    }  # fmt: skip


def text_of(value: object) -> str:
    """A cell as text: whole numbers without a point, days as days."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def keys_of(said: str, by_name: Mapping[str, str], *, many: bool) -> tuple[list[str], list[str]]:
    """What a cell names, as keys; and what of it is on no list."""
    parts = [part.strip() for part in said.replace("\n", ";").split(";")] if many else [said]
    keys: list[str] = []
    unknown: list[str] = []
    for part in filter(None, parts):
        key = by_name.get(" ".join(part.split()).casefold())
        (keys if key else unknown).append(key or part)
    return list(dict.fromkeys(keys)), unknown


def by_names(lists: Sequence[Lists]) -> dict[str, dict[str, str]]:
    """Keys by what they are called in these languages, and by themselves."""
    found: dict[str, dict[str, str]] = {}
    for one in lists:
        for name, labels in one.items():
            known = found.setdefault(name, {key.casefold(): key for key in labels})
            for key, said in labels.items():
                known.setdefault(said.casefold(), key)
    return found
