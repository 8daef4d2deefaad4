"""An edition is frozen with all its facts, is put before everybody by an act alone, and never shows what was closed."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from headway.audit.models import Entry
from headway.audit.queries import payload_text
from headway.collect.actions import keep_published
from headway.collect.rows import TestimonyRow
from headway.engage.actions import keep_engagement
from headway.engage.queries import engage_rows
from headway.engage.rows import CaseRow
from headway.lib.problems import Refused
from headway.plan.actions import keep_campaign
from headway.plan.queries import campaign_row
from headway.report.actions import publish_edition, withdraw_edition
from headway.report.facts import Profile, changes_between, collect_content, frozen, thawed
from headway.report.queries import (
    content_of,
    latest_edition,
    published_edition,
    published_editions,
    records_of,
)
from headway.verify.actions import keep_outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HEADWAY_HOME", tmp_path)


def told(action: str) -> list[str]:
    entries = Entry.objects.filter(action=action).select_related("payload").order_by("seq")
    return [payload_text(entry.payload) for entry in entries]


def rename(campaign: Any, text: str, person: Any) -> None:
    row = campaign_row(campaign).model_copy(update={"summary": {"en": text}})
    keep_campaign(row, acting_user=person)


def open_case(world: Any, *, public: bool = True, **fields: Any) -> Any:
    """A case that may be named in public, unless nothing says so."""
    given = {
        "key": "teacher",
        "name": "Mirabel Quince",
        "country": "KE",
        "summary": "She measured the river.",
    }
    agreed = (
        {"consents": [{"key": "teacher-agreed", "consent_to": "publish", "given": True}]} if public else {}
    )
    row = CaseRow.model_validate({**given, **agreed, **fields})
    keep_engagement(world.campaign, [row], acting_user=world.core_team)
    return row


def test_loading_a_pack_puts_nothing_before_anybody(stop_torture: Any, clean_rivers: Any) -> None:
    assert published_editions() == []
    assert published_edition("stop-torture") is None


@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("pack", ["stop_torture", "clean_rivers"])
def test_what_is_frozen_is_read_back_the_same(
    pack: str, profile: Profile, request: pytest.FixtureRequest
) -> None:
    content = collect_content(request.getfixturevalue(pack), profile)
    again = thawed(frozen(content))
    assert again.facts.records.tops == content.facts.records.tops
    assert again.facts.records.nameless == content.facts.records.nameless
    assert again.facts.numbers == content.facts.numbers
    assert again.facts.digest() == content.facts.digest()
    assert again.chapters == content.chapters


def test_publishing_freezes_what_stands_now_and_says_so_in_the_log(world: Any) -> None:
    edition = publish_edition(world.campaign, acting_user=world.core_team)
    assert (edition.number, edition.published_by, edition.withdrawn_at) == (1, world.core_team, None)
    assert published_edition("clean-rivers") == edition
    (entry,) = told("publish_edition")
    assert edition.digest in entry
    assert '"profile":"public"' in entry
    rename(world.campaign, "Another summary.", world.core_team)
    assert thawed(content_of(edition)).facts.digest() == edition.digest
    assert "Another summary." not in content_of(edition)


def test_publishing_again_makes_the_next_edition_and_counts_what_changed(world: Any) -> None:
    first = publish_edition(world.campaign, acting_user=world.core_team)
    rename(world.campaign, "Another summary.", world.core_team)
    open_case(world)
    second = publish_edition(world.campaign, acting_user=world.administrator)
    assert second.number == 2
    found = changes_between(thawed(content_of(first)).facts, thawed(content_of(second)).facts)
    assert [(one.how, one.kind, one.key) for one in found.all] == [
        ("changed", "count", "cases"), ("added", "case", "teacher"), ("changed", "campaign", "clean-rivers"),
    ]  # fmt: skip
    assert second.counts == found.counts == {"added": 1, "changed": 2, "gone": 0}
    assert published_edition("clean-rivers") == second


def test_the_same_is_not_published_twice(world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    with pytest.raises(Refused, match="Nothing has changed since edition 1"):
        publish_edition(world.campaign, acting_user=world.core_team)


def test_what_was_not_looked_at_is_not_published(world: Any) -> None:
    seen = collect_content(world.campaign, Profile.PUBLIC).facts.digest()
    rename(world.campaign, "Another summary.", world.core_team)
    with pytest.raises(Refused, match="written since you looked"):
        publish_edition(world.campaign, acting_user=world.core_team, seen=seen)
    assert latest_edition(world.campaign) is None


def test_a_withdrawn_edition_is_gone_and_the_one_before_does_not_come_back(world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    rename(world.campaign, "Another summary.", world.core_team)
    publish_edition(world.campaign, acting_user=world.core_team)
    withdraw_edition(world.campaign, acting_user=world.core_team)
    assert published_edition("clean-rivers") is None
    assert published_editions() == []
    assert ['"why":"asked"' in entry for entry in told("withdraw_edition")] == [True]
    with pytest.raises(Refused, match="none to withdraw"):
        withdraw_edition(world.campaign, acting_user=world.core_team)
    assert publish_edition(world.campaign, acting_user=world.core_team).number == 3


def restrict_the_case(world: Any) -> None:
    row = open_case(world)
    publish_edition(world.campaign, acting_user=world.core_team)
    keep_engagement(
        world.campaign, [row.model_copy(update={"restricted": True})], acting_user=world.core_team
    )


def restrict_an_outcome(world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    row = next(row for row in records_of(world.campaign)["outcome"] if row.state == "proposed")
    keep_outcomes(world.campaign, [row.model_copy(update={"restricted": True})], acting_user=world.core_team)


def take_consent_back(world: Any) -> None:
    open_case(world)
    publish_edition(world.campaign, acting_user=world.core_team)
    taken = {"key": "teacher-agreed", "consent_to": "publish", "given": True, "revoked": "2021-03"}
    open_case(world, consents=[taken])


def close_a_testimony(world: Any) -> None:
    words = {"key": "said", "who": "A miller", "text": "The water is clear.", "may_publish": True}
    keep_published(world.campaign, [TestimonyRow.model_validate(words)], acting_user=world.core_team)
    publish_edition(world.campaign, acting_user=world.core_team)
    words["may_publish"] = False
    keep_published(world.campaign, [TestimonyRow.model_validate(words)], acting_user=world.core_team)


def name_somebody_who_did_not_agree(world: Any) -> None:
    rename(world.campaign, "Mirabel Quince measured it.", world.core_team)
    publish_edition(world.campaign, acting_user=world.core_team)
    open_case(world, public=False)


CLOSE = [
    restrict_the_case, restrict_an_outcome, take_consent_back, close_a_testimony, name_somebody_who_did_not_agree,
]  # fmt: skip


@pytest.mark.parametrize("close", CLOSE)
def test_an_edition_that_shows_what_was_closed_is_emptied_and_withdrawn_at_once(
    close: Any, world: Any
) -> None:
    close(world)
    edition = latest_edition(world.campaign)
    assert edition is not None
    assert published_edition("clean-rivers") is None
    assert content_of(edition) == ""
    assert (edition.withdrawn_why, edition.withdrawn_by) == ("closed", None)
    (entry,) = told("withdraw_edition")
    assert entry == '{"campaign":"clean-rivers","number":1,"why":"closed"}'


def test_an_earlier_edition_that_shows_it_is_emptied_too(world: Any) -> None:
    row = open_case(world)
    first = publish_edition(world.campaign, acting_user=world.core_team)
    withdraw_edition(world.campaign, acting_user=world.core_team)
    keep_engagement(
        world.campaign, [row.model_copy(update={"restricted": True})], acting_user=world.core_team
    )
    assert content_of(first) == ""
    second = publish_edition(world.campaign, acting_user=world.core_team)
    assert (second.number, second.counts) == (2, {})
    assert "Mirabel" not in content_of(second)


def test_a_write_that_closes_nothing_leaves_the_edition_standing(world: Any) -> None:
    row = open_case(world)
    edition = publish_edition(world.campaign, acting_user=world.core_team)
    keep_engagement(
        world.campaign, [row.model_copy(update={"summary": "She went home."})], acting_user=world.core_team
    )
    assert [case.summary for case in engage_rows(world.campaign, "case") if case.key == "teacher"] == [
        "She went home."
    ]
    assert published_edition("clean-rivers") == edition


def test_where_the_write_is_undone_the_edition_stands(world: Any) -> None:
    from headway.audit.actions import unit_of_work

    row = open_case(world)
    edition = publish_edition(world.campaign, acting_user=world.core_team)
    with pytest.raises(RuntimeError, match="power"), unit_of_work():
        closed = row.model_copy(update={"restricted": True})
        keep_engagement(world.campaign, [closed], acting_user=world.core_team)
        raise RuntimeError("power failed")
    assert published_edition("clean-rivers") == edition
    assert content_of(edition)


def test_the_outline_names_nobody_whom_the_facts_do_not_name(world: Any) -> None:
    from headway.report.actions import keep_chapters
    from headway.report.rows import ChapterRow

    open_case(world, public=False)
    chapter = {"key": "mirabel", "heading": "Mirabel Quince", "blocks": [
        {"key": "mirabel-said", "show": "text", "text": "Mirabel Quince measured it."}]}  # fmt: skip
    keep_chapters(world.campaign, [ChapterRow.model_validate(chapter)], acting_user=world.core_team)
    edition = publish_edition(world.campaign, acting_user=world.core_team)
    assert "Mirabel" not in content_of(edition)
    assert "mirabel" not in content_of(edition)
