"""A real Spark cluster on loopback answers every question as DuckDB does, row for row."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from headway.lake.folder import Store
from headway.lake.practice import practice_mentions, practice_posts
from headway.lake.reading import Reading
from headway.lake.tables import MENTIONS, POSTS, schema_of
from headway.lake.tests.everything_asked import everything, lake_in
from headway.lake.writing import append

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
pytestmark = pytest.mark.soak

# What engines like to disagree on: nothing said, nothing to divide by, nothing in a list, one name for two.
ODD_MENTIONS: list[dict[str, Any]] = [
    {"mention_key": "odd-1"},
    {"mention_key": "odd-2", "outlet": "Ünder", "outlet_key": "under-1", "day": date(2024, 3, 5), "keywords": ["", "a", "a"]},
    {"mention_key": "odd-3", "outlet": "Ünder", "outlet_key": "under-2", "day": date(2023, 12, 31), "reach": 100_000},
    {"mention_key": "odd-4", "search_name": "Hushed", "country": "MX", "tags": None, "reach": 10_000_001, "outlet_key": "x"},
    {"mention_key": "odd-5", "search_name": "open", "country": "KE", "sentiment": "mixed", "outlet_key": "x"},
]  # fmt: skip
ODD_POSTS: list[dict[str, Any]] = [
    {"post_key": "odd-1"},
    {"post_key": "odd-2", "account": "Whisper", "account_key": "w", "engagements": 5, "impressions": 0, "clicks": 0},
    {"post_key": "odd-3", "account": "b", "account_key": "b", "engagements": 5, "impressions": 3, "followers": 7, "paid": True},
    {"post_key": "odd-4", "account": "a", "account_key": "b", "engagements": 2**40, "impressions": 2**41, "reach": 9},
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import pyarrow as pa

    made = tmp_path_factory.mktemp("lake")
    for table, rows in (
        (MENTIONS, [*practice_mentions("c"), *ODD_MENTIONS]), (POSTS, [*practice_posts("c"), *ODD_POSTS]),
    ):  # fmt: skip
        schema = schema_of(table)
        full = [
            {name: row.get(name) for name in schema.names} | {"campaign": "c", "import_id": "i"}
            for row in rows
        ]
        batches = pa.Table.from_pylist(full, schema=schema).to_batches()
        append(table, batches, campaign="c", import_id="i", store=Store(str(made)))
    return made


@pytest.fixture(scope="module")
def spark() -> Iterator[tuple[Path, str]]:
    """A master and a worker, each a process of its own; the Python that speaks to them, and their address."""
    from spark_env import spark_python

    if shutil.which("java") is None:
        pytest.fail("Spark needs a Java 17")
    python, port = spark_python(), free_port()
    address = f"spark://127.0.0.1:{port}"
    with contextlib.ExitStack() as running:
        for arguments in (
            ("master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"),
            ("worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "--cores", "2", "--memory", "1g", address),
        ):  # fmt: skip
            running.enter_context(started(python, *arguments))
            wait_for(port)
        yield python, address


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def started(python: Path, name: str, *arguments: str) -> Iterator[None]:
    home = next(python.parents[1].glob("lib/python*/site-packages/pyspark"))
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *arguments]
    surroundings = surroundings_of(python) | {"SPARK_HOME": str(home)}
    process = subprocess.Popen(
        command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def surroundings_of(python: Path) -> dict[str, str]:
    return {
        **os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": str(ROOT / "src"), "PYSPARK_PYTHON": str(python),
    }  # fmt: skip


def wait_for(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.fail("the master of Spark did not answer")


def test_every_answer_is_the_same_row_for_row(folder: Path, spark: tuple[Path, str]) -> None:
    python, master = spark
    command = [str(python), "-m", "headway.lake.tests.everything_asked", str(folder), master]
    done = subprocess.run(
        command, env=surroundings_of(python), capture_output=True, text=True, check=False, timeout=3600
    )
    assert done.returncode == 0, done.stderr[-4000:]
    there, here = json.loads(done.stdout), everything(lake_in(folder, Reading))
    assert len(here) > 150
    assert there == here
