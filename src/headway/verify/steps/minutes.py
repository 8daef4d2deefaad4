"""The minutes of a reflection meeting for Word. They are passed on, so that nothing restricted stands in them."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from headway.lib.edtf import ImpreciseDate
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.verify.queries.agenda import AgendaLine, agenda_of, agreed_in, carried_to
from headway.verify.rows import OutcomeState
from headway.verify.steps.word import Paper


def minutes_of(meeting: Any, user: Any) -> bytes:
    """What was decided, learnt and agreed, in the reader's language; what people wrote stands as they wrote it."""
    here = speech(meeting.campaign.language)
    title = here.say(meeting.name)
    paper = Paper(title, get_language() or "en", meeting.when_earliest, from_right=get_language_bidi())
    when: ImpreciseDate | None = meeting.when
    period = here.say(meeting.period.name) if meeting.period else ""
    paper.paragraph(here.listed([here.say(meeting.campaign.name), here.when(when), meeting.place, period]))
    if meeting.attendees:
        paper.heading(_("Who came"))
        paper.bullets(list(meeting.attendees))
    lines = [line for line in agenda_of(meeting, user) if not line.outcome.restricted]
    _decisions(paper, [line for line in lines if line.verdict])
    _left(paper, [line for line in lines if not line.verdict])
    if meeting.points:
        paper.heading(_("What was said and learnt"))
        paper.bullets(list(meeting.points))
    if meeting.actions:
        paper.heading(_("What was agreed"))
        paper.bullets(list(meeting.actions))
    _actions(paper, _("What is to be done"), agreed_in(meeting))
    _actions(paper, _("Still to do from earlier meetings"), carried_to(meeting))
    return paper.content()


def _decisions(paper: Paper, lines: list[AgendaLine]) -> None:
    here = speech()
    if lines:
        paper.heading(_("Decisions"))
    for line in lines:
        verdict: Any = line.verdict
        paper.heading(here.say(line.outcome.name), 2)
        paper.paragraph(wording(OutcomeState(verdict.verdict)), strong=f"{_('Verdict')}{here.colon}")
        paper.paragraph(verdict.text, strong=f"{_('Why')}{here.colon}")
        if verdict.dissent:
            paper.paragraph(verdict.dissent, strong=f"{_('Who disagreed, and why')}{here.colon}")


def _left(paper: Paper, lines: list[AgendaLine]) -> None:
    if lines:
        paper.heading(_("On the agenda and not decided"))
        paper.bullets([speech().say(line.outcome.name) for line in lines])


def _actions(paper: Paper, heading: str, actions: list[Any]) -> None:
    if not actions:
        return
    paper.heading(heading)
    rows = [[one.text, one.owner, _day(one.due), _day(one.done)] for one in actions]
    paper.table([_("What is to be done"), _("Who does it"), _("By when"), _("Done on")], rows)


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
