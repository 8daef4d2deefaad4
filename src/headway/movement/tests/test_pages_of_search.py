"""The search page: everybody finds what they may see, and nothing else; whatever is typed ends in a page that helps."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from headway.audit.models import Entry, Indexed
from headway.audit.queries import model_of
from headway.collect.actions import keep_reported
from headway.lib.labels import label_in
from headway.movement.tests.doors import activity_row
from headway.verify.models import Outcome

pytestmark = pytest.mark.django_db
SECRET = ("Quillfeather", "Velvet", "barrels", "hidden-spring")


def ask(client: Client, user: Any, **given: str) -> Any:
    if user is not None:
        client.force_login(user)
    return client.get(f"/search/?{urlencode(given)}", headers={"Accept-Language": "en"})


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_whoever_is_not_signed_in_is_led_to_the_door_and_back(client: Client) -> None:
    answer = ask(client, None, q="water")
    assert answer.status_code == 302
    assert "next=/search/%3Fq%3Dwater" in answer["Location"]


def test_hits_stand_by_kind_with_how_many_there_are_and_lead_to_their_pages(
    client: Client, world: Any
) -> None:
    text = text_of(ask(client, world.reader, q="limit"))
    assert "Outcomes" in text
    assert 'href="/c/clean-rivers/outcomes/limit-law/"' in text
    assert "<mark>" in text


def test_without_words_the_page_says_how_to_search(client: Client, world: Any) -> None:
    assert "Search everything that you may see" in text_of(ask(client, world.reader))


def test_where_nothing_is_found_the_page_says_what_to_try(client: Client, world: Any) -> None:
    assert "Nothing found" in text_of(ask(client, world.reader, q="xyzzy"))


def test_somebody_without_a_role_finds_nothing(client: Client, world: Any) -> None:
    text = text_of(ask(client, world.without_a_role, q="limit"))
    assert "limit-law" not in text
    assert "Nothing found" in text


@pytest.mark.parametrize("who", ["reader", "campaigner", "core_team", "administrator", "researcher"])
@pytest.mark.parametrize("word", ["Quillfeather", "velvet spring", "barrels", "hidden"])
@pytest.mark.parametrize("more", [{}, {"fragment": "1"}, {"kind": "outcome"}])
def test_an_outsider_sees_nothing_of_what_is_restricted(
    client: Client, world: Any, who: str, word: str, more: dict[str, str]
) -> None:
    text = text_of(ask(client, getattr(world, who), q=word, **more))
    assert not [secret for secret in SECRET if secret in text.replace(word, "")]
    assert "/outcomes/barrels" not in text
    assert "/cases/hidden" not in text


def test_who_is_named_finds_it_and_that_they_read_it_is_logged(client: Client, world: Any) -> None:
    outcome = Outcome.objects.get(key="barrels-removed")
    outcome.named.add(world.core_team)
    answer = ask(client, world.core_team, q="Quillfeather barrels")
    assert "/outcomes/barrels-removed/" in text_of(answer)
    assert Entry.objects.filter(action="list_outcome", actor=str(world.core_team.pk)).count() == 1


def test_the_palette_shows_nothing_restricted_so_that_no_letter_is_a_read(client: Client, world: Any) -> None:
    Outcome.objects.get(key="barrels-removed").named.add(world.core_team)
    assert "barrels" not in text_of(ask(client, world.core_team, q="Quillfeather", fragment="1"))
    assert not Entry.objects.filter(action="list_outcome").exists()


def test_the_palette_gets_at_most_eight_hits_and_no_page_around_them(client: Client, world: Any) -> None:
    rows = [activity_row(f"march-{number}", name=f"March {number}") for number in range(30)]
    keep_reported(world.campaign, rows, acting_user=world.core_team)
    text = text_of(ask(client, world.reader, q="march", fragment="1"))
    assert "<html" not in text
    assert 1 <= text.count("/activities/") <= 8


def test_one_kind_goes_page_by_page_and_no_hit_stands_on_two(client: Client, world: Any) -> None:
    rows = [activity_row(f"vigil-{number}", name=f"Vigil {number}") for number in range(130)]
    keep_reported(world.campaign, rows, acting_user=world.core_team)
    seen: list[str] = []
    for page in range(1, 8):
        answer = ask(client, world.reader, q="vigil", kind="activity", page=str(page))
        assert answer.status_code == 200
        seen += [shown.hit.key for group in answer.context["groups"] for shown in group["hits"]]
    assert len(seen) == len(set(seen)) == 130
    assert ask(client, world.reader, q="vigil", kind="activity", page="8").status_code == 404


def test_a_campaign_can_be_chosen_and_offices_belong_to_each(client: Client, world: Any) -> None:
    assert "limit-law" in text_of(ask(client, world.reader, q="limit", campaign="clean-rivers"))
    assert "/offices/danube-office/" in text_of(
        ask(client, world.reader, q="danube", campaign="clean-rivers")
    )


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"q": "x" * 10_000}, 400),
        ({"q": "a\0b"}, 400),
        ({"q": "water", "kind": "nonsense"}, 400),
        ({"q": "water", "kind": "rival"}, 400),
        ({"q": "water", "campaign": "elsewhere"}, 400),
        ({"q": "water", "campaign": "\0"}, 400),
        ({"q": "water", "kind": "outcome", "page": "1000000000"}, 404),
        ({"q": "water", "page": "abc"}, 400),
        ({"q": "water", "sort": "nonsense"}, 400),
        ({"q": '" OR * NEAR('}, 200),
        ({"q": "?!"}, 200),
        ({"q": "عـ ـ"}, 200),
    ],
)
def test_what_makes_no_sense_ends_in_a_page_that_helps(
    client: Client, world: Any, given: dict[str, str], status: int
) -> None:
    answer = ask(client, world.reader, **given)
    assert answer.status_code == status
    assert "<h1" in text_of(answer)


@pytest.mark.parametrize(
    "given", [{"q": "water"}, {"q": "a", "kind": "activity"}, {"q": "quillfeather limit"}]
)
def test_a_search_asks_the_database_little(
    client: Client, world: Any, given: dict[str, str], django_assert_max_num_queries: Any
) -> None:
    model_of("case").objects.get(key="hidden-spring").named.add(world.core_team)
    ask(client, world.core_team)
    with django_assert_max_num_queries(20):
        ask(client, world.core_team, **given)


def test_a_figure_that_is_found_shows_its_value_and_a_rating_its_step(client: Client, world: Any) -> None:
    fact = model_of("published").objects.filter(campaign=world.campaign).exclude(value=None).first()
    rating = model_of("rating").objects.filter(campaign=world.campaign).select_related("step").first()
    client.force_login(world.core_team)
    for kind, record in (("published", fact), ("rating", rating)):
        title = Indexed.objects.get(record=record.pk).title
        page = client.get("/search/", {"q": label_in(title, "en"), "kind": kind, "language": "en"})
        shown = {hit.hit.key: hit.value for group in page.context["groups"] for hit in group["hits"]}
        assert shown[record.key]
        assert f"<strong>{shown[record.key]}</strong>" in page.content.decode()
    assert shown[rating.key] == label_in(rating.step.name, "en")
