"""The form of an activity as one page shows it: what its kind asks, what can be chosen, what somebody else changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from headway.audit.actions import record_reads
from headway.collect.actions import Clash
from headway.collect.forms.activity import LINKS, ActivityForm, as_typed
from headway.collect.forms.figures import FigureForms, figures_as_typed, plain
from headway.collect.queries.entering import (
    Choice,
    activities_to_name,
    activity_to_change,
    choices_of,
    choices_to_keep,
    chosen_of,
    kind_by_key,
    measures_to_ask,
    stands,
    told_values,
)
from headway.collect.queries.wholes import About, wholes_to_name
from headway.collect.rows import ActivityRow, FigureRow
from headway.collect.views.opened import Opened
from headway.lib.ids import read_id
from headway.lib.merging import marks
from headway.lib.takenfiles import Prepared
from headway.pages.device import is_copy
from headway.pages.speech import speech
from headway.plan.rows import Ask

SECTIONS = (
    ("what", ("office", "name", "when", "place", "country", "audience")),
    ("about", (*LINKS, "follows", "delivers", "by_whom")),
)
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "step", "saved", "take", "kept", "kept-shown"})


@dataclass
class Entry(Opened):
    """One form, open: new (`row` is None) or on an activity as it stands."""

    campaign: Any
    area: Any
    kind: Any
    office: Any
    language: str
    row: ActivityRow | None
    held: tuple[FigureRow, ...]
    form: ActivityForm
    figures: Any
    choices: Mapping[str, Choice]
    client_id: UUID | None
    version: int = 0
    offices: Sequence[Any] = ()
    activity: Any = None
    data: QueryDict | None = None
    lean: bool = False
    others: Mapping[str, str] = field(default_factory=dict)
    newer: Any = None
    wrong: str | Promise = ""
    files: tuple[list[Prepared], list[str]] | None = None
    # Files that wait with the draft, and whether each is ticked.
    kept: Sequence[tuple[Any, bool]] = ()

    @property
    def subject(self) -> str:
        return self.row.key if self.row else ""

    def is_valid(self) -> bool:
        return bool(self.form.is_valid() & self.figures.is_valid())

    @property
    def line_forms(self) -> Sequence[Any]:
        return tuple(self.figures.forms)

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Fields under their headings, each with what can be chosen and what somebody else has saved there."""
        headings = {"what": _("What, when and where"), "about": _("For whom and with whom")}
        return self.under(SECTIONS, headings)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The figures, each with what somebody else has saved of it."""
        return [
            {"form": one, "other": self.others.get(f"figure:{one['key'].value()}", "")}
            for one in self.figures
        ]

    @property
    def may_be_kept(self) -> bool:
        """Whether a device may keep what is typed: not where something restricted can be named in it."""
        return not any(one.restricted for choice in self.choices.values() for one in choice.shown)

    @property
    def restricted(self) -> list[str]:
        """The cases among those that can be chosen that are known to few, while an activity is read by everybody."""
        return [
            speech(self.campaign.language).say(one.name)
            for choice in self.choices.values()
            for one in choice.shown
            if one.restricted
        ]

    @property
    def of_photos(self) -> Mapping[str, str]:
        """What was said of photos, for choosing them again; of those that are kept it is kept as well."""
        if self.data is None or any(one.photo for one, _stays in self.kept):
            return {}
        return {name: self.data.get(f"photo_{name}", "") for name in ("caption", "credit", "publish")}

    @property
    def story(self) -> dict[str, Any]:
        return self.shown("story")


def entry_of(
    request: HttpRequest,
    campaign: Any,
    offices: Sequence[Any],
    activity: Any,
    data: QueryDict | None,
    version: int,
    *,
    lean: bool = False,
) -> Entry | None:
    """The form, or None where the kind of activity has still to be chosen.

    `lean`: only for reading what was typed; nothing is offered but what was chosen (`in_full` makes a page of it).
    """
    wanted = (
        (data.get("kind") if data is not None else None)
        or request.GET.get("kind")
        or (activity.activity_kind.key if activity else "")
    )
    chosen = kind_by_key(campaign, wanted) if wanted else None
    if chosen is None:
        return None
    area, kind = chosen
    row, held = stands(campaign, request.user, activity.key) if activity else (None, ())
    office = _office(
        offices, _typed(data, "office") or (row.office if row else request.GET.get("office", ""))
    )
    # Who writes for several says for which: what the first of them would fill in is not meant of another.
    is_open = (
        row is None
        and len(offices) > 1
        and office.key != (_typed(data, "office") or request.GET.get("office"))
    )
    language = office.language or campaign.language
    asked = set(kind.asks or [ask.value for ask in Ask]) | _given(row)
    choices = _choices(request, campaign, row, asked, data, lean=lean)
    initial, base = _initial(row, held, None if is_open else office, language)
    form = ActivityForm(
        data,
        initial=initial | {"client_id": str(uuid4()), "base": base},
        offices=[*([("", "—")] if is_open else []), *((one.key, speech().say(one.name)) for one in offices)],
        asked=asked,
        links={name: choice.options for name, choice in choices.items()},
        own=[] if is_open else _own(request, campaign, office.key, row, asked, data if lean else None),
    )
    figures = _figure_forms(
        request,
        campaign,
        kind,
        data,
        held,
        None if lean or is_copy(request) else About.of(office.key, row, data),
    )
    return Entry(
        campaign, area, kind, office, language, row, held, form, figures, choices, read_id(form["client_id"].value()),
        version or number_of(_typed(data, "saved")), offices, activity, data, lean,
    )  # fmt: skip


def in_full(request: HttpRequest, entry: Entry) -> Entry:
    """The same form, with all that can be chosen, and with what was found wrong in it."""
    if not entry.lean:
        return entry
    full = entry_of(request, entry.campaign, entry.offices, entry.activity, entry.data, entry.version)
    assert full is not None
    pairs = [(full.form, entry.form), *zip(full.figures.forms, entry.figures.forms, strict=True)]
    for shown, checked in pairs:
        vars(shown)["_errors"] = checked.errors
    full.others, full.newer, full.wrong = entry.others, entry.newer, entry.wrong
    return full


def _own(
    request: HttpRequest,
    campaign: Any,
    office: str,
    row: ActivityRow | None,
    asked: set[str],
    typed: QueryDict | None,
) -> list[tuple[str, str]]:
    """Activities of the office that this one can name; of `typed` only those that were chosen."""
    names = asked & {"follows", "delivers"}
    chosen = [typed.get(name, "") for name in names] if typed is not None else []
    if not names or (typed is not None and not any(chosen)):
        return []
    return activities_to_name(campaign, request.user, office, but=row.key if row else "")


def _typed(data: QueryDict | None, name: str) -> str:
    return str(data.get(name, "")) if data is not None else ""


def _office(offices: Sequence[Any], key: str) -> Any:
    return next((one for one in offices if one.key == key), offices[0])


def _given(row: ActivityRow | None) -> set[str]:
    """What stands is shown, whether its kind asks for it or not."""
    return {ask.value for ask in Ask if getattr(row, ask.value)} if row else set()


def _choices(
    request: HttpRequest,
    campaign: Any,
    row: ActivityRow | None,
    asked: set[str],
    data: QueryDict | None,
    *,
    lean: bool,
) -> dict[str, Choice]:
    choices = {}
    for name in LINKS:
        if name in asked:
            chosen = data.getlist(name) if data is not None else (getattr(row, name) if row else ())
            if lean:
                choices[name] = chosen_of(campaign, request.user, name, chosen)
                continue
            if is_copy(request):
                choices[name] = choices_to_keep(campaign, request.user, name)
                continue
            looked_for = data.get(f"find-{name}", "") if data is not None else ""
            choices[name] = choices_of(campaign, request.user, name, chosen, looked_for)
    if "cases" in choices:
        record_reads("case", choices["cases"].shown, acting_user=request.user, listed=True)
    return choices


def _initial(
    row: ActivityRow | None, held: tuple[FigureRow, ...], office: Any, language: str
) -> tuple[dict[str, Any], str]:
    if row is None:
        return {"office": office.key, "country": office.country} if office else {}, ""
    return as_typed(row, language), json.dumps(marks(told_values(row, held)))


def _figure_forms(
    request: HttpRequest,
    campaign: Any,
    kind: Any,
    data: QueryDict | None,
    held: tuple[FigureRow, ...],
    about: About | None,
) -> Any:
    measures, asked, names = measures_to_ask(campaign, kind)
    if data is not None and _adds_rows(data):
        data = data.copy()
        data["figures-TOTAL_FORMS"] = str(min(number_of(data.get("figures-TOTAL_FORMS")) + 1, 60))
    if data is not None and "figures-TOTAL_FORMS" not in data:
        data = data.copy()
        data.update({"figures-TOTAL_FORMS": "0", "figures-INITIAL_FORMS": "0"})
    lines = figures_as_typed(held, asked)
    chosen = {one["within"] for one in lines if one.get("within")}
    if data is not None:
        chosen |= {data.get(name, "") for name in data if name.endswith("-within")} - {""}
    if about is not None or chosen:
        counted = {one["measure"] for one in lines}
        if data is not None:
            counted |= {data.get(name, "") for name in data if name.endswith("-measure")}
        wholes = wholes_to_name(campaign, request.user, counted & set(names), about or About(""), chosen)
    else:
        wholes = {}
    given = {"measures": measures, "names": names, "wholes": wholes}
    return FigureForms(data, initial=lines, prefix="figures", form_kwargs=given)


def _adds_rows(data: QueryDict) -> bool:
    return data.get("step") == "rows"


def content_of(data: QueryDict) -> dict[str, list[str]]:
    """All that was typed, as a draft keeps it."""
    return {name: [str(one) for one in values] for name, values in data.lists() if name not in NOT_KEPT}


def taken_over(data: QueryDict, campaign: Any, user: Any, activity: Any) -> QueryDict:
    """What was typed, but for the fields in which the person takes what somebody else saved."""
    taken = set(data.getlist("take"))
    if not taken:
        return data
    row, _held = stands(campaign, user, activity.key)
    return _with(data, row, taken, activity.office.language or campaign.language)


def _with(data: QueryDict, row: ActivityRow, names: set[str], language: str) -> QueryDict:
    """The typed data with these fields as they stand."""
    data, stored = data.copy(), as_typed(row, language)
    for name in names & set(stored):
        data.setlist(name, stored[name] if isinstance(stored[name], list) else [stored[name]])
    return data


def after_clash(request: HttpRequest, entry: Entry, clash: Clash) -> Entry:
    """The form again, opened on what stands now: what only they changed is in it, what both changed is shown beside."""
    activity = activity_to_change(entry.campaign, request.user, entry.subject)
    row, held = stands(entry.campaign, request.user, entry.subject)
    data = _with(entry.data or request.POST, row, set(clash.theirs), entry.language)
    _figures_as_they_stand(data, held, clash.theirs)
    if "activity_kind" in clash.theirs:
        data["kind"] = row.activity_kind
    data["base"] = json.dumps(marks(told_values(row, held)))
    again = entry_of(request, entry.campaign, [entry.office], activity, data, entry.version)
    assert again is not None
    again.form.fields["office"].choices = entry.form.fields["office"].choices  # type: ignore[attr-defined]
    again.others = _others(request, entry, row, held, clash)
    return again


def _figures_as_they_stand(data: QueryDict, held: Sequence[FigureRow], theirs: frozenset[str]) -> None:
    lines = {one["key"]: one for one in figures_as_typed(held, ())}
    for at in range(number_of(data.get("figures-TOTAL_FORMS"))):
        key = data.get(f"figures-{at}-key", "")
        if f"figure:{key}" in theirs and key in lines:
            for name, value in lines[key].items():
                data[f"figures-{at}-{name}"] = value
        elif f"figure:{key}" in theirs:
            # They took it away: so does the line.
            for name in ("key", "value", "words", "parts", "within"):
                data[f"figures-{at}-{name}"] = ""


def _others(
    request: HttpRequest, entry: Entry, row: ActivityRow, held: Sequence[FigureRow], clash: Clash
) -> dict[str, str]:
    """What somebody else saved in the fields on which both disagree, in words."""
    stored, said = as_typed(row, entry.language), {}
    if "activity_kind" in clash.fields and (chosen := kind_by_key(entry.campaign, row.activity_kind)):
        said["activity_kind"] = speech().say(chosen[1].name)
    for name in clash.fields:
        if name in entry.choices:
            known = dict(choices_of(entry.campaign, request.user, name, stored[name]).options)
            said[name] = speech().listed(known.get(key, key) for key in stored[name]) or "—"
        elif name in entry.form.fields:
            options = dict(getattr(entry.form.fields[name], "choices", ()))
            said[name] = str(options.get(stored[name], stored[name])) or "—"
    values = {f"figure:{one.key}": one for one in held}
    said |= {name: plain(values[name].value) or values[name].words for name in clash.fields & set(values)}
    gone = {name for name in clash.fields if name.startswith("figure:")} - set(values)
    said |= dict.fromkeys(gone, _("The figure was removed."))
    return said


def number_of(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0
