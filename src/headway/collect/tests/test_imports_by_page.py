"""Exports of other tools by page: shown first, written once agreed, and of people nothing is kept."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from headway.collect.models import Activity, Figure, Upload
from headway.collect.tests.test_workbooks_by_page import ENGLISH, agree
from headway.movement.tests.cast import NORTH, SOUTH

pytestmark = pytest.mark.django_db
ACTIONS = "/c/clean-rivers/import/actions/"
ANALYTICS = "/c/clean-rivers/import/analytics/"
TOTALS = "petition,country,signatures\nSave the Danube,Austria,120\nSave the Danube,HU,80\nSave the Danube,Atlantis,5\n"
PEOPLE = (
    "uuid,email,can2_user_country,petition\n"
    "1,ana@example.org,AT,Save the Danube\n2,bo@example.org,HU,Save the Danube\n1,ana@example.org,AT,Save the Danube\n"
)
VISITS = "Date,Sessions,Users\n2023-07-01,10,7\n2023-07-02,20,9\n"


def send(client: Client, address: str, text: str, **asked: str) -> Any:
    file = SimpleUploadedFile("export.csv", text.encode())
    return client.post(address, {"file": file, "office": NORTH, **asked}, headers=ENGLISH)


def actions(client: Client, text: str = TOTALS, **asked: str) -> Any:
    return send(client, ACTIONS, text, **{"activity_kind": "march", "measure": "bags", **asked})


def shown(client: Client, answer: Any) -> str:
    assert answer.status_code == 302
    return html.unescape(client.get(answer["Location"], headers=ENGLISH).content.decode())


def test_totals_are_shown_then_written_and_the_same_again_changes_nothing(client: Client, world: Any) -> None:
    client.force_login(world.campaigner)
    kept = actions(client)
    page = shown(client, kept)
    assert "Save the Danube" in page
    assert "is no country by code or by name" in page
    assert not Activity.objects.filter(name__en="Save the Danube").exists()
    agree(client, kept["Location"])
    counted = Figure.objects.filter(activity__office__key=NORTH, measure__key="bags").values_list(
        "country", "value"
    )
    assert {country: int(value or 0) for country, value in counted} == {"AT": 120, "HU": 80}
    mend = client.get(f"{kept['Location']}refused.xlsx", headers=ENGLISH)
    assert mend.status_code == 200
    again = shown(client, actions(client))
    assert "Write it" not in again


def test_of_those_who_signed_nothing_is_kept_while_the_file_waits(client: Client, world: Any) -> None:
    client.force_login(world.campaigner)
    page = shown(client, actions(client, PEOPLE))
    assert "1 row is of somebody who signed before." in page
    waiting = Upload.objects.get()
    assert b"example.org" not in bytes(waiting.content)
    assert "example.org" not in str(waiting.asked)


def test_visits_are_brought_in_as_their_measures_add_up(client: Client, world: Any) -> None:
    client.force_login(world.campaigner)
    kept = send(client, ANALYTICS, VISITS, visits="bags", visitors="volunteers")
    assert "30" in shown(client, kept)
    agree(client, kept["Location"])
    found = Figure.objects.filter(office__key=NORTH, activity=None).values_list(
        "measure__key", "value", "precision"
    )
    assert {(key, int(value or 0), precision) for key, value, precision in found} == {
        ("bags", 30, "exact"), ("volunteers", 9, "at-least"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,colour\na,b\n", "has the columns that this reads"),
        ("", "empty"),
        ("%PDF-1.7 and more", "is no table"),
        ("uuid,country,petition,created_at\n1,AT,A,03/04/2014\n", "could be read in two ways"),
    ],
)
def test_what_is_no_such_export_is_refused_at_its_field(
    text: str, said: str, client: Client, world: Any
) -> None:
    client.force_login(world.campaigner)
    answer = actions(client, text)
    assert answer.status_code == 422
    assert said in html.unescape(answer.content.decode())
    assert not Upload.objects.exists()


def test_nobody_brings_in_numbers_of_an_office_that_is_not_theirs(client: Client, world: Any) -> None:
    for who, status in (
        ("other_section", 422),
        ("reader", 403),
        ("researcher", 403),
        ("without_a_role", 404),
    ):
        client.force_login(getattr(world, who))
        assert actions(client).status_code == status
    client.logout()
    assert actions(client).status_code == 302
    client.force_login(world.campaigner)
    assert actions(client, office=SOUTH).status_code == 422
    assert not Upload.objects.exists()


def test_a_file_that_waits_is_there_for_its_sender_alone_and_can_be_put_away(
    client: Client, world: Any
) -> None:
    client.force_login(world.campaigner)
    address = actions(client)["Location"]
    (agreed,) = re.findall(r'name="agreed" value="([^"]+)"', client.get(address).content.decode())
    for who in ("other_section", "reader", "core_team", "administrator"):
        client.force_login(getattr(world, who))
        assert client.get(address).status_code == 404
        assert client.post(address, {"agreed": agreed, "step": "write"}).status_code == 404
        assert client.get(f"{address}refused.xlsx").status_code == 404
    client.force_login(world.campaigner)
    assert client.post(address, {"agreed": "something-else", "step": "write"}).status_code == 409
    assert not Activity.objects.filter(name__en="Save the Danube").exists()
    client.post(address, {"step": "forget"})
    assert client.get(address).status_code == 404
