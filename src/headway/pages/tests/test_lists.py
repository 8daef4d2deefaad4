"""A list is what its address says; what the address cannot mean is answered with a page that helps."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from headway.movement.tests.cast import make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ACTIVITIES = "/c/stop-torture/activities/"


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Any:
    from django.db import transaction

    from headway.conftest import PACKS
    from headway.exchange.packs import load_pack
    from headway.movement.actions import ensure_operator

    with django_db_blocker.unblock(), transaction.atomic():
        operator = ensure_operator()
        load_pack(PACKS / "stop-torture", acting_user=operator)
        yield make_cast(operator)
        transaction.set_rollback(True)


@pytest.fixture
def reader(db: None, _loaded: Any, client: Client) -> Client:
    client.force_login(_loaded.reader)
    return client


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def headings_in(response: Any) -> list[str]:
    return re.findall(r'class="row-heading"[^>]*>(?:<a[^>]*>)?(?:<bdi>)?([^<]+)', response.content.decode())


def count_of(response: Any) -> int:
    found = re.search(r'class="filters-count"[^>]*>(?:\d+ to \d+ of )?(\d+)', text_of(response))
    assert found is not None
    return int(found[1])


def test_a_filter_narrows_the_list_and_can_be_taken_away(reader: Client) -> None:
    whole, narrowed = reader.get(ACTIVITIES), reader.get(ACTIVITIES, {"area": "media", "office": "germany"})
    assert 0 < count_of(narrowed) < count_of(whole)
    page = narrowed.content.decode()
    assert 'href="?office=germany"' in page
    assert 'href="?area=media"' in page


def test_choices_of_one_filter_are_taken_together(reader: Client) -> None:
    one, other, both = (
        count_of(reader.get(ACTIVITIES, {"area": areas})) for areas in (["media"], ["partnership"], ["media", "partnership"])
    )  # fmt: skip
    assert both == one + other


def test_a_record_with_several_links_stands_in_the_list_once(reader: Client) -> None:
    found = reader.get("/c/stop-torture/opportunities/", {"country": ["mexico", "nigeria", "uzbekistan"]})
    headings = headings_in(found)
    assert headings
    assert len(headings) == len(set(headings))


def test_a_year_holds_what_may_lie_in_it(reader: Client) -> None:
    early, within = (
        headings_in(reader.get(ACTIVITIES, {"year": year, "q": "corre"})) for year in ("1999", "2015")
    )
    assert "Petition for Jerryme Corre delivered" in early  # "by April 2015" says nothing of when it began
    assert len(within) > len(early)


def test_search_stands_in_the_address_and_beside_the_filters(reader: Client) -> None:
    found = reader.get(ACTIVITIES, {"q": "petition", "area": "advocacy"})
    assert 0 < count_of(found) < count_of(reader.get(ACTIVITIES, {"area": "advocacy"}))
    assert 'value="petition"' in found.content.decode()


def test_an_order_is_kept_from_page_to_page(reader: Client) -> None:
    first = reader.get(ACTIVITIES, {"sort": "name"})
    names = headings_in(first)
    assert [name.lower() for name in names] == sorted(name.lower() for name in names)
    assert 'href="?sort=name&amp;page=2"' in first.content.decode()
    second = headings_in(reader.get(ACTIVITIES, {"sort": "name", "page": "2"}))
    assert second
    assert not set(second) & set(names)


def test_names_are_sorted_as_the_reader_sees_them(reader: Client) -> None:
    english, french = (
        headings_in(reader.get("/c/stop-torture/targets/", {"sort": "name"}, headers={"accept-language": language}))
        for language in ("en", "fr")
    )  # fmt: skip
    assert english != french
    assert [name.lower() for name in french] == sorted(name.lower() for name in french)


def test_all_pages_together_hold_each_record_once(reader: Client) -> None:
    whole, number, found = count_of(reader.get(ACTIVITIES)), 1, 0
    while found < whole:
        found += len(headings_in(reader.get(ACTIVITIES, {"page": str(number)})))
        number += 1
    assert found == whole


@pytest.mark.parametrize(
    "asked",
    [
        {"area": "weather"},
        {"area": ["media", "weather"]},
        {"office": "no-such-office"},
        {"year": "soon"},
        {"year": "02015"},
        {"year": "٢٠١٤"},
        {"sort": "luck"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "two"},
        {"page": "9" * 400},
        {"colour": "red"},
        {"q": "a\0b"},
        {"area": "\0"},
        {"\0": "\0"},
        {"q": "x" * 10_000},
        {"area": "x" * 10_000},
        {"case": "' OR 1=1 --"},
    ],
    ids=lambda asked: str(asked)[:40],
)
def test_what_makes_no_sense_is_answered_with_a_way_back(reader: Client, asked: dict[str, Any]) -> None:
    response = reader.get(ACTIVITIES, asked)
    assert response.status_code == 400
    page = response.content.decode()
    assert "This list cannot be shown like that" in page
    assert reverse("cases", args=["stop-torture"]) in page
    assert len(page) < 30_000
    back = re.search(r'class="button button-primary" href="(\?[^"]*)"', page)
    assert back is not None
    assert reader.get(ACTIVITIES + back[1].replace("&amp;", "&")).status_code == 200


def test_what_else_was_asked_is_kept_on_the_way_back(reader: Client) -> None:
    page = reader.get(ACTIVITIES, {"area": "media", "sort": "luck"}).content.decode()
    assert 'href="?area=media"' in page


@pytest.mark.parametrize("number", ["7", "1000000000"])
def test_beyond_the_end_the_last_page_is_shown_the_way_to(reader: Client, number: str) -> None:
    response = reader.get(ACTIVITIES, {"page": number})
    assert response.status_code == 404
    assert 'href="?page=6"' in response.content.decode()
    assert reader.get(ACTIVITIES, {"page": "6"}).status_code == 200


def test_where_nothing_fits_the_page_says_what_to_do(reader: Client) -> None:
    response = reader.get(ACTIVITIES, {"q": "zzzzqqqq"})
    assert response.status_code == 200
    assert "Nothing fits" in text_of(response)
    assert f'href="{ACTIVITIES}"' in response.content.decode()


def test_something_that_no_record_has_is_no_mistake(reader: Client) -> None:
    response = reader.get(ACTIVITIES, {"office": "iceland", "area": "media"})
    assert response.status_code == 200
    assert count_of(response) == 0


def test_the_language_of_a_page_is_no_filter(reader: Client) -> None:
    assert reader.get(ACTIVITIES, {"language": "fr", "area": "media"}).status_code == 200
