"""People: what was done to them, what is asked for them, what happened, and what was done for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from headway.engage.rows import AskState, ConsentTo
from headway.lib.standing import Standing
from headway.report.blocks import (
    Block,
    Bullets,
    Card,
    Mark,
    Paragraph,
    Run,
    Runs,
    Text,
    Timeline,
    TimelineEntry,
    Tone,
    runs,
    strong,
)
from headway.report.page.footing import capital, footing, labelled, labelled_by, standing_mark, standing_tag
from headway.report.page.grouping import by_country
from headway.report.page.page import Page
from headway.report.page.wording import wording
from headway.report.rows import BlockRow

_TONES: dict[AskState, Tone] = {AskState.MET: "good", AskState.PARTLY_MET: "caution", AskState.OPEN: "quiet"}


def cases(page: Page, block: BlockRow) -> list[Block]:
    chosen = page.choose(block, page.records.of("case"))
    made: list[Block] = []
    unasked = {row.published_in for row in chosen.fresh} if all(map(_is_unasked, chosen.fresh)) else set()
    shared = len(chosen.fresh) > 1 and len(unasked) == 1
    if shared:
        said = _("None is on record for these people. Their names stand in a published document:")
        made.append(Paragraph(_consent_line(page, said, unasked.pop()), style="small"))
    if block.by_country:
        for heading, rows in by_country(page, chosen.fresh):
            made += [heading, *(case_card(page, row, consent_told=shared) for row in rows)]
    else:
        made += [case_card(page, row, consent_told=shared) for row in chosen.fresh]
    if chosen.earlier:
        made.append(Bullets(tuple(runs(page.link("case", row.key)) for row in chosen.earlier)))
    return made


def case_card(page: Page, row: Any, *, consent_told: bool = False) -> Card:
    tell = page.tongue.told
    blocks: list[Block] = [Paragraph(runs(tell(row.summary)))]
    known = [ask for ask in row.asks if ask.standing is not Standing.UNKNOWN]
    if known:
        blocks += [
            Paragraph(runs(strong(_("What is asked for")))),
            Bullets(tuple(_ask(page, ask) for ask in known)),
        ]
    elif row.asks:
        blocks.append(Paragraph(labelled(_("What is asked for"), _("not known"), "."), style="small"))
    if row.events:
        blocks.append(Timeline(tuple(_event(page, event) for event in _in_time(row.events))))
    if helped := _help(page, row):
        blocks.append(Bullets(tuple(helped)))
    if outcomes := [one for one in page.records.of("outcome") if row.key in one.cases]:
        keys = [one.key for one in outcomes]
        blocks.append(Paragraph(labelled(_("What changed"), *page.links("outcome", keys))))
    blocks += _inner(page, row, consent_told=consent_told)
    blocks += footing(page, [row])
    links = [Mark("status", wording(link)) for link in row.campaign_links]
    standing = standing_mark(row)
    return Card(
        title=runs(page.name("case", row.key)),
        meta=_meta(page, row),
        marks=(*links, *([standing] if standing else [])),
        blocks=tuple(blocks),
        id=page.place("case", row.key),
    )


def _meta(page: Page, row: Any) -> Runs:
    focus = page.records.get("focus-country", row.focus_country)
    if focus is not None and row.country in focus.countries:
        return runs(page.tongue.label(focus.name))
    parts = [page.tongue.country(row.country), page.tongue.say(focus.name) if focus else ""]
    return runs(" · ".join(part for part in parts if part))


def _ask(page: Page, ask: Any) -> Runs:
    return runs(
        page.tongue.told(ask.text),
        " ",
        Mark("status", wording(ask.state), _TONES[ask.state]),
        *standing_tag(ask),
    )


def _in_time(events: Sequence[Any]) -> list[Any]:
    """Dated events in their order; those without a date come last, in the order of the pack."""
    days = {event.key: event.when.earliest or event.when.latest for event in events if event.when is not None}
    dated = [event for event in events if days.get(event.key) is not None]
    dated.sort(key=lambda event: days[event.key])
    return [*dated, *(event for event in events if event not in dated)]


def _event(page: Page, event: Any) -> TimelineEntry:
    when = page.tongue.when(event.when) or _("no date")
    return TimelineEntry(capital(when), runs(page.tongue.told(event.text), *standing_tag(event)))


def _help(page: Page, row: Any) -> list[Runs]:
    """Relief and solidarity, with their dates."""
    found = [
        labelled_by(
            _dated(page, one, page.kind(one, "relief_kind")),
            page.tongue.told(one.text),
            *standing_tag(one),
        )
        for one in row.relief
    ]
    found += [
        labelled_by(_dated(page, one, Text(_("Solidarity"))), page.tongue.told(one.text), *standing_tag(one))
        for one in row.solidarity
    ]
    return found


def _dated(page: Page, part: Any, name: Text) -> Runs:
    """The name with the date, before what is told: after it, it could stand on the other side."""
    when = page.tongue.when(part.when)
    return runs(Text(capital(name.text), name.lang), f" ({when})" if when else "")


def _is_unasked(row: Any) -> bool:
    """True where a published document holds the name, and no consent to publish it is on record."""
    return bool(row.published_in) and not any(one.consent_to is ConsentTo.PUBLISH for one in row.consents)


def _consent_line(page: Page, said: str, document: str) -> Runs:
    title = next(one.title for one in page.facts.campaign.sources if one.key == document)
    return labelled(_("Consent"), said, " ", page.tongue.told(title), ".")


def _inner(page: Page, row: Any, *, consent_told: bool) -> list[Block]:
    """What only an internal report says, and what the person agreed to."""
    facts: list[Runs] = []
    if row.lawyers:
        facts.append(labelled(_("Lawyers"), *page.links("partner", row.lawyers)))
    facts += [_consent(page, one) for one in row.consents]
    if _is_unasked(row) and not consent_told:
        said = _("None is on record. The name stands in a published document:")
        facts.append(_consent_line(page, said, row.published_in))
    return [Paragraph(fact, style="small") for fact in facts]


def _consent(page: Page, consent: Any) -> Runs:
    given = {
        "publish": (_("Agreed to be named in public"), _("Did not agree to be named in public")),
        "fundraise": (
            _("Agreed to be named for fundraising"),
            _("Did not agree to be named for fundraising"),
        ),
    }[str(consent.consent_to)]
    parts: list[str | Run] = [given[0] if consent.given else given[1]]
    if consent.when:
        parts += [page.tongue.comma, page.tongue.when(consent.when)]
    if consent.revoked:
        revoked = page.tongue.when(consent.revoked)
        parts += [page.tongue.semicolon, _("taken back %(when)s") % {"when": revoked}]
    return labelled(_("Consent"), *parts, ".", *standing_tag(consent))
