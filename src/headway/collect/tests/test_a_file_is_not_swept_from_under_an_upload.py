"""A file that was left over is swept while somebody attaches the same file: their record never stands without it."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from headway.audit.actions import unit_of_work
from headway.collect.actions import attach_files, sweep_files
from headway.collect.models import Activity, Attachment
from headway.collect.queries.attachments import content_of
from headway.conftest import SMALL_PACK
from headway.lib.takenfiles import NewFile, prepare_file
from headway.lib.tests.test_files_that_are_taken_in import photo
from headway.movement.tests.world import make_world

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_left_over_file_that_somebody_attaches_while_it_is_swept_stays(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    campaigner = make_world(SMALL_PACK).people["campaigner"]
    activity = Activity.objects.get(key="north-march")
    ready = prepare_file(NewFile("march.jpg", photo(), photo=True))
    with pytest.raises(RuntimeError), unit_of_work():
        attach_files(activity, [ready], acting_user=campaigner)
        raise RuntimeError("the power is cut")
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        os.utime(path, (1, 1))
    swept: list[int] = []

    def sweep() -> None:
        try:
            swept.append(sweep_files())
        finally:
            connections.close_all()

    other = threading.Thread(target=sweep)
    with unit_of_work():
        attach_files(activity, [ready], acting_user=campaigner)
        other.start()
        # The sweep waits for this unit; were it not to wait, it would be done by then.
        other.join(0.5)
    other.join()
    assert swept == [0]
    kept = Attachment.objects.get()
    assert content_of(kept)
    assert content_of(kept, preview=True)
