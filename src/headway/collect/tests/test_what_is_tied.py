"""A mention or a post is tied to an activity or a case with a copy of what it said, and becomes evidence of an outcome."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.collect.actions import clip_heard, unclip_heard
from headway.collect.models import Activity, Clipping
from headway.engage.models import Case
from headway.lake.questions import Family
from headway.lib.problems import Refused
from headway.listen.models import LakeFile, Withheld
from headway.listen.queries.items import heard_item
from headway.listen.tests.heard import hear
from headway.verify.models import Outcome

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers/listening/"


@pytest.fixture(autouse=True)
def _heard(tmp_path: Any, settings: Any, world: Any) -> None:
    settings.HEADWAY_LAKE = str(tmp_path / "lake")
    hear(world.campaign, world.core_team)


def reading(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_mentions_and_posts_stand_one_by_one_narrowed_by_the_address(
    world: Any, django_assert_max_num_queries: Any
) -> None:
    client = reading(world.reader)
    with django_assert_max_num_queries(20):
        page = client.get(f"{HERE}mentions/?country=AT").content.decode()
    assert "A quiet word" in page
    assert "The Herald" not in page
    assert "Sign for clean rivers" in client.get(f"{HERE}posts/").content.decode()
    assert client.get(f"{HERE}mentions/?page=2").status_code == 404
    assert client.get(f"{HERE}mentions/?page=x").status_code == 404


def test_one_mention_tells_where_and_when(world: Any, django_assert_max_num_queries: Any) -> None:
    client = reading(world.core_team)
    with django_assert_max_num_queries(20):
        page = client.get(f"{HERE}mentions/m1/").content.decode()
    assert "The Gazette" in page
    assert "22 March 2023" in page
    assert client.get(f"{HERE}mentions/never/").status_code == 404
    assert Client().get(f"{HERE}mentions/m1/").status_code == 302
    assert reading(world.without_a_role).get(f"{HERE}mentions/m1/").status_code == 404


def test_what_is_withheld_is_not_found_one_by_one_either(world: Any) -> None:
    Withheld.objects.create(campaign=world.campaign, kind="word", text="hushed")
    assert "A quiet word" not in reading(world.reader).get(f"{HERE}mentions/").content.decode()
    assert reading(world.reader).get(f"{HERE}mentions/m3/").status_code == 404
    assert reading(world.core_team).get(f"{HERE}mentions/m3/").status_code == 200


def test_a_mention_is_tied_to_an_activity_with_a_copy_that_outlives_its_import(world: Any) -> None:
    activity = Activity.objects.filter(campaign=world.campaign).first()
    assert activity
    client = reading(world.core_team)
    answer = client.post(f"{HERE}media/tie/", {"item": "m1", "to": f"activity/{activity.key}"})
    assert answer.status_code == 302
    kept = Clipping.objects.get()
    assert (str(kept.says), str(kept.where), kept.day and kept.day.isoformat()) == (
        "Rivers run clean",
        "The Gazette",
        "2023-03-22",
    )
    assert Entry.objects.filter(action="clip_heard").count() == 1
    LakeFile.objects.all().delete()
    page = reading(world.reader).get(f"/c/clean-rivers/activities/{activity.key}/").content.decode()
    assert "What was heard of it" in page
    assert "Rivers run clean" in page


def test_a_post_is_tied_to_a_case_once_and_taken_off_again(world: Any) -> None:
    case = Case.objects.filter(campaign=world.campaign, restricted=False).first()
    heard = heard_item(world.campaign, world.core_team, Family.SOCIAL, "p1")
    assert case
    assert heard
    first = clip_heard(case, heard, acting_user=world.core_team)
    assert clip_heard(case, heard, acting_user=world.core_team) == first
    assert (
        "heard-of/case/" in reading(world.reader).get(f"/c/clean-rivers/cases/{case.key}/").content.decode()
    )
    page = reading(world.reader).get(f"/c/clean-rivers/heard-of/case/{case.key}/").content.decode()
    assert "Sign for clean rivers" in page
    unclip_heard(first, acting_user=world.core_team)
    assert not Clipping.objects.exists()
    assert Entry.objects.filter(action="unclip_heard").count() == 1


def test_who_may_not_change_a_record_can_tie_nothing_to_it(world: Any) -> None:
    activity = Activity.objects.filter(campaign=world.campaign).first()
    heard = heard_item(world.campaign, world.core_team, Family.MEDIA, "m1")
    assert activity
    assert heard
    with pytest.raises(Refused):
        clip_heard(activity, heard, acting_user=world.reader)
    kept = clip_heard(activity, heard, acting_user=world.core_team)
    with pytest.raises(Refused):
        unclip_heard(kept, acting_user=world.reader)
    assert "Tie it to" not in reading(world.reader).get(f"{HERE}mentions/m1/").content.decode()


def test_a_mention_fills_in_the_form_for_evidence(world: Any) -> None:
    outcome = (
        Outcome.objects.filter(campaign=world.campaign, restricted=False).exclude(state="verified").first()
    )
    outcome = outcome or Outcome.objects.filter(campaign=world.campaign, restricted=False).first()
    assert outcome
    client = reading(world.core_team)
    page = client.get(
        "/c/clean-rivers/evidence-from/", {"outcome": outcome.key, "heard": "media/m1"}, follow=True
    )
    told = page.content.decode()
    assert page.status_code == 200
    assert "Rivers run clean" in told
    assert "The Gazette" in told
    assert "2023-03-22" in told
    assert (
        client.get("/c/clean-rivers/evidence-from/", {"outcome": "never", "heard": "media/m1"}).status_code
        == 404
    )
