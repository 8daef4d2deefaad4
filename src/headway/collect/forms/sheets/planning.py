"""What a filled-in form would change: row by row, field by field, and what of it is refused. Nothing is written.

A row is compared with what stands now and with what stood when the file was made: what only the file changed is taken,
what only others changed stays theirs, and where both changed the same the row is refused with the difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from headway.collect.forms.sheets.cleaning import Cleaner, NotTaken
from headway.collect.forms.sheets.columns import ACTIVITIES, FIGURES
from headway.collect.forms.sheets.reading import Filled, Line, Wrong
from headway.collect.forms.sheets.telling import Change, told_change
from headway.collect.forms.sheets.typed import Lists
from headway.collect.queries.entering import told_values
from headway.collect.queries.sheets import Stands, figures_named
from headway.collect.rows import ActivityRow, FigureRow
from headway.collect.rules import faults_of_activity, faults_of_figures, faults_of_parts, outside_period
from headway.lib.additivity import Additivity
from headway.lib.labels import label_in
from headway.lib.merging import mark, marks, merge

NEW = "new"


@dataclass(frozen=True)
class Around:
    """What a plan is made against."""

    campaign: Any
    office: Any
    period: Any
    stands: Stands
    lists: Lists
    sent: Mapping[UUID, str]
    periods: Mapping[str, Any]
    additivity: Mapping[str, Additivity]
    cleaner: Cleaner


@dataclass
class Plan:
    """What would be written, what that changes, and what is refused; `sent` is the mark of each row as it would stand."""

    activities: list[ActivityRow] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    sent: list[tuple[UUID, str, str]] = field(default_factory=list)
    unchanged: int = 0

    @cached_property
    def mark(self) -> str:
        """Names this plan: the same file against the same state has the same."""
        digest = blake2b(digest_size=12)
        for row in (*self.activities, *self.figures):
            digest.update(row.model_dump_json().encode())
        for one in self.wrong:
            digest.update(f"{one.kind}{one.no}{one.cell}{one.reason}".encode())
        return digest.hexdigest()

    @property
    def added(self) -> int:
        return sum(one.is_new for one in self.changes)

    @property
    def changed(self) -> int:
        return len(self.changes) - self.added

    @property
    def refused(self) -> int:
        """How many rows are refused, each with one reason or more."""
        return len({(one.kind, one.row) for one in self.wrong})

    @property
    def is_empty(self) -> bool:
        return not (self.activities or self.figures)


@dataclass
class Planner:
    """Goes through a form once."""

    filled: Filled
    around: Around
    plan: Plan = field(default_factory=Plan)
    # Activities of the file as they would stand, by number; figures by activity.
    _kept: dict[str, ActivityRow] = field(default_factory=dict)
    _refused: set[str] = field(default_factory=set)
    _keys: dict[tuple[str, str], str] = field(default_factory=dict)

    def make(self) -> Plan:
        self.plan.wrong += self.filled.wrong
        for line in self.filled.every[ACTIVITIES]:
            self._stays(line)
        for line in self.filled.lines[ACTIVITIES]:
            self._try(line, self._activity)
        self._drop_what_names_refused()
        for line in self.filled.lines[FIGURES]:
            self._try(line, self._figure)
        self._refuse_parts()
        order = {ACTIVITIES: 0, FIGURES: 1}
        self.plan.wrong.sort(key=lambda one: (order.get(one.kind, 2), len(one.cell), one.cell))
        return self.plan

    def _try(self, line: Line, take: Any) -> None:
        try:
            take(line)
        except NotTaken as refused:
            self.plan.wrong += refused.wrong

    def _stays(self, line: Line) -> None:
        """Until its row is taken an activity is as it stands; one that is new is refused."""
        if stored := self.around.stands.activities.get(self.key_of(line)):
            self._kept[line.no] = stored
        else:
            self._refused.add(line.no)

    def key_of(self, line: Line) -> str:
        """The record that a row is: the one it was made of, or one that the same row of the same file always is."""
        row = (line.kind, line.no)
        if row not in self._keys:
            known = self.filled.known.get(row)
            self._keys[row] = known[0] if known else made_key(self.filled, *row)
        return self._keys[row]

    def _activity(self, line: Line) -> None:
        around, key = self.around, self.key_of(line)
        stored = around.stands.activities.get(key)
        if stored is None and (line.kind, line.no) in self.filled.known:
            raise NotTaken(
                [line.wrong("no", _("The activity of this row is no longer there, or is not yours."))]
            )
        row = around.cleaner.activity(line, around.period.key, stored)
        row = row.model_copy(update={"key": key})
        if stored is not None and row.when == stored.when:
            row = row.model_copy(update={"period": stored.period})
        if stored is None or row.when != stored.when:
            self._refuse_days(line, row)
        merged = self._merged_activity(line, row, stored)
        self._kept[line.no] = merged
        self._refused.discard(line.no)
        if merged == stored:
            self.plan.unchanged += 1
            return
        hidden = around.stands.hidden.get(key, ())
        self.plan.activities.append(
            merged.model_copy(update={"cases": (*merged.cases, *hidden)}) if hidden else merged
        )
        self.plan.changes.append(told_change(line, stored, merged, around.lists))
        self._sent(line, key, told_values(merged, ()))

    def _refuse_days(self, line: Line, row: ActivityRow) -> None:
        around = self.around
        if outside_period(row.when, around.periods[around.period.key]):
            said = _("This lies outside the period of the form, %(begins)s to %(ends)s.")
            days = {"begins": around.period.begins, "ends": around.period.ends}
            raise NotTaken([line.wrong(_place_of(line, "when"), said % days)])
        wrong = faults_of_activity(row, around.periods, around.campaign.cutoff)
        if found := [line.wrong(_place_of(line, name), said) for name, said in wrong]:
            raise NotTaken(found)

    def _merged_activity(self, line: Line, row: ActivityRow, stored: ActivityRow | None) -> ActivityRow:
        if stored is None:
            return row
        typed, now = told_values(row, ()), told_values(stored, ())
        if typed == now:
            return stored
        merged = merge(self._base(line, now), now, typed)
        if merged.clashes:
            raise NotTaken(
                [_clash(line, name, now[name], self.around.lists) for name in sorted(merged.clashes)]
            )
        theirs = {name: getattr(stored, name) for name in now if merged.values[name] == now[name]}
        if "when" in theirs:
            theirs["period"] = stored.period
        return row.model_copy(update=theirs)

    def _base(self, line: Line, now: Mapping[str, Any]) -> Mapping[str, str]:
        """How the row was found: as the person's last upload left it, where nobody has touched it since; else as the file says."""
        if self.around.sent.get(self.filled.id_of(line.kind, line.no)) == mark(now):
            return marks(now)
        known = self.filled.known.get((line.kind, line.no))
        return known[1] if known else {}

    def _sent(self, line: Line, key: str, values: Mapping[str, Any]) -> None:
        self.plan.sent.append((self.filled.id_of(line.kind, line.no), key, mark(values)))

    def _drop_what_names_refused(self) -> None:
        """What comes out of, or hands over, a new activity that is refused waits for it."""
        there = set(self.around.stands.activities) | {row.key for row in self.plan.activities}
        lines = {self.key_of(line): line for line in self.filled.lines[ACTIVITIES]}
        while bad := [row for row in self.plan.activities if {row.follows, row.delivers} - there - {""}]:
            for row in bad:
                line = lines[row.key]
                name = "follows" if row.follows and row.follows not in there else "delivers"
                self.plan.wrong.append(line.wrong(name, _("The activity that it names is refused itself.")))
                self._forget(line, row.key)
                there -= {row.key}

    def _forget(self, line: Line, key: str) -> None:
        self._refused.add(line.no)
        self._kept.pop(line.no, None)
        self.plan.activities = [row for row in self.plan.activities if row.key != key]
        self.plan.changes = [one for one in self.plan.changes if (one.kind, one.no) != (line.kind, line.no)]
        self.plan.sent = [one for one in self.plan.sent if one[1] != key]

    def _figure(self, line: Line) -> None:
        around, key = self.around, self.key_of(line)
        number = line.text("activity")
        if number in self._refused:
            raise NotTaken(
                [
                    line.wrong(
                        "activity", _("Its activity, number %(number)s, is refused.") % {"number": number}
                    )
                ]
            )
        activity = self._kept.get(number)
        if activity is None:
            said = _("No activity of the sheet has the number %(number)s.") % {"number": number[:40] or "—"}
            raise NotTaken([line.wrong("activity", said)])
        held = self._held(line, key)
        before = {one.key: one for one in held}
        rows = around.cleaner.figures(line, before, key if key in before else "")
        placed = _placed(rows, key, activity)
        for wrong, name, _said in faults_of_figures(placed, around.additivity, {}):
            place = "parts" if wrong.of and wrong.part_of else name
            raise NotTaken([line.wrong(place, _("What is counted cannot be less than nothing."))])
        self._take_figures(line, key, placed, held, activity)

    def _held(self, line: Line, key: str) -> list[FigureRow]:
        """The figure as it stands, with its parts; wherever its activity is."""
        family = self._families.get(key, [])
        # What an upload brought in and somebody took away since is not brought in again by the same file.
        was_there = (line.kind, line.no) in self.filled.known or self.filled.id_of(
            line.kind, line.no
        ) in self.around.sent
        if not family and was_there:
            raise NotTaken(
                [line.wrong("no", _("The figure of this row is no longer there, or is not yours."))]
            )
        return family

    @cached_property
    def _families(self) -> dict[str, list[FigureRow]]:
        found: dict[str, list[FigureRow]] = defaultdict(list)
        for rows in self.around.stands.figures.values():
            for row in rows:
                found[row.key].insert(0, row)
                if row.of and row.part_of:
                    found[row.part_of].append(row)
        return dict(found)

    def _take_figures(
        self,
        line: Line,
        key: str,
        placed: Sequence[FigureRow],
        held: Sequence[FigureRow],
        activity: ActivityRow,
    ) -> None:
        typed, now = _values(placed), _values(held)
        if typed == now and all(one.activity == activity.key for one in held) and not self._moved(activity):
            self.plan.unchanged += 1
            return
        if held and typed != now:
            merged = merge(self._base(line, now), now, typed)
            if clashes := [name for name in merged.clashes if name in now]:
                raise NotTaken([_clash(line, "value", now[min(clashes)][1], self.around.lists)])
            stand = {f"figure:{one.key}": one for one in held}
            placed = [
                stand[name] if name in stand and merged.values[name] == now[name] else one
                for one in placed
                if (name := f"figure:{one.key}")
            ]
            placed = _placed(placed, key, activity)
        stored = {one.key: one for one in held}
        self.plan.figures += [one for one in placed if one != stored.get(one.key)]
        if placed != list(held):
            self.plan.changes.append(
                told_change(
                    line, held[0] if held else None, placed[0], self.around.lists, placed[1:], held[1:]
                )
            )
        self._sent(line, key, _values(placed))

    def _moved(self, activity: ActivityRow) -> bool:
        """True where the activity says another time than it did, which its figures follow."""
        stored = self.around.stands.activities.get(activity.key)
        return stored is None or (stored.when, stored.period) != (activity.when, activity.period)

    def _refuse_parts(self) -> None:
        """Figures that are part of smaller ones are refused with all of their row."""
        new = {row.key: row for row in self.plan.figures}
        stored = {row.key: row for rows in self.around.stands.figures.values() for row in rows}
        far = {row.part_of for row in new.values()} - {""} - set(stored) - set(new)
        there = {row.key: row for row in figures_named(self.around.campaign, far)}
        lines = {self.key_of(line): line for line in self.filled.lines[FIGURES]}
        for row, _said in list(faults_of_parts({**there, **stored, **new})):
            line = lines.get(row.key) or lines.get(row.part_of)
            if line is None or row.key not in new:
                continue
            self.plan.wrong.append(line.wrong("parts", _("A part cannot be more than the whole.")))
            gone = {
                self.key_of(line),
                *(one.key for one in self.plan.figures if one.part_of == self.key_of(line)),
            }
            self.plan.figures = [one for one in self.plan.figures if one.key not in gone]
            self.plan.changes = [
                one for one in self.plan.changes if (one.kind, one.no) != (line.kind, line.no)
            ]
            self.plan.sent = [one for one in self.plan.sent if one[1] not in gone]


def _place_of(line: Line, name: str) -> str:
    return "first_day" if name == "when" and not line.text("when") else name


def made_key(filled: Filled, kind: str, no: str) -> str:
    digest = blake2b(
        f"{filled.office}:{filled.period}:{filled.id_of(kind, no)}".encode(), digest_size=8
    ).hexdigest()
    return f"{filled.office[:24]}-{filled.period[:16]}-{'a' if kind == ACTIVITIES else 'f'}{digest}".replace(
        "--", "-"
    )


def _placed(rows: Iterable[FigureRow], key: str, activity: ActivityRow) -> list[FigureRow]:
    """The figure under its key and its parts under keys that follow from it, all of the activity."""
    placed = []
    for at, row in enumerate(rows):
        own = row.key
        if own == NEW:
            own = key if at == 0 else f"{key[:66]}-{blake2b(row.of.encode(), digest_size=5).hexdigest()}"
        changes: dict[str, Any] = {
            "key": own, "activity": activity.key, "office": activity.office, "period": activity.period, "when": activity.when,
        }  # fmt: skip
        if at and row.of and not row.part_of:
            changes["part_of"] = key
        placed.append(row.model_copy(update=changes))
    return placed


def _values(figures: Iterable[FigureRow]) -> dict[str, Any]:
    return {
        f"figure:{one.key}": [
            one.measure, "" if one.value is None else f"{one.value.normalize():f}", one.precision.value, one.words,
            one.currency or "", one.of, one.part_of,
        ]
        for one in figures
    }  # fmt: skip


def _clash(line: Line, name: str, stands: Any, lists: Lists) -> Wrong:
    """Somebody else has changed the same: what stands now is said."""
    said = stands
    if isinstance(stands, Mapping):
        said = label_in(stands, "en") if "edtf" not in stands else stands["edtf"]
    if name in lists:
        keys = stands if isinstance(stands, (list, tuple)) else [stands]
        said = "; ".join(lists[name].get(key, key) for key in keys if key)
    return line.wrong(
        _place_of(line, name),
        _("Somebody has changed this online since the file was made. There stands now: “%(now)s”. Write that, or download the form again.")
        % {"now": str(said or "—")[:200]},
    )  # fmt: skip
