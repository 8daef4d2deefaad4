"""A campaign that names no kinds of its own has Headway's, in every language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from headway.engage.actions import keep_engagement
from headway.engage.rows import PartnerRow

pytestmark = pytest.mark.django_db
CALLED = {
    "en": "International NGO", "fr": "ONG internationale", "es": "ONG internacional", "ar": "منظمة غير حكومية دولية",
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(CALLED))
def test_lists_and_pages_call_kinds_as_they_always_did_and_without_a_mark(
    language: str, shipped: Any, cast: Any
) -> None:
    row = PartnerRow.model_validate({"key": "allies", "name": "Allies", "partner_kind": "international-ngo"})
    keep_engagement(shipped, [row], acting_user=cast.core_team)
    client = Client()
    client.force_login(cast.reader)
    for path in ("partners/", "partners/allies/"):
        page = client.get(
            f"/c/stop-torture/{path}",
            {"language": language, **({"q": "Allies"} if path == "partners/" else {})},
        )
        text = re.sub(r"\s+", " ", page.content.decode())
        assert f"<bdi>{CALLED[language]}</bdi>" in text
        assert f"{CALLED[language]}</bdi><sup" not in text


def test_the_page_of_a_case_asks_for_no_kinds_where_the_campaign_names_none(
    shipped: Any, cast: Any, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.force_login(cast.reader)
    address = "/c/stop-torture/cases/claudia-medina/"
    client.get(address)
    with django_assert_max_num_queries(20) as asked:
        assert client.get(address).status_code == 200
    own = [one["sql"] for one in asked.captured_queries if "eventkind" in one["sql"]]
    assert len(own) == 1
    assert "plan_campaign" in own[0]
