"""Reports are rendered once for all readers, in the public profile, and served under a policy of their own."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from headway.audit.actions import unit_of_work
from headway.conftest import SMALL_PACK
from headway.exchange.packs import load_pack
from headway.movement.actions import ensure_operator
from headway.report import editions

pytestmark = pytest.mark.django_db
PAGE = "<!DOCTYPE html><html><style>\nbody{{margin:0}}\n</style><body>{language} {number}</body></html>"


class Builder:
    """Stands in for the real builder and counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, tuple[str, ...]]] = []

    def __call__(
        self, campaign: str, *, acting_user: Any, language: str, profile: str, formats: tuple[str, ...]
    ) -> dict[str, bytes]:
        assert acting_user.is_system
        self.asked.append((language, profile, tuple(formats)))
        text = PAGE.format(language=language, number="x" * 2000).encode()
        return {
            f"{campaign}-{language}.{form}": text if form == "html" else form.encode() for form in formats
        }


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Builder]:
    import headway.report.build

    found = Builder()
    monkeypatch.setattr(headway.report.build, "build_report", found)
    monkeypatch.setattr(settings, "HEADWAY_HOME", tmp_path)
    editions._digest_at.cache_clear()
    yield found
    editions._digest_at.cache_clear()


URL = f"/reports/{SMALL_PACK.name}/"


def test_a_report_is_rendered_once_and_in_the_public_profile(
    client: Client, clean_rivers: Any, builder: Builder
) -> None:
    first, second = client.get(f"{URL}en/"), client.get(f"{URL}en/")
    assert first.status_code == 200
    assert first.content == second.content
    assert builder.asked == [("en", "public", ("html",))]


def test_it_is_rendered_anew_only_when_its_facts_change(
    client: Client, clean_rivers: Any, operator: Any, builder: Builder
) -> None:
    client.get(f"{URL}en/")
    with unit_of_work() as unit:
        unit.record("look", acting_user=operator, kind="campaign", subject="x", changes={})
    client.get(f"{URL}en/")
    assert len(builder.asked) == 1
    from headway.plan.models import Campaign

    Campaign.objects.filter(pk=clean_rivers.pk).update(summary={"en": "Another summary."})
    with unit_of_work() as unit:
        unit.record("change", acting_user=operator, kind="campaign", subject="x", changes={})
    client.get(f"{URL}en/")
    assert len(builder.asked) == 2


def test_only_the_newest_renderings_are_kept(
    client: Client, clean_rivers: Any, operator: Any, builder: Builder, tmp_path: Path
) -> None:
    from headway.plan.models import Campaign

    for number in range(6):
        Campaign.objects.filter(pk=clean_rivers.pk).update(summary={"en": f"Summary {number}."})
        with unit_of_work() as unit:
            unit.record("change", acting_user=operator, kind="campaign", subject="x", changes={})
        assert client.get(f"{URL}en/").status_code == 200
    assert len(builder.asked) == 6
    assert len(list((tmp_path / "editions" / clean_rivers.key).iterdir())) == editions.KEPT


def test_the_page_stands_under_the_hash_of_its_own_style(
    client: Client, clean_rivers: Any, builder: Builder
) -> None:
    response = client.get(f"{URL}en/")
    sheets = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
    marks = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in sheets]
    policy = response["Content-Security-Policy"]
    assert [f"'sha256-{mark}'" in policy for mark in marks] == [True]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "'self'" not in policy


def test_a_reader_who_has_it_gets_only_its_mark(client: Client, clean_rivers: Any, builder: Builder) -> None:
    first = client.get(f"{URL}en/")
    again = client.get(f"{URL}en/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.get(f"{URL}fr/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_it_goes_out_packed_to_whom_that_helps(client: Client, clean_rivers: Any, builder: Builder) -> None:
    plain = client.get(f"{URL}en/")
    packed = client.get(f"{URL}en/", headers={"accept-encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in packed["Vary"]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_other_formats_are_downloads(
    client: Client, clean_rivers: Any, builder: Builder, form: str
) -> None:
    response = client.get(f"{URL}ar/report.{form}")
    assert response.content == form.encode()
    assert response["Content-Disposition"] == f'attachment; filename="{clean_rivers.key}-ar.{form}"'
    assert response["Content-Type"] == editions.FORMS[form]
    assert builder.asked == [("ar", "public", (form,))]


def test_an_address_without_a_language_leads_to_the_readers_own(
    client: Client, clean_rivers: Any, builder: Builder
) -> None:
    response = client.get(URL, headers={"accept-language": "es"})
    assert (response.status_code, response["Location"]) == (302, f"{URL}es/")
    assert builder.asked == []


def test_two_who_ask_at_once_wait_for_one_rendering(clean_rivers: Any, builder: Builder) -> None:
    rendered: list[str] = []

    def slowly(campaign: Any, language: str, form: str, edition: editions.Edition, profile: str) -> None:
        time.sleep(0.1)
        rendered.append(language)
        edition.path.parent.mkdir(parents=True, exist_ok=True)
        edition.path.write_text("done")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editions, "_render", slowly)
        patch.setattr(
            editions, "_folder_of", lambda campaign, profile: settings.HEADWAY_HOME / "editions" / "x" / "y"
        )
        threads = [
            threading.Thread(target=editions.edition_of, args=(clean_rivers, "en", "html")) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert rendered == ["en"]


def test_the_real_report_is_served(
    client: Client, clean_rivers: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "HEADWAY_HOME", tmp_path)
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
def test_what_was_rendered_before_a_record_was_restricted_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "HEADWAY_HOME", tmp_path)
    opened = Path(shutil.copytree(SMALL_PACK, tmp_path / "opened"))
    for name in ("cases.yaml", "outcomes.yaml"):
        text = (opened / name).read_text()
        (opened / name).write_text(text.replace("  restricted: yes\n", ""))
    operator = ensure_operator()
    load_pack(opened, acting_user=operator)
    assert "Quillfeather spoke" in client.get(f"{URL}en/").content.decode()
    kept = next((tmp_path / "editions").rglob("en.html"))
    load_pack(SMALL_PACK, acting_user=operator)
    assert not kept.exists()
    assert "Quillfeather spoke" not in client.get(f"{URL}en/").content.decode()
