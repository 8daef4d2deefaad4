"""Imports by page: sent in, shown, asked about, written, downloaded, undone."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from headway.listen.models import Import
from headway.listen.tests.exports import meltwater
from headway.listen.tests.test_exports_of_media_monitoring import A
from headway.movement.tests.cast import NORTH

pytestmark = pytest.mark.django_db
PAGE = "/c/clean-rivers/listening/imports/"
ENGLISH = {"Accept-Language": "en"}
UNKNOWN = "Fecha,Título,Enlace,Visitas\n2015-01-31,Una presa,http://a.example/1,7\n"


@pytest.fixture
def north(world: Any, lake: Path, client: Client) -> Client:
    client.force_login(world.campaigner)
    return client


def send(client: Client, *files: bytes, kind: str = "media", **more: str) -> Any:
    sent = [SimpleUploadedFile(f"export-{at}.csv", data) for at, data in enumerate(files, 1)]
    return client.post(
        f"{PAGE}new/", {"kind": kind, "exports": sent, "office": NORTH, **more}, headers=ENGLISH
    )


def page(client: Client, address: str) -> str:
    return html.unescape(client.get(address, headers=ENGLISH).content.decode())


def step(client: Client, address: str, name: str, **more: str) -> Any:
    return client.post(address, {"step": name, **more}, headers=ENGLISH)


def export(tmp_path: Path, *rows: dict[str, str]) -> bytes:
    return meltwater(tmp_path, rows or [A]).read_bytes()


def test_a_file_is_shown_before_it_is_written_and_can_be_undone(
    north: Client, rows: Any, tmp_path: Path
) -> None:
    sent = send(north, export(tmp_path, A, {**A, "URL": "https://b.example/2", "Reach": "many"}))
    assert sent.status_code == 302
    shown = page(north, sent["Location"])
    for text in (
        "Meltwater",
        "UTF-16",
        "tabs",
        "2014-05-13",
        "A dam breaks",
        "never added",
        '"many" is not a number',
        "Write it",
    ):
        assert text in shown
    assert rows("media") == []
    assert step(north, sent["Location"], "write").status_code == 302
    assert [row["office"] for row in rows("media")] == [NORTH]
    assert "Undo this import" in page(north, sent["Location"])
    assert "export-1.csv" in page(north, PAGE)
    step(north, sent["Location"], "undo")
    assert rows("media") == []
    assert "undone" in page(north, sent["Location"])


def test_what_was_sent_and_what_was_refused_can_be_taken_away(
    north: Client, world: Any, tmp_path: Path
) -> None:
    data = export(tmp_path, {**A, "URL": ""})
    address = send(north, data)["Location"]
    original = north.get(f"{address}files/1/")
    assert b"".join(original.streaming_content) == data  # type: ignore[attr-defined]
    assert "attachment" in original["Content-Disposition"]
    assert "export-1.csv,2,URL," in north.get(f"{address}refused.csv", headers=ENGLISH).content.decode()
    for person, code in ((world.other_section, 403), (world.reader, 403), (world.core_team, 200)):
        north.force_login(person)
        assert north.get(address).status_code == 200
        assert north.get(f"{address}files/1/").status_code == code
        assert north.get(f"{address}refused.csv").status_code == code


def test_columns_of_an_unknown_table_are_corrected_and_remembered(north: Client, rows: Any) -> None:
    address = send(north, UNKNOWN.encode())["Location"]
    assert "One thing has to be known first" in page(north, address)
    chosen = {"0-date": "0", "0-headline": "1", "0-url": "2", "0-reach": "3"}
    assert step(north, address, "answer", **chosen).status_code == 302
    step(north, address, "write")
    assert [row["reach"] for row in rows("media")] == [7]
    again = send(north, UNKNOWN.replace("/1", "/2").encode())["Location"]
    assert "Write it" in page(north, again)


def test_which_comes_first_in_days_is_asked(north: Client, rows: Any) -> None:
    text = "stories_id,publish_date,title,url\n1,3/4/2015,One,http://a.example/1\n"
    address = send(north, text.encode())["Location"]
    assert "The month comes first" in page(north, address)
    refused = step(north, address, "answer")
    assert refused.status_code == 422
    step(north, address, "answer", days="mdy")
    step(north, address, "write")
    assert [row["day"].isoformat() for row in rows("media")] == ["2015-03-04"]


def test_an_import_can_be_let_go(north: Client, rows: Any, tmp_path: Path) -> None:
    address = send(north, export(tmp_path))["Location"]
    step(north, address, "cancel")
    assert "cancelled" in page(north, address)
    assert step(north, address, "write").status_code == 302
    assert rows("media") == []


def test_what_cannot_be_read_is_told_on_its_page(north: Client, rows: Any) -> None:
    address = send(north, b"<html>sign in</html>")["Location"]
    shown = page(north, address)
    assert "web page and no table" in shown
    assert "Nothing was written" in shown


def test_a_form_without_a_file_is_refused_and_keeps_what_was_typed(north: Client) -> None:
    answer = north.post(
        f"{PAGE}new/", {"kind": "social", "office": NORTH, "time_zone": "Nowhere/Land"}, headers=ENGLISH
    )
    assert answer.status_code == 422
    assert "Nowhere/Land" in answer.content.decode()


def test_who_may_not_bring_in_is_refused(north: Client, world: Any, tmp_path: Path) -> None:
    address = send(north, export(tmp_path))["Location"]
    for person in (world.reader, world.other_section):
        north.force_login(person)
        for name in ("write", "cancel", "undo", "answer"):
            assert step(north, address, name).status_code in {403, 422}
    north.force_login(world.reader)
    assert north.get(f"{PAGE}new/").status_code == 403
    assert Import.objects.get().state == "planned"


def test_a_page_that_waits_is_asked_for_what_is_new_alone(north: Client, tmp_path: Path) -> None:
    address = send(north, export(tmp_path))["Location"]
    first = north.get(f"{address}?live=1")
    assert "<html" not in first.content.decode()
    assert north.get(f"{address}?live=1", headers={"If-None-Match": first["ETag"]}).status_code == 304
