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
