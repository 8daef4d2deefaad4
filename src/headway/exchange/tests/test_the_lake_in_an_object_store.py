"""With HEADWAY_LAKE in an object store, all that a lake does is done there as it is on a disk.

The store is moto's: a server of its own that speaks S3 over HTTP.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from headway.cli.tests.command import CAMPAIGN, Headway, copy_of, must
from headway.listen.tests.exports import meltwater

sys.path.insert(0, str(Path(__file__).parents[4] / "tools"))
PEER = ("moto[s3]==5.2.5", "flask==3.1.3", "flask-cors==6.0.5")
ROWS = [
    {"Date": "03-May-2024 09:15AM", "Headline": "Release", "URL": "https://a.example/1", "Source": "A", "Country": "Mexico", "Reach": "12,000"},
    {"Date": "04-May-2024 10:15AM", "Headline": "Release again", "URL": "https://b.example/2", "Source": "B", "Country": "Kenya", "Reach": "900"},
]  # fmt: skip


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The settings with which a lake lies in a new bucket."""
    from side_env import side_python

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = f"http://127.0.0.1:{port}"
    serving = subprocess.Popen(
        [side_python("s3", PEER), "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(600):
            with suppress(OSError):
                urlopen(Request(f"{place}/bucket", method="PUT"), timeout=5).close()
                break
            time.sleep(0.1)
        else:
            pytest.fail("the object store did not answer")
        yield {
            "AWS_ENDPOINT_URL": place, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "somebody", "AWS_SECRET_ACCESS_KEY": "something", "AWS_EC2_METADATA_DISABLED": "true",
        }  # fmt: skip
    finally:
        serving.terminate()
        serving.wait(timeout=30)


@pytest.fixture
def there(headway: Headway, bucket: dict[str, str], request: pytest.FixtureRequest) -> Headway:
    """An installation whose lake is its own corner of the bucket."""
    return Headway(headway.home, bucket | {"HEADWAY_LAKE": f"s3://bucket/{request.node.name}/lake"})


def bring(installation: Headway, path: Path) -> str:
    done = must(installation("import", "media", path, "--campaign", CAMPAIGN, "--yes"))
    return done.stdout.splitlines()[-1]


def answers(installation: Headway) -> str:
    return must(installation("ask", CAMPAIGN, "coverage", "--by", "outlet", "--format", "csv")).stdout


def test_imports_and_questions_are_the_same_there_as_on_a_disk(
    there: Headway, headway: Headway, tmp_path: Path
) -> None:
    here = copy_of(headway, tmp_path / "here")
    first = meltwater(tmp_path, ROWS, name="first.csv")
    later = meltwater(
        tmp_path,
        [ROWS[0] | {"Headline": "Release at last"}, ROWS[1], ROWS[1] | {"URL": "https://b.example/3"}],
        name="later.csv",
    )
    for installation in (there, here):
        assert bring(installation, first).startswith("2 added")
        assert bring(installation, later).startswith("1 added, 1 changed")
    assert (before := answers(there)) == answers(here)
    undo_the_second = (
        "from headway.listen.models import Import\nfrom headway.listen.actions import undo_import\n"
        "from headway.movement.actions import ensure_operator\n"
        "undo_import(Import.objects.order_by('made_at')[1], acting_user=ensure_operator())"
    )
    for installation in (there, here):
        must(installation.python(undo_the_second))
    assert answers(there) == answers(here) != before
    assert not (there.home / "lake").exists()


def test_it_is_looked_after_there(there: Headway, tmp_path: Path) -> None:
    for at in range(3):
        rows = [ROWS[0] | {"URL": f"https://a.example/{at}"}, ROWS[1] | {"Headline": f"Said {at}"}]
        bring(there, meltwater(tmp_path, rows, name=f"{at}.csv"))
    before = answers(there)
    must(there("lake", "compact"))
    must(there("lake", "check"))
    must(there("lake", "vacuum"))
    assert answers(there) == before


def test_a_backup_holds_it_and_a_restore_brings_it_back(
    there: Headway, bucket: dict[str, str], tmp_path: Path
) -> None:
    bring(there, meltwater(tmp_path, ROWS))
    before = answers(there)
    must(there("backup", tmp_path / "file"))
    bring(there, meltwater(tmp_path, [ROWS[0] | {"URL": "https://c.example/9"}], name="more.csv"))
    assert answers(there) != before
    done = must(there("restore", "--replace", tmp_path / "file"))
    assert "before-restore-" in done.stdout
    assert answers(there) == before
    must(there("lake", "check"))
    # And into a home whose lake is on a disk.
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    os.symlink(there.home / "keys", other / "keys")
    here = Headway(other)
    must(here("restore", tmp_path / "file"))
    assert answers(here) == before


def test_a_store_that_does_not_answer_is_said_in_one_line_and_nothing_is_half_done(
    there: Headway, tmp_path: Path
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}"
    lost = Headway(there.home, there.settings | {"AWS_ENDPOINT_URL": nobody})
    first = meltwater(tmp_path, ROWS[:1], name="first.csv")
    refused = [lost("import", "media", first, "--campaign", CAMPAIGN, "--yes")]
    assert bring(there, first).startswith("1 added")
    second = meltwater(tmp_path, ROWS, name="second.csv")
    refused += [
        lost("ask", CAMPAIGN, "coverage"),
        lost("backup", tmp_path / "file"),
    ]
    for done in refused:
        assert done.returncode == 2
        (told,) = [line for line in done.stderr.splitlines() if line.startswith("headway: ")]
        assert "the lake at s3://bucket/" in told
    assert bring(there, second).startswith("1 added")
    must(there("lake", "check"))
