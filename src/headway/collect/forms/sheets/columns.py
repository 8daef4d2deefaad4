"""Which columns the sheets of the form have: each with its heading, its help and what can be chosen there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.collect.forms.activity import LINKS, ActivityForm
from headway.collect.forms.figures import FigureForm

# What the hidden sheet is called, and which make of the form this is.
HIDDEN, FORMAT = "headway", "1"
# The row (from 0) that names the columns for the program, the one that names them for people, the first to fill in.
NAMES_ROW, HEADS_ROW, FIRST_ROW = 0, 1, 2
NO = "no"
SEVERAL = _("Several: with a semicolon between them.")


@dataclass(frozen=True)
class Column:
    """One column; `of` names the list to choose from, `many` that several can stand in a cell."""

    name: str
    head: Any
    help: Any = ""
    of: str = ""
    many: bool = False
    width: int = 18
    day: bool = False
    number: bool = False
    field: str = ""

    @property
    def asked_as(self) -> str:
        """The field of the form to which it belongs."""
        return self.field or self.name


def _of(form: Any, name: str, **more: Any) -> Column:
    field = form.base_fields[name]
    return Column(name, field.label, field.help_text, **more)


ACTIVITY_COLUMNS = (
    Column(NO, pgettext_lazy("of a row", "No."), _("Names the row. Write a number of your own below the last one."), width=6),
    Column("activity_kind", _("Kind of activity"), _("Choose from the list."), of="activity_kind", width=26),
    _of(ActivityForm, "name", width=40),
    Column("first_day", _("First day"), _("The day on which it was, or began."), day=True, width=13, field="when"),
    Column("last_day", _("Last day"), _("Leave empty where it took one day."), day=True, width=13, field="when"),
    Column("when", _("Or less exactly"), _("Where you know no day: “October 2014”, “spring 2014”."), width=18),
    _of(ActivityForm, "place"),
    _of(ActivityForm, "country", of="country"),
    *(_of(ActivityForm, name, of=name, many=True, width=26) for name in LINKS[:2]),
    _of(ActivityForm, "audience"),
    *(_of(ActivityForm, name, of=name, many=True, width=26) for name in LINKS[2:]),
    Column("follows", ActivityForm.base_fields["follows"].label, _("The number of the activity in this sheet out of which it came."), width=10),
    Column("delivers", ActivityForm.base_fields["delivers"].label, _("The number of the petition in this sheet that was handed over."), width=10),
    _of(ActivityForm, "by_whom"),
    _of(ActivityForm, "story", width=60),
)  # fmt: skip

FIGURE_COLUMNS = (
    Column(NO, pgettext_lazy("of a row", "No."), _("Names the row. Write a number of your own below the last one."), width=6),
    Column("activity", _("Activity"), _("The number of the activity in the first column of its sheet."), of="activity", width=10),
    _of(FigureForm, "measure", of="measure", width=34),
    _of(FigureForm, "precision", of="precision", width=14),
    _of(FigureForm, "value", number=True, width=14),
    _of(FigureForm, "currency", of="currency", width=10),
    _of(FigureForm, "words", width=30),
    Column("parts", FigureForm.base_fields["parts"].label, _("Such as “women: 120; men: 80”."), width=40),
)  # fmt: skip

ACTIVITIES, FIGURES = "activities", "figures"
SHEETS: Mapping[str, tuple[Column, ...]] = {ACTIVITIES: ACTIVITY_COLUMNS, FIGURES: FIGURE_COLUMNS}
# What has to stand in a row for it to be one; the number alone does not.
TITLES: Mapping[str, Any] = {ACTIVITIES: _("Activities"), FIGURES: _("Figures")}
