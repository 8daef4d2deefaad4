"""What would be published now, and what changed since an earlier edition.

To find it all facts are read twice, which takes more memory than all pages together: where the site is served a process of its
own does it, and tells no more than is shown.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import get_language

from headway.movement.actions import OPERATOR
from headway.movement.queries import system_actor
from headway.plan.queries import campaign_by_key
from headway.report.editions.making import told_apart
from headway.report.facts import Changes, Facts, How, Profile, changes_between, collect_content, thawed
from headway.report.page.changed import Line, lines_of
from headway.report.queries import content_of, edition_before, edition_numbered, latest_edition

COMMAND = "import django; django.setup(); from headway.report.editions.comparing import tell; tell()"
# A list of changes that is longer is cut: nobody reads on, and the numbers of them are told above it.
MOST_LINES = 200


@dataclass(frozen=True)
class Compared:
    """What changed since an earlier edition (None: there was none), and the beginning of the list."""

    since: int | None
    counts: dict[str, int]
    lines: tuple[Line, ...] = ()

    @property
    def number(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Proposal:
    """What would be published now: the digest of its facts, what is in it, and what changed."""

    digest: str
    numbers: int
    records: int
    named: int
    nameless: int
    testimonies: int
    compared: Compared


def proposal_of(campaign: Any) -> Proposal:
    """What would be published now, in the words of the active language."""
    told = told_apart(COMMAND, _asked(campaign, 0))
    if told is None:
        return _proposal(campaign)
    return Proposal(**{**told, "compared": _compared_from(told["compared"])})


def change_since(campaign: Any, number: int) -> Compared:
    """What changed in this edition since the one before, in the words of the active language."""
    told = told_apart(COMMAND, _asked(campaign, number))
    return _change(campaign, number) if told is None else _compared_from(told)


def tell() -> None:
    """Answer what stands in the arguments, as `told_apart` reads it."""
    asked = json.loads(sys.argv[1])
    campaign = campaign_by_key(asked["campaign"], system_actor(OPERATOR))
    with translation.override(asked["language"]):
        number = asked["number"]
        told = _change(campaign, number) if number else _proposal(campaign)
        sys.stdout.write(json.dumps(asdict(told)))


def _asked(campaign: Any, number: int) -> dict[str, Any]:
    return {"campaign": campaign.key, "number": number, "language": get_language() or "en"}


def _compared_from(told: Mapping[str, Any]) -> Compared:
    lines = tuple(Line(**{**line, "how": How(line["how"])}) for line in told["lines"])
    return Compared(told["since"], dict(told["counts"]), lines)


def _change(campaign: Any, number: int) -> Compared:
    issue = edition_numbered(campaign, number)
    assert issue is not None
    return _compared(edition_before(issue), thawed(content_of(issue)).facts)


def _proposal(campaign: Any) -> Proposal:
    facts = collect_content(campaign, Profile.PUBLIC).facts
    last = latest_edition(campaign)
    before = last if last is None or content_of(last) else edition_before(last)
    nameless = len(facts.records.nameless)
    return Proposal(
        digest=facts.digest(),
        numbers=len(facts.numbers),
        records=sum(len(rows) for rows in facts.records.tops.values()),
        named=len(facts.records.of("case")) - nameless,
        nameless=nameless,
        testimonies=len(facts.records.of("testimony")),
        compared=_compared(before, facts),
    )


def _compared(before: Any, facts: Facts) -> Compared:
    if before is None:
        return Compared(None, {})
    earlier = thawed(content_of(before)).facts
    found = changes_between(earlier, facts)
    cut = Changes(found.all[:MOST_LINES])
    return Compared(before.number, found.counts, lines_of(cut, earlier, facts, get_language() or "en"))
