"""A backup brings back each attachment byte for byte; one that is missing or damaged is named, and stops nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from headway.cli.tests.command import Headway, copy_of, must

ACTIVITY = "danube-clean-up"
ATTACH = """
from datetime import date
from headway.collect.actions import attach_files
from headway.collect.models import Activity
from headway.lib.takenfiles import About, NewFile, prepare_file
from headway.lib.tests.test_files_that_are_taken_in import photo
from headway.movement.actions import ensure_operator
from headway.verify.actions import attach_proof
from headway.verify.models import Evidence, Outcome
user = ensure_operator()
march = Activity.objects.get(key="danube-clean-up")
about = About("At the bridge", "Ana", True, False, "Zenobia", date(2023, 7, 16))
attach_files(march, [prepare_file(NewFile("bridge.jpg", photo(), True, about))], acting_user=user)
attach_files(march, [prepare_file(NewFile("minutes.txt", b"We agreed.", False))], acting_user=user)
evidence = Evidence.objects.order_by("key").first()
Outcome.objects.filter(pk=evidence.outcome_id).update(state="draft")
attach_proof(evidence, [prepare_file(NewFile("proof.txt", b"It was so.", False))], acting_user=user)
"""
READ = """
import hashlib
from headway.collect.models import Attachment
from headway.collect.queries.attachments import content_of, files_of_records
for one in files_of_records():
    data = content_of(one)
    print(one.pk, one.name, one.of_record, hashlib.sha256(data).hexdigest() == one.digest, len(data))
for one in Attachment.objects.filter(photo=True):
    print(len(content_of(one, preview=True)), one.caption, one.credit, one.consent_from, one.consent_on, one.may_publish)
"""


@pytest.fixture(scope="module")
def attached(loaded: Headway, tmp_path_factory: pytest.TempPathFactory) -> Headway:
    made = copy_of(loaded, tmp_path_factory.mktemp("attached") / "home")
    must(made.python(ATTACH))
    return made


def stored(installation: Headway) -> dict[str, bytes]:
    root = installation.home / "files"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def file_of(installation: Headway, name: str) -> tuple[str, Path]:
    """The id of the file that is called so, and where it lies."""
    shown = must(installation.python("from headway.collect.queries.attachments import files_of_records, place_of\nfor one in files_of_records(): print(one.pk, one.name, place_of(one.digest))"))  # fmt: skip
    pk, _, place = next(line.split() for line in shown.stdout.splitlines() if line.split()[1] == name)
    return pk, installation.home / "files" / place


def copied(installation: Headway, home: Path) -> Headway:
    home.mkdir(mode=0o700)
    shutil.copytree(installation.home / "keys", home / "keys")
    return Headway(home)


def test_each_attachment_comes_back_byte_for_byte_with_what_is_said_of_it(
    attached: Headway, tmp_path: Path
) -> None:
    before = must(attached.python(READ)).stdout
    assert "At the bridge Ana Zenobia 2023-07-16 True" in before
    assert before.count(" True ") == 3
    done = must(attached("backup", tmp_path / "file"))
    assert done.stderr == ""
    assert " and 4 files, " in done.stdout
    assert b"Zenobia" not in (tmp_path / "file").read_bytes()
    new = copied(attached, tmp_path / "new")
    restored = must(new("restore", tmp_path / "file"))
    assert restored.stderr == ""
    assert stored(new) == stored(attached)
    assert len(stored(new)) == 4
    assert must(new.python(READ)).stdout == before
    assert must(new("files", "check")).stdout == "3 files are as they were kept\n"


def test_what_is_missing_or_damaged_is_named_by_the_check_the_backup_and_the_restore(
    attached: Headway, tmp_path: Path
) -> None:
    hurt = copy_of(attached, tmp_path / "hurt")
    gone, place = file_of(hurt, "minutes.txt")
    place.unlink()
    spoilt, place = file_of(hurt, "bridge.jpg")
    place.write_bytes(place.read_bytes()[:-1] + b"?")
    missing = f"activity {ACTIVITY}: the file {gone} is missing"
    checked = hurt("files", "check")
    assert checked.returncode == 2
    assert sorted(checked.stdout.splitlines()) == sorted([missing, f"activity {ACTIVITY}: the file {spoilt} is damaged"])  # fmt: skip
    assert checked.stderr == (
        "headway: 2 of 3 files are missing or damaged: bring them back from a backup into the folder files\n"
    )
    made = must(hurt("backup", tmp_path / "file"))
    assert made.stderr == f"warning: {missing}\n"
    new = copied(hurt, tmp_path / "new")
    restored = must(new("restore", tmp_path / "file"))
    assert restored.stderr == f"warning: {missing}\n"
    assert stored(new) == stored(hurt)


def test_an_installation_without_files_has_nothing_amiss(headway: Headway) -> None:
    assert must(headway("files", "check")).stdout == "0 files are as they were kept\n"


def test_a_process_that_serves_no_pages_sweeps_nothing_away_that_any_room_holds(
    attached: Headway, tmp_path: Path
) -> None:
    worker = copy_of(attached, tmp_path / "worker")
    for name in stored(worker):
        os.utime(worker.home / "files" / name, (1, 1))
    swept = must(worker.python("from headway.collect.actions import sweep_files\nprint(sweep_files())"))
    assert swept.stdout == "0\n"
    assert stored(worker) == stored(attached)
