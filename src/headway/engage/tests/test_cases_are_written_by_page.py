"""Cases and those whom the work is with and on, written by page: by whom, what stays closed, and two people at once."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from headway.audit.models import Entry, Payload
from headway.engage.actions import keep_engagement, name_person_on_case, record_engagement
from headway.engage.models import Case, Opportunity, Partner, Relation, Target
from headway.engage.queries.entering import stands
from headway.lib.problems import Refused
from headway.lib.sealed import is_sealed
from headway.movement.tests.doors import case_row

pytestmark = pytest.mark.django_db
SECRET = "Zyxomma"
LINES = ("steps", "asks", "events", "relief", "solidarity", "consents", "positions")


def typed(**fields: Any) -> dict[str, Any]:
    """A form as a browser sends it; lines are given as lists of their fields."""
    data: dict[str, Any] = {"client_id": str(uuid4())}
    for name in LINES:
        rows = fields.pop(name, [])
        data |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": sum("key" in row for row in rows)}
        data |= {f"{name}-{at}-{field}": value for at, row in enumerate(rows) for field, value in row.items()}
    return data | fields


def a_case(**fields: Any) -> dict[str, Any]:
    return typed(**{"name": "The ferryman", "country": "KE", "summary": "He was taken."} | fields)


def sent(client: Client, user: Any, page: str, /, *keys: str, **data: Any) -> Any:
    client.force_login(user)
    return client.post(reverse(page, args=["clean-rivers", *keys]), data)


def shown(client: Client, user: Any, name: str, *keys: str) -> Any:
    client.force_login(user)
    return client.get(reverse(name, args=["clean-rivers", *keys]))


def of(client: Client, user: Any, key: str) -> dict[str, Any]:
    """What the form of a case holds when it is opened."""
    page = shown(client, user, "case-change", key)
    entry = page.context["entry"]
    data: dict[str, Any] = {"client_id": str(entry.client_id), "base": entry.base}
    data |= {bound.html_name: bound.value() for bound in entry.form if bound.value()}
    for held in entry.sets.values():
        rows = [form for form in held if form.initial]
        data |= {f"{held.prefix}-TOTAL_FORMS": len(rows), f"{held.prefix}-INITIAL_FORMS": len(rows)}
        for form in rows:
            data |= {bound.html_name: bound.value() or "" for bound in form}
    return data


def test_a_researcher_records_a_case_with_its_timeline_and_its_consents(client: Client, world: Any) -> None:
    answer = sent(
        client, world.researcher, "case-new",
        **a_case(
            campaign_links=["urgent-action"],
            asks=[{"text": "Let him go.", "state": "open"}],
            events=[{"event_kind": "detention", "when": "14 October 2023", "text": "He was taken at the ford."}],
            relief=[{"relief_kind": "legal-aid", "when": "", "text": "A lawyer came."}],
            solidarity=[{"when": "2023", "text": "Forty cards."}],
            consents=[{"consent_to": "publish", "given": "yes", "when": "2023-11", "revoked": ""}],
        ),
    )  # fmt: skip
    case = Case.objects.get(country="KE")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("case", args=["clean-rivers", case.key])
    row = stands(case)
    assert row.events[0].when.edtf == "2023-10-14"
    assert (row.asks[0].text, row.relief[0].relief_kind) == ("Let him go.", "legal-aid")
    assert row.consents[0].given is True
    assert row.campaign_links == ("urgent-action",)
    assert "ferryman" not in case.key, "the key of a case tells nothing of the person"
    page = client.get(answer["Location"]).content.decode()
    assert "may be shown in public" in page
    assert Entry.objects.filter(action="add_case", actor=str(world.researcher.pk)).count() == 1


def test_the_same_form_sent_twice_writes_one_case(client: Client, world: Any) -> None:
    data = a_case(events=[{"event_kind": "charge", "when": "", "text": "He was charged."}])
    first = sent(client, world.researcher, "case-new", **data)
    again = sent(client, world.researcher, "case-new", **data)
    assert (first.status_code, again["Location"]) == (302, first["Location"])
    assert Case.objects.filter(country="KE").count() == 1
    other = sent(client, world.researcher, "case-new", **data | {"summary": "Otherwise."})
    assert other.status_code == 422


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"country": "AT"}, "country"),
        ({"summary": ""}, "summary"),
        ({"summary": "a\u202eb"}, "summary"),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_nothing_typed_is_lost(
    wrong: dict[str, str], field: str, client: Client, world: Any
) -> None:
    data = a_case(risk="They watch the house.", asks=[{"text": "Let him go.", "state": "open"}]) | wrong
    answer = sent(client, world.researcher, "case-new", **data)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    page = answer.content.decode()
    assert "They watch the house." in page
    assert "Let him go." in page
    assert not Case.objects.filter(country="KE").exists()


def test_a_line_without_its_text_is_refused_at_the_line(client: Client, world: Any) -> None:
    answer = sent(
        client, world.researcher, "case-new", **a_case(events=[{"event_kind": "hearing", "when": "soon", "text": ""}])
    )  # fmt: skip
    errors = answer.context["entry"].sets["events"][0].errors
    assert answer.status_code == 422
    assert set(errors) == {"when", "text"}


@pytest.mark.parametrize("kind", ["case", "partner", "target", "relation", "opportunity"])
def test_only_those_who_write_of_a_country_open_the_forms(kind: str, client: Client, world: Any) -> None:
    for who, status in (("researcher", 200), ("core_team", 200), ("campaigner", 403), ("reader", 403)):
        assert shown(client, world.people[who], f"{kind}-new").status_code == status, who
    assert shown(client, world.without_a_role, f"{kind}-new").status_code == 404
    client.logout()
    assert client.get(reverse(f"{kind}-new", args=["clean-rivers"])).status_code == 302


def test_a_case_of_another_country_is_not_changed_by_a_researcher(client: Client, world: Any) -> None:
    assert shown(client, world.researcher, "case-change", "open-well").status_code == 403
    assert "case-change" not in shown(client, world.researcher, "case", "open-well").content.decode()


def test_notes_are_sealed_and_read_by_the_core_team_and_those_named(client: Client, world: Any) -> None:
    sent(
        client,
        world.researcher,
        "case-new",
        **a_case(well_being="Sleeps badly.", risk=f"{SECRET} follows him."),
    )
    case = Case.objects.get(country="KE")
    with connection.cursor() as cursor:
        cursor.execute("SELECT well_being, risk FROM engage_case WHERE country = 'KE'")
        assert all(is_sealed(value) for value in cursor.fetchone())
    told = Payload.objects.filter(entry__subject=str(case.pk), entry__kind="case")
    assert all(is_sealed(payload.body) for payload in told)
    for who, sees in (("researcher", True), ("core_team", True), ("campaigner", False), ("reader", False), ("administrator", False)):  # fmt: skip
        page = shown(client, world.people[who], "case", case.key).content.decode()
        assert (f"{SECRET} follows him." in page) is sees, who
    found = client.get(reverse("cases", args=["clean-rivers"]), {"q": SECRET})
    assert found.context["listing"].count == 0


def test_who_may_not_read_the_notes_cannot_change_them_either(client: Client, world: Any) -> None:
    keep_engagement(world.campaign, [case_row(well_being="Sleeps badly.")], acting_user=world.operator)
    page = shown(client, world.researcher, "case-change", "kenya-case").content.decode()
    assert "Sleeps badly." not in page
    data = of(client, world.researcher, "kenya-case") | {"summary": "Changed.", "well_being": "Well."}
    assert sent(client, world.researcher, "case-change", "kenya-case", **data).status_code == 302
    row = stands(Case.objects.get(key="kenya-case"))
    assert (row.summary, row.well_being) == ("Changed.", "Sleeps badly.")
    forged = row.model_copy(update={"well_being": "Well."})
    record_engagement(
        world.campaign, forged, ["well_being"], {"well_being": ""}, acting_user=world.researcher
    )
    assert stands(Case.objects.get(key="kenya-case")).well_being == "Sleeps badly."


def test_a_protected_name_is_kept_where_its_field_is_left_empty(client: Client, world: Any) -> None:
    keep_engagement(world.campaign, [case_row(protected_name=SECRET)], acting_user=world.operator)
    assert SECRET not in shown(client, world.core_team, "case-change", "kenya-case").content.decode()
    data = of(client, world.core_team, "kenya-case") | {"summary": "Changed."}
    sent(client, world.core_team, "case-change", "kenya-case", **data)
    case = Case.objects.get(key="kenya-case")
    assert (case.summary, case.protected_name) == ("Changed.", SECRET)


def test_two_people_who_change_different_fields_both_find_their_words(client: Client, world: Any) -> None:
    keep_engagement(world.campaign, [case_row()], acting_user=world.operator)
    mine, theirs = of(client, world.researcher, "kenya-case"), of(client, world.core_team, "kenya-case")
    event = {
        "events-TOTAL_FORMS": 1,
        "events-0-event_kind": "release",
        "events-0-when": "",
        "events-0-text": "Free.",
    }
    assert sent(client, world.core_team, "case-change", "kenya-case", **theirs | event).status_code == 302
    assert (
        sent(client, world.researcher, "case-change", "kenya-case", **mine | {"summary": "Mine."}).status_code
        == 302
    )
    row = stands(Case.objects.get(key="kenya-case"))
    assert (row.summary, row.events[0].text) == ("Mine.", "Free.")


def test_where_both_changed_the_same_field_the_second_chooses(client: Client, world: Any) -> None:
    keep_engagement(world.campaign, [case_row()], acting_user=world.operator)
    mine, theirs = of(client, world.researcher, "kenya-case"), of(client, world.core_team, "kenya-case")
    sent(client, world.core_team, "case-change", "kenya-case", **theirs | {"summary": "Theirs."})
    answer = sent(client, world.researcher, "case-change", "kenya-case", **mine | {"summary": "Mine."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in page
    assert "Mine." in page
    assert Case.objects.get(key="kenya-case").summary == "Theirs."
    again = mine | {"summary": "Mine.", "base": answer.context["entry"].base}
    taken = sent(client, world.researcher, "case-change", "kenya-case", **again | {"take": "summary"})
    assert taken.status_code == 302
    assert Case.objects.get(key="kenya-case").summary == "Theirs."
    sent(client, world.researcher, "case-change", "kenya-case", **again)
    assert Case.objects.get(key="kenya-case").summary == "Mine."


def test_one_more_line_can_be_asked_for_without_a_script(client: Client, world: Any) -> None:
    answer = sent(client, world.researcher, "case-new", **a_case(name="", more="events"))
    assert answer.status_code == 200
    assert not answer.context["form"].errors
    assert len(answer.context["entry"].sets["events"].forms) >= 1


def test_a_case_restricted_from_the_start_exists_for_its_writer_alone(client: Client, world: Any) -> None:
    answer = sent(
        client, world.researcher, "case-new", **a_case(name=SECRET, restricted="on", protected_name=SECRET)
    )
    case = Case.objects.get(country="KE", restricted=True)
    assert SECRET in client.get(answer["Location"]).content.decode()
    for who in ("core_team", "administrator", "campaigner", "reader"):
        for name in ("case", "case-change", "case-people"):
            assert shown(client, world.people[who], name, case.key).status_code == 404, who
        assert SECRET not in shown(client, world.people[who], "cases").content.decode()


def test_a_case_is_restricted_opened_and_people_are_named_on_it_by_page(client: Client, world: Any) -> None:
    keep_engagement(world.campaign, [case_row(name=SECRET)], acting_user=world.operator)
    people = ("case-people", "kenya-case")
    assert sent(client, world.researcher, *people, step="restrict").status_code == 302
    assert shown(client, world.core_team, "case", "kenya-case").status_code == 404
    named = sent(client, world.researcher, *people, step="name", email=world.core_team.email)
    assert named.status_code == 302
    assert shown(client, world.core_team, "case", "kenya-case").status_code == 200
    assert (
        sent(client, world.researcher, *people, step="name", email="nobody@nowhere.example").status_code
        == 422
    )
    assert sent(client, world.researcher, *people, step="open").status_code == 422
    assert Case.objects.get(key="kenya-case").restricted
    sent(client, world.core_team, *people, step="take-off", person=str(world.core_team.pk))
    assert shown(client, world.core_team, "case", "kenya-case").status_code == 404
    last = sent(client, world.researcher, *people, step="take-off", person=str(world.researcher.pk))
    assert last.status_code == 422, "nobody would know of it any more"
    assert sent(client, world.researcher, *people, step="open", sure="1").status_code == 302
    assert shown(client, world.reader, "case", "kenya-case").status_code == 200
    told = [
        entry.action
        for entry in Entry.objects.filter(kind="case", subject=str(Case.objects.get(key="kenya-case").pk))
    ]
    assert {"name_on_case", "take_off_case", "change_case"} <= set(told)


def test_who_holds_no_role_is_not_named(world: Any) -> None:
    keep_engagement(world.campaign, [case_row()], acting_user=world.operator)
    case = Case.objects.get(key="kenya-case")
    with pytest.raises(Refused, match="Nobody who uses Headway"):
        name_person_on_case(case, world.without_a_role.email, acting_user=world.researcher)


OTHERS: tuple[tuple[str, type[Any], dict[str, Any]], ...] = (
    ("partner", Partner, {"name": "Lake lawyers", "partner_kind": "ngo", "countries": ["KE"]}),
    ("target", Target, {"name": "High court", "target_kind": "court", "country": "KE", "positions": [{"stance": "open", "when": "2023", "text": "It listened."}]}),
    ("relation", Relation, {"government": "SE", "focus_country": "kenya", "leverage": "A loan."}),
    ("opportunity", Opportunity, {"name": "Day of the hearing", "opportunity_kind": "other", "when": "2023-09-14", "focus_countries": ["kenya"]}),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "model", "fields"), OTHERS)
def test_partners_targets_relations_and_opportunities_are_recorded_and_changed(
    kind: str, model: type[Any], fields: dict[str, Any], client: Client, world: Any
) -> None:
    before = set(model.objects.values_list("pk", flat=True))
    answer = sent(client, world.researcher, f"{kind}-new", **typed(**fields))
    assert answer.status_code == 302
    record = model.objects.exclude(pk__in=before).get()
    assert answer["Location"] == reverse(kind, args=["clean-rivers", record.key])
    page = shown(client, world.researcher, f"{kind}-change", record.key)
    text = re.sub(r"\s+", " ", page.content.decode())
    assert ("Lake lawyers" in text) or kind != "partner"
    assert shown(client, world.campaigner, f"{kind}-change", record.key).status_code == 403
    assert Entry.objects.filter(action=f"add_{kind}", actor=str(world.researcher.pk)).count() == 1


def test_a_partner_tells_how_the_relation_grew_and_how_free_it_is(client: Client, world: Any) -> None:
    data = typed(
        name="Rights commission", partner_kind="water-ombudsman", countries=["KE"], grade="b",
        steps=[
            {"step_kind": "boats-shared", "when": "2023-06", "text": "A boat for the rounds."},
            {"step_kind": "first-contact", "when": "2022", "text": "They met at the lake."},
        ],
    )  # fmt: skip
    answer = sent(client, world.researcher, "partner-new", **data)
    page = re.sub(r"\s+", " ", client.get(answer["Location"]).content.decode())
    assert page.index("They met at the lake.") < page.index("A boat for the rounds.")
    assert "B: keeps to them in part" in page
    assert "Boats shared" in page


def test_the_positions_of_a_target_are_drawn_with_their_table_and_their_source(
    client: Client, world: Any
) -> None:
    positions = [
        {"stance": "opposed", "when": "2022", "text": "It refused.", "known_from": "Its press office"},
        {"stance": "supportive", "when": "2023-04", "text": "It voted yes.", "known_from": "The minutes"},
    ]
    data = typed(name="High court", target_kind="court", country="KE", positions=positions)
    answer = sent(client, world.researcher, "target-new", **data)
    page = client.get(answer["Location"])
    text = re.sub(r"\s+", " ", page.content.decode())
    assert "Seen 2 times: opposed at first, supportive now." in text
    assert [row[1] for row in page.context["chart"].table.rows] == ["opposed", "supportive"]
    assert "The minutes" in text
    assert "<svg" in text
