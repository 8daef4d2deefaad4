"""The calendar: what is dated stands in its month, what is not known so exactly is never put on a day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from headway.engage.actions import keep_engagement
from headway.engage.models import Opportunity
from headway.engage.rows import OpportunityRow
from headway.engage.rules import month_of, start_by
from headway.lib.edtf import ImpreciseDate
from headway.movement.tests.cast import NORTH

pytestmark = pytest.mark.django_db
DATES = {"session": "2023-05-13", "talks": "2023-05", "review": "2023-05-03/2023-05-09", "term": "2023-02/2023-09", "year": "2023", "next": "2024-01-01"}  # fmt: skip


@pytest.fixture
def planned(world: Any) -> Any:
    rows = [
        OpportunityRow.model_validate({"key": key, "name": f"The {key}", "opportunity_kind": "other", "when": when, "owner": NORTH})
        for key, when in DATES.items()
    ]  # fmt: skip
    keep_engagement(world.campaign, rows, acting_user=world.core_team)
    return world


def opened(client: Client, user: Any, **asked: Any) -> Any:
    client.force_login(user)
    return client.get(reverse("calendar", args=["clean-rivers"]), asked)


def plain(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 400))
def test_whatever_lies_within_a_month_is_in_it_and_what_is_longer_than_six_weeks_in_none(
    begins: date, days: int
) -> None:
    ends = begins + timedelta(days)
    found = month_of(ImpreciseDate.parse(f"{begins.isoformat()}/{ends.isoformat()}"))
    if (begins.year, begins.month) == (ends.year, ends.month):
        assert found == (begins.year, begins.month)
    elif days > 42:
        assert found is None
    else:
        assert found == (begins.year, begins.month)


def test_a_year_shows_each_thing_in_its_month_and_the_vague_apart(client: Client, planned: Any) -> None:
    page = opened(client, planned.reader, year=2023)
    months = {href: [one.key for one in things] for _, href, things in page.context["months"]}
    assert set(months["?month=2023-05"]) >= {"session", "talks", "review"}
    assert {one.key for one in page.context["whole"]} >= {"term", "year"}
    assert "The next" not in plain(page)
    assert "The next" in plain(opened(client, planned.reader, year=2024))


def test_a_month_shows_only_whole_days_in_its_days(client: Client, planned: Any) -> None:
    page = opened(client, planned.reader, month="2023-05")
    days = {day: [one.key for one in things] for day, _, _, things, _ in page.context["days"]}
    assert days[date(2023, 5, 13)] == ["session"]
    assert {one.key for one in page.context["others"]} >= {"talks", "review"}
    assert len(days) % 7 == 0


def test_an_office_with_much_at_once_is_marked(client: Client, planned: Any) -> None:
    assert not any(load.is_over for load in opened(client, planned.reader, year=2023).context["loads"])
    rows = [
        OpportunityRow.model_validate({"key": f"more-{at}", "name": "More", "opportunity_kind": "other", "when": "2023-05-20", "owner": NORTH})
        for at in range(3)
    ]  # fmt: skip
    keep_engagement(planned.campaign, rows, acting_user=planned.core_team)
    page = opened(client, planned.reader, year=2023)
    (load,) = [one for one in page.context["loads"] if one.office.key == NORTH]
    assert [over for _, over in load.months].index(True) == 4
    assert "much at once" in plain(page)


def test_a_time_that_is_none_leads_to_a_year_in_which_there_is_something(
    client: Client, planned: Any
) -> None:
    for asked in ({"month": "2023-13"}, {"month": "x"}, {"year": "0000"}, {"month": "1800-01"}):
        page = opened(client, planned.reader, **asked)
        assert page.status_code == 200
        assert page.context["months"]


def test_the_calendar_opens_on_a_year_in_which_something_has_its_month(client: Client, planned: Any) -> None:
    """What may lie anywhere in 2024 or 2025 has no month to stand in, and leaves that year's page empty."""
    vague = {"key": "vague", "name": "The vague", "opportunity_kind": "other", "when": "2024/2025"}
    keep_engagement(planned.campaign, [OpportunityRow.model_validate(vague)], acting_user=planned.core_team)
    page = plain(opened(client, planned.reader))
    assert "Calendar · 2024" in page
    assert "The next" in page


def test_who_may_open_the_calendar(client: Client, planned: Any, django_assert_max_num_queries: Any) -> None:
    for who in ("campaigner", "other_section", "reader", "core_team"):
        assert opened(client, planned.people[who]).status_code == 200, who
    assert opened(client, planned.without_a_role).status_code == 404
    client.logout()
    assert client.get(reverse("calendar", args=["clean-rivers"])).status_code == 302
    client.force_login(planned.reader)
    with django_assert_max_num_queries(20):
        client.get(reverse("calendar", args=["clean-rivers"]), {"month": "2023-05"})


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 104))
def test_the_work_begins_whole_weeks_before_the_first_day(day: date, weeks: int) -> None:
    found = start_by(ImpreciseDate.parse(day.isoformat()), weeks)
    assert found is not None
    assert (day - found).days == weeks * 7
    assert start_by(None, weeks) is None
    assert start_by(ImpreciseDate.parse(day.isoformat()), None) is None


@pytest.fixture
def with_weeks(world: Any) -> Any:
    rows = [
        OpportunityRow.model_validate({
            "key": f"hearing-{at}", "name": f"Hearing {at}", "opportunity_kind": "other", "when": f"2023-06-0{at}", "owner": NORTH,
            "lead_weeks": "6",
        })
        for at in range(1, 5)
    ]  # fmt: skip
    keep_engagement(world.campaign, rows, acting_user=world.core_team)
    return world


def test_the_calendar_says_by_when_to_start_and_counts_the_months_of_preparing(
    client: Client, with_weeks: Any
) -> None:
    page = opened(client, with_weeks.reader, year=2023)
    months = {href: [(one.key, one.is_start) for one in things] for _, href, things in page.context["months"]}
    assert ("hearing-1", True) in months["?month=2023-04"]
    assert ("hearing-1", False) in months["?month=2023-06"]
    assert "Start by then:" in plain(page)
    (load,) = [one for one in page.context["loads"] if one.office.key == NORTH]
    # From the end of April to June there is work for all four at once.
    assert [(number, over) for number, over in load.months[3:6]] == [(4, True), (4, True), (4, True)]
    client.force_login(with_weeks.reader)
    there = client.get(
        reverse("opportunity", args=["clean-rivers", "hearing-1"]), headers={"Accept-Language": "en"}
    )
    assert "Start by" in plain(there)
    assert "20 April 2023" in plain(there)
    assert "6 weeks ahead" in plain(there)


@pytest.mark.parametrize("said", ["six weeks", "0", "-2", "105", "1.5"])
def test_a_number_of_weeks_is_a_whole_one(said: str) -> None:
    with pytest.raises(ValueError, match="whole number from 1 to 104"):
        OpportunityRow.model_validate(
            {"key": "o", "name": "O", "opportunity_kind": "other", "lead_weeks": said}
        )


def test_a_form_refuses_what_is_no_number_of_weeks_and_keeps_what_is(client: Client, world: Any) -> None:
    client.force_login(world.core_team)
    new = reverse("opportunity-new", args=["clean-rivers"])
    page = client.get(new).content.decode()
    found = re.search(r'name="client_id" value="([^"]+)"', page)
    assert found
    typed = {
        "client_id": found[1],
        "name": "A hearing",
        "opportunity_kind": "other",
        "when": "2023-06-01",
        "step": "save",
    }
    refused = client.post(new, {**typed, "lead_weeks": "200"}, headers={"Accept-Language": "en"})
    assert refused.status_code == 422
    assert "less than or equal to 104" in plain(refused)
    assert client.post(new, {**typed, "lead_weeks": "6"}).status_code == 302
    assert Opportunity.objects.get(name__en="A hearing").lead_weeks == 6


@pytest.mark.parametrize(
    ("text", "weeks"),
    [("6 weeks", 6), ("about 10 days", 2), ("3 mois", 14), ("8 semanas", 8), ("as soon as it is known", None), ("900 days", None)],
)  # fmt: skip
def test_what_was_told_in_words_becomes_weeks_where_it_says_so(text: str, weeks: int | None) -> None:
    told = import_module("headway.engage.migrations.0005_weeks_ahead").weeks_told
    assert told(text) == weeks
