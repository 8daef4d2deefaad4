"""Elements of HTML: the one place where text becomes markup, so that all of it is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_VOID = frozenset({"br", "col", "hr", "meta"})
# Characters that no HTML page may hold, even escaped.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

Child = str | SafeString


def element(name: str, /, *children: Child, **attributes: str | int | bool | None) -> SafeString:
    """One element. `class_` and `for_` lose their underscore, `data_n` gets a hyphen; empty attributes are left out."""
    opening = [name]
    for key, value in attributes.items():
        if value is None or value is False or value == "":
            continue
        key = key.rstrip("_").replace("_", "-")
        opening.append(key if value is True else f'{key}="{escaped(str(value))}"')
    start = f"<{' '.join(opening)}>"
    return mark_safe(start if name in _VOID else f"{start}{together(children)}</{name}>")


def together(children: Iterable[Child]) -> SafeString:
    """Children side by side, each escaped unless it is markup already."""
    return mark_safe("".join(escaped(child) for child in children))


def escaped(text: Child) -> SafeString:
    """Text as HTML, without characters that HTML forbids; markup that we made stays."""
    if isinstance(text, SafeString):
        return text
    return conditional_escape(_FORBIDDEN.sub("\ufffd", text))
