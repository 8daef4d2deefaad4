"""The pages of cases, partners, targets, relations and opportunities, as each person sees them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from headway.audit.models import Entry
from headway.engage.actions import keep_engagement
from headway.engage.rows import OpportunityRow, PartnerRow, RelationRow, TargetRow
from headway.movement.tests.doors import case_row

pytestmark = pytest.mark.django_db
SECRET = "Zyxomma"
OUTSIDERS = ("campaigner", "other_section", "researcher", "reader", "administrator", "core_colleague")
LISTS = ("cases", "partners", "targets", "relations", "opportunities")
RECORDS = (
    ("case", "open-well"), ("partner", "lawyers"), ("target", "court"), ("relation", "sweden-kenya"), ("opportunity", "hearing-day"),
)  # fmt: skip


@pytest.fixture
def tangled(world: Any) -> Any:
    """A restricted case that its writer alone knows of, and open records that are tied to it."""
    rows = [
        PartnerRow.model_validate(
            {"key": "lawyers", "name": "Lawyers of the lake", "partner_kind": "ngo", "countries": ["KE"], "focus_countries": ["kenya"], "relation": "They share an office."}
        ),
        TargetRow.model_validate(
            {
                "key": "court", "name": "High court", "target_kind": "court", "country": "KE", "focus_countries": ["kenya"],
                "positions": [
                    {"key": "court-then", "stance": "opposed", "when": "2023-01", "text": "It refused."},
                    {"key": "court-now", "stance": "open", "when": "2023-09", "text": "It listened."},
                ],
            }
        ),
        RelationRow.model_validate(
            {"key": "sweden-kenya", "government": "SE", "focus_country": "kenya", "held_by": ["court"], "leverage": "A loan.", "came_of": "It was asked for."}
        ),
        OpportunityRow.model_validate(
            {"key": "hearing-day", "name": "Day of the hearing", "opportunity_kind": "other", "when": "2023-09-14", "targets": ["court"], "focus_countries": ["kenya"]}
        ),
        case_row(
            "hush-case", name=SECRET, protected_name=f"{SECRET} the second", summary=f"{SECRET} was seen.", restricted=True,
            focus_country="kenya", lawyers=["lawyers"],
            asks=[{"key": "hush-ask", "text": f"Let {SECRET} go."}],
            events=[{"key": "hush-event", "event_kind": "hearing", "when": "2023-09", "text": f"{SECRET} was heard."}],
        ),
    ]  # fmt: skip
    for row in rows:
        keep_engagement(world.campaign, [row], acting_user=world.core_team)
    return world


def opened(client: Client, user: Any, name: str, *keys: str, **asked: Any) -> Any:
    if user is None:
        client.logout()
    else:
        client.force_login(user)
    return client.get(reverse(name, args=["clean-rivers", *keys]), asked)


def plain(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_for_whoever_holds_a_role_and_asks_strangers_to_sign_in(
    name: str, client: Client, tangled: Any
) -> None:
    for who in (*OUTSIDERS, "core_team"):
        assert opened(client, tangled.people[who], name).status_code == 200, who
    assert opened(client, tangled.without_a_role, name).status_code == 404
    stranger = opened(client, None, name)
    assert stranger.status_code == 302
    assert stranger["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "key"), RECORDS)
def test_every_record_opens_for_whoever_holds_a_role(
    name: str, key: str, client: Client, tangled: Any
) -> None:
    for who in (*OUTSIDERS, "core_team"):
        assert opened(client, tangled.people[who], name, key).status_code == 200, who
    assert opened(client, tangled.without_a_role, name, key).status_code == 404
    assert opened(client, None, name, key).status_code == 302
    assert opened(client, tangled.reader, name, "not-there").status_code == 404


@pytest.mark.parametrize("who", OUTSIDERS)
def test_to_outsiders_a_restricted_case_does_not_exist(who: str, client: Client, tangled: Any) -> None:
    person = tangled.people[who]
    assert opened(client, person, "case", "hush-case").status_code == 404
    for name, *keys in [(name,) for name in LISTS] + [*RECORDS]:
        page = opened(client, person, name, *keys).content.decode()
        assert SECRET not in page, name
        assert "hush-" not in page, name
    assert "1 record" in plain(opened(client, person, "cases"))
    assert "Cases that it defends" not in plain(opened(client, person, "partner", "lawyers"))
    assert opened(client, person, "cases", q=SECRET).context["listing"].count == 0


def test_whoever_is_named_on_it_sees_the_case_and_the_log_says_so(client: Client, tangled: Any) -> None:
    page = plain(opened(client, tangled.core_team, "case", "hush-case"))
    for text in (
        f"{SECRET} was seen.",
        f"Let {SECRET} go.",
        f"{SECRET} was heard.",
        f"{SECRET} the second",
        "Restricted",
    ):
        assert text in page
    assert Entry.objects.filter(action="read_case", actor=str(tangled.core_team.pk)).count() == 1
    assert SECRET in plain(opened(client, tangled.core_team, "cases"))
    assert SECRET in plain(opened(client, tangled.core_team, "partner", "lawyers"))
    assert Entry.objects.filter(action="list_case", actor=str(tangled.core_team.pk)).count() == 2


def test_the_protected_name_of_an_open_case_is_shown_to_nobody(client: Client, tangled: Any) -> None:
    row = case_row("shown-case", name="The miller", protected_name="Quentin Ashgrove", focus_country="kenya")
    keep_engagement(tangled.campaign, [row], acting_user=tangled.core_team)
    for who in (*OUTSIDERS, "core_team"):
        page = opened(client, tangled.people[who], "case", "shown-case").content.decode()
        assert "The miller" in page
        assert "Quentin" not in page


def test_a_case_tells_what_is_asked_what_happened_and_whether_the_name_may_be_shown(
    client: Client, world: Any
) -> None:
    row = case_row(
        "miller", name="The miller", focus_country="kenya",
        asks=[{"key": "a1", "text": "Open the mill.", "state": "met"}, {"key": "a2", "text": "Pay the miller."}],
        events=[
            {"key": "e1", "event_kind": "release", "when": "2023-08", "text": "The gate opened."},
            {"key": "e2", "event_kind": "hearing", "when": "2023-02", "text": "The first hearing."},
            {"key": "e3", "event_kind": "ruling", "text": "A ruling of unknown day."},
        ],
        relief=[{"key": "r1", "relief_kind": "legal-aid", "when": "2023-05", "text": "A lawyer came."}],
        solidarity=[{"key": "s1", "text": "Forty cards."}],
        consents=[{"key": "c1", "consent_to": "publish", "given": True, "revoked": "2023-10"}],
    )  # fmt: skip
    keep_engagement(world.campaign, [row], acting_user=world.core_team)
    page = plain(opened(client, world.reader, "case", "miller"))
    told = ["The first hearing.", "A lawyer came.", "The gate opened."]
    places = [page.index(text) for text in told]
    assert places == sorted(places)
    assert max(places) < page.index("A ruling of unknown day.")
    assert "Forty cards." in page
    assert "not met yet" in page
    assert "may not be shown in public" in page
    assert "taken back" in page
    assert "1 of 2 asks met" in plain(opened(client, world.reader, "cases"))


def test_a_target_shows_where_it_stands_and_stood_and_what_can_move_it(client: Client, tangled: Any) -> None:
    page = plain(opened(client, tangled.reader, "target", "court"))
    assert page.index("It refused.") < page.index("It listened.")
    assert 'aria-current="step">open<' in page
    assert reverse("relation", args=["clean-rivers", "sweden-kenya"]) in page
    assert reverse("opportunity", args=["clean-rivers", "hearing-day"]) in page
    assert plain(opened(client, tangled.reader, "targets", stance="open")).count("High court") == 1
    assert "High court" not in plain(opened(client, tangled.reader, "targets", stance="opposed"))


def test_opportunities_stand_under_their_years_in_order(client: Client, tangled: Any) -> None:
    given = {"early": "2023-02", "whole": "2023", "long": "2023-05/2024-02", "last": "2024", "undated": None}
    rows = [
        OpportunityRow.model_validate({"key": key, "name": key, "opportunity_kind": "other", "when": when})
        for key, when in given.items()
    ]
    keep_engagement(tangled.campaign, rows, acting_user=tangled.core_team)
    for sort, years in (("newest", ["2024", "2023", "Not dated"]), ("oldest", ["2023", "2024", "Not dated"])):
        page = plain(opened(client, tangled.reader, "opportunities", sort=sort))
        assert re.findall(r'"bundle-name">([^<]+)<', page) == years
    assert "bundle-name" not in plain(opened(client, tangled.reader, "opportunities", sort="name"))


def test_partners_are_found_by_the_countries_they_work_in(client: Client, tangled: Any) -> None:
    page = plain(opened(client, tangled.reader, "partners", place="KE"))
    assert "Lawyers of the lake" in page
    assert "Anglers" not in page


def test_a_country_of_focus_names_whom_the_work_is_with_and_on(client: Client, tangled: Any) -> None:
    page = plain(opened(client, tangled.reader, "focus-country", "kenya"))
    for text in ("Lawyers of the lake", "High court", "Day of the hearing", "A loan."):
        assert text in page
    assert SECRET not in page
    assert SECRET in plain(opened(client, tangled.core_team, "focus-country", "kenya"))


@pytest.mark.parametrize(("name", "keys"), [*((name, ()) for name in LISTS), *((name, (key,)) for name, key in RECORDS)])  # fmt: skip
def test_no_page_asks_the_database_more_than_twenty_times(
    name: str, keys: Any, client: Client, tangled: Any, django_assert_max_num_queries: Any
) -> None:
    opened(client, tangled.reader, name, *keys)
    with django_assert_max_num_queries(20):
        assert client.get(reverse(name, args=["clean-rivers", *keys])).status_code == 200


def test_a_page_of_the_shipped_campaign_stays_within_twenty_questions(
    client: Client, world: Any, stop_torture: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(world.reader)
    for name, key in (("case", "ali-aarrass"), ("partner", "centro-prodh"), ("target", "german-foreign-ministry"), ("opportunity", "june-26-2014")):  # fmt: skip
        with django_assert_max_num_queries(20):
            assert client.get(reverse(name, args=[stop_torture.key, key])).status_code == 200


def test_an_empty_campaign_says_where_its_records_come_from(client: Client, world: Any) -> None:
    from headway.plan.actions import keep_campaign
    from headway.plan.rows import CampaignRow

    row = CampaignRow.model_validate({"key": "new", "name": "New", "movement": "M", "summary": "S", "begins": "2024", "cutoff": "2024-12-31", "report_title": "R"})  # fmt: skip
    keep_campaign(row, acting_user=world.administrator)
    client.force_login(world.reader)
    for name in LISTS:
        response = client.get(reverse(name, args=["new"]))
        assert response.status_code == 200
        assert "come with the campaign’s pack" in plain(response)
