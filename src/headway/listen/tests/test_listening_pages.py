"""The listening pages: drawn from imported rows, narrowed by the address, without what is withheld."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from headway.listen.models import Withheld
from headway.listen.tests.heard import hear

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers/listening/"
SOCIAL = f"{HERE}social/"


@pytest.fixture(autouse=True)
def _lake(tmp_path: Any, settings: Any) -> None:
    settings.HEADWAY_LAKE = str(tmp_path / "lake")


def reading(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def numbers(page: str) -> list[str]:
    return re.findall(r'<p class="stat-value">([^<]*)</p>', page)


@pytest.mark.parametrize("path", [HERE, SOCIAL])
def test_without_rows_the_page_says_what_to_do(path: str, world: Any) -> None:
    page = reading(world.reader).get(path).content.decode()
    assert "Bring in the export of your monitoring service" in page
    assert 'class="chart"' not in page


def test_mentions_articles_and_outlets_stand_as_three_numbers(
    world: Any, django_assert_max_num_queries: Any
) -> None:
    hear(world.campaign, world.core_team)
    client = reading(world.reader)
    with django_assert_max_num_queries(20):
        page = client.get(HERE).content.decode()
    assert numbers(page)[:3] == ["3", "2", "2"]
    assert "Outlets by potential reach" in page
    assert "Made up" not in page


def test_posts_that_were_paid_for_are_in_no_chart_of_others(
    world: Any, django_assert_max_num_queries: Any
) -> None:
    hear(world.campaign, world.core_team)
    client = reading(world.reader)
    with django_assert_max_num_queries(20):
        page = client.get(SOCIAL).content.decode()
    assert numbers(page) == ["2", "57", "11", "1,010"]
    paid = client.get(f"{SOCIAL}?paid=paid").content.decode()
    assert numbers(paid) == ["1", "90", "9", "9,000"]


def test_the_address_narrows_all_numbers(world: Any) -> None:
    hear(world.campaign, world.core_team)
    client = reading(world.reader)
    assert numbers(client.get(f"{HERE}?country=AT").content.decode())[:3] == ["2", "2", "1"]
    assert numbers(client.get(f"{HERE}?from=2023-05-01&to=2023-05-31").content.decode())[:3] == [
        "1",
        "1",
        "1",
    ]


@pytest.mark.parametrize(
    "query", ["from=soon", "moon=1", "from=2023-05-02&to=2023-05-01", "country=" + "x" * 300]
)
def test_an_address_that_makes_no_sense_is_said(query: str, world: Any) -> None:
    hear(world.campaign, world.core_team)
    assert reading(world.reader).get(f"{HERE}?{query}").status_code == 400


def test_what_is_withheld_is_the_core_teams_alone_and_in_no_file(world: Any) -> None:
    hear(world.campaign, world.core_team)
    Withheld.objects.create(campaign=world.campaign, kind="word", text="hushed")
    Withheld.objects.create(campaign=world.campaign, kind="account", text="Whisper")
    reader, core = reading(world.reader), reading(world.core_team)
    assert numbers(core.get(HERE).content.decode())[0] == "3"
    assert numbers(reader.get(HERE).content.decode())[0] == "2"
    assert "whisper" not in reader.get(SOCIAL).content.decode()
    for client in (reader, core):
        file = client.get(f"{HERE}social/accounts.csv").content.decode()
        assert "rivers" in file
        assert "whisper" not in file


@pytest.mark.parametrize("form", ["csv", "svg", "png"])
def test_a_chart_can_be_taken_away(form: str, world: Any) -> None:
    hear(world.campaign, world.core_team)
    answer = reading(world.reader).get(f"{HERE}media/countries.{form}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="clean-rivers-media-countries-en.{form}"'
    if form == "csv":
        assert answer.content.decode().splitlines()[1] == "Austria,2"


def test_made_up_rows_say_so_on_the_page_and_in_every_file(world: Any) -> None:
    hear(world.campaign, world.core_team, made_up=True)
    client = reading(world.reader)
    page = client.get(HERE).content.decode()
    assert "nothing here was published by anybody" in page
    assert "Mentions over time (made up)" in page
    assert "(made up)" in client.get(f"{HERE}media/countries.svg").content.decode()
    assert client.get(f"{HERE}media/countries.csv").content.decode().splitlines()[1] == "Austria,2,yes"


@pytest.mark.parametrize("path", [HERE, SOCIAL, f"{HERE}media/countries.csv"])
def test_a_stranger_is_asked_to_sign_in_and_somebody_without_a_role_finds_nothing(
    path: str, world: Any
) -> None:
    hear(world.campaign, world.core_team)
    assert Client().get(path).status_code == 302
    assert reading(world.without_a_role).get(path).status_code == 404


def test_there_is_no_chart_of_another_name(world: Any) -> None:
    assert reading(world.reader).get(f"{HERE}media/nothing.csv").status_code == 404


def test_the_language_of_mentions_is_one_thing_and_that_of_the_page_another(world: Any) -> None:
    hear(world.campaign, world.core_team)
    client = reading(world.reader)
    narrowed = client.get(f"{HERE}?written-in=de").content.decode()
    assert '<html lang="en"' in narrowed
    assert numbers(narrowed)[0] == "2"
    assert '<option value="de" selected>' in narrowed
    turned = client.get(f"{HERE}?language=fr").content.decode()
    assert '<html lang="fr"' in turned
    assert numbers(turned)[0] == "3"
    both = client.get(f"{HERE}?written-in=de&language=fr").content.decode()
    assert numbers(both)[0] == "2"
    assert "language=fr" not in "".join(re.findall(r'href="[^"]*listening-chart[^"]*"', both))
    assert client.get(f"{HERE}mentions/?written-in=de&language=es").status_code == 200


@pytest.mark.parametrize(("path", "said"), [("mentions/", "No mentions yet"), ("posts/", "No posts yet")])
def test_a_list_of_what_nobody_brought_in_says_so_and_where_to_go(path: str, said: str, world: Any) -> None:
    client = reading(world.reader)
    page = client.get(HERE + path).content.decode()
    assert said in page
    assert "No rows answer this" not in page
    assert 'href="/c/clean-rivers/listening/imports/"' in page
    hear(world.campaign, world.core_team)
    assert "No rows answer this" in client.get(f"{HERE}{path}?from=1990-01-01&to=1990-01-02").content.decode()
