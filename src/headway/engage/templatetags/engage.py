"""What the templates of this room say of asks, positions and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import pgettext

from headway.engage.rows import AskState, EventKindRow, ReliefKindRow, Stance, StepKindRow
from headway.engage.words import TONES
from headway.lib.kinds import KindRow
from headway.lib.labels import EVERYWHERE
from headway.pages.vocabulary import kinds_for, to_begin_with
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


@register.simple_tag
def sort_of(campaign: Any, happening: Any) -> Mapping[str, str]:
    """What sort of thing happened in a case, to begin a line with; show it by `{% shown %}`."""
    family = _FAMILIES.get(happening.of)
    if family is None:
        return to_begin_with({EVERYWHERE: pgettext("something that happened in a case", "solidarity")})
    return to_begin_with(kinds_for(campaign, family).label(happening.sort))


_FAMILIES: Mapping[str, type[KindRow]] = {"event": EventKindRow, "relief": ReliefKindRow}


@register.simple_tag
def step_tone(campaign: Any, step: Any) -> str:
    """In which tone a step of a relation is shown, as its kind says."""
    kind = kinds_for(campaign, StepKindRow).get(step.step_kind)
    return str(kind.tone) if kind and kind.tone else "accent"


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
