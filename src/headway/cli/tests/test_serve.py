"""`headway serve` answers, with one worker or two, and ends when it is told to."""

from __future__ import annotations

import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from headway.cli.tests.command import CAMPAIGN, Headway, copy_of, must
from headway.cli.tests.test_every_fault_is_one_line import free_port


@contextmanager
def serving(headway: Headway, *more: object) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = free_port()
    process = headway.start("serve", "--port", port, *more, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=30)


def get(url: str) -> tuple[int, str]:
    """Try until the server has started."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nobody answers at {url}")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=["terminated", "interrupted"])
def test_it_answers_until_it_is_told_to_stop(headway: Headway, how: signal.Signals) -> None:
    must(headway("publish", CAMPAIGN))
    with serving(headway, "--workers", 2) as (site, process):
        assert get(f"{site}/healthz") == (200, "ok\n")
        status, page = get(f"{site}/")
        assert status == 200
        assert f"/reports/{CAMPAIGN}/en/" in page
        assert get(f"{site}/nosuch")[0] == 404
        assert get(f"{site}/static/web/headway.css")[0] == 200
        process.send_signal(how)
        out, err = process.communicate(timeout=30)
        assert process.returncode in {0, 130}, err
        assert site in out
        assert "Traceback" not in err


@pytest.mark.parametrize(
    ("host", "allowed", "told"),
    [("0.0.0.0", "", True), ("0.0.0.0", "headway.example", False), ("127.0.0.1", "", False)],
)
def test_an_address_for_others_needs_their_name_for_it(
    loaded: Headway, tmp_path: Path, host: str, allowed: str, told: bool
) -> None:
    more = {"HEADWAY_ALLOWED_HOSTS": allowed} if allowed else {}
    with serving(copy_of(loaded, tmp_path / "home", **more), "--host", host) as (_, process):
        assert process.stdout is not None
        first = process.stdout.readline()
    assert ("HEADWAY_ALLOWED_HOSTS must name" in first) is told
    assert first.startswith("serving ") is not told
