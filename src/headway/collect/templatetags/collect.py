"""What the templates of this room say of figures and returns."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from headway.collect.rows import PublishedKind, ReturnState
from headway.collect.words import TONES, said_result, said_value, why_result
from headway.lib.additivity import Additivity, Result
from headway.lib.markdown import as_html, as_plain
from headway.pages.speech import speech
from headway.pages.wording import wording

register = template.Library()


@register.filter
def story(text: str) -> SafeString:
    """A story as it was meant by the marks in it."""
    return mark_safe(as_html(text))  # noqa: S308  (nothing that is typed comes through as HTML)


@register.filter
def plain_story(text: str) -> str:
    """A story for a list, without its marks."""
    return as_plain(text)


@register.filter
def value_of(fact: Any) -> str:
    """The value of a figure or of a published fact, as it may be said."""
    kind = getattr(fact, "published_kind", "")
    is_share = kind == PublishedKind.RATIO or (not kind and fact.measure.additivity == Additivity.RATIO)
    return said_value(fact.value, fact.precision, fact.words, is_share=is_share)


@register.filter
def result_words(measure: Any, results: Any) -> str:
    """What the figures of a measure come to; "" where there are none."""
    return said_result(results[measure.key], is_share=measure.additivity == Additivity.RATIO)


@register.filter
def result_reasons(measure: Any, results: Any) -> list[str]:
    return why_result(results[measure.key])


@register.filter
def reason_words(reasons: dict[str, str], figure: Any) -> str:
    """Why a figure is not counted; "" for one that is."""
    return reasons.get(figure.key, "")


@register.filter
def state_words(state: str) -> str:
    return wording(ReturnState(state))


@register.filter
def state_tone(state: str) -> str:
    return TONES[ReturnState(state)]


@register.filter
def said_of(result: Result, measure: Any) -> str:
    """What figures of a measure come to."""
    return said_result(result, is_share=measure.additivity == Additivity.RATIO)


@register.filter
def said_share(result: Result) -> str:
    return said_result(result, is_share=True)


@register.filter
def why_of(result: Result) -> list[str]:
    return why_result(result)


@register.filter
def at(items: Any, place: int) -> Any:
    """The item at this place of a list."""
    return items[place]


@register.filter
def under(mapping: Any, key: Any) -> Any:
    """What a mapping holds under a key; None where it holds nothing."""
    return mapping.get(key) if mapping else None


@register.filter
def teller(testimony: Any) -> str:
    """Who said it: an office or the person of a case as the reader's language names them, others as they are told of."""
    for known in (testimony.office, testimony.case):
        if known is not None and testimony.who in known.name.values():
            return speech().say(known.name)
    return str(testimony.who)
