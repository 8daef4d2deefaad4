"""What the templates of this room say of asks, positions and what happened."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import pgettext

from headway.engage.rows import AskState, EventKind, ReliefKind, Stance
from headway.engage.words import TONES
from headway.pages.wording import wording

register = template.Library()


@register.filter
def stance_words(stance: str | None) -> str:
    return wording(Stance(stance)) if stance else ""


@register.filter
def stance_tone(stance: str | None) -> str:
    return TONES[Stance(stance)] if stance else "quiet"


@register.filter
def ask_tone(state: str) -> str:
    return TONES[AskState(state)]


@register.filter
def sort_words(happening: Any) -> str:
    """What sort of thing happened in a case."""
    if happening.of == "event":
        return wording(EventKind(happening.sort))
    if happening.of == "relief":
        return wording(ReliefKind(happening.sort))
    return pgettext("something that happened in a case", "solidarity")


@register.filter
def asks_met(case: Any) -> dict[str, int]:
    """How many of the asks of a case are met, in part too, of how many."""
    states = [ask.state for ask in case.asks.all()]
    return {
        "all": len(states),
        "met": states.count(AskState.MET),
        "partly": states.count(AskState.PARTLY_MET),
    }


@register.filter
def stance_steps(stance: str | None) -> list[tuple[str, bool]]:
    """Every position from opposed to champion, and whether it is this one."""
    return [(wording(step), step == stance) for step in Stance]
