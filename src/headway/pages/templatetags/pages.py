"""How templates speak: `{% load pages %}` is built in, so every template has these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from headway.lib.edtf import ImpreciseDate
from headway.lib.kinds import kind_fields
from headway.lib.labels import RIGHT_TO_LEFT, lacks_language
from headway.pages import places
from headway.pages.panels import Panel
from headway.pages.speech import speech
from headway.pages.vocabulary import kinds_for, to_begin_with
from headway.pages.wording import wording as worded

register = template.Library()


@register.filter
def said(label: Mapping[str, str] | None) -> str:
    """A label in the reader's language; use `<c-label>` where the mark of a missing translation is wanted."""
    return speech().say(label) if label else ""


@register.filter
def apart(text: Any) -> str:
    """A name within other words: whichever way it is written, they keep their places around it."""
    return format_html("<bdi>{}</bdi>", text) if text else ""


@register.filter
def spoken_in(text: str, language: str) -> str:
    """Words that may be of another language than the page's, marked so that they are read out as what they are."""
    if not text or not language or language.split("-")[0] == speech().language.split("-")[0]:
        return text
    return format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def lang_of(label: Mapping[str, str] | None) -> str:
    """The language in which `said` says it where that is not the reader's; else empty."""
    return speech().lang_of(label) if label else ""


@register.filter
def lacks(label: Mapping[str, str] | None) -> bool:
    """True where the label has no text in the reader's language."""
    return bool(label) and lacks_language(label or {}, speech().language)


@register.filter
def direction_of(language: str) -> str:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


@register.filter
def number(value: Decimal | int | float | None) -> str:
    return "" if value is None else speech().number(value)


@register.filter
def share(value: Decimal | None) -> str:
    return "" if value is None else speech().share(value)


@register.filter
def when(value: ImpreciseDate | None, narrative: str = "") -> str:
    """A date as it is known; `narrative` is the language of the record, whose own words may be shown."""
    return speech(narrative).when(value)


@register.filter
def country(code: str | None) -> str:
    return speech().country(code) if code else ""


@register.filter
def countries(codes: Iterable[str]) -> str:
    return speech().listed(speech().country(code) for code in codes)


@register.filter
def listed(words: Iterable[str]) -> str:
    """Words in a row, with the language's commas."""
    return speech().listed(words)


@register.filter
def tongue(code: str | None) -> str:
    return speech().tongue(code) if code else ""


@register.filter
def joined(words: Iterable[str]) -> str:
    return speech().join(words)


@register.filter
def wording(value: StrEnum | None) -> str:
    """The words for a member of a room's enumeration."""
    return worded(value) if value is not None else ""


@register.filter
def in_words(record: Any, name: str) -> str | list[str]:
    """`{{ outcome|in_words:"state" }}`: a record's fixed value, whose enumeration its row declares; a list of several."""
    value = getattr(record, name)
    kind = type(record).row.model_fields[name].annotation
    if isinstance(value, list):
        return [worded(get_args(kind)[0](one)) for one in value]
    # Where none may be given, the enumeration comes first: `Extent | None`.
    (kind, *_none) = get_args(kind) or (kind,)
    return worded(kind(value)) if value else ""


@register.simple_tag
def kind_of(campaign: Any, record: Any, name: str) -> Mapping[str, str]:
    """`{% kind_of campaign partner "partner_kind" as kind %}`: what the campaign calls the kind, to begin a line with.

    Show it by `{% shown kind %}`, which marks what is missing in the reader's language.
    """
    family = kind_fields(type(record).row)[name]
    return to_begin_with(kinds_for(campaign, family).label(getattr(record, name)))


@register.simple_tag
def comma() -> str:
    """Between the parts of a row: ", ", and in Arabic its own."""
    return speech().comma


@register.simple_tag
def semicolon() -> str:
    return speech().semicolon


@register.simple_tag
def colon() -> str:
    """Between a name and what is said of it; French sets a space before it."""
    return speech().colon


@register.simple_tag
def address(kind: str, campaign: Any, key: str) -> str:
    """`{% address "outcome" campaign record.key as href %}`; "" where there is no such page."""
    return places.address_of(kind, getattr(campaign, "key", campaign), key)


@register.simple_tag(takes_context=True)
def here_with(context: dict[str, Any], **changes: Any) -> str:
    """The address of this page with some of its parameters changed; an empty value takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def show_panels(context: Context, panels: Iterable[Panel]) -> SafeString:
    """`{% show_panels panels %}`: each by its own template, which sees the page's context, its own, and `panel`."""
    engine: Any = getattr(context.template, "engine", None)
    shown = []
    for panel in panels:
        with context.push(**{**panel.context, "panel": panel}):
            shown.append(engine.get_template(panel.template).render(context))
    return mark_safe("".join(shown))  # noqa: S308 (each is a template of ours, which escapes)
