"""What is withheld: the list of the core team, added to and taken from on a page; nobody else learns of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.lib.problems import Refused
from headway.listen.actions import tell_again, withhold_one
from headway.listen.models import Withheld
from headway.listen.rules import WithheldKind
from headway.listen.tests.heard import hear

pytestmark = pytest.mark.django_db
PAGE = "/c/clean-rivers/listening/withheld/"


@pytest.fixture(autouse=True)
def _lake(tmp_path: Any, settings: Any) -> None:
    settings.HEADWAY_LAKE = str(tmp_path / "lake")


def browser_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(person: Any, address: str = PAGE) -> str:
    return browser_of(person).get(address).content.decode()


def test_one_is_withheld_once_however_it_is_written(world: Any) -> None:
    kept = withhold_one(world.campaign, WithheldKind.WORD, " Hushed ", acting_user=world.core_team)
    assert withhold_one(world.campaign, WithheldKind.WORD, "hushed", acting_user=world.core_team) == kept
    assert Withheld.objects.get().text == "Hushed"
    tell_again(kept, acting_user=world.core_team)
    assert not Withheld.objects.exists()
    told = Entry.objects.filter(action__in=("withhold", "tell_again")).order_by("seq")
    assert list(told.values_list("action", flat=True)) == ["withhold", "tell_again"]


@pytest.mark.parametrize("text", ["", "  ", "x" * 201, "a\0b"])
def test_what_is_no_name_is_refused(world: Any, text: str) -> None:
    with pytest.raises(Refused):
        withhold_one(world.campaign, WithheldKind.WORD, text, acting_user=world.core_team)


def test_the_core_team_withholds_on_a_page_that_says_what_is_hidden(world: Any) -> None:
    hear(world.campaign, world.core_team)
    browser = browser_of(world.core_team)
    assert browser.post(PAGE, {"what": "word", "text": ""}).status_code == 422
    browser.post(PAGE, {"what": "word", "text": "hushed"})
    browser.post(PAGE, {"what": "account", "text": "Whisper"})
    browser.post(PAGE, {"what": "account", "text": "Wisper"})
    page = browser.get(PAGE).content.decode()
    assert "1 mention<" in page
    assert "1 post<" in page
    assert page.count("hides nothing now") == 1
    shown = read(world.reader, "/c/clean-rivers/listening/")
    assert '<p class="stat-value">2</p>' in shown
    browser.post(f"{PAGE}{Withheld.objects.get(text='hushed').pk}/tell/")
    assert set(Withheld.objects.values_list("text", flat=True)) == {"Whisper", "Wisper"}


@pytest.mark.parametrize("person", ["campaigner", "other_section", "researcher", "reader"])
def test_nobody_else_learns_what_is_withheld_or_changes_it(world: Any, person: str) -> None:
    kept = withhold_one(world.campaign, WithheldKind.WORD, "hushed", acting_user=world.core_team)
    browser = browser_of(getattr(world, person))
    assert browser.get(PAGE).status_code == 403
    assert browser.post(PAGE, {"what": "word", "text": "more"}).status_code == 403
    assert browser.post(f"{PAGE}{kept.pk}/tell/").status_code == 403
    assert "What is withheld" not in read(getattr(world, person), "/c/clean-rivers/listening/")
    assert Withheld.objects.get() == kept


def test_nobody_reads_it_signed_out() -> None:
    assert Client().get(PAGE).status_code == 302


def test_the_page_of_listening_leads_there_for_the_core_team(world: Any) -> None:
    assert PAGE in read(world.core_team, "/c/clean-rivers/listening/")
