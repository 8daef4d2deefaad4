"""What a campaign calls the kinds of its partners, targets, events and so on, which its pack says: pages ask for it here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from headway.lib.kinds import KindRow, Kinds, default_kinds

Reads = Callable[[Any, type[KindRow]], Kinds]
_READS: list[Reads] = []


def read_kinds_by(function: Reads) -> Reads:
    """Register who reads the kinds of a campaign."""
    _READS[:] = [function]
    return function


def kinds_for(campaign: Any, family: type[KindRow]) -> Kinds:
    """The kinds of a family as the campaign names them; the default ones where no campaign is at hand."""
    return _READS[0](campaign, family) if campaign is not None else default_kinds(family)


def to_begin_with(label: Mapping[str, str]) -> dict[str, str]:
    """The label with a capital letter in each language, for where it begins a line."""
    return {language: f"{text[:1].upper()}{text[1:]}" for language, text in label.items()}
