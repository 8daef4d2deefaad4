"""The log: for the core team and administrators; what it tells of restricted records is for those named on them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from headway.audit.models import Entry, Placed
from headway.audit.queries import kinds_of_records, model_of
from headway.audit.steps.index import rebuild_index
from headway.collect.actions import keep_published, keep_reported
from headway.collect.rows import TestimonyRow
from headway.engage.actions import keep_engagement
from headway.engage.models import Case
from headway.movement.actions import change_own_details, erase_log_entry, note_sign_in
from headway.movement.rules import OPERATOR, SignIn
from headway.movement.tests.doors import activity_row, case_row
from headway.pages.fields import is_named
from headway.verify.models import Outcome

pytestmark = pytest.mark.django_db
SECRET = ("Quillfeather", "Velvet", "barrels", "hidden-spring")


def get(client: Client, user: Any, address: str) -> Any:
    if user is not None:
        client.force_login(user)
    return client.get(address, headers={"Accept-Language": "en"})


def _history(record: Any) -> str:
    return f"/log/{record.row.kind}/{record.pk}/"


def _entry(kind: str, subject: Any, action: str) -> Entry:
    return Entry.objects.filter(kind=kind, subject=str(subject), action=action).latest("seq")


@pytest.mark.parametrize("address", ["/log/", "/log/entry/1/", "/log/?kind=office"])
def test_only_the_core_team_and_administrators_read_the_log(client: Client, world: Any, address: str) -> None:
    assert get(client, None, address).status_code == 302
    for who in ("reader", "campaigner", "researcher", "without_a_role"):
        assert get(client, getattr(world, who), address).status_code == 403
    for who in ("core_team", "administrator"):
        assert get(client, getattr(world, who), address).status_code == 200


def test_the_newest_entry_stands_first_with_who_did_what(client: Client, world: Any) -> None:
    keep_reported(world.campaign, [activity_row("vigil", name="A vigil")], acting_user=world.campaigner)
    text = get(client, world.core_team, "/log/").content.decode()
    assert "Amina" in text
    assert 'href="/c/clean-rivers/activities/vigil/"' in text
    assert "headway audit verify" in text


def test_entries_that_tell_the_same_of_many_records_stand_together(client: Client, world: Any) -> None:
    rows = [activity_row(f"vigil-{number}", name=f"Vigil {number}") for number in range(20)]
    keep_reported(world.campaign, rows, acting_user=world.campaigner)
    runs = get(client, world.core_team, "/log/").context["runs"]
    assert runs[0].number == 20


@pytest.mark.parametrize(
    "asked", ["what=add&kind=activity", "kind=office", "who={amina}", "day={today}", "what=load_pack"]
)
def test_the_log_is_narrowed(client: Client, world: Any, asked: str) -> None:
    keep_reported(world.campaign, [activity_row("vigil")], acting_user=world.campaigner)
    today = Entry.objects.latest("seq").at[:10]
    address = "/log/?" + asked.format(amina=world.campaigner.pk, today=today)
    listing = get(client, world.core_team, address).context["listing"]
    assert 0 < listing.count <= Entry.objects.count()
    assert listing.is_narrowed


@pytest.mark.parametrize("who", ["core_team", "administrator"])
def test_an_outsider_sees_that_something_was_written_and_nothing_of_what_is_restricted(
    client: Client, world: Any, who: str
) -> None:
    outcome, case = Outcome.objects.get(key="barrels-removed"), Case.objects.get(key="hidden-spring")
    reader = getattr(world, who)
    for record in (outcome, case):
        entry = _entry(record.row.kind, record.pk, f"add_{record.row.kind}")
        answer = get(client, reader, f"/log/entry/{entry.seq}/")
        assert answer.status_code == 200
        assert "closed to you" in answer.content.decode()
        assert not [word for word in (*SECRET, str(record.pk)) if word in answer.content.decode()]
        assert get(client, reader, _history(record)).status_code == 404
    last = get(client, reader, "/log/").context["listing"].page.last
    for page in range(1, last + 1):
        text = get(client, reader, f"/log/?page={page}").content.decode()
        assert not [word for word in (*SECRET, str(outcome.pk), str(case.pk)) if word in text]
    found = get(client, reader, "/log/?kind=outcome").context["listing"].records
    assert str(outcome.pk) not in {entry.subject for entry in found}


def test_who_is_named_reads_what_the_log_tells_of_it(client: Client, world: Any) -> None:
    outcome = Outcome.objects.get(key="barrels-removed")
    outcome.named.add(world.core_team)
    assert "Quillfeather" in get(client, world.core_team, _history(outcome)).content.decode() or (
        "Quillfeather"
        in get(
            client, world.core_team, f"/log/entry/{_entry('outcome', outcome.pk, 'add_outcome').seq}/"
        ).content.decode()
    )
    assert get(client, world.core_colleague, _history(outcome)).status_code == 404


def test_what_is_about_a_restricted_case_is_closed_too_and_its_key_is_not_named(
    client: Client, world: Any
) -> None:
    case = Case.objects.get(key="hidden-spring")
    case.named.add(world.administrator)
    about = TestimonyRow(key="aunt", who="An aunt", text="She saw it.", case="hidden-spring")
    keep_published(world.campaign, [about], acting_user=world.administrator)
    keep_reported(
        world.campaign,
        [activity_row("north-march", cases=("hidden-spring",))],
        acting_user=world.administrator,
    )
    testimony, activity = Entry.objects.filter(kind__in=("testimony", "activity")).order_by("-seq")[1], None
    newest = Entry.objects.filter(kind="activity").latest("seq")
    assert "closed to you" in get(client, world.core_team, f"/log/entry/{testimony.seq}/").content.decode()
    told = get(client, world.core_team, f"/log/entry/{newest.seq}/").content.decode()
    assert "hidden-spring" not in told
    assert activity is None
    assert "hidden-spring" in get(client, world.administrator, f"/log/entry/{newest.seq}/").content.decode()


def test_a_protected_name_is_shown_to_nobody(client: Client, world: Any) -> None:
    keep_engagement(world.campaign, [case_row(protected_name="Zebedee Quince")], acting_user=world.researcher)
    case = Case.objects.get(key="kenya-case")
    entry = _entry("case", case.pk, "add_case")
    text = get(client, world.core_team, f"/log/entry/{entry.seq}/").content.decode()
    assert "A short summary." in text
    assert "Zebedee" not in text


def test_two_states_of_a_record_stand_side_by_side(client: Client, world: Any) -> None:
    for name in ("A candlelit vigil", "A torchlit vigil", "A torchlit march"):
        keep_reported(world.campaign, [activity_row("vigil", name=name)], acting_user=world.campaigner)
    from headway.collect.models import Activity

    vigil = Activity.objects.get(key="vigil")
    text = get(client, world.core_team, _history(vigil)).content.decode()
    assert "<del>vigil</del><ins>march</ins>" in text
    first, *_between, last = sorted(Entry.objects.filter(subject=str(vigil.pk)).values_list("seq", flat=True))
    text = get(client, world.core_team, f"{_history(vigil)}?from={first}&to={last}").content.decode()
    assert "<del>candlelit vigil</del><ins>torchlit march</ins>" in text
    assert get(client, world.core_team, f"{_history(vigil)}?from=1").status_code == 400


def test_what_was_erased_says_so(client: Client, world: Any) -> None:
    keep_reported(world.campaign, [activity_row("vigil", name="A vigil")], acting_user=world.campaigner)
    entry = Entry.objects.latest("seq")
    erase_log_entry(entry.seq, acting_user=world.administrator, reason="asked for")
    text = get(client, world.core_team, f"/log/entry/{entry.seq}/").content.decode()
    assert "was erased" in text


def test_what_people_did_with_accounts_is_for_administrators(client: Client, world: Any) -> None:
    entry = Entry.objects.filter(kind="user").latest("seq")
    assert "closed to you" in get(client, world.core_team, f"/log/entry/{entry.seq}/").content.decode()
    assert (
        "closed to you" not in get(client, world.administrator, f"/log/entry/{entry.seq}/").content.decode()
    )
    assert get(client, world.core_team, "/log/?kind=user").context["listing"].count == 0


def test_a_record_leads_those_who_may_read_it_to_its_history(client: Client, world: Any) -> None:
    address = "/c/clean-rivers/activities/north-march/"
    assert "/log/activity/" in get(client, world.core_team, address).content.decode()
    assert "/log/activity/" not in get(client, world.reader, address).content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/log/entry/999999999/", 404),
        ("/log/entry/99999999999999999999999999/", 404),
        ("/log/outcome/00000000-0000-0000-0000-000000000000/", 404),
        ("/log/nonsense/00000000-0000-0000-0000-000000000000/", 404),
        ("/log/?kind=nonsense", 400),
        ("/log/?who=nonsense", 400),
        ("/log/?day=2026-02-31", 400),
        ("/log/?what=%00", 400),
        ("/log/?page=1000000000", 404),
    ],
)
def test_what_is_not_there_ends_in_a_page_that_helps(
    client: Client, world: Any, address: str, status: int
) -> None:
    answer = get(client, world.core_team, address)
    assert answer.status_code == status
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("address", ["/log/", "/log/?what=add", "/log/entry/40/"])
def test_pages_of_the_log_ask_the_database_little(
    client: Client, world: Any, address: str, django_assert_max_num_queries: Any
) -> None:
    Outcome.objects.get(key="barrels-removed").named.add(world.core_team)
    Case.objects.get(key="hidden-spring").named.add(world.core_team)
    get(client, world.core_team, address)
    with django_assert_max_num_queries(20):
        client.get(address)


@pytest.mark.parametrize("kind", ["user", "case", "no-such-kind"])
def test_when_somebody_signed_in_is_told_under_no_name(client: Client, world: Any, kind: str) -> None:
    change_own_details(name="Another Name", language="fr", acting_user=world.reader)
    client.force_login(world.core_team)
    assert client.get(f"/log/{kind}/{world.reader.pk}/").status_code == 404


def test_what_people_do_at_the_door_is_left_out_until_it_is_asked_for(client: Client, world: Any) -> None:
    note_sign_in(world.campaigner, SignIn.DONE)
    page = get(client, world.administrator, "/log/")
    assert "signed in" not in _lines_of(page)
    assert "?accounts=shown" in page.content.decode()
    for address in ("/log/?accounts=shown", "/log/?what=sign_in", "/log/?kind=user"):
        assert "signed in" in _lines_of(get(client, world.administrator, address))


def test_to_whom_accounts_are_closed_all_of_them_are_left_out_alike(client: Client, world: Any) -> None:
    note_sign_in(world.campaigner, SignIn.DONE)
    shown = {entry.kind for entry in get(client, world.core_team, "/log/").context["listing"].records}
    assert not shown & {"user", "invitation", "grant"}
    page = get(client, world.core_team, "/log/?accounts=shown")
    assert page.context["listing"].records[0].kind == "user"
    assert "closed to you" in page.content.decode().lower()
    assert "signed in" not in _lines_of(page)


def test_the_log_of_one_campaign_holds_what_belongs_to_it_alone(client: Client, world: Any) -> None:
    keep_reported(world.campaign, [activity_row("vigil", name="A vigil")], acting_user=world.campaigner)
    listing = get(client, world.core_team, "/log/?campaign=clean-rivers").context["listing"]
    kinds = {entry.kind for entry in Entry.objects.filter(pk__in=Placed.objects.values("seq"))}
    assert {"activity", "claim", "contribution", "campaign"} & kinds
    assert not kinds & {"office", "user"}
    assert listing.records[0].kind == "activity"
    assert {entry.kind for entry in listing.records} <= kinds
    page = get(client, world.core_team, "/log/?campaign=no-such-campaign")
    assert page.status_code == 400


def test_where_entries_belong_is_found_anew_from_the_records(world: Any) -> None:
    keep_reported(world.campaign, [activity_row("vigil", name="A vigil")], acting_user=world.campaigner)
    before = set(Placed.objects.values_list("seq", "campaign"))
    Placed.objects.all().delete()
    rebuild_index()
    assert set(Placed.objects.values_list("seq", "campaign")) == before


def test_a_name_that_goes_on_is_shown_once(client: Client, world: Any) -> None:
    keep_reported(world.campaign, [activity_row("vigil", name="A vigil")], acting_user=world.campaigner)
    keep_reported(world.campaign, [activity_row("vigil", name="A long vigil")], acting_user=world.campaigner)
    text = _lines_of(get(client, world.core_team, "/log/?kind=activity"))
    assert text.count("<strong><bdi>Amina") == 1
    assert text.count('<strong class="visually-hidden"><bdi>Amina') >= 1


@pytest.mark.parametrize(("language", "said"), [("en", "Operator of this installation"), ("fr", "")])
def test_the_operator_is_called_in_the_reader_s_language(
    client: Client, world: Any, language: str, said: str
) -> None:
    with override(language):
        wanted = gettext(OPERATOR)
    assert not said or wanted == said
    client.force_login(world.administrator)
    page = client.get("/log/?kind=campaign", headers={"Accept-Language": language})
    assert wanted in page.content.decode()


@pytest.mark.parametrize("address", ["/log/nonsense/", "/log/nonsense/00000000-0000-7000-8000-000000000000/"])
def test_a_kind_that_the_log_does_not_know_is_told_and_leads_to_the_log(
    client: Client, world: Any, address: str
) -> None:
    page = get(client, world.core_team, address)
    assert page.status_code == 404
    assert "nonsense" in page.content.decode()
    assert 'href="/log/"' in page.content.decode()


def test_a_history_cut_short_leads_to_the_log_of_its_kind(client: Client, world: Any) -> None:
    assert get(client, world.core_team, "/log/activity/")["Location"] == "/log/?kind=activity"
    assert get(client, world.reader, "/log/activity/").status_code == 403


def test_states_are_compared_in_words_and_not_in_keys(client: Client, world: Any) -> None:
    keep_reported(world.campaign, [activity_row("vigil", name="A vigil")], acting_user=world.campaigner)
    keep_reported(
        world.campaign,
        [activity_row("vigil", name="A long vigil", by_whom="The choir")],
        acting_user=world.campaigner,
    )
    record = model_of("activity").objects.get(key="vigil")
    text = get(client, world.core_team, _history(record)).content.decode()
    assert '<th scope="row">Name</th>' in text
    assert '<th scope="row">By whom</th>' in text
    assert "by_whom" not in text


def test_every_field_of_every_record_has_words() -> None:
    rows = [model_of(kind).row for kind in kinds_of_records()]
    assert [(row.kind, name) for row in rows for name in row.model_fields if not is_named(row, name)] == []


def _lines_of(page: Any) -> str:
    """What stands in the list, without the filters above it."""
    text: str = page.content.decode()
    return text[text.index('<ol class="timeline') :]
