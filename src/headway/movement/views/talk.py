"""Comments on a record, following it, and what is new in what one follows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.audit.actions import record_reads
from headway.audit.queries import head, known_record
from headway.lib.problems import Refused
from headway.movement.actions import (
    choose_digest,
    follow_record,
    see_news,
    take_back_comment,
    unfollow_record,
    write_comment,
)
from headway.movement.forms import CommentForm, DigestForm
from headway.movement.queries import person_of
from headway.movement.queries.talk import digest_of_person, followed, news_for, own_comment, talk_on
from headway.movement.rules import TALKED_ABOUT, Every, may
from headway.movement.words import deed_name, deed_of
from headway.pages.kinds import kind_name
from headway.pages.places import address_of, found
from headway.pages.speech import speech


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    """All that was said of one record; what is new is said here."""
    record = _record(request, kind, pk)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _kept, missed = write_comment(
                record,
                form.cleaned_data["text"],
                client=form.cleaned_data["client_id"],
                acting_user=request.user,
            )
        except Refused as refused:
            form.add_error("text", str(refused))
        else:
            if missed:
                messages.warning(
                    request, _("Somebody you called was not told: nobody of that name may read this.")
                )
            return redirect(_back(request, record))
    record_reads(kind, [record] if hasattr(record, "restricted") else [], acting_user=request.user)
    name = speech().say(record.name)
    context = {
        "record": record, "of_kind": kind, "talk": talk_on(record, request.user), "form": form, "kind": kind_name(kind), "href": _page_of(record),
        "heading": _("Comments"), "title": name,
    }  # fmt: skip
    return render(request, "movement/comments.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: HttpRequest, kind: str, pk: UUID, comment: UUID) -> HttpResponse:
    record = _record(request, kind, pk)
    take_back_comment(found(own_comment(comment, request.user)), record, acting_user=request.user)
    messages.success(request, _("Your comment is gone."))
    return redirect(_back(request, record))


@require_POST
def follow(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    """Follow a record, or no longer; what one may not know of any more can still be let go."""
    _only_for_those_who_talk(request)
    if request.POST.get("stop"):
        unfollow_record(kind, pk, acting_user=request.user)
        record = known_record(kind, pk, request.user)
    else:
        record = _record(request, kind, pk)
        follow_record(record, acting_user=request.user)
    return redirect(reverse("news") if record is None or "news" in request.POST else _back(request, record))


@never_cache
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What others did to what one follows, what one follows, and how mail tells of it."""
    return _news(request, DigestForm(initial={"every": digest_of_person(request.user).every}))


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    _only_for_those_who_talk(request)
    until = request.POST.get("until", "")
    if until.isascii() and until.isdigit() and len(until) < 19:
        see_news(int(until), acting_user=request.user)
    return redirect("news")


@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    _only_for_those_who_talk(request)
    form = DigestForm(request.POST)
    if not form.is_valid():
        return _news(request, form, status=422)
    choose_digest(Every(form.cleaned_data["every"]), acting_user=request.user)
    messages.success(request, _("Saved."))
    return redirect("news")


def _news(request: HttpRequest, form: DigestForm, *, status: int = 200) -> HttpResponse:
    _only_for_those_who_talk(request)
    until, shown = head()[0], news_for(request.user)
    held = followed(request.user)
    for kind in {one.kind for one in [*shown, *held] if one.restricted}:
        listed = {one.pk: one for one in [*shown, *held] if one.kind == kind}
        record_reads(kind, listed.values(), acting_user=request.user, listed=True)
    groups = [(one, kind_name(one.kind), [_line(new, one.kind) for new in one.news]) for one in shown]
    context = {
        "groups": groups, "until": until, "followed": [(one, kind_name(one.kind)) for one in held], "form": form,
        "heading": _("What is new"),
    }  # fmt: skip
    return render(request, "movement/news.html", context, status=status)


def _line(new: Any, of: str) -> dict[str, Any]:
    inside = kind_name(new.kind) if new.kind != of else ""
    return {"new": new, "deed": deed_name(deed_of(new.action)), "inside": inside}


def _record(request: HttpRequest, kind: str, pk: UUID) -> Any:
    """The record; 404 for whoever may not know of it, and for kinds that nobody talks about."""
    if not may(person_of(request.user), "see"):
        raise Http404
    record = found(known_record(kind, pk, request.user) if kind in TALKED_ABOUT else None)
    _only_for_those_who_talk(request)
    return record


def _only_for_those_who_talk(request: HttpRequest) -> None:
    if not may(person_of(request.user), "talk"):
        raise PermissionDenied


def _page_of(record: Any) -> str:
    return address_of(record.row.kind, record.campaign.key, record.key)


def _back(request: HttpRequest, record: Any) -> str:
    """To the page of the record where that has one, at its comments."""
    href = _page_of(record)
    return f"{href}#comments" if href else reverse("comments", args=[record.row.kind, record.pk])
