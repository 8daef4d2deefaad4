"""Where the object store does not answer, pages say so and lead on; nothing else is out of order."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from headway.listen.tests.heard import hear

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["listening/", "listening/social/", "listening/mentions/"])
def test_the_page_says_that_it_cannot_be_read_now(
    path: str, world: Any, lake: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(world.campaign, world.core_team)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{closed.getsockname()[1]}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "something")
    settings.HEADWAY_LAKE = "s3://nowhere/lake"
    client = Client()
    client.force_login(world.reader)
    answer = client.get(f"/c/clean-rivers/{path}")
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "This cannot be read just now" in page
    assert "s3://" not in page
    assert client.get("/c/clean-rivers/").status_code == 200
