"""The interface tells of campaigns and public facts, to anybody, and is described as docs/openapi.json says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from headway.api.v1 import api
from headway.conftest import SMALL_PACK

SNAPSHOT = Path(__file__).parents[4] / "docs" / "openapi.json"
pytestmark = pytest.mark.django_db


def description() -> str:
    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def test_the_description_in_the_docs_is_current() -> None:
    assert SNAPSHOT.read_text() == description(), "run: python tools/make_docs.py"


def test_campaigns_are_listed(client: Client, clean_rivers: Any) -> None:
    listed = client.get("/api/v1/campaigns").json()
    assert [campaign["key"] for campaign in listed] == [SMALL_PACK.name]
    assert client.get(f"/api/v1/campaigns/{SMALL_PACK.name}").json() == listed[0]


def test_before_anything_is_loaded_there_are_none(client: Client) -> None:
    assert client.get("/api/v1/campaigns").json() == []


@pytest.mark.parametrize("key", ["nosuch", "%00", "..", "x" * 3000])
@pytest.mark.parametrize("ending", ["", "/facts"])
def test_a_campaign_that_is_not_there_is_404(
    client: Client, clean_rivers: Any, key: str, ending: str
) -> None:
    assert client.get(f"/api/v1/campaigns/{key}{ending}").status_code == 404


def test_facts_are_those_of_the_public_profile(client: Client, clean_rivers: Any) -> None:
    from headway.report.facts import Profile, collect_facts

    response = client.get(f"/api/v1/campaigns/{SMALL_PACK.name}/facts")
    told = response.json()
    facts = collect_facts(clean_rivers, Profile.PUBLIC)
    assert told["digest"] == facts.digest()
    assert {fact["id"] for fact in told["facts"]} == set(facts.numbers)
    assert "Quillfeather" not in response.content.decode()
    again = client.get(
        f"/api/v1/campaigns/{SMALL_PACK.name}/facts", headers={"if-none-match": response["ETag"]}
    )
    assert again.status_code == 304


def test_nothing_can_be_written(client: Client, clean_rivers: Any) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(f"/api/v1/campaigns/{SMALL_PACK.name}").status_code == 405
