"""What changed between two editions, line by line, in the words of a reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from headway.pages.kinds import kind_name
from headway.report.facts import Change, Changes, FactKind, Facts, How
from headway.report.page.page import Page
from headway.report.page.sources import statement
from headway.report.page.tongue import Tongue

# A record without a name is told by how it begins.
LETTERS = 120


@dataclass(frozen=True)
class Line:
    """One change: of what kind, what it is about, and of a number, what it was and what it is."""

    how: How
    kind: str
    text: str
    lang: str = ""
    before: str = ""
    after: str = ""


def lines_of(changes: Changes, before: Facts, after: Facts, language: str) -> tuple[Line, ...]:
    """In the order of the changes; for the language that is active."""
    first, second = (Page(facts, Tongue(language, facts.campaign.language)) for facts in (before, after))
    return tuple(_line(change, first, second) for change in changes.all)


def _line(change: Change, before: Page, after: Page) -> Line:
    page = before if change.how is How.GONE else after
    if not change.is_number:
        name = page.name(change.kind, change.key)
        text = Truncator(name.text).chars(LETTERS)
        return Line(change.how, kind_name(change.kind), text, name.lang)
    fact = page.facts.numbers[f"{change.kind}:{change.key}"]
    return Line(
        how=change.how,
        kind=_kind(change.kind),
        text=statement(page, fact),
        before=_value(before, change) if change.how is not How.ADDED else "",
        after=_value(after, change) if change.how is not How.GONE else "",
    )


def _kind(kind: str) -> str:
    named = {FactKind.COUNT.value: _("Count"), FactKind.TOTAL.value: _("Total")}
    return named.get(kind) or kind_name(kind)


def _value(page: Page, change: Change) -> str:
    fact = page.facts.numbers.get(f"{change.kind}:{change.key}")
    return page.tongue.fact(fact) if fact is not None else ""
