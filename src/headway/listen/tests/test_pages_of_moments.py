"""Moments: all of them in the order of time, and each by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers/moments/"


def reading(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("path", [HERE, f"{HERE}opening/"])
def test_a_reader_sees_when_the_campaign_was_to_be_heard_of(
    path: str, world: Any, django_assert_max_num_queries: Any
) -> None:
    client = reading(world.reader)
    with django_assert_max_num_queries(20):
        page = client.get(path).content.decode()
    assert "Opening" in page
    assert "22 March 2023" in page


@pytest.mark.parametrize("path", [HERE, f"{HERE}opening/"])
def test_a_stranger_is_asked_to_sign_in_and_somebody_without_a_role_finds_nothing(
    path: str, world: Any
) -> None:
    assert Client().get(path).status_code == 302
    assert reading(world.without_a_role).get(path).status_code == 404


def test_a_moment_that_is_not_there_is_not_found(world: Any) -> None:
    assert reading(world.reader).get(f"{HERE}never/").status_code == 404
