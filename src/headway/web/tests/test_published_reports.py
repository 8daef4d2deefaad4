"""What is published is rendered once for all readers, from what was frozen, and served under a policy of its own."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from headway.audit.actions import unit_of_work
from headway.conftest import SMALL_PACK
from headway.exchange.packs import load_pack
from headway.movement.actions import ensure_operator
from headway.plan.actions import keep_campaign
from headway.plan.queries import campaign_row
from headway.report.actions import publish_edition, withdraw_edition
from headway.report.editions import FORMS
from headway.report.editions.files import KEPT

pytestmark = pytest.mark.django_db
URL = f"/reports/{SMALL_PACK.name}/"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HEADWAY_HOME", tmp_path)


@pytest.fixture
def published(clean_rivers: Any, operator: Any) -> Any:
    return publish_edition(clean_rivers, acting_user=operator)


def tell(campaign: Any, summary: str, operator: Any) -> None:
    keep_campaign(
        campaign_row(campaign).model_copy(update={"summary": {"en": summary}}), acting_user=operator
    )


def rendered(home: Path) -> list[Path]:
    return sorted(home.glob("editions/*/*/en.pages"))


@pytest.mark.parametrize("path", ["", "en/", "ar/report.pdf", "fr/report.docx"])
def test_what_was_loaded_and_not_published_is_not_there_for_a_stranger(
    path: str, client: Client, clean_rivers: Any
) -> None:
    assert client.get(f"{URL}{path}").status_code == 404


def test_a_report_is_rendered_once(client: Client, published: Any, tmp_path: Path) -> None:
    first = client.get(f"{URL}en/")
    (file,) = rendered(tmp_path)
    made_at = file.stat().st_mtime_ns
    assert client.get(f"{URL}en/").content == first.content
    assert file.stat().st_mtime_ns == made_at


def test_strangers_see_what_was_frozen_until_the_next_edition_is_published(
    client: Client, clean_rivers: Any, operator: Any, published: Any
) -> None:
    before = client.get(f"{URL}en/").content
    tell(clean_rivers, "The summary was written anew.", operator)
    assert client.get(f"{URL}en/").content == before
    assert b"written anew" not in client.get("/").content
    publish_edition(clean_rivers, acting_user=operator)
    assert b"written anew" in client.get(f"{URL}en/").content
    assert b"written anew" in client.get("/").content


def test_a_file_says_which_edition_it_is_what_changed_and_where_the_log_stood(
    client: Client, clean_rivers: Any, operator: Any, published: Any
) -> None:
    assert "This is edition 1, published on" in client.get(f"{URL}en/report.html").content.decode()
    tell(clean_rivers, "The summary was written anew.", operator)
    second = publish_edition(clean_rivers, acting_user=operator)
    page = client.get(f"{URL}en/report.html").content.decode()
    assert "This is edition 2, published on" in page
    assert "Since the edition before, 0 facts were added, 1 changed and 0 are gone." in page
    assert second.log_link[:24] in page
    assert second.digest[:24] in page


def test_a_withdrawn_report_is_not_there_and_no_file_of_it_stays(
    clean_rivers: Any, operator: Any, published: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    stranger = Client()
    assert stranger.get(f"{URL}en/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_edition(clean_rivers, acting_user=operator)
    assert stranger.get(f"{URL}en/").status_code == 404
    assert "Clean Rivers" not in stranger.get("/").content.decode()
    assert rendered(tmp_path) == []


def test_the_present_state_is_rendered_anew_only_when_its_facts_change(
    client: Client, clean_rivers: Any, operator: Any, cast: Any, tmp_path: Path
) -> None:
    client.force_login(cast.core_team)
    address = f"/c/{clean_rivers.key}/report/en/"
    first = client.get(address)
    (file,) = rendered(tmp_path)
    made_at = file.stat().st_mtime_ns
    with unit_of_work() as unit:
        unit.record("look", acting_user=operator, kind="campaign", subject="x", changes={})
    assert client.get(address).content == first.content
    assert [path.stat().st_mtime_ns for path in rendered(tmp_path)] == [made_at]
    tell(clean_rivers, "The summary was written anew.", operator)
    assert b"written anew" in client.get(address).content
    assert len(rendered(tmp_path)) == 2


def test_only_the_newest_renderings_are_kept(
    client: Client, clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    for number in range(KEPT + 2):
        tell(clean_rivers, f"Summary {number}.", operator)
        publish_edition(clean_rivers, acting_user=operator)
        assert client.get(f"{URL}en/").status_code == 200
    assert len(rendered(tmp_path)) == KEPT


def test_the_page_stands_under_the_hash_of_its_own_style(client: Client, published: Any) -> None:
    response = client.get(f"{URL}en/")
    sheets = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
    marks = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in sheets]
    policy = response["Content-Security-Policy"]
    assert [f"'sha256-{mark}'" in policy for mark in marks] == [True]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "'self'" not in policy


def test_a_reader_who_has_it_gets_only_its_mark(client: Client, published: Any) -> None:
    first = client.get(f"{URL}en/")
    again = client.get(f"{URL}en/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.get(f"{URL}fr/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_it_goes_out_packed_to_whom_that_helps(client: Client, published: Any) -> None:
    plain = client.get(f"{URL}en/")
    packed = client.get(f"{URL}en/", headers={"accept-encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in packed["Vary"]


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_the_other_formats_are_downloads_named_after_the_edition(
    form: str, begins: bytes, client: Client, published: Any
) -> None:
    response = client.get(f"{URL}ar/report.{form}")
    assert response.content.startswith(begins)
    assert response["Content-Disposition"] == f'attachment; filename="clean-rivers-edition-1-ar.{form}"'
    assert response["Content-Type"] == FORMS[form]


def test_an_address_without_a_language_leads_to_the_readers_own(client: Client, published: Any) -> None:
    response = client.get(URL, headers={"accept-language": "es"})
    assert (response.status_code, response["Location"]) == (302, f"{URL}es/")


def test_the_policy_inside_the_page_is_the_one_that_goes_with_it(client: Client, published: Any) -> None:
    response = client.get(f"{URL}en/")
    page = response.content.decode()
    assert "Clean Rivers" in page
    assert "Quillfeather" not in page
    inside = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert inside
    style = re.search(r"sha256-[A-Za-z0-9+/=]+", inside.group(1))
    assert style
    assert style.group(0) in response["Content-Security-Policy"]


@pytest.mark.django_db(transaction=True)
def test_what_was_rendered_before_a_record_was_restricted_is_gone(client: Client, tmp_path: Path) -> None:
    opened = Path(shutil.copytree(SMALL_PACK, tmp_path / "opened"))
    for name in ("cases.yaml", "outcomes.yaml"):
        text = (opened / name).read_text()
        (opened / name).write_text(text.replace("  restricted: yes\n", ""))
    operator = ensure_operator()
    campaign, _ = load_pack(opened, acting_user=operator)
    publish_edition(campaign, acting_user=operator)
    assert "Velvet" not in client.get(f"{URL}en/").content.decode()
    assert "barrels" in client.get(f"{URL}en/").content.decode()
    kept = rendered(tmp_path)
    load_pack(SMALL_PACK, acting_user=operator)
    assert not [path for path in kept if path.exists()]
    assert client.get(f"{URL}en/").status_code == 404
    publish_edition(campaign, acting_user=operator)
    assert "barrels" not in client.get(f"{URL}en/").content.decode()
