"""The overview of a campaign, its charts to take away, and its report, as each person may have them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from headway.audit.actions import purge_at_commit
from headway.charts._render import _memory as render_memory
from headway.plan.queries import _memory as pages_memory
from headway.report.actions import publish_edition

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers"
CHARTS = ("matrix", "dimensions", "timeline", "map", "figures-bags")


def reading(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HEADWAY_HOME", tmp_path)


def test_the_overview_shows_what_moved_and_leads_to_every_part(
    world: Any, django_assert_max_num_queries: Any
) -> None:
    client = reading(world.reader)
    with django_assert_max_num_queries(20):
        page = client.get(f"{HERE}/").content.decode()
    for part in ("progress/austria/limits-set/", "outcomes/", "facts/", "moments/", "charts/map.svg"):
        assert f"{HERE}/{part}" in page
    # Each chart for a wide screen and for a phone, but the map, which is the same at any width.
    assert page.count("<svg xmlns") == 5
    assert 'style="' not in page


def test_counts_on_the_overview_do_not_depend_on_who_reads(world: Any) -> None:
    seen = {
        who: reading(world.people[who]).get(f"{HERE}/").context["counts"]
        for who in ("core_team", "reader", "researcher")
    }
    assert seen["core_team"] == seen["reader"] == seen["researcher"]


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_chart_can_be_taken_away_as_picture_and_as_data(name: str, language: str, world: Any) -> None:
    client = reading(world.reader)
    svg = client.get(f"{HERE}/charts/{name}.svg?language={language}")
    assert svg["Content-Type"].startswith("image/svg+xml")
    assert ElementTree.fromstring(svg.content).tag.endswith("svg")
    assert client.get(f"{HERE}/charts/{name}.png").content.startswith(b"\x89PNG")
    table = client.get(f"{HERE}/charts/{name}.csv")
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    assert "attachment" in table["Content-Disposition"]


@pytest.mark.parametrize(
    "path",
    ["nothing.svg", "matrix.pdf", "figures-none.csv", "figures-share-clean.svg", "matrix.svg?period=never"],
)
def test_a_chart_that_there_is_not_is_not_found(path: str, world: Any) -> None:
    assert reading(world.reader).get(f"{HERE}/charts/{path}").status_code == 404


def test_the_report_is_offered_in_four_languages_and_three_formats(world: Any) -> None:
    publish_edition(world.campaign, acting_user=world.core_team)
    page = reading(world.reader).get(f"{HERE}/report/").content.decode()
    for language in ("en", "fr", "es", "ar"):
        assert f"/reports/clean-rivers/{language}/" in page
        assert f"/reports/clean-rivers/{language}/report.pdf" in page
        assert f"/reports/clean-rivers/{language}/report.docx" in page
    assert "edition=internal" not in page


@pytest.mark.parametrize("who", ["campaigner", "researcher", "core_team", "administrator"])
def test_whoever_works_on_the_campaign_is_offered_the_internal_edition(who: str, world: Any) -> None:
    page = reading(world.people[who]).get(f"{HERE}/report/?edition=internal").content.decode()
    assert f"{HERE}/report/en/" in page


@pytest.mark.parametrize("path", ["report/?edition=internal", "report/en/", "report/en/report.pdf"])
def test_a_reader_may_not_have_the_internal_edition(path: str, world: Any) -> None:
    assert reading(world.reader).get(f"{HERE}/{path}").status_code == 403


@pytest.mark.parametrize("path", ["report/de/", "report/en/report.odt"])
def test_an_edition_that_there_is_not_is_not_found(path: str, world: Any) -> None:
    assert reading(world.core_team).get(f"{HERE}/{path}").status_code == 404


def test_an_edition_that_nobody_makes_is_refused(world: Any) -> None:
    assert reading(world.core_team).get(f"{HERE}/report/?edition=secret").status_code == 400


def test_internal_and_public_editions_stand_in_folders_of_their_own(world: Any, tmp_path: Path) -> None:
    response = reading(world.core_team).get(f"{HERE}/report/en/")
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    assert "style-src" in response["Content-Security-Policy"]
    assert reading(world.core_team).get(f"{HERE}/report/en/?edition=public").status_code == 200
    publish_edition(world.campaign, acting_user=world.core_team)
    assert Client().get("/reports/clean-rivers/en/").status_code == 200
    folders = [path.name for path in (tmp_path / "editions" / "clean-rivers").glob("[!.]*")]
    assert sorted(name.split("-")[1] for name in folders) == ["edition1", "internal", "public"]


@pytest.mark.parametrize("path", ["", "report/", "report/en/", "facts/", "charts/map.svg"])
def test_a_stranger_is_asked_to_sign_in_and_somebody_without_a_role_finds_nothing(
    path: str, world: Any
) -> None:
    assert Client().get(f"{HERE}/{path}").status_code == 302
    assert reading(world.without_a_role).get(f"{HERE}/{path}").status_code == 404


def test_drawn_charts_go_when_a_record_is_restricted(
    world: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    render_memory.clear()
    pages_memory.clear()
    reading(world.reader).get(f"{HERE}/charts/figures-bags.png")
    assert list((tmp_path / "editions" / ".charts").iterdir())
    with django_capture_on_commit_callbacks(execute=True):
        purge_at_commit()
    assert not (tmp_path / "editions").exists()
