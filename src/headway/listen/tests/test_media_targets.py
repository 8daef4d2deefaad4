"""Media targets: what was planned to be heard of, beside what was counted; entered, changed, taken away, and in packs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pydantic import ValidationError

from headway.audit.models import Entry
from headway.lib.merging import marks
from headway.lib.problems import Refused
from headway.lib.rowmerging import RowClash
from headway.listen.actions import drop_media_target, keep_listening, plan_media
from headway.listen.models import MediaTarget, Withheld
from headway.listen.queries import listen_rows
from headway.listen.queries.asking import lake_of
from headway.listen.queries.planned import plans_of
from headway.listen.rows import MediaTargetRow, ReachTier
from headway.listen.rules import Counted, Met, set_beside
from headway.listen.tests.heard import hear

HOME = "/c/clean-rivers/listening/"
PLAN = f"{HOME}plan/"
LATER = date(2024, 1, 1)


def row(key: str = "year", **told: Any) -> MediaTargetRow:
    given = {"key": key, "period": "y1", "mentions": 4, "outlets": 2, **told}
    return MediaTargetRow.model_validate({name: value for name, value in given.items() if value})


def test_each_planned_number_stands_beside_its_own_count() -> None:
    plan = row(countries=10, reach="over-1-million", outlets_of_reach=3)
    counted = Counted(5, 1, 10, ((ReachTier.OVER_1_MILLION, 2),))
    found = [(one.what, one.planned, one.counted, one.met) for one in set_beside(plan, counted, is_over=True)]
    assert found == [
        ("mentions", 4, 5, Met.MET),
        ("outlets", 2, 1, Met.SHORT),
        ("countries", 10, 10, Met.MET),
        ("outlets_of_reach", 3, 2, Met.SHORT),
    ]


def test_what_is_not_over_yet_may_still_be_met() -> None:
    (mentions, outlets) = set_beside(row(), Counted(3, 2), is_over=False)
    assert (mentions.met, outlets.met) == (Met.OPEN, Met.MET)


def test_without_anything_counted_nothing_is_compared() -> None:
    assert {one.met for one in set_beside(row(), None, is_over=True)} == {Met.UNKNOWN}
    assert {one.share for one in set_beside(row(), None, is_over=True)} == {None}


def test_what_is_just_short_never_shows_as_all_of_it() -> None:
    (one,) = set_beside(row(mentions=1000, outlets=None), Counted(999), is_over=True)
    assert str(one.share) == "0.99"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"moment": "opening"}, "for one"),
        ({"period": None}, "for one"),
        ({"mentions": None, "outlets": None}, "plans mentions, outlets or countries"),
        ({"reach": "over-1-million"}, "go together"),
        ({"outlets_of_reach": 5}, "go together"),
        ({"mentions": -1}, "greater than or equal to 1"),
    ],
)
def test_a_target_that_says_too_little_or_too_much_is_refused(told: Any, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        row(**told)


@pytest.fixture(autouse=True)
def _lake(request: Any, tmp_path: Any, settings: Any) -> None:
    settings.HEADWAY_LAKE = str(tmp_path / "lake")


@pytest.mark.django_db
def test_what_is_counted_for_a_target_is_what_lies_in_its_days(world: Any) -> None:
    hear(world.campaign, world.core_team)
    moment = {
        "period": None,
        "moment": "opening",
        "countries": 2,
        "reach": "over-10-million",
        "outlets_of_reach": 1,
    }
    rows = [row("first-days", **moment), row("whole-year")]
    keep_listening(world.campaign, rows, acting_user=world.core_team)
    plans = {
        one.target.key: one for one in plans_of(world.campaign, lake_of(world.campaign, world.reader), LATER)
    }
    launch = {one.what: one.counted for one in plans["first-days"].numbers}
    assert launch == {"mentions": 2, "outlets": 2, "countries": 2, "outlets_of_reach": 1}
    assert [one.counted for one in plans["whole-year"].numbers] == _coverage(world)


def _coverage(world: Any) -> list[int]:
    from headway.listen.queries.asking import Asking, ask_lake
    from headway.plan.models import Period

    year = Period.objects.get(campaign=world.campaign, key="y1")
    asked = Asking(since=year.begins, until=year.ends)
    (found,) = ask_lake(world.campaign, "coverage", asked, world.reader).rows
    return [found["mentions"], found["outlets"]]


@pytest.mark.django_db
def test_what_is_withheld_is_counted_for_the_core_team_alone(world: Any) -> None:
    hear(world.campaign, world.core_team)
    Withheld.objects.create(campaign=world.campaign, kind="word", text="open")
    told: dict[str, Any] = {"period": None, "moment": "opening", "outlets": None}
    keep_listening(world.campaign, [row("first-days", **told)], acting_user=world.core_team)
    seen = {
        person: plans_of(world.campaign, lake_of(world.campaign, getattr(world, person)), LATER)[0]
        .numbers[0]
        .counted
        for person in ("reader", "core_team")
    }
    assert seen == {"reader": 0, "core_team": 2}


@pytest.mark.django_db
def test_a_target_comes_back_as_it_was_loaded(world: Any) -> None:
    given = row(reach="over-1-million", outlets_of_reach=3, text="As many as last year.")
    keep_listening(world.campaign, [given], acting_user=world.core_team)
    assert listen_rows(world.campaign, "media-target") == [given]
    tally = keep_listening(world.campaign, [given], acting_user=world.core_team)
    assert tally.left == {"media-target": 1}


@pytest.mark.django_db
def test_two_who_change_the_same_number_at_once_see_it(world: Any) -> None:
    plan_media(world.campaign, row(), acting_user=world.core_team)
    base = marks({"mentions": 4, "outlets": 2})
    plan_media(world.campaign, row(mentions=5), ("mentions", "outlets"), base, acting_user=world.core_team)
    plan_media(world.campaign, row(outlets=3), ("mentions", "outlets"), base, acting_user=world.core_team)
    kept = MediaTarget.objects.get(key="year")
    assert (kept.mentions, kept.outlets) == (5, 3)
    with pytest.raises(RowClash):
        plan_media(
            world.campaign, row(mentions=9), ("mentions", "outlets"), base, acting_user=world.core_team
        )


@pytest.mark.django_db
def test_a_target_is_planned_once_and_taken_away_with_a_line_in_the_log(world: Any) -> None:
    kept = plan_media(world.campaign, row(), acting_user=world.core_team)
    assert plan_media(world.campaign, row(), acting_user=world.core_team) == kept
    with pytest.raises(Refused):
        plan_media(world.campaign, row(mentions=7), acting_user=world.core_team)
    drop_media_target(kept, acting_user=world.core_team)
    assert not MediaTarget.objects.exists()
    told = list(Entry.objects.filter(kind="media-target").order_by("seq").values_list("action", flat=True))
    assert told == ["add_media-target", "remove_media-target"]


def browser_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(person: Any, address: str) -> str:
    return browser_of(person).get(address).content.decode()


@pytest.mark.django_db
def test_the_core_team_plans_changes_and_takes_away_on_pages(world: Any) -> None:
    browser = browser_of(world.core_team)
    answer = browser.post(f"{PLAN}new/", {"period": "y1", "mentions": "40", "reach": "over-1-million"})
    assert answer.status_code == 422
    assert "go together" in answer.content.decode()
    browser.post(f"{PLAN}new/", {"period": "y1", "mentions": "40"})
    (kept,) = MediaTarget.objects.all()
    page = browser.get(f"{PLAN}{kept.key}/change/").content.decode()
    base = page.split('name="base" value="')[1].split('"')[0].replace("&quot;", '"')
    browser.post(f"{PLAN}{kept.key}/change/", {"period": "y1", "mentions": "50", "base": base})
    kept.refresh_from_db()
    assert kept.mentions == 50
    browser.post(f"{PLAN}{kept.key}/remove/")
    assert not MediaTarget.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["campaigner", "other_section", "researcher", "reader"])
def test_others_read_the_plan_and_cannot_change_it(world: Any, person: str) -> None:
    kept = plan_media(world.campaign, row(), acting_user=world.core_team)
    who = getattr(world, person)
    assert "Plan what is to be heard" not in read(who, PLAN)
    assert "cannot be compared" in read(who, PLAN)
    browser = browser_of(who)
    assert browser.get(f"{PLAN}new/").status_code == 403
    assert browser.post(f"{PLAN}{kept.key}/change/", {"period": "y1", "mentions": "1"}).status_code == 403
    assert browser.post(f"{PLAN}{kept.key}/remove/").status_code == 403
    assert MediaTarget.objects.get().mentions == 4


@pytest.mark.django_db
def test_nobody_reads_it_signed_out(world: Any) -> None:
    assert Client().get(PLAN).status_code == 302


@pytest.mark.django_db
def test_without_rows_the_page_says_that_nothing_can_be_compared(world: Any) -> None:
    plan_media(world.campaign, row(), acting_user=world.core_team)
    page = read(world.reader, HOME)
    assert "No mentions were brought in, so nothing can be compared." in page
    assert "What sources published" in page


@pytest.mark.django_db
def test_the_listening_page_sets_the_plan_beside_what_was_counted_whatever_it_is_narrowed_to(
    world: Any,
) -> None:
    hear(world.campaign, world.core_team)
    told: dict[str, Any] = {"period": None, "moment": "opening", "outlets": None}
    plan_media(world.campaign, row(**told), acting_user=world.core_team)
    for address in (HOME, f"{HOME}?country=GB"):
        page = read(world.reader, address)
        assert "Planned and counted" in page
        assert "50%" in page
    assert "Planned and counted" not in read(world.reader, f"{HOME}social/")
