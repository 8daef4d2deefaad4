"""How themes may stand under one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from headway.learn.rows import ThemeRow
from headway.lib.loops import in_a_loop
from headway.lib.tongue import say


def faults_of_themes(themes: Mapping[str, ThemeRow]) -> Iterator[tuple[ThemeRow, str]]:
    """Themes that stand under themselves, at once or by way of others."""
    for key in in_a_loop({theme.key: theme.parent for theme in themes.values()}):
        yield themes[key], say('the theme "{key}" stands under itself', key=key)
