"""The form of an outcome, where the framework has several change areas to a dimension."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from django.test import Client

from headway.conftest import PACKS

pytestmark = pytest.mark.django_db


def test_change_areas_are_offered_in_the_order_of_the_framework(shipped: Any, cast: Any) -> None:
    client = Client()
    client.force_login(cast.core_team)
    page = client.get(f"/c/{shipped.key}/outcomes/new/").content.decode()
    framework = yaml.safe_load((PACKS / "stop-torture" / "framework.yaml").read_text())
    told = [area["key"] for dimension in framework for area in dimension["change_areas"]]
    assert len(told) > len(framework)
    assert re.findall(r'name="change_areas" value="([^"]+)"', page) == told
