"""What each outcome rests on: by what means, what else may explain it, the evidence, the verdict. An annex of its own,
so that the chapters can be read through and every claim in them can still be examined.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headway.lib.bayes import test_of
from headway.report.blocks import (
    Block,
    Card,
    Chapter,
    Definition,
    Definitions,
    Heading,
    Link,
    Mark,
    Paragraph,
    Run,
    Runs,
    emphasis,
    runs,
    strong,
)
from headway.report.page.footing import capital, labelled, on_lines, standing_tag
from headway.report.page.page import Page
from headway.report.page.wording import wording
from headway.report.rows import ChapterRow
from headway.verify.rows import Credit, Side, Weight
from headway.verify.rules import bearing_of, confidence_in

# More offices than these are not set in bold, and more activities than these are counted: all are told elsewhere.
FEW_OFFICES = 3
MOST_ACTIVITIES = 6


def grounds(page: Page, chapters: Sequence[ChapterRow]) -> Chapter | None:
    """One card for each outcome that the chapters tell, in their order."""
    headings = {row.key: page.tongue.say(row.heading) for row in chapters}
    blocks: list[Block] = []
    for key, rows in page.grounds.items():
        cards = [card for row in rows if (card := _card(page, row)) is not None]
        if cards:
            blocks += [Heading(headings[key], id=f"grounds-in-{key}"), *cards]
    if not blocks:
        return None
    told = _(
        "For each outcome: what was done towards it, what else may explain it, the evidence, and the verdict."
    )
    title = _("Annex: what each outcome rests on")
    return Chapter("chapter-grounds", title, (Paragraph(runs(told)), *blocks), numbered=False)


def ground_links(page: Page, row: Any) -> Runs:
    """The way from an outcome to what it rests on."""
    place = f"grounds-{row.key}"
    return runs(Link(f"#{place}", _("What this rests on"))) if place in page.places else ()


def _card(page: Page, row: Any) -> Card | None:
    entries = [entry for claim in row.contributions for entry in _claim(page, claim)]
    if row.partners or any(claim.partners for claim in row.contributions):
        partners = {*row.partners, *(key for claim in row.contributions for key in claim.partners)}
        entries.append(
            Definition(runs(pgettext("together with whom", "With")), page.links("partner", partners))
        )
    entries += [*_rivals(page, row), *_evidence(page, row), *_sure(page, row), *_verdicts(page, row)]
    if not entries:
        return None
    place = f"grounds-{row.key}"
    page.placed.add(place)
    return Card(title=runs(page.link("outcome", row.key)), blocks=(Definitions(tuple(entries)),), id=place)


def part_in_it(page: Page, claim: Any) -> Runs:
    """Which offices had what part in an outcome, and how much of it they claim."""
    tell = page.tongue.told
    names = page.names("office", claim.offices)
    few = len(claim.offices) <= FEW_OFFICES
    how: list[str | Run] = [strong(names, ". ") if few else f"{names}. "] if names else []
    how += [tell(claim.how)]
    if claim.others:
        how += [" ", tell(claim.others)]
    if claim.credit is not Credit.CONTRIBUTING:
        how += [" ", Mark("status", wording(claim.credit))]
    return runs(*how, *standing_tag(claim))


def _claim(page: Page, claim: Any) -> list[Definition]:
    """By which activities and tactics."""
    by: list[str | Run] = [*page.links("activity", claim.activities[:MOST_ACTIVITIES])]
    if (more := len(claim.activities) - MOST_ACTIVITIES) > 0:
        said = ngettext("and %(more)s more", "and %(more)s more", more)
        by += [" ", said % {"more": page.tongue.number(more)}]
    if claim.tactics:
        tactics = page.listed(page.in_terms(claim.tactics))
        by += [" (", *tactics, ")"] if by else [*tactics]
    return [Definition(runs(pgettext("by what means", "Through")), runs(*by))] if by else []


def _rivals(page: Page, row: Any) -> list[Definition]:
    lines = [_rival(page, rival) for claim in row.contributions for rival in claim.rivals]
    return [Definition(runs(_("Other explanations")), on_lines(lines))] if lines else []


def _rival(page: Page, rival: Any) -> Runs:
    parts: list[str | Run] = [page.tongue.told(rival.text)]
    if rival.why:
        parts += [" ", page.tongue.told(rival.why)]
    if rival.weight is not Weight.UNKNOWN:
        parts += [" ", Mark("status", wording(rival.weight))]
    return runs(*parts, *standing_tag(rival))


def _evidence(page: Page, row: Any) -> list[Definition]:
    lines = []
    for item in row.evidence:
        # What it is comes first, in the words of the report; then all narrative, which may run the other way.
        kind, when = capital(wording(item.evidence_kind)), page.tongue.when(item.when)
        parts: list[str | Run] = [emphasis(kind, f" ({when})" if when else "", page.tongue.colon)]
        parts += _told_by(page, item)
        if item.side is Side.AGAINST:
            parts += [" ", Mark("status", wording(item.side), "bad")]
        lines.append(runs(*parts, *_weighed(page, item), *standing_tag(item)))
    for item in row.substantiations:
        who = page.tongue.told(item.who) if item.who else _("Somebody independent")
        said: list[str | Run] = [
            who,
            " ",
            wording(item.says),
            ". " if item.text else "",
            page.tongue.told(item.text),
        ]
        when = page.tongue.when(item.when)
        lines.append(runs(*said, f" ({when})" if when else "", *standing_tag(item)))
    return [Definition(runs(_("Evidence")), on_lines(lines))] if lines else []


def _told_by(page: Page, item: Any) -> list[str | Run]:
    """What an item says and whose it is: one stretch where both are in one language."""
    if not item.origin:
        return [page.tongue.told(item.text)]
    origin = page.called(item.origin)
    if origin.lang == page.tongue.told_elsewhere:
        return [page.tongue.told(f"{item.text} — {origin.text}")]
    return [page.tongue.told(item.text), " — ", origin]


def _weighed(page: Page, item: Any) -> list[str | Run]:
    """What an item can do to the claim, why it was judged so, and with which others it counts once."""
    parts: list[str | Run] = []
    if test := test_of(item.likely_if_true, item.likely_if_false):
        parts += [" ", Mark("status", wording(test))]
    if item.why:
        parts += [" ", page.tongue.told(item.why)]
    if item.group:
        parts += [" ", *labelled(_("Counted once with"), page.tongue.told(item.group.rstrip(".") + "."))]
    if item.link:
        parts += [" ", Link(item.link, item.link)]
    return parts


def _sure(page: Page, row: Any) -> list[Definition]:
    """How sure one may be of each claim, by what the report itself knows of the evidence; and what people hold instead."""
    lines = []
    for claim in row.contributions:
        reckoned = confidence_in(claim.key, [bearing_of(item) for item in row.evidence], claim.prior)
        if reckoned.is_weighed:
            number = page.tongue.number(reckoned.percent)
            parts: list[str | Run] = [
                capital(wording(reckoned.sure)), _(" (about %(number)s in 100).") % {"number": number},
            ]  # fmt: skip
        elif claim.overrule:
            parts = []
        else:
            continue
        if claim.prior_why:
            parts += [" ", page.tongue.told(claim.prior_why)]
        if claim.overrule:
            parts += [" ", *labelled(_("Held instead"), f"{wording(claim.overrule)}."), " ", page.tongue.told(claim.overrule_why)]  # fmt: skip
        lines.append(runs(*parts))
    return [Definition(runs(_("How sure")), on_lines(lines))] if lines else []


def _verdicts(page: Page, row: Any) -> list[Definition]:
    lines = []
    for verdict in row.verdicts:
        parts: list[str | Run] = [page.tongue.told(verdict.text)]
        if verdict.as_published:
            parts += [" ", Mark("verdict", _("as published"))]
        elif verdict.verdict is not row.state:
            parts += [" ", Mark("verdict", wording(verdict.verdict))]
        when = page.tongue.when(verdict.when)
        if verdict.meeting:
            meeting = page.name("meeting", verdict.meeting).text
            parts.append(f" ({page.tongue.listed([meeting, when])})")
        elif when:
            parts.append(f" ({when})")
        if verdict.dissent:
            parts += [" ", *labelled(_("Dissent"), page.tongue.told(verdict.dissent))]
        lines.append(runs(*parts, *standing_tag(verdict)))
    return [Definition(runs(_("Verdict")), on_lines(lines))] if lines else []
