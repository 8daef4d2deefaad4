"""Two questions that a stranger answers from the pages: what trainings led to, and what moved in a country and on what evidence."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from headway.collect.models import Activity
from headway.engage.models import Case
from headway.movement.actions import ensure_operator
from headway.movement.models import Grant, User
from headway.movement.rules import Role
from headway.plan.models import FocusCountry
from headway.report.actions import publish_edition
from headway.verify.models import Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(in_shipped: Any, django_db_blocker: Any) -> None:
    """The report of the campaign is out."""
    with django_db_blocker.unblock():
        publish_edition(in_shipped, acting_user=ensure_operator())


@pytest.fixture
def reader(told: None, shipped: Any) -> Client:
    user = User.objects.create(email="emeka@movement.example", name="Emeka")
    Grant.objects.create(user=user, role=Role.READER)
    client = Client()
    client.force_login(user)
    return client


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def test_what_the_trainings_of_one_section_led_to_is_told_on_their_pages(
    reader: Client, shipped: Any
) -> None:
    trainings = Activity.objects.filter(campaign=shipped, office__country="PL", activity_kind__key="training")
    assert trainings
    for training in trainings:
        page = _page(reader, f"/c/{shipped.key}/activities/{training.key}/")
        led_to = Outcome.objects.filter(contributions__activities=training).distinct()
        assert led_to
        for outcome in led_to:
            assert f"/outcomes/{outcome.key}/" in page
            assert outcome.name["en"] in page
            for claim in outcome.contributions.filter(activities=training):
                assert claim.how.split(".")[0] in " ".join(page.split())
            for verdict in outcome.verdicts.all():
                assert f"#verdict-{verdict.key}" in page
        assert re.search(r"/reports/stop-torture/en/at/(outcome|chapter)-", page)


def test_each_outcome_leads_back_to_all_its_activities_and_on_to_its_ratings_and_the_report(
    reader: Client, shipped: Any
) -> None:
    rated = Outcome.objects.get(campaign=shipped, key="nigeria-police-manual")
    page = _page(reader, f"/c/{shipped.key}/outcomes/{rated.key}/")
    for claim in rated.contributions.all():
        for activity in claim.activities.all():
            assert f"/activities/{activity.key}/" in page
    assert "/reports/stop-torture/en/at/outcome-nigeria-police-manual/" in page
    assert re.search(rf"/c/{shipped.key}/ratings/[a-z0-9-]+/", page)
    assert "told in full" in page


def test_which_change_areas_moved_in_a_country_is_told_with_the_evidence(
    reader: Client, shipped: Any
) -> None:
    mexico = FocusCountry.objects.get(campaign=shipped, countries=["MX"])
    page = " ".join(_page(reader, f"/c/{shipped.key}/countries/{mexico.key}/").split())
    moved = Outcome.objects.filter(focus_country=mexico).exclude(state="set-aside")
    areas = {area for outcome in moved for area in outcome.change_areas.all()}
    assert areas
    for area in areas:
        own = moved.filter(change_areas=area)
        items = sum(one.evidence.filter(side="for").count() for one in own)
        start = page.index(f'/change-areas/{area.key}/"', page.index('id="moved"'))
        part = page[start : start + 2_500]
        assert area.name["en"] in part
        assert f"{own.count()} outcome" in part
        assert f"{items} item" in part


PAGES = [
    "outcomes/",
    "outcomes/?country=mexico&state=verified&sort=most-evidence",
    "outcomes/million-mobilized/",
    "outcomes/nigeria-police-manual/",
    "outcomes/morocco-backlash/",
    "meetings/",
    "meetings/reflection-1/",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_shipped_campaign_takes_at_most_twenty_queries(
    path: str, reader: Client, shipped: Any, django_assert_max_num_queries: Any
) -> None:
    # The first look reads what all readers share and is remembered until the next write.
    reader.get(f"/c/{shipped.key}/{path}")
    with django_assert_max_num_queries(20):
        assert reader.get(f"/c/{shipped.key}/{path}").status_code == 200


def test_every_outcome_of_the_shipped_campaign_has_a_page(reader: Client, shipped: Any) -> None:
    for key in Outcome.objects.filter(campaign=shipped).values_list("key", flat=True):
        page = _page(reader, f"/c/{shipped.key}/outcomes/{key}/")
        assert 'id="why"' in page


def test_cases_show_what_changed_in_them(reader: Client, shipped: Any) -> None:
    case = Case.objects.filter(campaign=shipped, pk__in=Outcome.cases.through.objects.values("case")).first()
    assert case is not None
    page = _page(reader, f"/c/{shipped.key}/cases/{case.key}/")
    assert "What changed in this case" in page
