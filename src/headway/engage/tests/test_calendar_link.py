"""The calendar by a private link: for one person, as long as they want it and may read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from headway.audit.models import Entry
from headway.engage.actions import keep_engagement
from headway.engage.models import CalendarLink
from headway.engage.rows import OpportunityRow
from headway.movement.tests.doors import case_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(world: Any) -> Any:
    rows = [
        OpportunityRow.model_validate({"key": "session", "name": "The session", "opportunity_kind": "other", "when": "2023-05-13"}),
        OpportunityRow.model_validate({"key": "term", "name": "The term", "opportunity_kind": "other", "when": "2023"}),
    ]  # fmt: skip
    keep_engagement(world.campaign, rows, acting_user=world.core_team)
    keep_engagement(world.campaign, [case_row(name="Zyxomma", restricted=True)], acting_user=world.core_team)
    return world


def own(client: Client, user: Any, **sent: str) -> Any:
    client.force_login(user)
    address = reverse("calendar-link", args=["clean-rivers"])
    return client.post(address, sent) if sent else client.get(address)


def test_a_program_reads_the_calendar_by_the_link_without_signing_in(client: Client, planned: Any) -> None:
    address = own(client, planned.core_team, step="make").context["address"]
    client.logout()
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:The session\r\n" in text
    assert "DTSTART;VALUE=DATE:20230513\r\n" in text
    assert "The term" not in text, "a year is no day"
    assert "Zyxomma" not in text
    assert Entry.objects.filter(action="make_calendar_link", actor=str(planned.core_team.pk)).count() == 1
    assert address.rstrip("/").split("/")[-1] not in str(CalendarLink.objects.values_list("digest")), (
        "only a digest is kept"
    )


def test_a_link_that_was_taken_back_or_replaced_leads_to_nothing(client: Client, planned: Any) -> None:
    first = own(client, planned.reader, step="make").context["address"]
    second = own(client, planned.reader, step="make").context["address"]
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert own(client, planned.reader, step="end").status_code == 302
    assert client.get(second).status_code == 404
    assert Entry.objects.filter(action="end_calendar_link").count() == 1


def test_the_link_ends_with_the_roles_and_the_account_of_its_person(client: Client, planned: Any) -> None:
    address = own(client, planned.reader, step="make").context["address"]
    planned.reader.grants.all().delete()
    assert client.get(address).status_code == 404
    other = own(client, planned.campaigner, step="make").context["address"]
    type(planned.campaigner).objects.filter(pk=planned.campaigner.pk).update(is_active=False)
    assert client.get(other).status_code == 404


def test_who_may_have_a_link(client: Client, planned: Any) -> None:
    assert own(client, planned.campaigner).status_code == 200
    assert own(client, planned.without_a_role).status_code == 404
    client.logout()
    assert client.get(reverse("calendar-link", args=["clean-rivers"])).status_code == 302
