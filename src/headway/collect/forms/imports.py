"""Exports of other tools as they are sent in: what of them counts as what, and what is kept of them until it is confirmed.

The file itself is never kept, since it tells of people: only totals are.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.lib.actionfiles import ActionFile, Petition, RefusedRow, read_actions
from headway.lib.analyticsfiles import NAMES, Days, read_days
from headway.lib.problems import HeadwayError
from headway.pages.offered import LongChoice, offer

Read = TypeVar("Read")
LARGEST = 9_500_000
SUFFIXES = ".csv,.tsv,.txt,.xlsx"


class FileForm(forms.Form):
    """A file, and nothing else."""

    file = forms.FileField(
        label=gettext_lazy("File"), max_length=200, widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 9.5 MB: send it in parts."))
        return file


def _chosen(label: Any, help_text: Any = "", *, required: bool = False) -> forms.ChoiceField:
    return LongChoice(label=label, help_text=help_text, required=required)


class _ImportForm(FileForm):
    """What every import asks: the file, whose numbers they are, and how its days are to be read."""

    office = _chosen(gettext_lazy("Office"), gettext_lazy("Whose numbers they are."), required=True)
    days = forms.ChoiceField(
        label=gettext_lazy("Days such as 03/04/2014"), required=False,
        choices=[("", gettext_lazy("As the file shows")), ("dmy", gettext_lazy("The day comes first")), ("mdy", gettext_lazy("The month comes first"))],
    )  # fmt: skip

    def __init__(self, *args: Any, lists: Mapping[str, Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["file"].widget.attrs["accept"] = SUFFIXES
        for name, of in self.lists.items():
            field: Any = self.fields[name]
            offer(field, [*([] if field.required else [("", "—")]), *lists[of]])

    lists: Mapping[str, str] = {"office": "offices"}

    def asked(self) -> dict[str, str]:
        """What was said of the file, for keeping."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"file", "office"}}


class ActionsForm(_ImportForm):
    """An export of Action Network or Engaging Networks, or a table of totals."""

    activity_kind = _chosen(gettext_lazy("Kind of activity"), required=True)
    measure = _chosen(gettext_lazy("What a signature counts as"), required=True)
    name = forms.CharField(
        label=gettext_lazy("Petition"), help_text=gettext_lazy("Where the file does not name it."), required=False, max_length=200
    )  # fmt: skip
    case = _chosen(gettext_lazy("Case"), gettext_lazy("The one that all of them are about."))
    target = _chosen(pgettext_lazy("of advocacy", "Target"), gettext_lazy("Whom all of them address."))
    delivery_kind = _chosen(
        gettext_lazy("Kind of the delivery"),
        gettext_lazy("Where the table says that signatures were handed over."),
    )
    delivered_measure = _chosen(gettext_lazy("What a delivered signature counts as"))
    lists: Mapping[str, str] = {
        "office": "offices", "activity_kind": "kinds", "measure": "measures", "case": "cases", "target": "targets",
        "delivery_kind": "kinds", "delivered_measure": "measures",
    }  # fmt: skip


class AnalyticsForm(_ImportForm):
    """An export of Google Analytics or Matomo with a row a day."""

    visits = _chosen(gettext_lazy("Visits count as"), gettext_lazy("Sessions; they add up."))
    views = _chosen(gettext_lazy("Pages seen count as"), gettext_lazy("They add up."))
    events = _chosen(gettext_lazy("Events count as"), gettext_lazy("They add up."))
    visitors = _chosen(
        gettext_lazy("Visitors count as"),
        gettext_lazy("They do not add up: the largest day is kept, as “at least”."),
    )
    lists: Mapping[str, str] = {"office": "offices", **dict.fromkeys(NAMES, "measures")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(kind) for kind in NAMES):
            self.add_error(None, _("Say as what at least one kind of number counts."))
        return cleaned


def actions_in(file: Any, asked: Mapping[str, str]) -> ActionFile:
    return _read(
        file, lambda path: read_actions(path, name=asked.get("name", ""), days=asked.get("days", ""))
    )


def days_in(file: Any, asked: Mapping[str, str]) -> Days:
    found = _read(file, lambda path: read_days(path, days=asked.get("days", "")))
    if missing := [kind for kind in NAMES if asked.get(kind) and kind not in found.kinds]:
        raise HeadwayError(_("The file has no column of %(kind)s.") % {"kind": missing[0]})
    return found


def _read(file: Any, read: Callable[[Path], Read]) -> Read:
    """Read a file under its own name, which messages tell, and leave nothing of it behind."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(str(file.name)).name[:100] or "file")
        path.write_bytes(b"".join(file.chunks()))
        return read(path)


def totals_of_actions(found: ActionFile) -> bytes:
    """What is kept until it is confirmed: totals, and which lines do not count and why."""
    petitions = []
    for one in found.petitions.values():
        kept = {**vars(one), "by_country": dict(one.by_country)}
        del kept["written"]
        petitions.append(kept)
    told: dict[str, Any] = {
        "tool": found.tool,
        "petitions": petitions,
        "refused": [asdict(row) for row in found.refused],
    }
    told |= {name: getattr(found, name) for name in ("rows", "doubled", "others")}
    return json.dumps(told, default=str).encode()


def actions_of_totals(content: bytes) -> ActionFile:
    told = json.loads(content)
    found = ActionFile(told["tool"], rows=told["rows"], doubled=told["doubled"], others=told["others"])
    found.refused = [RefusedRow(**row) for row in told["refused"]]
    for one in told["petitions"]:
        days = {name: date.fromisoformat(one[name]) if one[name] else None for name in ("first", "last")}
        petition = Petition(**{**one, **days, "by_country": Counter(one["by_country"])})
        found.petitions[petition.name] = petition
    return found


def totals_of_days(found: Days) -> bytes:
    numbers = {
        kind: {day.isoformat(): str(value) for day, value in by_day.items()}
        for kind, by_day in found.numbers.items()
    }
    return json.dumps({"numbers": numbers, "refused": found.refused, "rows": found.rows}).encode()


def days_of_totals(content: bytes) -> Days:
    told = json.loads(content)
    numbers = {
        kind: {date.fromisoformat(day): Decimal(value) for day, value in by_day.items()}
        for kind, by_day in told["numbers"].items()
    }
    return Days(numbers, [tuple(row) for row in told["refused"]], told["rows"])
