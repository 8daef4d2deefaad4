"""A claim of contribution with what else may explain the change, and an item of evidence with how it was weighed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.collect.actions import NEW
from headway.collect.forms.activity import Choices, line_field, links_field
from headway.collect.forms.attachments import LARGEST
from headway.lib.bayes import LIKELIHOODS, Likely
from headway.lib.problems import Refused
from headway.lib.rows import dump_number
from headway.lib.takenfiles import NewFile, Prepared, prepare_file
from headway.pages.offered import offer
from headway.pages.rowforms import built
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.verify.forms.outcome import RowForm, _plain, require_one, text_field, words_of
from headway.verify.rows import (
    ContributionRow,
    Credit,
    EvidenceKind,
    EvidenceRow,
    RivalRow,
    Side,
    Weight,
)
from headway.verify.rules import faults_of_claim, faults_of_evidence

CLAIM_LINKS = ("activities", "partners")
EVIDENCE_TEXTS = (
    "evidence_kind", "text", "origin", "group", "contribution", "side", "why", "link", "checksum"
)  # fmt: skip
LESS, MORE = "0.3", "0.7"
# Empty lines for further explanations.
NEW_LINES = 2


class ClaimForm(RowForm):
    """How offices helped, and what others did."""

    offices = links_field(gettext_lazy("Offices that had a part in it"), gettext_lazy("One at least."))
    how = text_field(
        gettext_lazy("How it helped"),
        gettext_lazy("What they did towards it, and how that led there."),
        required=True,
    )
    activities = links_field(gettext_lazy("Through which activities"))
    tactics = line_field(
        gettext_lazy("By what means"),
        gettext_lazy("Such as petition; lobbying; media. Put a semicolon between them."),
    )
    partners = links_field(gettext_lazy("Together with"))
    others = text_field(
        gettext_lazy("What others did"),
        gettext_lazy("Whoever else worked for it: lawyers, allies, other governments."),
        rows=3,
    )
    credit = forms.ChoiceField(label=gettext_lazy("How much of it you claim"))
    prior = forms.ChoiceField(
        label=gettext_lazy("Before any evidence, how likely is such a claim?"), required=False,
        help_text=gettext_lazy("Leave it at “as likely as not” unless you know why it should be otherwise."),
    )  # fmt: skip
    prior_why = text_field(gettext_lazy("Why it was likelier, or less likely"), rows=2)

    def __init__(self, *args: Any, links: Mapping[str, Choices], offices: Choices, prior: Decimal | None = None, **kw: Any) -> None:  # fmt: skip
        super().__init__(*args, **kw)
        offer(self.fields["offices"], offices)
        require_one(self.fields["offices"], _("Choose one office at least."))
        for name in CLAIM_LINKS:
            offer(self.fields[name], links.get(name, ()))
        offer(self.fields["credit"], words_of(Credit))
        told = [
            ("", _("as likely as not")),
            (LESS, _("less likely than not")),
            (MORE, _("more likely than not")),
        ]
        offer(self.fields["prior"], with_own(told, prior))

    def row(self, before: ContributionRow | None, rivals: tuple[RivalRow, ...]) -> ContributionRow:
        typed = self.cleaned_data
        told: dict[str, Any] = {name: tuple(typed[name]) for name in ("offices", *CLAIM_LINKS)}
        told |= {name: _plain(typed[name]) for name in ("how", "others", "credit", "prior_why")}
        told |= {"tactics": tuple(part.strip() for part in typed["tactics"].split(";") if part.strip())}
        told |= {"prior": Decimal(typed["prior"]) if typed["prior"] else None, "rivals": ()}
        row: ContributionRow = self.told(ContributionRow, before, told)
        return row.model_copy(update={"rivals": rivals})

    def add_own_faults(self, row: ContributionRow) -> None:
        add_said(self, faults_of_claim(row))


class RivalForm(forms.Form):
    """One other explanation; a line whose text is empty is none."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    text = text_field(gettext_lazy("What else may have brought it about"), rows=2)
    weight = forms.ChoiceField(label=gettext_lazy("How much it explains"))
    why = text_field(gettext_lazy("Why you think so"), rows=2)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["weight"], words_of(Weight))
        self.fields["weight"].initial = Weight.UNKNOWN.value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("text") and (cleaned.get("why") or cleaned.get("key")):
            self.add_error("text", _("Say what else may have brought it about."))
        return cleaned

    def row(self, before: Mapping[str, RivalRow]) -> RivalRow | None:
        typed = self.cleaned_data
        if not typed.get("text"):
            return None
        stood = before.get(typed["key"])
        told = {"text": _plain(typed["text"]), "weight": typed["weight"], "why": _plain(typed["why"])}
        row = built(RivalRow, stood.key if stood else NEW, told, stood, {})
        assert isinstance(row, RivalRow)
        return row


RivalForms = forms.formset_factory(RivalForm, extra=0, max_num=40)


def claim_as_typed(row: ContributionRow) -> dict[str, Any]:
    typed: dict[str, Any] = {name: list(getattr(row, name)) for name in ("offices", *CLAIM_LINKS)}
    typed |= {name: str(getattr(row, name)) for name in ("how", "others", "credit", "prior_why")}
    return {**typed, "tactics": "; ".join(row.tactics), "prior": _number(row.prior)}


def rivals_as_typed(row: ContributionRow | None) -> list[dict[str, Any]]:
    held = (
        [{"key": one.key, "text": one.text, "weight": one.weight.value, "why": one.why} for one in row.rivals]
        if row
        else []
    )
    return [*held, *({"key": "", "weight": Weight.UNKNOWN.value} for _line in range(NEW_LINES))]


class EvidenceForm(RowForm):
    """One item: what it is, where it comes from, and two plain questions about it."""

    evidence_kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    text = text_field(
        gettext_lazy("What it says"),
        gettext_lazy("In your own words, so that somebody who does not see it knows what is in it."),
        rows=3,
        required=True,
    )
    when = line_field(
        gettext_lazy("When"), gettext_lazy("The day of the document or statement, as exactly as you know.")
    )
    origin = line_field(
        gettext_lazy("From whom"), gettext_lazy("Whoever says it: a ministry, a paper, a person.")
    )
    group = line_field(
        gettext_lazy("Counts once with"),
        gettext_lazy("Where several items go back to one source, give all of them the same word here. Otherwise whoever says it is the source."),
    )  # fmt: skip
    contribution = forms.ChoiceField(label=gettext_lazy("For which claim"), required=False)
    side = forms.ChoiceField(label=gettext_lazy("For or against"))
    likely_if_true = forms.ChoiceField(
        label=gettext_lazy("If the claim were true: would we see this?"), required=False
    )
    likely_if_false = forms.ChoiceField(
        label=gettext_lazy("If the claim were not true: would we see this all the same?"), required=False
    )
    why = text_field(gettext_lazy("Why you judge so"), rows=2)
    link = line_field(gettext_lazy("Address on the web"), "", dir="ltr", inputmode="url")
    checksum = line_field(
        gettext_lazy("Checksum"), gettext_lazy("SHA-256 of what stood there. Left empty, that of the file is taken."), dir="ltr"
    )  # fmt: skip

    def __init__(self, *args: Any, claims: Choices, before: EvidenceRow | None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self.fields["evidence_kind"], words_of(EvidenceKind))
        offer(self.fields["side"], words_of(Side))
        offer(self.fields["contribution"], [("", _("each of them")), *claims])
        for name in ("likely_if_true", "likely_if_false"):
            told = [
                ("", _("not weighed yet")),
                *((dump_number(LIKELIHOODS[one]), wording(one)) for one in Likely),
            ]
            offer(self.fields[name], with_own(told, getattr(before, name) if before else None))

    def row(self, before: EvidenceRow | None) -> EvidenceRow:
        typed = self.cleaned_data
        told: dict[str, Any] = {name: _plain(typed[name]) for name in EVIDENCE_TEXTS}
        when = typed["when"]
        told["when"] = when.as_said_before(before.when if before else None) if when else None
        for name in ("likely_if_true", "likely_if_false"):
            told[name] = Decimal(typed[name]) if typed[name] else None
        row: EvidenceRow = self.told(EvidenceRow, before, told)
        return row

    def add_own_faults(self, row: EvidenceRow) -> None:
        add_said(self, faults_of_evidence(row))


def evidence_as_typed(row: EvidenceRow) -> dict[str, Any]:
    typed = {name: str(getattr(row, name)) for name in EVIDENCE_TEXTS}
    numbers = {name: _number(getattr(row, name)) for name in ("likely_if_true", "likely_if_false")}
    return {**typed, **numbers, "when": row.when.edtf if row.when else ""}


def with_own(told: list[tuple[str, Any]], value: Decimal | None) -> list[tuple[str, Any]]:
    """The choices with the number that stands, where none of the words means it."""
    if value is None or _number(value) in dict(told):
        return told
    return [*told, (_number(value), speech().share(value))]


def add_said(form: RowForm, faults: Any) -> None:
    for name, message in faults:
        form.add_error(name if name in form.fields else None, f"{message[:1].upper()}{message[1:]}.")


def proofs_in(files: list[UploadedFile[Any]]) -> tuple[list[Prepared], list[str]]:
    """Files as they will be kept, known by their content; and what is wrong with the others."""
    ready, wrong = [], []
    for file in files:
        name = (file.name or "file").replace("\\", "/").rsplit("/", 1)[-1][:200]
        if (file.size or 0) > LARGEST:
            wrong.append(_("%(file)s is larger than 15 MB: make it smaller.") % {"file": name})
            continue
        data = file.read()
        try:
            ready.append(_prepared(name, data))
        except Refused as refused:
            wrong.append(str(refused))
    return ready, wrong


def _prepared(name: str, data: bytes) -> Prepared:
    """A document as it is; anything else only as a picture, which is written anew without what a camera put in it."""
    try:
        return prepare_file(NewFile(name, data, photo=False))
    except Refused as refused:
        try:
            return prepare_file(NewFile(name, data, photo=True))
        except Refused:
            raise refused from None


def _number(value: Decimal | None) -> str:
    return "" if value is None else dump_number(value.normalize() + 0)
