"""What is typed into the form of an activity means what the office means: its period, its shares, its country, who reads it."""

from __future__ import annotations

import html
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from headway.collect.models import Activity, Figure
from headway.collect.tests.test_an_office_records_an_activity import NEW, opened, send, the_new_one
from headway.collect.tests.test_imports_by_page import actions
from headway.collect.tests.test_workbooks_by_page import agree
from headway.engage.actions import keep_engagement
from headway.movement.tests.cast import NORTH, SOUTH
from headway.movement.tests.doors import case_row
from headway.plan.actions import keep_plan
from headway.plan.rows import MeasureRow

pytestmark = pytest.mark.django_db
ADDRESS = f"{NEW}?kind=march"
ENGLISH = {"Accept-Language": "en"}


def page(client: Client, user: Any, address: str = ADDRESS) -> str:
    client.force_login(user)
    return html.unescape(client.get(address, headers=ENGLISH).content.decode())


@pytest.mark.parametrize(
    "when", ["2023", "March to December 2023", "22 March 2023", "November 2023 to January 2024"]
)
def test_a_time_that_lies_mostly_in_a_period_belongs_to_it(client: Client, world: Any, when: str) -> None:
    """The period begins on 22 March; nobody who says "March to December" means none."""
    send(client, opened(client, world.campaigner), when=when)
    record = the_new_one()
    assert record.period is not None
    assert record.period.key == "y1"


@pytest.mark.parametrize("when", ["2099", "March 2023", "2022 to 2023"])
def test_a_time_that_lies_mostly_outside_belongs_to_none_and_that_is_said(
    client: Client, world: Any, when: str
) -> None:
    sent = send(client, opened(client, world.campaigner), when=when)
    assert the_new_one().period is None
    assert "it stands in no return" in client.get(sent["Location"], headers=ENGLISH).content.decode()


@pytest.mark.parametrize("typed", ["27%", "0.27", "0,27", "٢٧٪"])
def test_a_share_may_be_typed_in_percent(client: Client, world: Any, typed: str) -> None:
    counted = {"figures-0-measure": "share-clean", "figures-0-value": typed}
    assert send(client, opened(client, world.campaigner), **counted).status_code == 302
    assert Figure.objects.get(activity=the_new_one()).value == Decimal("0.27")


def test_a_bare_number_above_one_is_no_share_and_the_mend_is_said_at_the_field(
    client: Client, world: Any
) -> None:
    counted = {"figures-0-measure": "share-clean", "figures-0-value": "27"}
    sent = send(client, opened(client, world.campaigner), **counted)
    assert sent.status_code == 422
    text = html.unescape(sent.content.decode())
    assert "write 27% if that is meant" in text
    assert "write it as 27% or as 0.27" in text
    assert not Activity.objects.filter(name__en="March to the river")


def test_a_number_below_nothing_is_refused_at_its_field(client: Client, world: Any) -> None:
    counted = {"figures-0-measure": "bags", "figures-0-value": "-5"}
    sent = send(client, opened(client, world.campaigner), **counted)
    assert sent.status_code == 422
    text = sent.content.decode()
    assert "What is counted cannot be less than nothing." in text
    assert "less than nothing; bags" not in text


def test_whoever_writes_for_several_offices_says_for_which_and_nothing_is_filled_in_for_another(
    client: Client, world: Any
) -> None:
    shown = page(client, world.core_team)
    assert '<option value="SE" selected' not in shown
    assert '<option value="UY" selected' not in shown
    held = opened(client, world.core_team)
    refused = send(client, held, office="")
    assert refused.status_code == 422
    assert not Activity.objects.filter(name__en="March to the river")
    assert send(client, held, office=SOUTH).status_code == 302
    assert Activity.objects.get(office__key=SOUTH, name__en="March to the river").country == ""


def test_whose_office_is_known_finds_its_country_filled_in(client: Client, world: Any) -> None:
    assert '<option value="SE" selected' in page(client, world.campaigner)
    assert '<option value="UY" selected' in page(client, world.core_team, f"{ADDRESS}&office={SOUTH}")


def test_who_can_choose_a_restricted_case_is_told_that_everybody_reads_the_activity(
    client: Client, world: Any
) -> None:
    said = "Whoever works on the campaign reads the title"
    assert said not in page(client, world.core_team)
    secret = case_row("hush-case", name="Zyxomma", restricted=True)
    keep_engagement(world.campaign, [secret], acting_user=world.core_team)
    shown = page(client, world.core_team)
    assert said in shown
    assert shown.index("Zyxomma") < shown.index(said)
    for other in (world.campaigner, world.administrator):
        theirs = page(client, other)
        assert said not in theirs
        assert "Zyxomma" not in theirs


def test_what_somebody_said_is_said_to_be_kept_and_where(client: Client, world: Any) -> None:
    sent = send(client, opened(client, world.campaigner), said="We shall be back.", said_by="A fisher")
    assert "What was said stands among the testimonies." in client.get(sent["Location"], headers=ENGLISH).text


def test_a_measure_says_in_the_form_what_it_counts(client: Client, world: Any) -> None:
    told = {"key": "bags", "name": "Bags", "unit": "bags", "additivity": "flow", "kinds": ["march"], "help": "Full ones alone."}  # fmt: skip
    keep_plan(world.campaign, [MeasureRow.model_validate(told)], acting_user=world.core_team)
    assert "Full ones alone. · bags" in page(client, world.campaigner)


def test_what_is_brought_in_belongs_to_the_period_in_which_it_lies(client: Client, world: Any) -> None:
    client.force_login(world.campaigner)
    table = (
        "petition,country,signatures,delivered,delivered_on,place,by_whom\n"
        "Save the Danube,AT,120,yes,2023-09-10,Vienna,Amina\n"
    )
    kept = actions(client, table, delivery_kind="hearing", delivered_measure="bags")
    agree(client, kept["Location"])
    delivery = Activity.objects.get(office__key=NORTH, by_whom="Amina")
    assert delivery.period is not None
    assert delivery.period.key == "y1"
    (handed,) = Figure.objects.filter(activity=delivery)
    assert (handed.period_id, handed.when.edtf) == (delivery.period_id, "2023-09-10")
