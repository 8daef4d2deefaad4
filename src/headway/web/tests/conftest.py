"""The site that the tests of this door walk through, made once a module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def _standing_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    from django.db import transaction

    from headway.movement.actions import ensure_operator
    from headway.web.tests.site import make_site

    with django_db_blocker.unblock(), transaction.atomic():
        yield make_site(ensure_operator())
        transaction.set_rollback(True)


@pytest.fixture
def site(db: None, _standing_site: Any) -> Any:
    """See `headway.web.tests.site`; each test gives back what it found."""
    return _standing_site.fresh()


@pytest.fixture(autouse=True)
def _templates_as_in_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's tests keep a copy of what each template was given, at each of hundreds a page; nobody looks at it here."""
    from django.template.base import Template
    from django.test.utils import _TestState

    state: Any = _TestState
    monkeypatch.setattr(Template, "_render", state.saved_data.template_render)
