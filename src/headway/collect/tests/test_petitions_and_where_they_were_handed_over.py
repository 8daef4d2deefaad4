"""Petitions are summed up by case, by target and by country of origin, and tell whether, where, when and by whom they were handed over."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from headway.collect.actions import keep_reported
from headway.collect.models import Figure
from headway.collect.queries import rows_of_totals, totals
from headway.collect.rows import FigureRow
from headway.collect.rules import By
from headway.collect.tests.test_an_office_records_an_activity import opened, send
from headway.engage.actions import keep_engagement
from headway.engage.rows import TargetRow
from headway.movement.tests.cast import NORTH
from headway.movement.tests.doors import activity_row, case_row

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}
DELIVERY = {"name": "Handed to the ministry", "activity_kind": "hearing", "when": "2023-09-10"}


@pytest.fixture
def petition(world: Any) -> Any:
    """A petition for one case and one target, with signatures of two countries, handed over in Vienna; and one that was not."""
    rows: list[Any] = [
        activity_row("for-her", name="For her", cases=["open-case"], targets=["the-ministry"], country="SE"),
        activity_row("handing", **{**DELIVERY, "delivers": "for-her", "place": "Vienna", "by_whom": "Amina", "cases": ["open-case"]}),
        activity_row("for-nobody", name="For nobody"),
        FigureRow.model_validate({"key": "signed", "measure": "bags", "value": "150", "activity": "for-her", "office": NORTH}),
        FigureRow.model_validate({"key": "signed-at", "measure": "bags", "value": "100", "activity": "for-her", "office": NORTH, "part_of": "signed", "country": "AT", "of": "country of origin: Austria"}),
        FigureRow.model_validate({"key": "signed-hu", "measure": "bags", "value": "50", "activity": "for-her", "office": NORTH, "part_of": "signed", "country": "HU", "of": "country of origin: Hungary"}),
    ]  # fmt: skip
    for row in (case_row("open-case", name="Nyala"), _ministry()):
        keep_engagement(world.campaign, [row], acting_user=world.core_team)
    keep_reported(world.campaign, rows, acting_user=world.core_team)
    return world


def _ministry() -> TargetRow:
    return TargetRow.model_validate(
        {"key": "the-ministry", "name": "Ministry of Water", "target_kind": "ministry"}
    )


def counted(world: Any, *by: By) -> dict[tuple[str, ...], str]:
    rows = rows_of_totals(totals(world.campaign, by, "bags"))
    return {tuple(row[one] for one in by): row["value"] for row in rows}


def page(client: Client, user: Any, address: str) -> str:
    client.force_login(user)
    answer = client.get(address, headers=ENGLISH)
    assert answer.status_code == 200, answer.content
    return html.unescape(answer.content.decode())


def test_signatures_are_summed_up_by_case_by_target_and_by_country_of_origin(petition: Any) -> None:
    assert counted(petition, By.CASE)["open-case",] == "150"
    assert counted(petition, By.TARGET)["the-ministry",] == "150"
    by_country = counted(petition, By.CASE, By.COUNTRY)
    assert by_country["open-case", "AT"] == "100"
    assert by_country["open-case", "HU"] == "50"
    assert ("open-case", "SE") not in by_country
    assert ("open-case", "") not in by_country


@pytest.mark.parametrize(
    ("asked", "shown"), [("case=open-case", 3), ("target=the-ministry", 3), ("in=AT", 1), ("in=SE", 0)]
)
def test_each_of_these_numbers_leads_to_its_figures(
    client: Client, petition: Any, asked: str, shown: int
) -> None:
    address = f"{reverse('measure', args=[petition.campaign.key, 'bags'])}?{asked}"
    text = page(client, petition.reader, address)
    found = {key for key in ("signed", "signed-at", "signed-hu") if f"/figures/{key}/" in text}
    assert len(found) == shown


@pytest.mark.parametrize("named", ["Austria", "country of origin: Autriche", "النمسا"])
def test_figures_typed_into_the_form_count_for_the_case_and_the_target_and_the_country_of_their_part(
    client: Client, petition: Any, named: str
) -> None:
    """The form asks for a case and a target once, and not beside each number; a part can be of a country in any language."""
    ways = (By.CASE, By.TARGET, By.COUNTRY)
    before = counted(petition, *ways)
    lines = {
        "figures-0-measure": "bags",
        "figures-0-value": "12",
        "figures-0-parts": f"{named}: 8\nby post: 4",
    }
    typed = {"cases": "open-case", "targets": "the-ministry", "country": "SE"}
    sent = send(client, opened(client, petition.campaigner), **typed, **lines)
    assert sent.status_code == 302
    now = counted(petition, *ways)
    assert int(now["open-case", "the-ministry", "AT"]) == int(before["open-case", "the-ministry", "AT"]) + 8
    whole = Figure.objects.get(activity__name__en="March to the river", part_of=None)
    assert (int(whole.value or 0), whole.country) == (12, "")


def test_a_restricted_case_is_no_group_and_its_activity_stands_where_those_without_a_case_stand(
    client: Client, petition: Any
) -> None:
    hush = case_row("hush-case", name="Zyxomma", restricted=True)
    keep_engagement(petition.campaign, [hush], acting_user=petition.core_team)
    rows = [
        activity_row("quiet", name="Quiet", cases=["hush-case"]),
        activity_row("both", name="Both", cases=["hush-case", "open-case"]),
        *(FigureRow.model_validate({"key": f"of-{key}", "measure": "bags", "value": value, "activity": key, "office": NORTH}) for key, value in (("quiet", "7"), ("both", "9"))),
    ]  # fmt: skip
    without, with_case = counted(petition, By.CASE)["",], counted(petition, By.CASE)["open-case",]
    keep_reported(petition.campaign, rows, acting_user=petition.core_team)
    assert int(counted(petition, By.CASE)["",]) == int(without) + 7
    assert int(counted(petition, By.CASE)["open-case",]) == int(with_case) + 9
    address = reverse("totals", args=[petition.campaign.key]) + "?by=case"
    for user in (petition.core_team, petition.reader, petition.administrator):
        text = page(client, user, address)
        assert "Zyxomma" not in text
        assert "hush-case" not in text


def test_a_petition_tells_where_when_and_by_whom_it_was_handed_over_and_a_delivery_what_it_hands_over(
    client: Client, petition: Any
) -> None:
    text = page(client, petition.reader, reverse("activity", args=[petition.campaign.key, "for-her"]))
    for said in ("Handed over", "Handed to the ministry", "10 September 2023", "Vienna", "Amina"):
        assert said in text
    delivery = page(client, petition.reader, reverse("activity", args=[petition.campaign.key, "handing"]))
    for said in ("Hands over", "For her", "Delivered by", "Amina"):
        assert said in delivery


def test_activities_are_listed_by_whether_they_were_handed_over(client: Client, petition: Any) -> None:
    address = reverse("activities", args=[petition.campaign.key])
    yes = page(client, petition.reader, f"{address}?handed-over=yes")
    assert "/activities/for-her/" in yes
    assert "Handed over: " in yes
    assert "/activities/for-nobody/" not in yes
    no = page(client, petition.reader, f"{address}?handed-over=no")
    assert "/activities/for-nobody/" in no
    assert "/activities/for-her/" not in no
