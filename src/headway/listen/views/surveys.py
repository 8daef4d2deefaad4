"""The pages of surveys: questions, the bars of each with their ranges, and files brought in, looked at, written and undone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from headway.lib.polls import Poll, as_table
from headway.lib.problems import HeadwayError, Refused
from headway.listen.actions.surveys import cancel_surveys, receive_surveys, undo_surveys, write_surveys
from headway.listen.drawings.surveys import (
    NAMES,
    Looked,
    asked_when,
    said_share,
    survey_chart,
)
from headway.listen.forms.surveys import LookForm, SurveyForm, surveys_in
from headway.listen.queries import may_bring_in, may_bring_in_some, offices_to_import_for
from headway.listen.queries.surveys import (
    polls_planned,
    survey_import_by_id,
    survey_imports_in_list,
    survey_question,
    survey_questions,
)
from headway.listen.views.shown import Shown, as_file, downloads, refused_rows
from headway.listen.words import reason_of_survey
from headway.pages.places import found, frame_of
from headway.pages.speech import Speech, speech
from headway.plan.drawings import NARROW, WIDE, kept
from headway.plan.queries import at_one_moment, campaign_by_key
from headway.plan.views.taken import WIDTH, taken_away

FEW = 20
_ABOVE = ("listening", "surveys", "survey-imports")


def _above(number: int) -> list[tuple[str, str]]:
    """The lists that a page stands under."""
    words = {"listening": _("Listening"), "surveys": _("Surveys"), "survey-imports": _("Imports of surveys")}
    return [(name, words[name]) for name in _ABOVE[:number]]


@require_safe
def surveys(request: HttpRequest, campaign: str) -> HttpResponse:
    """The questions that people were asked; with a country, those that were asked there."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    here, every = speech(shown.language), survey_questions(shown, request.user)
    countries = sorted({code for one in every for code in one.countries}, key=here.country)
    chosen = request.GET.get("country", "")
    questions = [one for one in every if chosen not in countries or chosen in one.countries]
    context = frame_of(shown, _("Surveys"), *_above(1)) | {
        "questions": [
            (one, here.listed(here.country(code) for code in one.countries), asked_when(one.polls[0].poll, here))
            for one in questions
        ],
        "countries": [(code, here.country(code), code == chosen) for code in countries],
        "made_up": any(one.made_up for one in questions), "has_rows": bool(every),
        "may_add": may_bring_in_some(shown, request.user),
    }  # fmt: skip
    return render(request, "listen/surveys.html", context)


@require_safe
def survey(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """One question: the share of an answer by country, all answers of one country, and over time."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    looked = _looked(request, shown, key)
    here = speech(shown.language)
    context = frame_of(shown, looked.question.text, *_above(2), is_record=True) | {
        "question": looked.question, "charts": _charts(shown, looked),
        "answers": [(one, one == looked.answer) for one in looked.question.answers],
        "countries": [(code, here.country(code), code == looked.country) for code in looked.question.countries],
    }  # fmt: skip
    return render(request, "listen/survey.html", context)


def _looked(request: HttpRequest, campaign: Any, key: str) -> Looked:
    question = found(survey_question(campaign, request.user, key))
    return Looked(question, *LookForm(request.GET).chosen(question.answers, question.countries))


def _charts(campaign: Any, looked: Looked) -> list[Shown]:
    asked = {"answer": looked.answer} | ({"country": looked.country} if looked.country else {})
    mark = hashlib.sha256(f"{looked.question.key} {sorted(asked.items())}".encode()).hexdigest()
    made = []
    for name in NAMES:
        wide, narrow = (
            kept(campaign, f"survey {name} {mark}", width, _draw(name, looked, campaign, width)) for width in (WIDE, NARROW)
        )  # fmt: skip
        if wide:
            arguments = [campaign.key, looked.question.key, name]
            made.append(
                Shown(name, wide, narrow, downloads("survey-chart", arguments, f"?{urlencode(asked)}"))
            )
    return made


def _draw(name: str, looked: Looked, campaign: Any, width: int) -> Callable[[], Any]:
    return lambda: survey_chart(name, looked, speech(campaign.language), width)


@require_safe
def chart(request: HttpRequest, campaign: str, key: str, name: str, form: str) -> HttpResponse:
    """One chart to take away."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    drawn = found(survey_chart(name, _looked(request, shown, key), speech(shown.language), WIDTH))
    return taken_away(drawn, f"{shown.key}-survey-{name}", form)


@require_safe
def results(request: HttpRequest, campaign: str) -> HttpResponse:
    """All results as one table, in the layout that another installation brings in."""
    shown = found(campaign_by_key(campaign, request.user))
    polls = [one for question in survey_questions(shown, request.user) for one in question.polls]
    rows = as_table((one.poll, one.made_up) for one in polls)
    return as_file(rows, f"{shown.key}-surveys", kept="no-cache")


@require_safe
def imports(request: HttpRequest, campaign: str) -> HttpResponse:
    """All imports of surveys, newest first."""
    shown = found(campaign_by_key(campaign, request.user))
    context = frame_of(shown, _("Imports of surveys"), *_above(2), is_record=True)
    context |= {
        "imports": survey_imports_in_list(shown, request.user),
        "may_add": may_bring_in_some(shown, request.user),
    }
    return render(request, "listen/survey_imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest, campaign: str) -> HttpResponse:
    """Send files in: they are counted at once, and nothing is written yet."""
    shown = found(campaign_by_key(campaign, request.user))
    offices, for_all = offices_to_import_for(shown, request.user), may_bring_in(request.user, None)
    if not offices and not for_all:
        raise PermissionDenied
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    listed = [(one.key, speech().say(one.name)) for one in offices]
    form = SurveyForm(*sent, offices=listed, may_do_without=for_all)
    if sent and form.is_valid():
        try:
            files = surveys_in(form.cleaned_data["surveys"], form.asked())
            office = next((one for one in offices if one.key == form.cleaned_data["office"]), None)
            made = receive_surveys(shown, files, office, acting_user=request.user)
            return redirect("survey-import", shown.key, made.pk)
        except HeadwayError as refused:
            form.add_error("surveys", str(refused))
    context = frame_of(shown, _("Bring in a survey"), *_above(3), is_record=True) | {"form": form}
    return render(request, "listen/survey_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def import_one(request: HttpRequest, campaign: str, pk: UUID) -> HttpResponse:
    """What an import comes to, and what can be done with it as it stands."""
    shown = found(campaign_by_key(campaign, request.user))
    made = found(survey_import_by_id(shown, request.user, pk))
    wrong = ""
    if request.method == "POST":
        action, said = _STEPS.get(request.POST.get("step", ""), (None, ""))
        try:
            if action is not None:
                action(made, acting_user=request.user)
                messages.success(request, _(said))
                return redirect("survey-import", shown.key, made.pk)
        except Refused as refused:
            wrong = str(refused)
    here, polls = speech(shown.language), polls_planned(made)
    rows = [
        (poll, here.country(poll.country), asked_when(poll, here), _shares(poll, here)) for poll in polls[:FEW]
    ]  # fmt: skip
    context = frame_of(shown, made.name, *_above(3), is_record=True) | {
        "made": made, "rows": rows, "more_rows": max(0, len(polls) - FEW), "wrong": wrong,
        "refusals": [(one, reason_of_survey(one["kind"], one["text"])) for one in made.told.get("refused", [])[:FEW]],
        "may_act": may_bring_in(request.user, made.office), "is_new": bool(made.added or made.changed),
    }  # fmt: skip
    return render(
        request, "listen/survey_import.html", context, status=422 if request.method == "POST" else 200
    )


_STEPS: dict[str, tuple[Callable[..., Any], str]] = {
    "write": (write_surveys, gettext_noop("The results are written.")),
    "cancel": (cancel_surveys, gettext_noop("Nothing was written.")),
    "undo": (undo_surveys, gettext_noop("The import is undone.")),
}


def _shares(poll: Poll, here: Speech) -> str:
    return here.semicolon.join(f"{one.text} {said_share(float(one.share), here)}" for one in poll.answers)


@require_safe
def import_refused(request: HttpRequest, campaign: str, pk: UUID) -> HttpResponse:
    """The rows that were refused, as a table to mend them by."""
    shown = found(campaign_by_key(campaign, request.user))
    made = found(survey_import_by_id(shown, request.user, pk))
    if not may_bring_in(request.user, made.office):
        raise PermissionDenied
    return refused_rows(
        [
            [one["file"], str(one["row"]), one["column"], reason_of_survey(one["kind"], one["text"])]
            for one in made.told.get("refused", [])
        ]
    )
