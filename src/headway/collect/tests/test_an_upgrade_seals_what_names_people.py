"""What an older version kept in the clear is sealed when the database is brought up to date, and none of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from headway.audit.models import Entry, Payload
from headway.collect import models as collected
from headway.collect.models import Attachment, Draft, Figure
from headway.collect.tests.test_what_names_people_is_sealed import NAME, in_the_clear
from headway.conftest import SMALL_PACK
from headway.engage.models import Case
from headway.exchange.packs import load_pack
from headway.movement.actions import ensure_operator

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
BEFORE = [("collect", "0007_edited_forms")]


@pytest.fixture
def as_before() -> Iterator[Any]:
    """The small pack in a database of the schema before, and that schema's models."""
    load_pack(SMALL_PACK, acting_user=ensure_operator())
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    _upgrade()


def _upgrade() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_an_upgrade_seals_what_stood_in_the_clear_and_loses_none_of_it(as_before: Any) -> None:
    models = {name: as_before.get_model("collect", name) for name in ("Attachment", "Draft", "Testimony", "Figure")}  # fmt: skip
    figure = models["Figure"].objects.filter(case=None).first()
    hidden = Case.objects.get(key="hidden-spring")
    march = as_before.get_model("collect", "Activity").objects.first()
    own = ensure_operator().pk
    file = {"photo": True, "media_type": "image/jpeg", "size": 1, "file": "x", "added_by_id": own, "added_at": timezone.now()}  # fmt: skip
    one = models["Attachment"].objects.create(campaign_id=march.campaign_id, activity=march, digest="a", name=NAME, caption="sealed:1:no", credit=NAME, consent_from=NAME, **file)  # fmt: skip
    typed = models["Draft"].objects.create(person_id=own, client_id=uuid4(), campaign_id=march.campaign_id, form="activity", content={"name": [NAME]}, saved_at=timezone.now())  # fmt: skip
    told = models["Testimony"].objects.create(campaign_id=march.campaign_id, key="of-hers", who=NAME, text=NAME, case_id=hidden.pk, note=NAME)  # fmt: skip
    models["Figure"].objects.filter(pk=figure.pk).update(case_id=hidden.pk, words=NAME, of="sealed:1:no")
    entry = Entry.objects.filter(kind="figure", subject=str(figure.pk))
    assert entry.update(subject=str(told.pk), kind="testimony") == 1
    Payload.objects.filter(entry__subject=str(told.pk)).update(body=f'{{"who": "{NAME}"}}')
    _upgrade()
    assert in_the_clear() == []
    kept = Attachment.objects.get(pk=one.pk)
    assert (kept.name, kept.caption, kept.credit, kept.consent_from) == (NAME, "sealed:1:no", NAME, NAME)
    assert Draft.objects.get(pk=typed.pk).content == {"name": [NAME]}
    held = collected.Testimony.objects.get(pk=told.pk)
    assert (held.who, held.text, held.note) == (NAME, NAME, NAME)
    counted_now = Figure.objects.get(pk=figure.pk)
    assert (counted_now.words, counted_now.of) == (NAME, "sealed:1:no")
