"""Every number can be found and leads back to the rows that it came from; what is restricted is in none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from headway.collect.models import Figure
from headway.engage.models import Case
from headway.report.listings import values_meant
from headway.report.tracing import totals_of

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers/facts/"


def reading(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_numbers_are_read_as_people_write_them() -> None:
    assert values_meant("27 %") == [Decimal("0.27")]
    assert Decimal(1000000) in values_meant("1.000.000")
    assert Decimal("0.5") in values_meant("0,5")
    assert values_meant("no number") == []
    assert values_meant("9" * 5000) == []


def test_a_total_names_the_figures_that_it_was_made_of_and_those_that_were_left_out(world: Any) -> None:
    page = reading(world.reader).get(f"{HERE}total:bags/").content.decode()
    assert "at least 2,000" in page
    assert f"{HERE}figure:bags-danube/" in page
    assert f"{HERE}figure:bags-danube-youth/" not in page
    assert "1 figure left out: part of another figure." in page


def test_people_are_told_as_a_range_with_the_reason(world: Any) -> None:
    page = reading(world.reader).get(f"{HERE}total:volunteers/").content.decode()
    assert "A range, because the same people or things may have been counted more than once." in page


def test_a_figure_leads_to_what_it_is_about_and_to_its_parts(world: Any) -> None:
    page = reading(world.reader).get(f"{HERE}figure:bags-danube/").content.decode()
    assert "/c/clean-rivers/activities/danube-clean-up/" in page
    assert f"{HERE}figure:bags-danube-youth/" in page
    part = reading(world.reader).get(f"{HERE}figure:bags-danube-youth/").content.decode()
    assert "Part of 1,200, so not added to it." in part


def test_a_figure_of_a_restricted_case_is_in_no_list_and_no_total(world: Any) -> None:
    before = totals_of(world.campaign)["bags"].value
    hidden = Case.objects.get(key="hidden-spring")
    Figure.objects.filter(key="bags-mekong").update(case=hidden)
    figures = reading(world.reader).get(HERE, {"kind": "figure"}).content.decode()
    assert "bags-mekong" not in figures
    assert reading(world.reader).get(f"{HERE}figure:bags-mekong/").status_code == 404
    assert before is not None


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?kind=rumour", 400), ("?page=1000000000", 404), ("?page=x", 400), ("?sort=size", 400), ("?q=%00", 400),
        ("?q=" + "x" * 10_000, 400), ("?colour=red", 400),
        ("figure:none/", 404), ("total:none/", 404), ("count:none/", 404), ("nonsense/", 404), ("::/", 404),
    ],
)  # fmt: skip
def test_bad_addresses_get_pages_that_help(query: str, status: int, world: Any) -> None:
    response = reading(world.reader).get(HERE + query)
    assert response.status_code == status
    assert b"<h1" in response.content


@pytest.mark.parametrize(
    "path", ["", "?q=bags", "?kind=figure", "total:bags/", "count:outcomes/", "published:sites-passing/"]
)
def test_no_page_asks_the_database_more_than_twenty_times(
    path: str, world: Any, django_assert_max_num_queries: Any
) -> None:
    client = reading(world.reader)
    with django_assert_max_num_queries(20):
        assert client.get(HERE + path).status_code == 200


def test_a_protected_name_is_on_no_page_of_facts(world: Any) -> None:
    case = Case.objects.get(key="open-well")
    case.protected_name = "Maria Real"
    case.save()
    Figure.objects.filter(key="bags-danube").update(case=case, of="with Maria Real", activity=None)
    client = reading(world.core_team)
    for path in ("?kind=figure", "figure:bags-danube/", "total:bags/"):
        assert "Maria Real" not in client.get(HERE + path).content.decode(), path
