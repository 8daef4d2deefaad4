"""A form of this room, open: on an outcome, a claim or an item of evidence, new or as it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headway.audit.actions import record_reads
from headway.collect.actions import Clash
from headway.collect.queries import offices_reporting, visible_activities
from headway.collect.queries.entering import (
    FEW,
    Choice,
    choices_of,
    cut_choice,
    offices_to_write_for,
)
from headway.collect.views.entry import number_of
from headway.collect.views.opened import Opened
from headway.lib.edtf import ImpreciseDate
from headway.lib.folding import fold
from headway.lib.ids import read_id
from headway.lib.likeness import traits
from headway.lib.merging import marks
from headway.lib.precise import Asked, checked
from headway.lib.saiddates import read_said_date
from headway.pages.rowentry import in_words
from headway.pages.speech import speech
from headway.plan.queries import all_of_plan, remembered
from headway.verify.forms.outcome import OutcomeForm, outcome_as_typed
from headway.verify.forms.proof import (
    ClaimForm,
    EvidenceForm,
    RivalForms,
    claim_as_typed,
    evidence_as_typed,
    rivals_as_typed,
)
from headway.verify.queries.alike import alike_to
from headway.verify.queries.updates import handed_over, update_by_key
from headway.verify.queries.writing import (
    alone,
    claim_row,
    claims_to_name,
    evidence_row,
    values_of,
    writes_for_countries,
)
from headway.verify.rows import ContributionRow, EvidenceRow, OutcomeRow, UpdateRow
from headway.verify.rules import OF_CLAIM, OF_EVIDENCE, OF_OUTCOME
from headway.verify.views.heard import as_heard

NOT_KEPT = frozenset({"csrfmiddlewaretoken", "step", "saved", "take", "at"})
OF_PLAN = {"change_areas": "change-area", "indicators": "indicator", "risks": "risk"}
OF_WORK = ("targets", "cases", "partners", "opportunities")
SECTIONS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "outcome": (
        ("what", ("name", "statement", "actor", "when", "focus_country", "country", "place", "significance")),
        ("kind", ("level", "direction", "course", "intended", "change_areas", "indicators")),
        ("part", ("office", "how", "activities")),
        ("about", ("targets", "cases", "partners", "opportunities", "risks", "restricted")),
    ),
    "contribution": (
        ("part", ("offices", "how", "activities", "tactics", "partners", "credit")),
        ("others", ("others",)),
        ("prior", ("prior", "prior_why")),
    ),
    "evidence": (
        ("item", ("evidence_kind", "text", "when", "origin", "link", "checksum")),
        ("weight", ("contribution", "side", "likely_if_true", "likely_if_false", "why", "group")),
    ),
    "update": (
        ("where", ("focus_country", "when")), ("told", ("happened", "context", "plans")), ("came", ("outcomes", "restricted")),
    ),
}  # fmt: skip


@dataclass
class Sheet(Opened):
    """One form; `row` is None where it is new. `others` is what somebody else saved where both changed the same."""

    kind: str
    campaign: Any
    outcome: Any
    row: Any
    form: Any
    choices: Mapping[str, Choice]
    told: tuple[str, ...]
    as_typed: Callable[[Any], Mapping[str, Any]]
    rivals: Any = None
    version: int = 0
    others: dict[str, str] = field(default_factory=dict)
    newer: Any = None
    wrong: str = ""
    user: Any = None

    @property
    def client_id(self) -> UUID | None:
        return read_id(self.form["client_id"].value())

    # Under which name its drafts are kept.
    form_name: ClassVar[str] = "outcome"

    @property
    def about(self) -> Any:
        """The record that is written of; None where it is new."""
        return self.outcome

    @property
    def subject(self) -> str:
        """The key of the record of which a draft tells; its address says which part of it."""
        return str(self.about.key) if self.about else ""

    @property
    def may_be_drafted(self) -> bool:
        """Drafts lie open in the database: what is restricted is not kept as one."""
        hidden = self.about is not None and self.about.restricted
        ticked = "restricted" in self.form.fields and self.form["restricted"].value()
        return not hidden and not ticked

    def is_valid(self) -> bool:
        return bool(self.form.is_valid() & (self.rivals is None or self.rivals.is_valid()))

    @property
    def line_forms(self) -> Sequence[Any]:
        return tuple(self.rivals.forms) if self.rivals is not None else ()

    @property
    def sections(self) -> list[dict[str, Any]]:
        headings = {
            "what": _("What, when and where"), "kind": _("What kind of change"), "about": _("For whom and with whom"),
            "part": _("Who helped, and how"), "others": _("What others did"), "prior": _("Where to begin"),
            "item": _("What it is"), "weight": _("What it tells"), "where": _("Which country, and which month"),
            "told": _("What there is to tell"), "came": _("Outcomes that came of it") if self.row else _("Who may know of it"),
        }  # fmt: skip
        return self.under(SECTIONS[self.kind], headings)

    @property
    def asked(self) -> tuple[tuple[Asked, bool], ...]:
        """What makes the statement precise, and whether it is there in what was typed so far."""
        if self.kind != "outcome":
            return ()
        typed = {
            name: str(self.form[name].value() or "")
            for name in (*_CARRIED, "how")
            if name in self.form.fields
        }
        return checked(
            actor=typed["actor"], statement=typed["statement"], when=self._when, matters=typed["significance"],
            is_placed=any(typed[name] for name in ("focus_country", "country", "place")),
            has_part=bool(claims_to_name(self.outcome)) if self.row else bool(typed.get("how")),
        )  # fmt: skip

    @property
    def _when(self) -> ImpreciseDate | None:
        """The date that was typed so far, where it is one."""
        typed = str(self.form["when"].value() or "")
        try:
            return read_said_date(typed, get_language() or "en") if typed else None
        except ValueError:
            return None

    @property
    def alike(self) -> list[Any]:
        """Outcomes that may tell of the same change as what is typed."""
        if self.kind != "outcome" or (self.outcome is not None and self.outcome.restricted):
            return []
        typed, when = {name: str(self.form[name].value() or "") for name in _CARRIED}, self._when
        key = self.outcome.key if self.outcome else ""
        given = traits(
            key, typed["actor"], [typed["name"], typed["statement"]], self.campaign.language,
            (typed["country"], typed["focus_country"]), (when.earliest, when.latest) if when else (None, None),
        )  # fmt: skip
        return alike_to(given, self.campaign, self.user)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Other explanations, each with what somebody else has saved of it."""
        return [
            {"form": one, "other": self.others.get(f"rival:{one['key'].value()}", "")}
            for one in self.line_forms
        ]


def open_outcome(request: HttpRequest, campaign: Any, outcome: Any, data: QueryDict | None) -> Sheet:
    row = alone(outcome, request.user) if outcome else None
    offices = offices_to_write_for(campaign, request.user)
    choices = {
        name: _choice(request, campaign, name, chosen_in(data, row, name), data)
        for name in (*OF_PLAN, *OF_WORK)
    }
    if row is None:
        own = [one.key for one in offices]
        choices["activities"] = _activities(request, campaign, own, chosen_in(data, None, "activities"), data)
    language = campaign.language
    initial = dict(outcome_as_typed(row, language)) if row else _carried(request, campaign)
    here = speech()
    form = OutcomeForm(
        data, initial=initial | hidden_of(row, OF_OUTCOME), is_new=row is None,
        links={name: choice.options for name, choice in choices.items()},
        offices=[(one.key, here.say(one.name)) for one in offices],
        needs_office=row is None and writes_for_countries(request.user) == frozenset(),
        focus=[(key, said) for said, key in _of_plan(campaign, "focus-country")],
    )  # fmt: skip
    return Sheet(
        "outcome", campaign, outcome, row, form, choices, OF_OUTCOME,
        lambda stood: outcome_as_typed(stood, language), version=number_in(data), user=request.user,
    )  # fmt: skip


def open_claim(request: HttpRequest, outcome: Any, key: str, data: QueryDict | None) -> Sheet | None:
    """None where there is no such claim; a new one has no key."""
    campaign, row = outcome.campaign, claim_row(outcome, key) if key else None
    if key and row is None:
        return None
    named = _named({one.key: one.name for one in offices_reporting(campaign, request.user)})
    offices = cut_choice(named, chosen_in(data, row, "offices"), find_in(data, "offices"))
    own = chosen_in(data, row, "offices") or [one.key for one in offices_to_write_for(campaign, request.user)]
    choices = {
        "offices": offices,
        "partners": _choice(request, campaign, "partners", chosen_in(data, row, "partners"), data),
        "activities": _activities(request, campaign, own, chosen_in(data, row, "activities"), data),
    }
    form = ClaimForm(
        data, initial=(dict(claim_as_typed(row)) if row else {"credit": "contributing"}) | hidden_of(row, OF_CLAIM),
        links={name: choices[name].options for name in ("activities", "partners")}, offices=offices.options,
        prior=row.prior if row else None,
    )  # fmt: skip
    rivals = RivalForms(data, initial=rivals_as_typed(row), prefix="rivals")
    return Sheet(
        "contribution",
        campaign,
        outcome,
        row,
        form,
        choices,
        OF_CLAIM,
        claim_as_typed,
        rivals,
        number_in(data),
    )


def open_evidence(request: HttpRequest, outcome: Any, key: str, data: QueryDict | None) -> Sheet | None:
    campaign, row = outcome.campaign, evidence_row(outcome, key) if key else None
    if key and row is None:
        return None
    claims = [(one, _short(how)) for one, how in claims_to_name(outcome)]
    initial = (
        dict(evidence_as_typed(row))
        if row
        else as_heard(request, campaign) | {"contribution": claims[0][0] if len(claims) == 1 else ""}
    )
    form = EvidenceForm(data, initial=initial | hidden_of(row, OF_EVIDENCE), claims=claims, before=row)
    return Sheet(
        "evidence", campaign, outcome, row, form, {}, OF_EVIDENCE, evidence_as_typed, version=number_in(data)
    )


def content_of(data: QueryDict, at: str) -> dict[str, list[str]]:
    """All that was typed, as a draft keeps it, and the address of its form."""
    return {"at": [at]} | {
        name: [str(one) for one in values] for name, values in data.lists() if name not in NOT_KEPT
    }


def with_taken(data: QueryDict, sheet: Sheet) -> QueryDict:
    """What was typed, but for the fields in which the person takes what somebody else saved."""
    return _as_it_stands(data, sheet, frozenset(data.getlist("take")))


def data_after_clash(data: QueryDict, fresh: Sheet, clash: Clash) -> QueryDict:
    """What was typed, on what stands now: what only they changed is in it."""
    data = _as_it_stands(data, fresh, clash.theirs).copy()
    data["base"] = json.dumps(marks(values_of(fresh.row, fresh.told)))
    return data


def others_after(fresh: Sheet, clash: Clash) -> dict[str, str]:
    """What somebody else saved in the fields on which both disagree, in words."""
    stored, said = fresh.as_typed(fresh.row), {}
    for name in clash.fields:
        if name in fresh.form.fields:
            said[name] = in_words(fresh.form, name, stored[name])
        elif name.startswith("rival:"):
            said[name] = str(clash.stored[name][0])
    return said


def _as_it_stands(data: QueryDict, sheet: Sheet, names: frozenset[str]) -> QueryDict:
    if not names or sheet.row is None:
        return data
    data, stored = data.copy(), sheet.as_typed(sheet.row)
    for name in names & set(stored):
        data.setlist(name, stored[name] if isinstance(stored[name], list) else [str(stored[name])])
        if stored[name] is False:
            data.pop(name)
    if isinstance(sheet.row, ContributionRow):
        held = {one.key: one for one in sheet.row.rivals}
        for at in range(_count(data)):
            key = data.get(f"rivals-{at}-key", "")
            if f"rival:{key}" in names and key in held:
                one = held[key]
                for part, value in (("text", one.text), ("weight", one.weight.value), ("why", one.why)):
                    data[f"rivals-{at}-{part}"] = value
    return data


def _count(data: QueryDict) -> int:
    text = data.get("rivals-TOTAL_FORMS", "")
    return min(int(text), 60) if text.isdecimal() else 0


def hidden_of(
    row: OutcomeRow | ContributionRow | EvidenceRow | UpdateRow | None, names: tuple[str, ...]
) -> dict[str, str]:
    base = json.dumps(marks(values_of(row, names))) if row else ""
    return {"client_id": str(uuid4()), "base": base}


_CARRIED = ("name", "statement", "actor", "when", "focus_country", "country", "place", "significance")


def _carried(request: HttpRequest, campaign: Any) -> dict[str, Any]:
    """What another page hands over to begin with: in the address, or as a monthly update that the person may know of."""
    given = {name: request.GET[name] for name in _CARRIED if name in request.GET}
    update = update_by_key(campaign, request.user, request.GET.get("update", ""))
    if update is not None:
        record_reads("update", [update], acting_user=request.user)
        given |= handed_over(update)
    return {"direction": "positive", "course": "holds", "level": "practice", "intended": True} | given


def chosen_in(data: QueryDict | None, row: Any, name: str) -> list[str]:
    if data is not None:
        return [str(one) for one in data.getlist(name)]
    return list(getattr(row, name)) if row else []


def find_in(data: QueryDict | None, name: str) -> str:
    return str(data.get(f"find-{name}", "")) if data is not None else ""


def _choice(
    request: HttpRequest, campaign: Any, name: str, chosen: list[str], data: QueryDict | None
) -> Choice:
    if name in OF_PLAN:
        return cut_choice(_of_plan(campaign, OF_PLAN[name]), chosen, find_in(data, name))
    choice = choices_of(campaign, request.user, name, chosen, find_in(data, name))
    if name == "cases":
        record_reads("case", choice.shown, acting_user=request.user, listed=True)
    return choice


def _of_plan(campaign: Any, kind: str) -> list[tuple[str, str]]:
    """Names of the plan in its order, each with its key; nothing of it is restricted."""
    here = speech()
    return remembered(
        f"names in order of {kind} {get_language()}", campaign,
        lambda: [(here.say(one.name), one.key) for one in all_of_plan(campaign, kind)],
    )  # fmt: skip


def _activities(
    request: HttpRequest, campaign: Any, offices: list[str], chosen: list[str], data: QueryDict | None
) -> Choice:
    """Activities of these offices, and those that were chosen, whosever they are: of many, names are read when one is sought."""
    seen = visible_activities(campaign, request.user).order_by()
    theirs, looked_for = seen.filter(office__key__in=offices), find_in(data, "activities")
    others = seen.filter(key__in=chosen).exclude(office__key__in=offices)
    number = theirs.count() + (others.count() if chosen else 0)
    if number > FEW and not looked_for.strip():
        theirs = theirs.filter(key__in=chosen)
    read = [theirs, others] if chosen else [theirs]
    named = _named({key: name for some in read for key, name in some.values_list("key", "name")})
    choice = cut_choice(named, chosen, looked_for)
    return replace(choice, number=number)


def _named(labels: Mapping[str, Any]) -> list[tuple[str, str]]:
    here = speech()
    return sorted(((here.say(label), key) for key, label in labels.items()), key=lambda pair: fold(pair[0]))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:89]}…"


def number_in(data: QueryDict | None) -> int:
    return number_of(data.get("saved")) if data is not None else 0
