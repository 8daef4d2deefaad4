"""An office says what it means to do: where, with whom, how far; its own people write it, everybody reads it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from headway.collect.actions import sign_up_office
from headway.collect.models import SignUp
from headway.collect.queries import collect_rows
from headway.collect.rows import SignUpRow
from headway.movement.models import Office
from headway.movement.tests.cast import NORTH

pytestmark = pytest.mark.django_db
FORM = f"/c/clean-rivers/sign-ups/{NORTH}/change/"
ENGLISH = {"Accept-Language": "en"}
PLAN = {
    "focus_countries": "kenya", "national_objective": "A law by 2025.", "audiences": "students\nstudents\n fishers ",
    "segments": "school groups", "outputs": "a briefing", "targets-0-measure": "members", "targets-0-value": "500",
    "targets-1-measure": "volunteers", "targets-1-period": "y1", "targets-1-words": "twice as many",
}  # fmt: skip


def send(client: Client, user: Any, **typed: str) -> Any:
    client.force_login(user)
    held = client.get(FORM, headers={"Accept-Language": "en"}).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(seen|targets-[\w-]+)" value="([^"]*)"', held))
    return client.post(FORM, {**hidden, **typed}, headers={"Accept-Language": "en"})


def plan() -> SignUpRow:
    record = SignUp.objects.get(office__key=NORTH)
    row: SignUpRow = collect_rows(record.campaign, "sign-up", [record.key])[0]
    return row


def test_an_office_writes_its_plan_and_everybody_reads_it(client: Client, world: Any) -> None:
    answer = send(client, world.campaigner, **PLAN)
    assert answer.status_code == 302
    row = plan()
    assert row.audiences == ("students", "fishers")
    assert {(one.measure, one.period, one.value, one.words) for one in row.targets} == {
        ("members", "", 500, ""),
        ("volunteers", "y1", None, "twice as many"),
    }
    client.force_login(world.reader)
    text = client.get(answer["Location"], headers={"Accept-Language": "en"}).content.decode()
    for said in (
        "A law by 2025.",
        "students, fishers",
        "school groups",
        "a briefing",
        "500",
        "twice as many",
    ):
        assert said in text
    assert "/change/" not in text
    client.force_login(world.campaigner)
    own_return = client.get(f"/c/clean-rivers/returns/{NORTH}/y1/", headers=ENGLISH).content.decode()
    assert "What the office means to reach" in own_return
    assert "twice as many" in own_return


def test_a_plan_is_changed_and_its_targets_stay_the_same_records(client: Client, world: Any) -> None:
    send(client, world.campaigner, **PLAN)
    keys = {one.key for one in plan().targets}
    assert send(client, world.campaigner, **(PLAN | {"targets-0-value": "600"})).status_code == 302
    assert {one.key for one in plan().targets} == keys
    assert 600 in {one.value for one in plan().targets}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"targets-0-value": "many"}, "Enter a number"),
        ({"targets-0-value": "5"}, "Say what is counted."),
        ({"targets-0-measure": "members"}, "Give a number, or say it in words."),
        ({"focus_countries": "atlantis"}, "atlantis"),
        ({"audiences": "x" * 501}, "500"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_all_that_was_typed_is_kept(
    client: Client, world: Any, typed: dict[str, str], said: str
) -> None:
    answer = send(client, world.campaigner, national_objective="A law.", **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "A law." in answer.content.decode()
    assert not SignUp.objects.filter(office__key=NORTH).exists()


def test_two_who_write_at_once_are_told(client: Client, world: Any) -> None:
    client.force_login(world.campaigner)
    held = client.get(FORM).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(seen|targets-[\w-]+)" value="([^"]*)"', held))
    row = SignUpRow.model_validate({"key": "x", "office": NORTH, "text": "By a colleague."})
    sign_up_office(world.campaign, Office.objects.get(key=NORTH), row, acting_user=world.campaigner)
    answer = client.post(FORM, {**hidden, "text": "By me."})
    assert answer.status_code == 409
    assert "By me." in answer.content.decode()
    assert plan().text == "By a colleague."


@pytest.mark.parametrize(
    ("who", "status"),
    [("reader", 403), ("researcher", 403), ("other_section", 403), ("campaigner", 200), ("core_team", 200)],
)
def test_the_form_is_for_those_who_write_for_the_office(
    client: Client, world: Any, who: str, status: int
) -> None:
    client.force_login(getattr(world, who))
    assert client.get(FORM).status_code == status
    if status == 403:
        assert client.post(FORM, {"text": "x"}).status_code == 403
