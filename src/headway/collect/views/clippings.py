"""Tying a mention or a post to an activity or a case, and taking it off."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from headway.audit.actions import record_reads
from headway.collect.actions import clip_heard, unclip_heard
from headway.collect.queries.clippings import clipping_by_id, lines_of_clippings, record_to_clip_to
from headway.lake.questions import Family
from headway.listen.queries.items import heard_item
from headway.pages.panels import Panel
from headway.pages.places import found, frame_of
from headway.pages.speech import speech
from headway.plan.queries import at_one_moment, campaign_by_key

PAGES = {Family.MEDIA: "mention", Family.SOCIAL: "post"}


@require_safe
def heard_of(request: HttpRequest, campaign: str, kind: str, key: str) -> HttpResponse:
    """All that is tied to an activity or a case."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    record = found(record_to_clip_to(shown, request.user, f"{kind}/{key}"))
    if kind == "case":
        record_reads(kind, [record], acting_user=request.user)
    context = {
        **frame_of(shown, _("What was heard of it")),
        "panel": Panel(speech().say(record.name), "", anchor="heard"),
        "clippings": lines_of_clippings(record, shown, request.user),
    }
    return render(request, "collect/heard_of.html", context)


@require_POST
def clip(request: HttpRequest, campaign: str, family: str) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    heard = found(heard_item(shown, request.user, Family(family), request.POST.get("item", "")))
    if not (said := request.POST.get("to", "")):
        messages.error(request, _("Choose what it is to be tied to."))
        return redirect(PAGES[heard.family], shown.key, heard.key)
    record = found(record_to_clip_to(shown, request.user, said))
    clip_heard(record, heard, acting_user=request.user)
    messages.success(request, _("It is tied, with a copy of what it said."))
    return redirect(record.row.kind, shown.key, record.key)


@require_POST
def unclip(request: HttpRequest, campaign: str, pk: UUID) -> HttpResponse:
    shown = found(campaign_by_key(campaign, request.user))
    held = found(clipping_by_id(pk, shown, request.user))
    record = found(held.activity or held.case)
    unclip_heard(held, acting_user=request.user)
    messages.success(request, _("It is tied no more."))
    return redirect(record.row.kind, shown.key, record.key)
