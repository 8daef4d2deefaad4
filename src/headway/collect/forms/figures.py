"""What was counted, as it is typed: a measure, a number, how exactly it is known, and how it is broken down."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.collect.rows import FigureRow
from headway.lib.actionfiles import countries_by_name
from headway.lib.money import currencies
from headway.lib.precision import Precision
from headway.lib.saidnumbers import read_said_number, read_said_share
from headway.lib.standing import Standing
from headway.pages.offered import LongChoice, Offered, offer

MOST_FIGURES = 60
MOST_PARTS = 60
NEW = "new"


def precisions() -> list[tuple[str, Any]]:
    return [
        (Precision.EXACT, _("exactly")), (Precision.AT_LEAST, _("at least")), (Precision.ABOUT, _("about")),
        (Precision.AT_MOST, _("at most")),
    ]  # fmt: skip


class FigureForm(forms.Form):
    """One line; `parts` holds one part of the whole a line: “women: 120”."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    measure = LongChoice(label=gettext_lazy("What is counted"), required=False)
    precision = LongChoice(label=gettext_lazy("How exactly"), required=False)
    value = forms.CharField(
        label=gettext_lazy("Number"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    currency = LongChoice(
        label=gettext_lazy("Currency"), help_text=gettext_lazy("In which it was given; nothing is converted."), required=False
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Or in words"), help_text=gettext_lazy("Where nobody counted: “dozens”, “more than ever”."),
        required=False, max_length=500,
    )  # fmt: skip
    parts = forms.CharField(
        label=gettext_lazy("Broken down"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    within = LongChoice(
        label=gettext_lazy("Already counted in"), required=False,
        help_text=gettext_lazy("Choose the bigger number that holds this one, so that it is not added twice."),
    )  # fmt: skip
    remove = forms.BooleanField(label=gettext_lazy("Remove this figure"), required=False)

    def __init__(
        self,
        *args: Any,
        measures: Sequence[Any],
        names: Mapping[str, Mapping[str, Any]],
        wholes: Mapping[str, Sequence[tuple[str, str]]],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.names = names
        if not self["key"].value():
            del self.fields["remove"]
        offer(self.fields["measure"], [("", "—"), *measures])
        offer(self.fields["precision"], precisions())
        of = self["measure"].value() or ""
        self.about = names.get(of, {})
        if of and not self.about.get("money"):
            del self.fields["currency"]
        else:
            offer(self.fields["currency"], _currencies())
        if of and not self.about.get("disaggregations") and not self["parts"].value():
            del self.fields["parts"]
        elif of and self.about.get("disaggregations"):
            by = ", ".join(self.about["disaggregations"])
            self.fields["parts"].help_text = _("By %(what)s. One a line, such as “women: 120”.") % {
                "what": by
            }
        if bigger := [one for one in wholes.get(of, ()) if one[0] != self["key"].value()]:
            offer(self.fields["within"], [("", "—"), *bigger])
        else:
            del self.fields["within"]

    def clean_value(self) -> Decimal | None:
        return self._number(self.cleaned_data["value"]) if self.cleaned_data["value"] else None

    def _number(self, text: str) -> Decimal:
        """What was typed; of a share "27%" is 0.27, and a bare 27 could be either."""
        is_share = bool(self.about.get("share"))
        value = _number(text, is_share=is_share)
        if value < 0 and not is_share:
            raise forms.ValidationError(_("What is counted cannot be less than nothing."))
        return value

    def clean_parts(self) -> list[tuple[str, Decimal]]:
        read = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["parts"].splitlines())):
            name, colon, number = line.rpartition(":")
            if not colon or not name.strip():
                raise forms.ValidationError(
                    _("“%(line)s” is not understood: write a name, a colon and a number.")
                    % {"line": line[:80]}
                )
            read.append((self._category(name.strip()), self._number(number.strip())))
        if len(read) > MOST_PARTS or len({name for name, _value in read}) < len(read):
            raise forms.ValidationError(_("Each part can stand here once."))
        return read

    def _category(self, name: str) -> str:
        """With what it is broken down by: "gender: women"."""
        by = self.about.get("disaggregations") or ()
        said, colon, rest = name.partition(":")
        if colon and (not by or said.strip() in by):
            return f"{said.strip()}: {rest.strip()}"
        return f"{by[0]}: {name}" if by else name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors or cleaned.get("remove"):
            return cleaned
        given = cleaned["value"] is not None or cleaned["words"]
        if cleaned.get("key") and not given:
            self.add_error(
                "value",
                _("Correct the figure, or say in words why there is none; or tick that it is to be removed."),
            )
        elif given and not cleaned["measure"]:
            self.add_error("measure", _("Say what is counted."))
        elif cleaned.get("parts") and not given:
            self.add_error("value", _("Give the whole as well."))
        elif given and self.about.get("money") and not cleaned.get("currency"):
            self.add_error("currency", _("Say in which currency."))
        return cleaned

    def figures(
        self, office: str, before: Mapping[str, FigureRow], found: Container[str] = ()
    ) -> list[FigureRow]:
        """The figure and its parts as rows; nothing where the line is empty, or is to go.

        `found` names what the form was opened on: a figure of it that is gone keeps its key, by which it is seen that
        somebody else took it away.
        """
        typed = self.cleaned_data
        if typed.get("remove") or (typed.get("value") is None and not typed.get("words")):
            return []
        held = before.get(typed["key"])
        told = {
            "measure": typed["measure"], "value": typed["value"], "words": typed["words"],
            "precision": typed["precision"] or Precision.EXACT, "currency": typed.get("currency") or None,
        }  # fmt: skip
        if "within" in typed:
            told["part_of"] = typed["within"]
        whole = _row(held, told, office)
        if held is None and f"figure:{typed['key']}" in found:
            whole = whole.model_copy(update={"key": typed["key"]})
        rows, old = [whole], {one.of: one for one in before.values() if held and one.part_of == held.key}
        given = dict(typed.get("parts") or ())
        for of, part in old.items():
            if of not in given:
                given[of] = part.value
        for of, value in given.items():
            told = {
                "measure": typed["measure"], "value": value, "of": of, "currency": whole.currency, "country": country_in(of),
            }  # fmt: skip
            rows.append(_row(old.get(of), told, office))
        return rows

    def removed(self, before: Mapping[str, FigureRow], found: Container[str]) -> list[str]:
        """Keys of what is to go: the figure with its parts, or parts that were there when the form was opened and are
        not typed any more.
        """
        typed = self.cleaned_data
        held = before.get(typed.get("key") or "")
        if held is None:
            return []
        parts = [one for one in before.values() if one.part_of == held.key and one.of]
        if typed.get("remove"):
            return [held.key, *(one.key for one in parts)]
        if "parts" not in typed:
            return []
        named = {of for of, _value in typed["parts"]}
        shown = [one for one in parts if one.value is not None and f"figure:{one.key}" in found]
        return [one.key for one in shown if one.of not in named and self._category(one.of) not in named]


def _row(held: FigureRow | None, told: dict[str, Any], office: str) -> FigureRow:
    given: dict[str, Any] = (
        held.model_dump(exclude_defaults=True)
        if held
        else {"key": NEW, "standing": Standing.ENTERED, "office": office}
    )
    given = {name: value for name, value in given.items() if name not in told}
    return FigureRow.model_validate(
        given | {name: value for name, value in told.items() if value not in ("", None)}
    )


@cache
def _currencies() -> Offered:
    return Offered([("", "—"), *((code, code) for code in sorted(currencies()))])


FigureForms = forms.formset_factory(FigureForm, extra=1, max_num=MOST_FIGURES, absolute_max=MOST_FIGURES)


def figures_as_typed(figures: Iterable[FigureRow], asked: Iterable[str]) -> list[dict[str, Any]]:
    """Lines of the form: the figures that are there, then a line for each measure that is asked and not given."""
    rows = list(figures)
    wholes = [row for row in rows if not (row.of and row.part_of)]
    lines = []
    for row in wholes:
        parts = [one for one in rows if one.part_of == row.key and one.of and one.value is not None]
        lines.append(
            {
                "key": row.key, "measure": row.measure, "precision": row.precision.value, "words": row.words,
                "value": plain(row.value), "currency": row.currency or "", "within": row.part_of,
                "parts": "\n".join(f"{one.of}: {plain(one.value)}" for one in parts),
            }
        )  # fmt: skip
    given = {row.measure for row in wholes}
    return [*lines, *({"measure": key} for key in asked if key not in given)]


def country_in(of: str) -> str:
    """The code of the country that a part is of ("country of origin: Austria"); "" where it is of something else."""
    return countries_by_name().get(of.rpartition(":")[2].strip().casefold(), "")


def plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _number(text: str, *, is_share: bool = False) -> Decimal:
    try:
        return read_said_share(text) if is_share else read_said_number(text)
    except ValueError as error:
        said = str(error)
        raise forms.ValidationError(f"{said[:1].upper()}{said[1:]}.") from None
