"""Asking somebody outside about an outcome: the page of whoever asks, and the only page that whoever is asked sees."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from headway.audit.actions import record_reads
from headway.lib.problems import Refused
from headway.movement.queries import person_of
from headway.movement.rules import Limit
from headway.movement.sign_in.mail import address_of_site
from headway.movement.sign_in.tries import wait_at_place
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import campaign_by_key
from headway.verify.actions.asking import Answer, Holder, answer_asking, ask_outsider, withdraw_asking
from headway.verify.forms.asking import KEEP, SHOW, AnswerForm, AskForm
from headway.verify.queries.asking import asking_by_id, askings_of, question_of
from headway.verify.queries.writing import may_write, outcome_to_change
from headway.verify.rows import Extent, Substantiated
from headway.verify.tasks import send_asking

# Links are too long to be guessed; whoever tries all the same is stopped where they are.
WRONG_LINKS = (Limit(20, 10 * 60),)
ANSWERS = (Limit(30, 60 * 60),)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    """Whom an outcome was asked about, and one more; the link is shown once to whoever passes it on."""
    shown, outcome = _outcome(request, campaign, key)
    form = AskForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method != "POST":
        return _ask_page(request, outcome, form)
    if not form.is_valid():
        return _ask_page(request, outcome, form, status=422)
    try:
        asked = ask_outsider(outcome, **form.cleaned_data, acting_user=request.user)
    except Refused as refused:
        form.add_error("email" if form.cleaned_data["email"] else "name", str(refused))
        return _ask_page(request, outcome, form, status=422)
    if form.cleaned_data["email"]:
        send_asking.enqueue(str(asked.asking.pk))
        messages.success(request, _("The link is on its way."))
    else:
        language = form.cleaned_data["language"]
        address = address_of_site(request) + reverse("say", args=[asked.token])
        request.session["private_link"] = f"{address}?language={language}"
    return redirect("outcome-ask", shown.key, key)


@require_POST
def withdraw(request: HttpRequest, campaign: str, key: str, pk: UUID) -> HttpResponse:
    shown, outcome = _outcome(request, campaign, key)
    asking = found(asking_by_id(pk, request.user))
    found(asking if asking.outcome_id == outcome.pk else None)
    withdraw_asking(asking, acting_user=request.user)
    messages.success(request, _("The link works no more."))
    return redirect("outcome-ask", shown.key, key)


def _outcome(request: HttpRequest, campaign: str, key: str) -> tuple[Any, Any]:
    """The outcome, for whoever may write it."""
    shown = found(campaign_by_key(campaign, request.user))
    outcome = found(outcome_to_change(shown, request.user, key))
    if not may_write(outcome, request.user):
        raise PermissionDenied
    record_reads("outcome", [outcome], acting_user=request.user)
    return shown, outcome


def _ask_page(request: HttpRequest, outcome: Any, form: Any, status: int = 200) -> HttpResponse:
    heading = _("Ask somebody outside")
    context = frame_of(outcome.campaign, heading, ("outcomes", _("Outcomes")), is_record=True) | {
        "outcome": outcome, "form": form, "askings": askings_of(outcome, request.user),
        "link": request.session.pop("private_link", "") if request.method == "GET" else "",
    }  # fmt: skip
    return render(request, "verify/ask.html", context, status=status)


View = Callable[..., HttpResponse]


def unseen(view: View) -> View:
    """No search engine keeps the page, no browser does, and no other site learns its address."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer["Referrer-Policy"] = "no-referrer"
        answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        answer["Cache-Control"] = "private, no-store"
        return answer

    return answered


# Without a referrer, browsers do not say either from where a form is sent, so that the usual check would refuse it. Nothing
# is lost: what lets somebody in here is the word in the address and no cookie, and another site does not know that word.
@csrf_exempt
@login_not_required
@unseen
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, token: str) -> HttpResponse:
    """One outcome, for the holder of its link: read, and answered once or again until the link runs out."""
    question = question_of(token)
    if question is None:
        return _over(request)
    if _is_of_those_who_ask(request, question):
        return render(request, "verify/say_not_yours.html", {"question": question}, status=403)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=_said(question.asking))
    if request.method != "POST":
        return _say_page(request, question, form)
    if wait_at_place(request, "answer", ANSWERS):
        return render(request, "429.html", status=429)
    if not form.is_valid():
        return _say_page(request, question, form, status=422)
    try:
        answer_asking(token, _answer(form.cleaned_data))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _say_page(request, question, form, status=422)
    return redirect(f"{request.path}?{request.GET.urlencode()}&thanks=1#thanks")


def _over(request: HttpRequest) -> HttpResponse:
    """The same for a link that was withdrawn, has run out, or never was."""
    if wait_at_place(request, "wrong-link", WRONG_LINKS):
        return render(request, "429.html", status=429)
    return render(request, "verify/say_over.html", status=410)


def _is_of_those_who_ask(request: HttpRequest, question: Any) -> bool:
    """Whoever is signed in is no outsider: least of all whoever made the link."""
    return bool(person_of(request.user).id)


def _said(asking: Any) -> dict[str, Any]:
    """What they said before, where they did."""
    said = asking.substantiation
    if said is None:
        return {}
    knows = said.who if said.name_kept else said.who.removeprefix(f"{asking.answered_as}, ")
    return {
        "says": said.says, "extent": said.extent, "text": said.text, "name": asking.answered_as, "knows": knows,
        "keeps": KEEP if said.name_kept else SHOW,
    }  # fmt: skip


def _answer(given: dict[str, Any]) -> Answer:
    return Answer(
        says=Substantiated(given["says"]), extent=Extent(given["extent"]), name=given["name"], knows=given["knows"],
        keeps_name=given["keeps"] == KEEP, text=given["text"],
    )  # fmt: skip


def _say_page(request: HttpRequest, question: Any, form: Any, status: int = 200) -> HttpResponse:
    record_reads("outcome", [question.outcome], acting_user=Holder(question.asking))
    context = {
        "question": question, "outcome": question.outcome, "told_in": question.outcome.campaign.language,
        "form": form, "thanks": "thanks" in request.GET and status == 200,
        "heading": speech(question.outcome.campaign.language).say(question.outcome.name),
    }  # fmt: skip
    return render(request, "verify/say.html", context, status=status)
