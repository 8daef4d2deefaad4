"""Where each figure of the report comes from: its statement, its records, and how they were added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.lib.additivity import Additivity, Why
from headway.lib.standing import NEEDS_REASON
from headway.report.blocks import END_MARKS, Mark, SourceOfFigure, SourceRow, direction_of
from headway.report.facts import Fact, FactKind
from headway.report.page.counted import count_statement
from headway.report.page.footing import section_name
from headway.report.page.page import Page
from headway.report.page.wording import wording


def source_of(page: Page, name: str, number: int) -> SourceOfFigure:
    """The entry of one fact in the sources of figures."""
    fact = page.facts.numbers[name]
    standing = Mark("standing", wording(fact.standing), "caution") if fact.standing in NEEDS_REASON else None
    return SourceOfFigure(
        id=name,
        number=number,
        statement=statement(page, fact),
        value=_value(page, fact),
        origin=_origin(page, fact),
        rows=tuple(_rows(page, fact)),
        rule=_rule(page, fact),
        standing=standing,
    )


def statement(page: Page, fact: Fact) -> str:
    """What the fact says, in a line."""
    match fact.kind:
        case FactKind.COUNT:
            return count_statement(fact.key)
        case FactKind.PUBLISHED:
            return page.name("published", fact.key).text
        case FactKind.FIGURE:
            row = page.records.get("figure", fact.key)
            about = about_figure(page, row)
            measure = page.name("measure", row.measure).text
            return f"{measure}{page.tongue.colon}{about}" if about else measure
    return _("%(measure)s, all figures together") % {"measure": page.name("measure", fact.measure).text}


def about_figure(page: Page, row: Any) -> str:
    """What and whom a figure is about: its activity, its case, its office or its country."""
    if row.activity:
        return page.name("activity", row.activity).text
    parts = [
        page.name("case", row.case).text if row.case else "",
        page.office(row.office).text if row.office else "",
    ]
    if not any(parts):
        parts = [
            page.name("focus-country", row.focus_country).text if row.focus_country else "",
            page.tongue.country(row.country) if row.country and not row.focus_country else "",
        ]
    return page.tongue.join([*parts, row.of])


def _value(page: Page, fact: Fact) -> str:
    """The value, and beside it the words of the source where they say it otherwise."""
    said = page.tongue.fact(fact)
    if fact.words and fact.words != said and page.tongue.told_elsewhere == "":
        return _("%(value)s (%(words)s)") % {"value": said, "words": fact.words}
    return said


def _origin(page: Page, fact: Fact) -> str:
    """The section of the source; of a total, that it was computed."""
    if fact.kind in (FactKind.COUNT, FactKind.TOTAL):
        return _("Counted from the records of this edition.")
    documents = page.facts.campaign.sources
    document = documents[0].title if documents else ""
    if not fact.section:
        return document
    section = section_name(fact.section)
    # Of a single document, which the edition names, the section is enough.
    return page.tongue.listed([document, section]) if len(documents) > 1 else section


def _rule(page: Page, fact: Fact) -> str:
    """How the records were put together, and what was left out."""
    parts: list[str] = []
    if fact.kind is FactKind.PUBLISHED:
        parts.append(_published_rule(page, fact))
    elif fact.kind is FactKind.TOTAL:
        parts.append(_total_rule(page, fact))
    elif fact.kind is FactKind.FIGURE:
        row = page.records.get("figure", fact.key)
        if row.part_of and page.records.get("figure", row.part_of):
            whole = page.tongue.fact(page.facts.numbers[f"figure:{row.part_of}"])
            parts.append(_("Part of %(whole)s, so not added to it.") % {"whole": whole})
        if fact.additivity is not None and fact.additivity is not Additivity.FLOW:
            parts.append(_rule_of_measure(fact.additivity))
    if fact.why:
        parts.append(_told(page, fact.why))
    return " ".join(part for part in parts if part)


def _told(page: Page, text: str) -> str:
    """Narrative in a line of the report's own: an unseen mark keeps its full stop at its own end."""
    tongue = page.tongue
    narrative, own = direction_of(tongue.told_elsewhere or tongue.language), direction_of(tongue.language)
    return text if narrative == own else text + END_MARKS[narrative]


def _rule_of_measure(additivity: Additivity) -> str:
    return _("Its measure: %(rule)s.") % {"rule": wording(additivity)}


def _published_rule(page: Page, fact: Fact) -> str:
    row = page.records.get("published", fact.key)
    said = [_("As published, without the records under it; in no computed total.")]
    if row.made_of:
        said.append(_told(page, row.made_of))
    if row.part_of and (whole := page.fact(f"published:{row.part_of}")):
        said.append(_("Part of %(whole)s.") % {"whole": page.tongue.fact(whole)})
    return " ".join(said)


def _total_rule(page: Page, fact: Fact) -> str:
    assert fact.additivity is not None
    said = [_rule_of_measure(fact.additivity)]
    if fact.reasons:
        why = page.tongue.join(wording(reason) for reason in fact.reasons)
        said.append(_("A range, because %(why)s.") % {"why": why})
    if fact.refused is not None:
        said.append(_("No total, because %(why)s.") % {"why": wording(fact.refused)})
    left = [one for one in fact.left_out if one.why is not Why.OTHER_MEASURE]
    for why in dict.fromkeys(one.why for one in left):
        count = sum(one.why is why for one in left)
        said.append(
            ngettext("%(count)s figure left out: %(why)s.", "%(count)s figures left out: %(why)s.", count)
            % {"count": page.tongue.number(count), "why": wording(why)}
        )
    return " ".join(said)


def _rows(page: Page, fact: Fact) -> Iterable[SourceRow]:
    """The records behind the fact: of a single one only its key, since all else about it is said already."""
    for kind, key in fact.rows:
        if fact.kind in (FactKind.FIGURE, FactKind.PUBLISHED):
            yield SourceRow(_("Record"), "", key)
        elif kind == "figure":
            row = page.records.get(kind, key)
            label = about_figure(page, row) or page.name("measure", row.measure).text
            fact_id = f"figure:{key}"
            yield SourceRow(label, page.tongue.fact(page.facts.numbers[fact_id]), key, fact=fact_id)
        else:
            name = page.name(kind, key)
            yield SourceRow(_told(page, name.text) if name.lang else name.text, "", key)
