"""One office's return for one period: what it did and says of it, handed in there and answered there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.collect.actions import (
    Assessment,
    OfReturn,
    Stale,
    accept_returns,
    reopen_returns,
    report_nothing,
    send_back_returns,
    submit_return,
    take_back_return,
    write_return,
)
from headway.collect.forms.returns import AnswerForm, AssessmentForm
from headway.collect.queries import return_by_key, state_of
from headway.collect.queries.checks import activities_of_return, check_return
from headway.collect.queries.returns import Place, place_of_return, targets_of_office, version_of
from headway.collect.rules import ANSWERING, HANDED_IN, Step, steps_from
from headway.lib.problems import Refused
from headway.movement.queries import person_of
from headway.movement.rules import Subject, may
from headway.pages.panels import few, panels_for
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key


@require_safe
def office_return(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """A return by its key."""
    shown = found(campaign_by_key(campaign, request.user))
    record = found(return_by_key(shown, request.user, key))
    return _page(request, shown, Place(record.office, record.period, record))


@require_http_methods(["GET", "HEAD", "POST"])
def return_of(request: HttpRequest, campaign: str, office: str, period: str) -> HttpResponse:
    """The return of an office for a period, whether it was begun or not; its form, and the answer to it."""
    shown = found(campaign_by_key(campaign, request.user))
    place = found(place_of_return(shown, request.user, office, period))
    if request.method != "POST":
        return _page(request, shown, place)
    form, answer = AssessmentForm(request.POST), AnswerForm(request.POST, prefix="answer")
    taken = _STEPS.get(request.POST.get("step", ""))
    try:
        if taken is None or not (form.is_valid() and answer.is_valid()):
            return _page(request, shown, place, form, answer, status=422)
        said = taken(shown, place, form.cleaned_data, answer.cleaned_data, request.user)
    except Stale as stale:
        fresh = found(place_of_return(shown, request.user, office, period))
        return _page(request, shown, fresh, form, answer, str(stale), status=409)
    except Refused as refused:
        return _page(request, shown, place, form, answer, str(refused), status=422)
    messages.success(request, said)
    return redirect("return-of", shown.key, office, period)


Taken = Callable[[Any, Place, dict[str, Any], dict[str, Any], Any], str]


def _own(campaign: Any, place: Place, given: dict[str, Any]) -> tuple[OfReturn, Assessment]:
    told = {name: given[name].replace("\r\n", "\n") for name in vars(Assessment())}
    return OfReturn(campaign, place.office, place.period, given["seen"]), Assessment(**told)


def _write(campaign: Any, place: Place, given: dict[str, Any], answer: dict[str, Any], user: Any) -> str:
    which, assessment = _own(campaign, place, given)
    write_return(which, assessment, acting_user=user)
    return _("Saved. It is not handed in yet.")


def _submit(campaign: Any, place: Place, given: dict[str, Any], answer: dict[str, Any], user: Any) -> str:
    which, assessment = _own(campaign, place, given)
    submit_return(which, assessment, confirmed=given["confirmed"], acting_user=user)
    return _("The return is handed in. Thank you.")


def _nothing(campaign: Any, place: Place, given: dict[str, Any], answer: dict[str, Any], user: Any) -> str:
    report_nothing(_own(campaign, place, given)[0], acting_user=user)
    return _("It is noted that there is nothing to report. Thank you.")


def _take_back(campaign: Any, place: Place, given: dict[str, Any], answer: dict[str, Any], user: Any) -> str:
    take_back_return(_own(campaign, place, given)[0], acting_user=user)
    return _("The return is yours to change again.")


def _answered(place: Place, answer: dict[str, Any]) -> tuple[list[Any], dict[str, str]]:
    record = found(place.record)
    return [record], {record.key: answer["seen"]} if answer["seen"] else {}


def _accept(campaign: Any, place: Place, given: dict[str, Any], answer: dict[str, Any], user: Any) -> str:
    returns, seen = _answered(place, answer)
    accept_returns(campaign, returns, seen=seen, acting_user=user)
    return _("The return is accepted, and what belongs to it is closed.")


def _send_back(campaign: Any, place: Place, given: dict[str, Any], answer: dict[str, Any], user: Any) -> str:
    returns, seen = _answered(place, answer)
    send_back_returns(campaign, returns, reason=answer["reason"], seen=seen, acting_user=user)
    return _("The return was sent back.")


def _reopen(campaign: Any, place: Place, given: dict[str, Any], answer: dict[str, Any], user: Any) -> str:
    returns, seen = _answered(place, answer)
    reopen_returns(campaign, returns, reason=answer["reason"], seen=seen, acting_user=user)
    return _("The return is open again.")


_STEPS: dict[str, Taken] = {
    Step.WRITE: _write,
    Step.SUBMIT: _submit,
    Step.NOTHING: _nothing,
    Step.TAKE_BACK: _take_back,
    Step.ACCEPT: _accept,
    Step.SEND_BACK: _send_back,
    Step.REOPEN: _reopen,
}


def _page(
    request: HttpRequest,
    campaign: Any,
    place: Place,
    form: AssessmentForm | None = None,
    answer: AnswerForm | None = None,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    here, record, person = speech(), place.record, person_of(request.user)
    office = Subject(offices=frozenset({place.office.key}))
    writes, answers = may(person, "record_activity", office), may(person, "answer_return", office)
    state = state_of(record)
    checked = check_return(campaign, request.user, place.office, place.period) if writes or answers else None
    own = activities_of_return(campaign, request.user, place.office, place.period)
    activities, number = (checked.activities[:10], len(checked.activities)) if checked else few(own, 10)
    heading = _("%(office)s, %(period)s") % {
        "office": here.say(place.office.name),
        "period": here.say(place.period.name),
    }
    context = frame_of(campaign, heading, ("returns", _("Returns")), is_record=True) | {
        "return": record, "office": place.office, "period": place.period, "state": state, "wrong": wrong,
        "activities": activities, "count": number,
        "checked": checked,
        "targets": targets_of_office(campaign, request.user, place.office) if writes or answers else [],
        "told_in": place.office.language or campaign.language,
        "is_told": state in HANDED_IN or writes or answers,
        "steps": [step.value for step in steps_from(state) if (answers if step in ANSWERING else writes) and not (answers and step is Step.TAKE_BACK)],
        "form": _as_typed(form, record), "answer": _with_version(answer, record), "hears": writes or answers,
        "panels": panels_for("return", record, campaign, request.user) if record else [],
    }  # fmt: skip
    return render(request, "collect/return.html", context, status=status)


def _as_typed(form: AssessmentForm | None, record: Any) -> AssessmentForm:
    """The form as it was typed, or as the return stands; it names the return as it stands now."""
    names = tuple(vars(Assessment()))
    stands = {name: getattr(record, name) if record else "" for name in names}
    typed = {name: form.data.get(name, "") for name in names} if form else stands
    shown = AssessmentForm(initial={**typed, "seen": version_of(record)})
    for name in names:
        # Two people wrote at once: what the other one saved stands beside what this one typed.
        shown.fields[name].other = stands[name] if form and stands[name] != typed[name] else ""  # type: ignore[attr-defined]
    if form is not None:
        shown._errors = form.errors  # type: ignore[attr-defined]
    return shown


def _with_version(answer: AnswerForm | None, record: Any) -> AnswerForm:
    typed = answer.data.get("answer-reason", "") if answer else ""
    return AnswerForm(initial={"reason": typed, "seen": version_of(record)}, prefix="answer")
