"""The progress matrix leads to each cell, and a cell to what it rests on; nothing restricted is among it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from headway.assess.actions import keep_ratings
from headway.assess.rows import RatingRow
from headway.audit.models import Entry
from headway.collect.actions import keep_reported
from headway.collect.rows import FigureRow
from headway.plan.actions import keep_plan
from headway.plan.queries import plan_rows
from headway.plan.rows import PeriodRow
from headway.verify.models import Outcome

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers"
CELL = f"{HERE}/progress/austria/limits-set/"
PAGES = {
    f"{HERE}/progress/": "Drinkable",
    CELL: "The limit is law.",
    f"{HERE}/progress/viet-nam/quality/": "Not rated",
    f"{HERE}/dimensions/rules/": "Limits set",
    f"{HERE}/change-areas/limits-set/": "New limits",
    f"{HERE}/indicators/": "Bags collected",
    f"{HERE}/indicators/bags-collected/": "Bags collected",
    f"{HERE}/indicators/new-limits/": "verified outcome",
}


def reading(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("path", PAGES)
def test_whoever_holds_a_role_reads_the_page(path: str, world: Any) -> None:
    for who in ("campaigner", "researcher", "core_team", "reader", "administrator"):
        response = reading(world.people[who]).get(path)
        assert response.status_code == 200, who
        assert PAGES[path] in response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in_and_somebody_without_a_role_finds_nothing(
    path: str, world: Any
) -> None:
    assert Client().get(path).status_code == 302
    assert reading(world.without_a_role).get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_the_database_more_than_twenty_times(
    path: str, world: Any, django_assert_max_num_queries: Any
) -> None:
    client = reading(world.reader)
    client.get(path)
    with django_assert_max_num_queries(20):
        client.get(path)


@pytest.mark.parametrize(
    "path",
    [
        "progress/nowhere/quality/", "progress/austria/nothing/", "progress/?period=never", "dimensions/none/",
        "change-areas/none/", "indicators/none/", "ratings/none/", "progress/austria/limits-set/?period=%00",
    ],
)  # fmt: skip
def test_what_is_not_there_gets_a_page_that_helps(path: str, world: Any) -> None:
    response = reading(world.reader).get(f"{HERE}/{path}")
    assert response.status_code == 404
    assert b"<h1" in response.content


def test_every_cell_of_the_matrix_is_a_link_that_says_its_step_in_words(world: Any) -> None:
    page = reading(world.reader).get(f"{HERE}/progress/").content.decode()
    cells = re.findall(r'<a class="step[^"]*" href="([^"]+)">(?:<bdi>)?([^<]+)(?:</bdi>)?</a>', page)
    areas = sum(len(row.change_areas) for row in plan_rows(world.campaign, "dimension"))
    assert len(cells) == areas * len(plan_rows(world.campaign, "focus-country"))
    assert {text.strip() for _href, text in cells} == {"Drinkable", "not rated"}
    assert all(reading(world.reader).get(href).status_code == 200 for href, _text in cells)


def test_a_cell_names_the_outcomes_that_it_rests_on_with_their_evidence(world: Any) -> None:
    page = reading(world.reader).get(CELL).content.decode()
    outcome = Outcome.objects.get(key="limit-law")
    assert f"{HERE}/outcomes/limit-law/" in page
    assert f"{outcome.evidence.count()} item" in page


def test_a_rating_is_found_by_its_key(world: Any) -> None:
    response = reading(world.reader).get(f"{HERE}/ratings/austria-limits/")
    assert response["Location"] == CELL


def test_a_restricted_outcome_is_in_its_cell_for_whoever_is_named_and_their_reading_is_logged(
    world: Any,
) -> None:
    hidden = Outcome.objects.get(key="barrels-removed")
    area = hidden.change_areas.get().key
    path = f"{HERE}/progress/viet-nam/{area}/"
    for who in ("core_team", "reader", "administrator"):
        assert "barrels-removed" not in reading(world.people[who]).get(path).content.decode(), who
    before = Entry.objects.count()
    hidden.named.add(world.researcher)
    assert "barrels-removed" in reading(world.researcher).get(path).content.decode()
    assert Entry.objects.count() == before + 1
    assert (
        "barrels-removed" not in reading(world.core_team).get(f"{HERE}/change-areas/{area}/").content.decode()
    )


def test_a_rating_of_an_outcome_that_was_restricted_since_does_not_tell_of_it(world: Any) -> None:
    Outcome.objects.filter(key="limit-law").update(restricted=True)
    page = reading(world.reader).get(CELL).content.decode()
    assert "The limit is law." in page
    assert "limit-law" not in page


def test_other_periods_of_a_cell_are_one_step_away(world: Any) -> None:
    later = PeriodRow(key="y2", name={"*": "2024"}, begins="2024-01-01", ends="2024-12-31")
    keep_plan(world.campaign, [later], acting_user=world.core_team)
    second = RatingRow.model_validate(
        {"key": "austria-limits-2", "focus_country": "austria", "change_area": "limits-set", "period": "y2",
         "step": "drinkable", "text": "It holds."}
    )  # fmt: skip
    keep_ratings(world.campaign, [second], acting_user=world.core_team)
    page = reading(world.reader).get(CELL).content.decode()
    assert second.text in page
    assert "?period=y1" in page
    assert "The limit is law." in reading(world.reader).get(f"{CELL}?period=y1").content.decode()
    tabs = reading(world.reader).get(f"{HERE}/progress/").content.decode()
    assert "?period=y1" in tabs


def test_an_indicator_says_what_its_figures_come_to_and_what_is_not_known(world: Any) -> None:
    page = reading(world.reader).get(f"{HERE}/indicators/bags-collected/").content.decode()
    assert "at least 2,000" in page
    assert "not known" in page
    assert "Seen in fewer than two periods" in page
    share = reading(world.reader).get(f"{HERE}/indicators/passing-sites/").content.decode()
    assert "40%" in share
    assert "in no computed total" in share


def test_an_indicator_seen_in_two_periods_is_drawn_period_by_period(world: Any) -> None:
    later = PeriodRow(key="y2", name={"*": "2024"}, begins="2024-01-01", ends="2024-12-31")
    keep_plan(world.campaign, [later], acting_user=world.core_team)
    figure = FigureRow.model_validate(
        {"key": "bags-later", "measure": "bags", "value": "3500", "office": "danube-office", "period": "y2"}
    )
    keep_reported(world.campaign, [figure], acting_user=world.core_team)
    client = reading(world.reader)
    page = client.get(f"{HERE}/indicators/bags-collected/").content.decode()
    assert "From at least 2,000 (2023) to 3,500 (2024)." in page
    assert "Seen in fewer than two periods" not in page
    name = re.findall(r'href="([^"]*charts/trend-[^"]*)[.]csv"', page)
    assert len(name) == 1
    table = client.get(f"{name[0]}.csv").content.decode()
    assert "2024,3,500" in table.replace('"', "")
    assert client.get(f"{name[0]}.svg")["Content-Type"].startswith("image/svg+xml")
    assert client.get(f"{name[0]}.png").content[1:4] == b"PNG"
    assert client.get(f"{HERE}/charts/trend-nosuch.svg").status_code == 404
    assert reading(world.without_a_role).get(f"{name[0]}.csv").status_code == 404


def test_the_country_shows_its_own_column_of_the_matrix(world: Any) -> None:
    page = reading(world.reader).get(f"{HERE}/countries/austria/").content.decode()
    assert CELL in page
    assert "/progress/viet-nam/" not in page
