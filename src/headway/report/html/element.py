"""Elements of HTML: the one place where text becomes markup, so that all of it is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from headway.report.letters import presentable

_VOID = frozenset({"br", "col", "hr", "meta"})

Child = str | SafeString


def element(name: str, /, *children: Child, **attributes: str | int | bool | None) -> SafeString:
    """One element. `class_` loses its underscore, `data_n` gets a hyphen; empty attributes are left out."""
    opening = [name]
    for key, value in attributes.items():
        if value is None or value is False or value == "":
            continue
        attribute = key.rstrip("_").replace("_", "-")
        opening.append(attribute if value is True else f'{attribute}="{escaped(str(value))}"')
    start = f"<{' '.join(opening)}>"
    # Safe: attributes and children were escaped one by one.
    return mark_safe(start if name in _VOID else f"{start}{together(children)}</{name}>")  # noqa: S308


def together(children: Iterable[Child]) -> SafeString:
    """Children side by side, each escaped unless it is markup already."""
    return mark_safe("".join(escaped(child) for child in children))  # noqa: S308


def escaped(text: Child) -> SafeString:
    """Text as HTML, without characters that HTML forbids; markup that we made stays."""
    if isinstance(text, SafeString):
        return text
    return conditional_escape(presentable(text))
