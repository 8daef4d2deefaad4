"""What a field of a form offers, where that is much.

Django goes through every choice of a list twice, for each form anew, and renders each option by a template of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from headway.lib.rows import territories
from headway.pages.speech import speech


@lru_cache(maxsize=16)
def countries_by_name(language: str) -> tuple[tuple[str, str], ...]:
    """Code and name of all countries, in the language that is active, which `language` names."""
    named = ((code, speech().country(code)) for code in territories())
    return tuple(sorted(named, key=lambda pair: pair[1]))


class Offered(BaseChoiceIterator):
    """Pairs of value and label, or of a heading and such pairs."""

    def __init__(self, pairs: Iterable[Any]) -> None:
        self._pairs = tuple(pairs)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)


def offer(field: Any, choices: Iterable[Any]) -> None:
    """Let the field offer these choices."""
    field.choices = choices if isinstance(choices, Offered) else Offered(choices)


class LongSelect(forms.Select):
    """A select of hundreds of options, which says the same as Django's own in a tenth of the time."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen, pairs = set(self.format_value(value)), list(self.choices)
        # Side by side in one go, but for those that stand under a heading.
        said = format_html_join("", "{}", ((one,) for one in _runs(pairs, chosen)))
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), said
        )


class LongChoice(forms.ChoiceField):
    """A choice out of what may be hundreds."""

    widget = LongSelect


class LongTicks(forms.CheckboxSelectMultiple):
    """Dozens of boxes to tick, in a box that scrolls. Those that are ticked come first, so that none is out of sight."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen, given = set(self.format_value(value)), self.build_attrs(self.attrs, attrs)
        outer = given.pop("id", f"id_{name}")
        given = {key: kept for key, kept in given.items() if key not in ("required", "aria-describedby")}
        pairs = sorted(self.choices, key=lambda pair: str(pair[0]) not in chosen)
        ticks = format_html_join(
            "",
            '<div><label for="{0}_{1}"><input type="checkbox" name="{2}" value="{3}" id="{0}_{1}"{4}{5}> {6}</label></div>',
            (
                (
                    outer,
                    at,
                    name,
                    key,
                    SafeString(" checked") if str(key) in chosen else "",
                    flatatt(given),
                    label,
                )
                for at, (key, label) in enumerate(pairs)
            ),
        )
        return format_html('<div id="{}" class="choice-box">{}</div>', outer, ticks)


def _runs(pairs: list[Any], chosen: set[str]) -> Iterator[SafeString]:
    for is_group, run in groupby(pairs, key=lambda pair: isinstance(pair[1], (list, tuple))):
        if not is_group:
            yield _options(run, chosen)
            continue
        for heading, inside in run:
            yield format_html('<optgroup label="{}">{}</optgroup>', heading, _options(inside, chosen))


def _options(pairs: Iterable[tuple[Any, Any]], chosen: set[str]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            ("" if key is None else key, SafeString(" selected") if str(key) in chosen else "", label)
            for key, label in pairs
        ),
    )
