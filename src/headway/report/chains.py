"""The end of the chain: where the report tells of an outcome, and which of its findings rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headway.lib.influence import Node, Stage
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.chain import extends_chain
from headway.pages.speech import speech
from headway.plan.queries import remembered
from headway.report.queries import TellingBlock, published_edition, telling_blocks, traits_of_outcomes
from headway.report.rows import Show


@extends_chain
def told_in_the_report(outcomes: Sequence[Any], campaign: Any, user: Any) -> Mapping[str, Sequence[Node]]:
    """Restricted outcomes are in no report, so that nothing is said of them."""
    open_ones = [outcome for outcome in outcomes if not outcome.restricted]
    blocks = telling_blocks(campaign)
    if not open_ones or not blocks:
        return {}
    traits = traits_of_outcomes(open_ones, {name for block in blocks for name in block.filters})
    page = _report_page(campaign, user)
    return {
        outcome.key: tuple(_places(outcome, blocks, traits.get(outcome.pk, {}), page))
        for outcome in open_ones
    }


def _report_page(campaign: Any, user: Any) -> str:
    """The edition that everybody can read; where none is published, the internal one for those who may have it."""
    language = get_language() or "en"
    if remembered("published edition", campaign, lambda: published_edition(campaign.key)) is not None:
        return reverse("report-page", args=[campaign.key, language])
    if may(person_of(user), "read_internal_report"):
        return reverse("internal-report", args=[campaign.key, language])
    return ""


def _places(
    outcome: Any, blocks: Sequence[TellingBlock], traits: Mapping[str, frozenset[str]], page: str
) -> Iterable[Node]:
    """A node for each finding that names the outcome, and for each chapter that tells it: first in full, then by name."""
    told: set[str] = set()
    shown = False
    for block in blocks:
        if block.show is Show.KEY_FINDING:
            if outcome.key in block.filters.get("outcomes", ()):
                yield _node(f"finding-{block.key}", block.heading, block.chapter_heading, _at(page, block))
            continue
        if not _tells(block, outcome, traits, shown=shown):
            continue
        if block.chapter not in told:
            detail = _("named again") if shown else _("told in full")
            href = _at(page, block) if shown else f"{page}at/outcome-{outcome.key}/"
            yield _node(f"chapter-{block.chapter}", block.chapter_heading, detail, href if page else "")
        told.add(block.chapter)
        shown = True


def _tells(block: TellingBlock, outcome: Any, traits: Mapping[str, frozenset[str]], *, shown: bool) -> bool:
    """By the rules of the outline: a block without filters tells what no earlier one has told."""
    if block.show is Show.UNINTENDED and outcome.intended and outcome.direction != "negative":
        return False
    if not block.filters:
        return not shown or block.show is Show.UNINTENDED
    return all(keys & traits.get(name, frozenset()) for name, keys in block.filters.items())


def _at(page: str, block: TellingBlock) -> str:
    return f"{page}at/chapter-{block.chapter}/" if page else ""


def _node(key: str, label: Mapping[str, str], detail: Mapping[str, str] | str, href: str) -> Node:
    said = detail if isinstance(detail, str) else speech().say(detail)
    return Node(Stage.REPORT, "chapter", key, label, said, href=href)
