"""Files of any bytes are read or refused in words; what a fuzzer finds out about a reader leads it on."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from headway.lib.tests.test_actionfiles import ENGAGING, PLAIN
from headway.lib.tests.test_analyticsfiles import GOOGLE, MATOMO
from headway.lib.tests.test_survey_files import HEAD
from headway.listen.tests.exports import meltwater, plain, workbook
from headway.listen.tests.test_exports_of_media_monitoring import A
from headway.listen.tests.test_exports_of_social_media import SPRINKLR, sprinklr

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(
        sys.platform != "linux" or platform.machine() != "x86_64",
        reason="the fuzzer is built for Linux alone",
    ),
]
SECONDS = os.environ.get("HEADWAY_FUZZ_SECONDS", "120")
# Some are cut off in the middle of a letter, and the fuzzer cuts on from there.
BEGUN: dict[str, list[Callable[[Path], Path]]] = {
    "media": [
        lambda folder: meltwater(folder, [A], name="meltwater"),
        lambda folder: plain(folder, "own", "Title;URL;Date\r\n\"a\n;b\";https://a.example/1;03/04/2014\r\n", "cp1252"),
        lambda folder: workbook(folder, "book", [["Title", "URL", "Date"], ["a", "https://a.example/1", 41_000]]),
    ],
    "social": [lambda folder: sprinklr(folder, [SPRINKLR])],
    "actions": [
        lambda folder: plain(folder, "plain", f"{PLAIN}A,FR,12,,,,,\n"),
        lambda folder: plain(folder, "engaging", f"{ENGAGING}1,a@b.example,PET,77,2014-05-01,KE\n", "utf-16"),
    ],
    "analytics": [
        lambda folder: plain(folder, "google", GOOGLE), lambda folder: plain(folder, "matomo", MATOMO, "utf-16"),
    ],
    "surveys": [lambda folder: plain(folder, "results", f"{HEAD}\nIs it clean?,Yes,62.5 %,1002,KE,2014-02-06,2014-02-27\n")],
}  # fmt: skip


@pytest.mark.parametrize("reader", BEGUN)
def test_a_file_of_any_bytes_is_read_or_refused(reader: str, tmp_path: Path) -> None:
    from side_env import side_python

    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for make in BEGUN[reader]:
        make(corpus)
    # The fuzzer alone lives in the environment beside: what it tries are the packages that Headway runs with.
    surroundings = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{sysconfig.get_path('purelib')}"}
    command = [
        str(side_python("fuzz", ["atheris==3.0.0"])), str(ROOT / "tools" / "fuzz_readers.py"), reader, str(corpus),
        f"-max_total_time={SECONDS}", "-max_len=8192", "-timeout=20", f"-artifact_prefix={tmp_path}/",
    ]  # fmt: skip
    done = subprocess.run(
        command, env={**os.environ, **surroundings, "HEADWAY_HOME": str(tmp_path / "home")},
        capture_output=True, text=True, check=False, errors="replace",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Done " in done.stderr
