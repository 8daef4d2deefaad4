"""A list goes away as a file: all of it, as its address says and its reader may see, and nothing that is restricted."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from headway.audit.models import Entry
from headway.audit.queries import payload_text
from headway.collect.actions import keep_reported
from headway.collect.models import Activity, Figure
from headway.collect.rows import FigureRow, ReturnRow
from headway.engage.actions import keep_engagement
from headway.engage.models import Case
from headway.movement.actions import ensure_operator
from headway.movement.tests.cast import NORTH, SOUTH
from headway.movement.tests.doors import activity_row, case_row

pytestmark = pytest.mark.django_db
HOME = "/c/clean-rivers"
LISTS = (
    "activities", "published", "testimonies", "sign-ups", "returns", "cases", "partners", "targets", "opportunities", "relations",
    "outcomes", "updates", "meetings", "learnings", "recommendations", "case-studies", "publications", "measures/bags",
)  # fmt: skip


def table(response: Any) -> list[list[str]]:
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def sheet(response: Any) -> list[list[Any]]:
    assert response.status_code == 200
    return CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()


def column(rows: list[list[Any]], head: str) -> list[Any]:
    at = rows[0].index(head)
    return [row[at] for row in rows[1:]]


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", LISTS)
def test_every_list_goes_away_as_either_file_with_the_same_in_it(name: str, world: Any) -> None:
    client = as_person(world.reader)
    rows = table(client.get(f"{HOME}/{name}/", {"format": "csv"}))
    book = sheet(client.get(f"{HOME}/{name}/", {"format": "xlsx"}))
    assert rows[0] == book[0]
    assert rows[0][0] == "Key"
    assert column(rows, "Key") == column(book, "Key")


def test_the_file_holds_every_page_and_nothing_that_the_filters_leave_out(world: Any) -> None:
    many = [activity_row(f"march-{number:02}") for number in range(30)]
    south = activity_row("theirs", office=SOUTH)
    keep_reported(world.campaign, [*many, south], acting_user=ensure_operator())
    client = as_person(world.reader)
    asked = {"office": NORTH, "sort": "name", "format": "csv"}
    keys = column(table(client.get(f"{HOME}/activities/", asked)), "Key")
    assert {row.key for row in many} <= set(keys)
    assert "theirs" not in keys
    assert keys == sorted(keys)
    assert "theirs" in column(table(client.get(f"{HOME}/activities/", {"format": "csv"})), "Key")


def test_labels_stand_beside_keys(world: Any) -> None:
    rows = table(as_person(world.reader).get(f"{HOME}/activities/", {"office": NORTH, "format": "csv"}))
    assert set(column(rows, "Office")) == {"Northern office"}
    assert set(column(rows, "Office (key)")) == {NORTH}
    assert set(column(rows, "When (EDTF)")) == {"2023-07"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_restricted_is_in_no_file_of_anybody(form: str, world: Any) -> None:
    operator = ensure_operator()
    keep_engagement(
        world.campaign, [case_row("hidden", restricted=True), case_row("open")], acting_user=operator
    )
    Case.objects.get(key="hidden").named.add(world.core_team)
    figure = FigureRow.model_validate({"key": "of-open", "measure": "bags", "value": "3", "case": "open"})
    keep_reported(world.campaign, [activity_row("about-both", cases=["open"])], acting_user=operator)
    keep_reported(world.campaign, [figure], acting_user=operator)
    Activity.objects.get(key="about-both").cases.add(Case.objects.get(key="hidden"))
    Figure.objects.filter(key="of-open").update(case=Case.objects.get(key="hidden"))
    client = as_person(world.core_team)
    page = client.get(f"{HOME}/cases/").content.decode()
    assert "hidden" in page
    assert "Restricted records are in no file." in page
    read = table if form == "csv" else sheet
    for name in ("cases", "activities", "measures/bags"):
        rows = read(client.get(f"{HOME}/{name}/", {"format": form}))
        assert not any("hidden" in str(cell) for row in rows for cell in row), name
    assert "of-open" not in column(rows, "Key")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_is_a_formula(form: str, world: Any) -> None:
    row = activity_row("sums", name="=1+1")
    keep_reported(world.campaign, [row], acting_user=ensure_operator())
    answer = as_person(world.reader).get(f"{HOME}/activities/", {"format": form})
    if form == "csv":
        assert "'=1+1" in column(table(answer), "Name")
        return
    assert "=1+1" in column(sheet(answer), "Name")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_same_list_gives_the_same_workbook(world: Any) -> None:
    client = as_person(world.reader)
    one, other = (client.get(f"{HOME}/activities/", {"format": "xlsx"}).content for _time in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("language", "heads"),
    [("en", "Key"), ("fr", "Clé"), ("es", "Clave"), ("ar", "المفتاح")],
)
def test_heads_are_in_the_language_of_the_reader(language: str, heads: str, world: Any) -> None:
    client = as_person(world.reader)
    answer = client.get(f"{HOME}/activities/", {"format": "xlsx"}, headers={"accept-language": language})
    assert sheet(answer)[0][0] == heads
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert (b'rightToLeft="1"' in book.read("xl/worksheets/sheet1.xml")) is (language == "ar")


@pytest.mark.parametrize(
    "who", ["campaigner", "other_section", "researcher", "core_team", "reader", "administrator"]
)
def test_each_role_takes_what_it_sees_and_the_log_says_so(who: str, world: Any) -> None:
    client = as_person(world.people[who])
    keys = column(table(client.get(f"{HOME}/activities/", {"format": "csv"})), "Key")
    assert "north-march" in keys
    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.action, entry.kind, entry.actor) == ("export_list", "activity", str(world.people[who].pk))
    assert f'"count":{len(keys)}' in payload_text(entry.payload)


def test_nobody_without_a_role_takes_anything(world: Any) -> None:
    before = Entry.objects.count()
    assert Client().get(f"{HOME}/activities/", {"format": "csv"}).status_code in {302, 404}
    for address in (f"{HOME}/activities/", "/offices/"):
        answer = as_person(world.without_a_role).get(address, {"format": "csv"})
        assert answer.status_code in {403, 404}
    assert Entry.objects.count() == before


def test_another_form_is_refused(world: Any) -> None:
    answer = as_person(world.reader).get(f"{HOME}/activities/", {"format": "docx"})
    assert answer.status_code == 400
    assert "CSV or XLSX" in answer.content.decode()


def test_the_list_of_people_goes_away_with_whoever_looks_after_them_and_with_nobody_else(world: Any) -> None:
    world.campaigner.name = "=1+1"
    world.campaigner.save()
    given = {"format": "csv", "state": "active", "sort": "name"}
    before = Entry.objects.filter(action="export_list").count()
    for who in (world.reader, world.core_team, world.campaigner, world.without_a_role):
        assert as_person(who).get("/people/", given).status_code == 403
    assert Client().get("/people/", given).status_code == 302
    assert Entry.objects.filter(action="export_list").count() == before
    client = as_person(world.administrator)
    rows = table(client.get("/people/", given))
    assert rows[0] == [
        "Name",
        "E-mail address",
        "Roles",
        "Language",
        "State",
        "Second factor",
        "Last signed in",
    ]
    assert "'=1+1" in column(rows, "Name")
    assert "Contributor of an office: Northern office" in column(rows, "Roles")
    assert set(column(rows, "State")) == {"Switched on"}
    assert not any("$" in cell for row in rows for cell in row), (
        "no password goes away, nor what it is kept as"
    )
    book = sheet(client.get("/people/", given | {"format": "xlsx"}))
    assert len(book) == len(rows)
    entry = Entry.objects.filter(action="export_list").latest("seq")
    assert (entry.kind, entry.actor) == ("user", str(world.administrator.pk))
    assert json.loads(payload_text(entry.payload) or "{}") == {"count": len(rows) - 1, "format": "xlsx"}


def test_the_list_of_facts_goes_away_with_plain_numbers_and_a_range_is_none(world: Any) -> None:
    client = as_person(world.reader)
    rows = table(client.get(f"{HOME}/facts/", {"format": "csv"}))
    assert rows[0] == ["Kind of number", "What it says", "As it is written", "Number", "Key"]
    assert len(rows) == len(set(column(rows, "Key"))) + 1
    told = dict(zip(column(rows, "As it is written"), column(rows, "Number"), strict=True))
    assert all(number == "" for said, number in told.items() if " to " in said)
    assert sheet(client.get(f"{HOME}/facts/", {"format": "xlsx"}))[0] == rows[0]
    some = table(client.get(f"{HOME}/facts/", {"format": "csv", "kind": "published"}))
    assert set(column(some, "Kind of number")) == {"Published by a source"}
    entry = Entry.objects.filter(action="export_list").latest("seq")
    assert entry.kind == "fact"
    assert as_person(world.without_a_role).get(f"{HOME}/facts/", {"format": "csv"}).status_code in {403, 404}


def test_no_restricted_figure_is_among_the_facts_that_go_away(world: Any) -> None:
    operator = ensure_operator()
    keep_engagement(world.campaign, [case_row("hidden", restricted=True)], acting_user=operator)
    given = {"key": "of-hidden", "measure": "bags", "value": "987654", "standing": "entered"}
    keep_reported(world.campaign, [FigureRow.model_validate(given)], acting_user=operator)
    address, numbers = f"{HOME}/facts/", {"format": "csv", "kind": "figure"}
    assert "987654" in column(table(as_person(world.core_team).get(address, numbers)), "Number")
    Figure.objects.filter(key="of-hidden").update(case=Case.objects.get(key="hidden"))
    Case.objects.get(key="hidden").named.add(world.core_team)
    for who in (world.core_team, world.reader):
        assert "987654" not in column(table(as_person(who).get(address, numbers)), "Number")


def test_the_page_leads_to_the_files_of_what_it_shows(world: Any) -> None:
    page = as_person(world.reader).get(f"{HOME}/activities/", {"office": NORTH}).content.decode()
    assert f'href="?office={NORTH}&amp;format=csv"' in page
    assert f'href="?office={NORTH}&amp;format=xlsx"' in page


def test_a_longer_list_asks_the_database_no_more_often(world: Any) -> None:
    client = as_person(world.reader)
    asked = []
    for number in (3, 60):
        rows = [activity_row(f"of-{number}-{one}") for one in range(number)]
        keep_reported(world.campaign, rows, acting_user=ensure_operator())
        client.get(f"{HOME}/activities/", {"format": "csv"})
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{HOME}/activities/", {"format": "csv"})
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_a_return_that_is_not_handed_in_is_in_no_file_but_that_of_those_who_answer_it(world: Any) -> None:
    given = {
        "key": "begun",
        "office": NORTH,
        "period": "y1",
        "state": "in-progress",
        "worked": "Not for others yet.",
    }
    keep_reported(world.campaign, [ReturnRow.model_validate(given)], acting_user=world.operator)
    address = f"{HOME}/returns/"
    for who, is_told in ((world.reader, False), (world.other_section, False), (world.core_team, True)):
        rows = table(as_person(who).get(address, {"format": "csv"}))
        assert ("begun" in column(rows, "Key")) is is_told
    rows = table(as_person(world.core_team).get(address, {"format": "csv", "state": "submitted"}))
    assert "begun" not in column(rows, "Key")
    page = as_person(world.reader).get(address, {"format": "csv"})
    assert "Not for others yet." not in page.content.decode()
