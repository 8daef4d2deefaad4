"""A workbook at the page: taken away, sent in, looked at, written; and nothing is written that nobody agreed to."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from headway.collect.models import Activity, Figure, Upload
from headway.collect.tests.sheets import filled_in, rows_in
from headway.collect.tests.test_an_office_fills_in_a_workbook import BAGS, CLEAN_UP
from headway.movement.tests.cast import NORTH, SOUTH
from headway.pages.export import table_file

pytestmark = pytest.mark.django_db
SEND = f"/c/clean-rivers/returns/{NORTH}/y1/send/"
FORM = f"/c/clean-rivers/returns/{NORTH}/y1/form.xlsx"
ENGLISH = {"Accept-Language": "en"}


def taken(client: Client, user: Any, address: str = FORM) -> bytes:
    client.force_login(user)
    answer = client.get(address, headers=ENGLISH)
    assert answer.status_code == 200
    return bytes(answer.content)


def send(client: Client, content: bytes, name: str = "form.xlsx", address: str = SEND) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(address, {"file": file}, headers=ENGLISH)


def agree(client: Client, address: str) -> Any:
    page = client.get(address, headers=ENGLISH).content.decode()
    (agreed,) = re.findall(r'name="agreed" value="([^"]+)"', page)
    return client.post(address, {"agreed": agreed, "step": "write"}, headers=ENGLISH, follow=True)


def test_what_is_filled_in_is_shown_first_and_written_once_it_is_agreed_to(
    client: Client, world: Any
) -> None:
    content = filled_in(taken(client, world.campaigner), {"Activities": [CLEAN_UP], "Figures": [BAGS]})
    answer = send(client, content)
    assert answer.status_code == 302
    page = client.get(answer["Location"], headers=ENGLISH)
    assert page.status_code == 200
    assert "Clean-up" in page.content.decode()
    assert not Activity.objects.filter(name__en="Clean-up").exists()
    done = agree(client, answer["Location"])
    assert "2 records were added." in done.content.decode()
    assert Figure.objects.get(activity__name__en="Clean-up").value == 1234
    again = send(client, content)
    assert "Write it" not in client.get(again["Location"], headers=ENGLISH).content.decode()
    assert not bytes(Upload.objects.exclude(written_at=None).get().content)
    assert rows_in(taken(client, world.campaigner))[1]["name"] == "Clean-up"


def _said(client: Client, content: bytes, name: str = "form.xlsx") -> str:
    answer = send(client, content, name)
    assert answer.status_code == 422
    return re.sub(r"\s+", " ", answer.content.decode())


def _zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in files.items():
            packed.writestr(path.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


BAD_FILES: dict[str, tuple[Any, str]] = {
    "no workbook": (lambda form: b"Title;When\n", "is no workbook that can be read"),
    "empty": (lambda form: b"   ", "is empty"),
    "old or locked": (lambda form: b"\xd0\xcf\x11\xe0" + bytes(600), "locked with a password or of an old kind"),
    "macros": (lambda form: _with(form, "xl/vbaProject.bin"), "holds macros"),
    "a bomb": (lambda form: _zip(xl__sheet=bytes(130_000_000)), "unpacks to more than 120 MB"),
    "a picture": (lambda form: b"\x89PNG\r\n\x1a\n" + bytes(99), "is no workbook that can be read"),
    "a cut file": (lambda form: form[: len(form) // 2], "is no workbook that can be read"),
    "another workbook": (lambda form: _other(), "is not the form of a period"),
    "a sheet less": (lambda form: filled_in(form, {}, leave_out="Figures"), "has no sheet “Figures”"),
    "renamed columns": (lambda form: filled_in(form, {}, _rename), "has no column “Title” any more"),
    "a million rows": (lambda form: filled_in(form, {}, _far), "lies beyond the 20000 rows"),
    "another campaign": (lambda form: filled_in(form, {}, _hidden("campaign", "stop-torture")), "of another campaign"),
    "another office": (lambda form: filled_in(form, {}, _hidden("office", SOUTH)), "of another office or period"),
    "no such period": (lambda form: filled_in(form, {}, _hidden("period", "y9")), "that the campaign does not have"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_file_that_is_no_form_of_this_place_is_refused_in_plain_words(
    what: str, client: Client, world: Any
) -> None:
    form = taken(client, world.campaigner)
    spoil, said = BAD_FILES[what]
    assert said in html.unescape(_said(client, spoil(form)))
    assert not Upload.objects.exists()


def _with(form: bytes, path: str) -> bytes:
    out = io.BytesIO(form)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr(path, b"x")
    return out.getvalue()


def _other() -> bytes:
    return table_file("xlsx", ["a"], [["b"]], name="other")


def _rename(book: Any, sheets: dict[str, Any]) -> None:
    sheets["Activities"].write(0, 2, "heading")


def _far(book: Any, sheets: dict[str, Any]) -> None:
    sheets["Activities"].write(1_000_000, 2, "far away")


def _hidden(name: str, value: str) -> Any:
    rows = ["format", "file", "campaign", "office", "period", "language"]
    return lambda book, sheets: sheets["headway"].write(rows.index(name), 1, value)


BAD_CELLS: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "a negative count": ("Figures", {**BAGS, "value": -3}, "E3", "cannot be less than nothing"),
    "no number": ("Figures", {**BAGS, "value": "many"}, "E3", "is not a number"),
    "no such measure": ("Figures", {**BAGS, "measure": "Bugs"}, "C3", "“Bugs” is not on the list"),
    "no such activity": ("Figures", {**BAGS, "activity": 77}, "B3", "has the number 77"),
    "no value": ("Figures", {**BAGS, "value": ""}, "E3", "Give a number, or say in words"),
    "bad parts": ("Figures", {**BAGS, "parts": "women"}, "H3", "is not understood: write a name"),
    "outside the period": ("Activities", {**CLEAN_UP, "first_day": date(2031, 1, 1), "last_day": ""}, "D4", "lies outside the period"),
    "a day that could be two": ("Activities", {**CLEAN_UP, "first_day": "05/06/2023", "last_day": ""}, "D4", "which is the day and which the month"),
    "two ways to say when": ("Activities", {**CLEAN_UP, "when": "July 2023"}, "F4", "not both"),
    "no title": ("Activities", {**CLEAN_UP, "name": ""}, "C4", "This field is required"),
    "no kind": ("Activities", {**CLEAN_UP, "activity_kind": ""}, "B4", "Choose what kind of activity"),
    "no such partner": ("Activities", {**CLEAN_UP, "partners": "Anglers' club; Nobody"}, "L4", "“Nobody” is not on the list"),
    "no such country": ("Activities", {**CLEAN_UP, "country": "Atlantis"}, "H4", "is not on the list"),
    "a number that is taken": ("Activities", {**CLEAN_UP, "become": 1}, "A4", "has this number already"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD_CELLS)
def test_what_is_wrong_in_a_row_is_told_with_its_sheet_and_cell_and_the_rest_can_be_written(
    what: str, client: Client, world: Any
) -> None:
    form = taken(client, world.campaigner)
    sheet, cells, cell, said = BAD_CELLS[what]
    good = {"no": 5, "activity_kind": "March", "name": "A good one", "first_day": date(2023, 8, 1)}
    typed: dict[str, list[dict[str, Any]]] = {"Activities": [good, CLEAN_UP], "Figures": [BAGS]}
    typed[sheet][-1] = cells
    kept = send(client, filled_in(form, typed))
    page = html.unescape(client.get(kept["Location"], headers=ENGLISH).content.decode())
    row = re.search(rf"<bdi>{sheet}</bdi> <bdi>{cell}</bdi></th><td>([^<]*)", page)
    assert row is not None, re.findall(r"<bdi>\w+</bdi> <bdi>\w+</bdi></th><td>[^<]*", page)
    assert said in row[1]
    agree(client, kept["Location"])
    assert Activity.objects.filter(name__en="A good one").exists()
    assert Figure.objects.filter(activity__name__en="Clean-up").count() == 0
