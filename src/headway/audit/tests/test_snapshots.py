"""A snapshot sees one moment; writers go on meanwhile."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from headway.audit.snapshot import snapshot
from headway.movement.models import User


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_counts_in_a_snapshot_agree_while_somebody_writes_and_the_writer_does_not_wait() -> None:
    User.objects.create(email="first@movement.example", name="First")
    written = threading.Event()

    def write() -> None:
        User.objects.create(email="second@movement.example", name="Second")
        written.set()
        connections.close_all()

    with snapshot():
        before = User.objects.count()
        writer = threading.Thread(target=write)
        writer.start()
        assert written.wait(15), "the writer waited for the reader"
        assert User.objects.count() == before
    writer.join()
    assert User.objects.count() == before + 1
