"""Opening, filling in and sending the forms of an outcome, as a browser does."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client

from headway.movement.tests.cast import NORTH

HERE = "/c/clean-rivers/outcomes/"
NEW, OURS = f"{HERE}new/", f"{HERE}north-outcome/"
ENGLISH = {"Accept-Language": "en"}
SAID = "The works opened the new well for everybody in the village."


def hidden(answer: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def opened(client: Client, user: Any, address: str = NEW) -> dict[str, str]:
    client.force_login(user)
    answer = client.get(address, headers=ENGLISH)
    assert answer.status_code == 200, answer.status_code
    return hidden(answer)


def typed(**more: Any) -> dict[str, Any]:
    told = {
        "name": "A well is open", "statement": SAID, "actor": "The water works", "when": "September 2023", "country": "KE",
        "level": "practice", "direction": "positive", "course": "holds", "intended": "on", "change_areas": ["quality"],
        "office": NORTH, "how": "The office asked for it each month.", "step": "save",
    }  # fmt: skip
    return told | more


def send(client: Client, held: dict[str, str], address: str = NEW, **more: Any) -> Any:
    return client.post(address, {**held, **typed(**more)}, headers=ENGLISH)
