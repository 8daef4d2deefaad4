"""How outcomes look: the tone of a state, of a weight, of how well something is supported; what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from headway.lib.bayes import LIKELIHOODS, Sure
from headway.lib.influence import Stage
from headway.pages.kinds import kind_name
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.verify.drawings import DrawnWeighing, draw_weighing
from headway.verify.drawings import in_hundred as said_in_hundred
from headway.verify.drawings import missing_words as words_for_missing
from headway.verify.queries.chain import who_decided as decided_by
from headway.verify.rows import Course, Direction, EvidenceKind, OutcomeState, Substantiated, Weight
from headway.verify.rules import Support

register = template.Library()

_STATES: Mapping[str, str] = {
    OutcomeState.VERIFIED: "good",
    OutcomeState.UNDER_REVIEW: "accent",
    OutcomeState.NEEDS_EVIDENCE: "warn",
    OutcomeState.SET_ASIDE: "bad",
}
_SUPPORT: Mapping[str, str] = {
    Support.WELL: "good",
    Support.SUPPORTED: "good",
    Support.THIN: "warn",
    Support.CONTESTED: "bad",
}
_WEIGHTS: Mapping[str, str] = {Weight.STRONG: "bad", Weight.MODERATE: "warn"}
_SAID: Mapping[str, str] = {
    Substantiated.ACCURATE: "good",
    Substantiated.PARTLY: "warn",
    Substantiated.NOT: "bad",
}
_COURSES: Mapping[str, str] = {Course.STALLED: "warn", Course.REVERSED: "bad"}


_SURE: Mapping[str, str] = {
    Sure.VERY: "good",
    Sure.CONFIDENT: "good",
    Sure.FAIRLY: "good",
    Sure.LEANING: "accent",
    Sure.AGAINST: "warn",
    Sure.DOUBTFUL: "bad",
    Sure.VERY_DOUBTFUL: "bad",
}
_LIKELY = {chance: word for word, chance in LIKELIHOODS.items()}


@register.filter
def sure_tone(sure: str) -> str:
    return _SURE.get(sure, "quiet")


@register.filter
def in_hundred(percent: int) -> str:
    return said_in_hundred(percent)


@register.filter
def likely(chance: Decimal) -> str:
    """A likelihood in the words in which it is asked for; another as a share."""
    word = _LIKELY.get(Decimal(chance).normalize())
    return wording(word) if word else speech().share(chance)


@register.filter
def weighing_of(claim: Any, narrative: str) -> DrawnWeighing | None:
    return draw_weighing(claim, narrative)


@register.filter
def state_words(state: str) -> str:
    return wording(OutcomeState(state))


@register.filter
def kind_words(kind: str) -> str:
    """What a record of this kind is called."""
    return kind_name(kind)


@register.filter
def state_tone(state: str) -> str:
    return _STATES.get(state, "quiet")


@register.filter
def step_words(state: OutcomeState) -> str:
    """What somebody does who moves an outcome to this state."""
    return {
        OutcomeState.DRAFT: _("Back to draft"),
        OutcomeState.PROPOSED: _("Propose it"),
        OutcomeState.UNDER_REVIEW: _("Take it under review"),
        OutcomeState.VERIFIED: _("Verify it"),
        OutcomeState.NEEDS_EVIDENCE: _("Ask for more evidence"),
        OutcomeState.SET_ASIDE: _("Set it aside"),
    }[state]


@register.filter
def support_tone(support: str) -> str:
    return _SUPPORT.get(support, "quiet")


@register.filter
def weight_tone(weight: str) -> str:
    return _WEIGHTS.get(weight, "quiet")


@register.filter
def said_tone(says: str) -> str:
    return _SAID.get(says, "quiet")


@register.filter
def course_tone(course: str) -> str:
    return _COURSES.get(course, "quiet")


@register.filter
def is_setback(outcome: Any) -> bool:
    return bool(outcome.direction == Direction.NEGATIVE)


@register.filter
def kinds_in_words(kinds: Iterable[EvidenceKind]) -> str:
    return speech().join(wording(kind) for kind in kinds)


@register.filter
def who_decided(verdict: Any) -> str:
    return decided_by(verdict)


@register.filter
def missing_words(stage: Stage) -> str:
    return words_for_missing(stage)
