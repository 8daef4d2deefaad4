"""The style page shows every component that pages are made of, to those who make pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from headway.web import style

pytestmark = pytest.mark.django_db
WEB = Path(style.__file__).parent
# What stands inside another component, or is words alone.
INSIDE_OTHERS = {"form", "fact", "row", "standing", "tie", "node", "places"}


def signed_in(client: Client, person: Any) -> Client:
    client.force_login(person, backend="headway.movement.sign_in.backend.PeopleBackend")
    return client


def test_the_core_team_sees_it_and_nobody_else(client: Client, world: Any) -> None:
    address = reverse("style")
    assert client.get(address).status_code == 302
    for who in ("campaigner", "researcher", "reader", "administrator"):
        assert signed_in(client, getattr(world, who)).get(address).status_code == 403, who
    assert signed_in(client, world.core_team).get(address).status_code == 200


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_its_samples_stand_in_either_direction(client: Client, world: Any, direction: str) -> None:
    page = signed_in(client, world.core_team).get(reverse("style"), {"direction": direction}).content.decode()
    assert f'class="samples" dir="{direction}"' in page
    assert re.search(r'href="\?direction=' + direction + r'" aria-current="page"', page)


def test_another_direction_is_a_bad_request(client: Client, world: Any) -> None:
    response = signed_in(client, world.core_team).get(reverse("style"), {"direction": "up"})
    assert response.status_code == 400


def test_it_has_every_component_of_every_room() -> None:
    page = (WEB / "templates" / "web" / "style.html").read_text()
    known = {path.stem.replace("_", "-") for path in WEB.parent.glob("*/templates/cotton/*.html")}
    shown = set(re.findall(r"<c-([a-z-]+)", page))
    assert known - INSIDE_OTHERS <= shown


def test_a_refused_form_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(
    client: Client, world: Any
) -> None:
    page = signed_in(client, world.core_team).get(reverse("style")).content.decode()
    field = re.search(r'<input type="email"[^>]*value="no address"[^>]*>', page)
    assert field
    assert 'aria-invalid="true"' in field.group(0)
    described = re.search(r'aria-describedby="([^"]+)"', field.group(0))
    assert described
    assert all(f'id="{name}"' in page for name in described.group(1).split())


def test_a_fact_that_is_not_simply_printed_says_how_it_stands_and_why(client: Client, world: Any) -> None:
    page = signed_in(client, world.core_team).get(reverse("style")).content.decode()
    assert "From the text beside the chart." in page
    assert page.count('class="standing"') == 2
