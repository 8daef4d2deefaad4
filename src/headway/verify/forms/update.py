"""What somebody tells of one country of focus for one month, in five minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from headway.collect.forms.activity import Choices, links_field
from headway.pages.offered import offer
from headway.verify.forms.outcome import RowForm, text_field
from headway.verify.rows import UpdateRow

TEXTS = ("happened", "context", "plans")


class UpdateForm(RowForm):
    """One update; whether it is restricted is asked only while it is new."""

    focus_country = forms.ChoiceField(label=gettext_lazy("Country of focus"))
    when = forms.ChoiceField(label=gettext_lazy("Month"))
    happened = text_field(
        gettext_lazy("What happened"),
        gettext_lazy("In a few lines: what was done, who moved, what failed. One thing a line is enough."), rows=6, required=True,
    )  # fmt: skip
    context = text_field(
        gettext_lazy("What changed around it"),
        gettext_lazy("Elections, new people, laws, violence: what makes it easier or harder now."), rows=3,
    )  # fmt: skip
    plans = text_field(
        gettext_lazy("What is planned"), gettext_lazy("For the month to come. It is shown to you when you write the next one."), rows=3
    )  # fmt: skip
    outcomes = links_field(gettext_lazy("Outcomes that came of it"))
    restricted = forms.BooleanField(
        label=gettext_lazy("Restricted: only the people named on it may know of it"), required=False,
        help_text=gettext_lazy("You are named on it. Tick this where what you tell could put somebody at risk."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, focus: Choices, months: Choices, outcomes: Choices, is_new: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["focus_country"], [("", "—"), *focus])
        offer(self.fields["when"], [("", "—"), *months])
        offer(self.fields["outcomes"], outcomes)
        if is_new:
            del self.fields["outcomes"]
        else:
            del self.fields["restricted"]

    def row(self, before: UpdateRow | None) -> UpdateRow:
        typed = self.cleaned_data
        told = {name: typed[name].replace("\r\n", "\n") for name in TEXTS}
        told |= {"focus_country": typed["focus_country"], "when": typed["when"]}
        if before is None:
            told["restricted"] = typed["restricted"]
        else:
            told["outcomes"] = tuple(typed["outcomes"])
        row: UpdateRow = self.told(UpdateRow, before, told)
        return row


def update_as_typed(row: UpdateRow) -> Mapping[str, Any]:
    """The row as the form shows it."""
    typed: dict[str, Any] = {name: getattr(row, name) for name in TEXTS}
    return typed | {"focus_country": row.focus_country, "when": row.when.edtf, "outcomes": list(row.outcomes)}
