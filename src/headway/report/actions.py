"""Writing the outline of the report; putting editions before everybody, and taking them back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, closes_units, purge_at_commit, unit_of_work
from headway.audit.queries import head
from headway.audit.steps.keep import Tally
from headway.engage.queries import engage_rows
from headway.engage.rules import may_publish
from headway.lib.problems import Refused
from headway.movement.actions import require, require_kind
from headway.plan.actions import keeper_of
from headway.plan.models import Campaign
from headway.report.facts import Content, Profile, changes_between, collect_content, frozen, thawed
from headway.report.facts.scrub import scrubber_for, scrubber_of
from headway.report.models import Edition
from headway.report.queries import (
    chapters_of,
    content_of,
    edition_before,
    editions_with_content,
    latest_edition,
    open_to_the_public,
)
from headway.report.rows import ChapterRow
from headway.report.rules import Withdrawn, faults_of_chapters, rests_on_what_is_closed

# Events of these kinds can close to the public what an edition shows.
_CAN_CLOSE = frozenset({"case", "consent", "outcome", "testimony"})
# And these can close a name, wherever it stands.
_CAN_CLOSE_NAMES = frozenset({"case", "consent"})


def keep_chapters(campaign: Campaign, rows: Sequence[ChapterRow], *, acting_user: Any) -> Tally:
    """Keep the chapters of the outline and their blocks."""
    require(acting_user, "write_report")
    require_kind(rows, {ChapterRow.kind})
    with unit_of_work():
        stored = {row.key: row for row in chapters_of(campaign)}
        for _key, message in faults_of_chapters({**stored, **{row.key: row for row in rows}}):
            raise Refused(message)
        return keeper_of(campaign, acting_user).keep(rows)


def take_list_away(kind: str, count: int, form: str, *, acting_user: Any) -> None:
    """Log that somebody took records of a kind away as a file: what is in it, no permission follows any more."""
    require(acting_user, "see")
    with unit_of_work() as unit:
        told = {"count": count, "format": form}
        unit.record("export_list", acting_user=acting_user, kind=kind, subject="", changes=told)


def publish_edition(campaign: Campaign, *, acting_user: Any, seen: str = "") -> Edition:
    """Freeze the campaign as the public may know it, and put that before everybody in place of the edition before.

    `seen` is the digest of the facts that the person was shown: where they are others by now, nothing is published.
    """
    require(acting_user, "publish_edition")
    with unit_of_work() as unit:
        unit.lock(Campaign, [campaign.pk])
        content, last = collect_content(campaign, Profile.PUBLIC), latest_edition(campaign)
        digest, text = content.facts.digest(), frozen(content)
        if seen and seen != digest:
            raise Refused(_("Something was written since you looked. See what would be published now."))
        if last is not None and last.withdrawn_at is None and content_of(last) == text:
            raise Refused(
                _("Nothing has changed since edition %(number)s, which is published.")
                % {"number": last.number}
            )
        edition = _frozen_edition(campaign, content, text, last, acting_user)
        edition.save(force_insert=True)
        unit.record(
            "publish_edition", acting_user=acting_user, kind="edition", subject=edition.pk,
            changes={
                "campaign": campaign.key, "number": edition.number, "profile": str(Profile.PUBLIC),
                "digest": digest, **edition.counts,
            },
        )  # fmt: skip
    return edition


def _frozen_edition(
    campaign: Campaign, content: Content, text: str, last: Edition | None, acting_user: Any
) -> Edition:
    at, link = head()
    told = content.facts.campaign
    edition = Edition(
        campaign=campaign,
        number=(last.number if last else 0) + 1,
        digest=content.facts.digest(),
        log_entry=at,
        log_link=link,
        cover={name: getattr(told, name) for name in ("name", "movement", "summary", "report_title")},
        counts={},
        content=text,
        rests_on=open_to_the_public(campaign),
        published_at=timezone.now(),
        published_by=acting_user,
    )
    if (before := edition_before(edition)) is not None:
        edition.counts = changes_between(thawed(content_of(before)).facts, content.facts).counts
    return edition


def withdraw_edition(campaign: Campaign, *, acting_user: Any) -> Edition:
    """Take the published edition away from everybody; none stands in its place until one is published."""
    require(acting_user, "publish_edition")
    with unit_of_work() as unit:
        unit.lock(Campaign, [campaign.pk])
        edition = latest_edition(campaign)
        if edition is None or edition.withdrawn_at is not None:
            raise Refused(_("No edition is published, so that there is none to withdraw."))
        edition.withdrawn_by = acting_user
        _withdraw(edition, Withdrawn.ASKED, unit, acting_user)
    return edition


def _withdraw(edition: Edition, why: Withdrawn, unit: UnitOfWork, acting_user: Any) -> None:
    edition.withdrawn_at, edition.withdrawn_why = timezone.now(), str(why)
    edition.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    unit.record(
        "withdraw_edition", acting_user=acting_user, kind="edition", subject=edition.pk,
        changes={"campaign": edition.campaign.key, "number": edition.number, "why": str(why)},
    )  # fmt: skip
    # No file that was rendered from it stays on the disk.
    purge_at_commit()


@closes_units
def close_editions(unit: UnitOfWork) -> None:
    """Before a write is done: an edition that shows what the write closes to the public is emptied and withdrawn.

    That it was is logged as done by whoever wrote; which record it was about is not said.
    """
    kinds = {event.kind for event in unit.events if not event.action.startswith(("read_", "list_"))}
    if not kinds & _CAN_CLOSE:
        return
    for edition in editions_with_content():
        if _shows_what_is_closed(edition, names_too=bool(kinds & _CAN_CLOSE_NAMES)):
            actor = SimpleNamespace(pk=next(event.actor for event in unit.events if event.kind in _CAN_CLOSE))
            edition.content = ""
            edition.save(update_fields=["content"])
            if edition.withdrawn_at is None:
                _withdraw(edition, Withdrawn.CLOSED, unit, actor)
            purge_at_commit()


def _shows_what_is_closed(edition: Edition, *, names_too: bool) -> bool:
    if rests_on_what_is_closed(edition.rests_on, open_to_the_public(edition.campaign)):
        return True
    if not names_too:
        return False
    cases = engage_rows(edition.campaign, "case")
    sealed = scrubber_of(case.protected_name for case in cases)
    nameless = scrubber_for([case for case in cases if not may_publish(case)], {})
    patterns = [scrub.names for scrub in (sealed, nameless) if scrub.names is not None]
    return bool(patterns) and any(
        pattern.search(text) for text in _texts(json.loads(edition.content)) for pattern in patterns
    )


def _texts(held: Any) -> Iterator[str]:
    """Every text of a frozen content, but the two letters that name a country or a language."""
    if isinstance(held, dict):
        held = held.values()
    elif isinstance(held, str):
        if len(held) > 2:
            yield held
        return
    elif not isinstance(held, list):
        return
    for one in held:
        yield from _texts(one)
