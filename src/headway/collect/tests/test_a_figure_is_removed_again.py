"""A figure that was once given can be removed again, with its parts: the totals follow, and what was removed stays away."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.audit.queries import model_of, payload_text
from headway.collect.actions import keep_reported
from headway.collect.models import Figure
from headway.collect.rows import FigureRow
from headway.collect.tests.sheets import filled_in
from headway.collect.tests.test_an_office_fills_in_a_workbook import BOTH, form, planned, written
from headway.collect.tests.test_an_office_records_an_activity import NEW, hidden, the_new_one, typed
from headway.movement.actions import ensure_operator
from headway.movement.tests.doors_of_returns import given

pytestmark = pytest.mark.django_db
COUNTED = {
    "figures-TOTAL_FORMS": "1", "figures-INITIAL_FORMS": "0", "figures-0-measure": "volunteers",
    "figures-0-value": "1200", "figures-0-precision": "exact", "figures-0-parts": "gender: women: 700\ngender: men: 500",
}  # fmt: skip
GONE = {"figures-0-remove": "on"}


def signed_in(user: Any) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def march(world: Any) -> str:
    """The address of the form of an activity of which the volunteers were counted."""
    client = signed_in(world.campaigner)
    held = hidden(client.get(f"{NEW}?kind=march"))
    assert client.post(NEW, {**held, **typed(**COUNTED)}).status_code == 302
    return f"/c/clean-rivers/activities/{the_new_one().key}/change/"


def opened(client: Client, address: str) -> dict[str, str]:
    return hidden(client.get(address))


def send(client: Client, held: dict[str, str], address: str, **more: str) -> Any:
    return client.post(address, {**held, **typed(**COUNTED), **more})


def values() -> list[int]:
    return sorted(int(one.value or 0) for one in Figure.objects.filter(activity=the_new_one()))


def totalled(client: Client) -> list[Any]:
    answer = client.get("/c/clean-rivers/totals/", {"measure": "volunteers", "format": "json"})
    return [line["high"] or line["value"] for line in json.loads(answer.content)["totals"]]


def test_a_figure_goes_with_its_parts_and_the_totals_follow(world: Any, march: str) -> None:
    client = signed_in(world.campaigner)
    before = totalled(client)
    assert values() == [500, 700, 1200]
    page = client.get(march).content.decode()
    assert page.count("Remove this figure") == 1, "only what was given can be removed"
    assert send(client, opened(client, march), march, **GONE).status_code == 302
    assert values() == []
    assert totalled(client) != before
    entries = Entry.objects.filter(action="remove_figure")
    assert {(one.kind, one.actor) for one in entries} == {("figure", str(world.campaigner.pk))}
    told = [json.loads(payload_text(one.payload)) for one in entries]
    assert sorted(one["value"] for one in told) == ["1200", "500", "700"]
    assert client.get(march.replace("change/", "")).status_code == 200


def test_a_field_that_was_only_emptied_is_asked_about(world: Any, march: str) -> None:
    client = signed_in(world.campaigner)
    answer = send(client, opened(client, march), march, **{"figures-0-value": ""})
    assert answer.status_code == 422
    assert "tick that it is to be removed" in answer.content.decode()
    assert len(values()) == 3


def test_a_part_goes_by_itself_once_its_line_is_gone(world: Any, march: str) -> None:
    client = signed_in(world.campaigner)
    answer = send(client, opened(client, march), march, **{"figures-0-parts": "gender: women: 700"})
    assert answer.status_code == 302
    assert values() == [700, 1200]


def test_a_part_that_somebody_else_added_meanwhile_stays(world: Any, march: str) -> None:
    mine, theirs = signed_in(world.campaigner), signed_in(world.core_team)
    held = opened(mine, march)
    three = COUNTED["figures-0-parts"] + "\ngender: others: 9"
    assert send(theirs, opened(theirs, march), march, **{"figures-0-parts": three}).status_code == 302
    assert send(mine, held, march, place="Quito").status_code == 302
    assert values() == [9, 500, 700, 1200]


def test_what_belongs_to_an_accepted_return_stays(world: Any, march: str) -> None:
    given(world.campaign, "accepted")
    client = signed_in(world.campaigner)
    assert send(client, opened(client, march), march, **GONE).status_code == 422
    assert len(values()) == 3


def test_who_removes_what_somebody_else_corrected_meanwhile_is_shown_it_first(world: Any, march: str) -> None:
    mine, theirs = signed_in(world.campaigner), signed_in(world.core_team)
    held = opened(mine, march)
    assert send(theirs, opened(theirs, march), march, **{"figures-0-value": "1300"}).status_code == 302
    answer = send(mine, held, march, **GONE)
    assert answer.status_code == 409
    assert "1300" in answer.content.decode()
    assert values() == [500, 700, 1300]
    assert send(mine, hidden(answer), march, **GONE).status_code == 302
    assert values() == []


def test_who_corrects_what_somebody_else_removed_meanwhile_is_told_and_can_give_it_again(
    world: Any, march: str
) -> None:
    mine, theirs = signed_in(world.campaigner), signed_in(world.core_team)
    held = opened(mine, march)
    assert send(theirs, opened(theirs, march), march, **GONE).status_code == 302
    answer = send(mine, held, march, **{"figures-0-value": "1300"})
    assert answer.status_code == 409
    assert "The figure was removed." in answer.content.decode()
    assert send(mine, hidden(answer), march, **{"figures-0-value": "1300"}).status_code == 302
    assert values() == [500, 700, 1300]


def test_what_somebody_else_removed_is_not_brought_back_by_who_changed_something_else(
    world: Any, march: str
) -> None:
    mine, theirs = signed_in(world.campaigner), signed_in(world.core_team)
    held = opened(mine, march)
    assert send(theirs, opened(theirs, march), march, **GONE).status_code == 302
    assert send(mine, held, march, place="Quito").status_code == 302
    assert the_new_one().place == "Quito"
    assert values() == []


def test_a_measure_can_be_added_to_an_activity_that_stands(world: Any, march: str) -> None:
    client = signed_in(world.campaigner)
    held = opened(client, march)
    more = {"figures-TOTAL_FORMS": "2", "figures-1-measure": "bags", "figures-1-value": "7", "figures-1-precision": "exact"}  # fmt: skip
    held = {name: value for name, value in held.items() if not name.startswith("figures-1")}
    assert send(client, held, march, **more).status_code == 302
    assert values() == [7, 500, 700, 1200]


def test_a_number_that_holds_another_stays_until_that_is_taken_out(world: Any, march: str) -> None:
    whole = Figure.objects.get(activity=the_new_one(), part_of=None)
    row = {
        "key": "within",
        "measure": "volunteers",
        "value": "3",
        "part_of": whole.key,
        "standing": "entered",
    }
    keep_reported(world.campaign, [FigureRow.model_validate(row)], acting_user=ensure_operator())
    client = signed_in(world.campaigner)
    answer = send(client, opened(client, march), march, **GONE)
    assert answer.status_code == 422
    assert "take them out of it first" in answer.content.decode()
    assert len(values()) == 3


def test_a_number_on_which_a_case_study_or_the_report_rests_is_corrected_instead(
    world: Any, march: str
) -> None:
    whole = Figure.objects.get(activity=the_new_one(), part_of=None)
    block = model_of("block").objects.first()
    assert block is not None
    block.figures.add(whole)
    client = signed_in(world.campaigner)
    answer = send(client, opened(client, march), march, **GONE)
    assert answer.status_code == 422
    assert "correct it instead" in answer.content.decode()
    assert len(values()) == 3


def test_the_same_form_sent_twice_removes_once(world: Any, march: str) -> None:
    client = signed_in(world.campaigner)
    held = opened(client, march)
    first, second = send(client, held, march, **GONE), send(client, held, march, **GONE)
    assert first.status_code == second.status_code == 302
    assert Entry.objects.filter(action="remove_figure").count() == 3


def test_a_workbook_that_brought_a_figure_in_does_not_bring_it_back(world: Any) -> None:
    file = filled_in(form(world), BOTH)
    written(world, file)
    figure = Figure.objects.filter(activity=the_new_one(), part_of=None).first()
    assert figure is not None
    client = signed_in(world.campaigner)
    address = f"/c/clean-rivers/activities/{the_new_one().key}/change/"
    held = opened(client, address)
    told = {"name": "x", "figures-0-measure": figure.measure.key, "figures-0-value": "", "figures-0-parts": "", "figures-TOTAL_FORMS": "1"}  # fmt: skip
    assert send(client, held, address, **told, **GONE).status_code == 302
    assert not Figure.objects.filter(activity=the_new_one()).exists()
    plan = planned(world, file)
    assert not plan.figures
    assert any("no longer there" in one.reason for one in plan.wrong)
