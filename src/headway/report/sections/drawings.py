"""Charts of a report: what each is told, in the reader's words. The drawing itself is the charts' work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from headway.lib.additivity import Additivity
from headway.lib.precision import Precision
from headway.report.blocks import Block, Figure, direction_of
from headway.report.page.page import Page

# Over a page, and within one of its two columns.
WIDTH, NARROW = 660, 420
# Below the rendered editions, so that both go when a record is restricted.
KEPT_CHARTS = "editions/.charts"
# Fewer figures are read faster as they stand.
FEWEST_BARS = 4


def chart_folder() -> Path:
    """Where charts drawn as PNG are kept between runs."""
    home: Path = settings.HEADWAY_HOME
    return home / KEPT_CHARTS


def frame(page: Page, title: str, summary: str, *, width: int = WIDTH) -> Any:
    """The words and manners of a chart in the report's language."""
    from headway.charts import Frame

    language = page.tongue.language
    return Frame(
        title=title,
        summary=summary,
        empty=_("Nothing is recorded."),
        language=language,
        direction=direction_of(language),
        width=width,
        number=page.tongue.number,
    )


def figure(
    page: Page, draw: Callable[[], Any], *, caption: str, sources: Sequence[str] = (), name: str = ""
) -> list[Block]:
    """The chart as a figure of the report; nothing while the report is only laid out."""
    place = page.place("figure", name) if name else ""
    if not page.draws:
        return []
    return [Figure(draw(), caption, sources=tuple(sources), id=place)]


def precision_words() -> dict[Precision, str]:
    return {
        Precision.EXACT: _("exactly"),
        Precision.AT_LEAST: _("at least"),
        Precision.ABOUT: _("about"),
        Precision.AT_MOST: _("at most"),
    }


def bars_of(page: Page, rows: Sequence[Any]) -> list[Block]:
    """Bars for each measure of which the block shows figures enough that stand side by side."""
    from headway.charts import Bar, BarWords, figure_bars

    made: list[Block] = []
    for measure in dict.fromkeys(row.measure for row in rows):
        own = [row for row in rows if row.measure == measure and row.value is not None and not row.part_of]
        held = page.records.get("measure", measure)
        if len(own) < FEWEST_BARS or held.additivity is Additivity.RATIO:
            continue
        bars = [_bar(page, row, Bar) for row in sorted(own, key=lambda row: (-row.value, row.key))]
        words = BarWords(precision_words(), _("between"), _("What and whose"), _("How many"))
        title = page.tongue.say(held.name)
        told = frame(page, title, _("{count} figures; the largest is {largest}."), width=NARROW)
        made += figure(
            page,
            partial(figure_bars, told, bars, words),
            caption=title,
            sources=[f"figure:{row.key}" for row in own],
        )
    return made


def _bar(page: Page, row: Any, bar: Any) -> Any:
    from headway.report.page.sources import about_figure

    fact = page.facts.numbers[f"figure:{row.key}"]
    return bar(about_figure(page, row), page.tongue.fact(fact), float(row.value), row.precision)


def tiers_of(page: Page, rows: Sequence[Any]) -> list[Block]:
    """Nested tiers for each chain of published totals in which one is part of the next."""
    from headway.charts import Tier, TierWords, nested_tiers

    made: list[Block] = []
    for chain in _chains(rows):
        facts = [page.facts.numbers[f"published:{row.key}"] for row in chain]
        tiers = [
            Tier(page.tongue.say(row.name), float(row.value), page.tongue.fact(fact))
            for row, fact in zip(chain, facts, strict=True)
        ]
        words = TierWords(_("What was published"), _("How many"))
        title = page.tongue.say(chain[0].name)
        said = _("Each lies within the one before: {whole} in all, {inner} in the innermost.")
        told = frame(page, title, said, width=NARROW)
        made += figure(
            page,
            partial(nested_tiers, told, tiers, words),
            caption=title,
            sources=[fact.id for fact in facts],
        )
    return made


def _chains(rows: Sequence[Any]) -> list[list[Any]]:
    """Totals that hold one another, outermost first, where at least three do."""
    inside = {row.part_of: row for row in rows if row.part_of and row.value is not None}
    chains = []
    for row in rows:
        if row.key in inside and not row.part_of:
            chain = [row]
            while (nxt := inside.get(chain[-1].key)) is not None and nxt not in chain:
                chain.append(nxt)
            if len(chain) >= 3:
                chains.append(chain)
    return chains
