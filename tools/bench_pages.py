"""What each page costs: time on the server, queries, bytes and requests; with the demo and with a made-up movement.

    .venv/bin/python tools/bench_pages.py [demo|full] [--only NAME ...]

The site runs as in service, in a process of its own, and is asked by one reader at a time over one connection that stays
open. /healthz is asked before each page: what it takes is the floor, and shares the load of the machine. The CPU time of the
server does not.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

ROOT = Path(__file__).resolve().parents[1]
TIMES = 12
AIM_MS, AIM_QUERIES, AIM_FIRST, AIM_REQUESTS, AIM_SECOND, AIM_MB, AIM_DEMO = 80, 20, 100, 10, 30, 250, 10
REPORTS = frozenset({"internal-report", "internal-report-chapter", "report-chapter", "report-page"})
_ASSETS = re.compile(
    rb"<(?:link[^>]+rel=\"(?:stylesheet|icon|modulepreload|preload)\"|script|img|source|use)[^>]*>",
    re.IGNORECASE,
)
_ADDRESS = re.compile(rb"\b(?:href|src)=\"([^\"#][^\"]*)\"")

# Run in the home that is measured: who looks, at which pages, and what each asks of the database.
TELL = """
import json, sys
sys.path.insert(0, {tools!r})
import bench_people
print(json.dumps(bench_people.tell({campaign!r}, {only!r})))
"""


@dataclass
class Measured:
    """One page."""

    name: str
    address: str
    queries: int
    times: list[float] = field(default_factory=list)
    first: int = 0
    second: int = 0
    requests: int = 0
    status: int = 0
    # Of the server, one asking: what else the machine does is not in it.
    cpu: float = 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.times) * 1000

    @property
    def p95(self) -> float:
        return sorted(self.times)[int(len(self.times) * 0.95)] * 1000

    def beyond(self) -> list[str]:
        """Which aims it misses."""
        limits = {
            "time": self.median > AIM_MS, "queries": self.queries > AIM_QUERIES, "first load": self.first > AIM_FIRST * 1000,
            "requests": self.requests > AIM_REQUESTS, "second load": self.second > AIM_SECOND * 1000, "status": self.status != 200,
        }  # fmt: skip
        return [name for name, missed in limits.items() if missed]


class Browser:
    """One connection that stays open, the cookies of one person, and a cache as a browser keeps it."""

    def __init__(self, port: int, cookies: Mapping[str, str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {
            "Accept-Encoding": "gzip", "Accept": "text/html", "Accept-Language": "en",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }  # fmt: skip

    def get(self, address: str, **more: str) -> tuple[float, http.client.HTTPResponse, bytes]:
        """Seconds, the answer, and its body as it came over the wire."""
        started = time.perf_counter()
        self.connection.request("GET", address, headers=self.headers | more)
        answer = self.connection.getresponse()
        body = answer.read()
        return time.perf_counter() - started, answer, body

    def load(self, address: str) -> tuple[int, int, int, int]:
        """Status, bytes of a first load with all that the page fetches, requests, and bytes of the next load."""
        _, answer, body = self.get(address)
        html = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
        first, requests = _size(answer, body), 1
        tag = answer.headers.get("ETag", "")
        _, again, less = self.get(address, **({"If-None-Match": tag} if tag else {}))
        second = _size(again, less)
        for asset in assets_of(html, address):
            _, answer, body = self.get(asset)
            first, requests = first + _size(answer, body), requests + 1
            if "max-age=0" in (kept := answer.headers.get("Cache-Control", "")) or "max-age" not in kept:
                _, answer, body = self.get(asset, **{"If-None-Match": answer.headers.get("ETag", "")})
                second += _size(answer, body)
        return again.status if again.status != 304 else 200, first, requests, second


def _size(answer: http.client.HTTPResponse, body: bytes) -> int:
    """Bytes over the wire: the head of the answer too."""
    return len(body) + sum(len(name) + len(value) + 4 for name, value in answer.headers.items()) + 17


def assets_of(html: bytes, address: str) -> list[str]:
    """What a browser fetches with the page: sheets, scripts, pictures and the icon, each once."""
    found: dict[str, None] = {}
    for tag in _ASSETS.findall(html):
        for given in _ADDRESS.findall(tag):
            whole = urljoin(address, unescape(given.decode()))
            if not whole.startswith("data:") and not urlsplit(whole).netloc:
                found.setdefault(whole)
    return list(found)


# True where the database is that of the environment, and not a file in the home.
KEEPS_DATABASE = False


def environment_of(home: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("HEADWAY_") and (KEEPS_DATABASE or name != "DATABASE_URL")
    }
    return kept | {"HEADWAY_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "headway.settings"}  # fmt: skip


def _run(home: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], env=environment_of(home), check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, address: str, seconds: float = 120) -> float:
    """Ask until there is an answer; return how long that took."""
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", address)
            if connection.getresponse().status < 500:
                return time.perf_counter() - started
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"no answer from port {port} within {seconds} s")


@contextmanager
def served(home: Path, *command: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run a command that serves, until the block ends."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "headway", *command, "--port", str(port)], env=environment_of(home),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield port, process
    finally:
        process.terminate()
        process.wait(30)


def peak_megabytes(process: subprocess.Popen[bytes]) -> float:
    """The largest memory that the worker which answers has had (Linux), or has now."""
    family = _family(process.pid)
    found = []
    for pid in family:
        status = Path(f"/proc/{pid}/status")
        if status.exists() and (peak := re.search(r"VmHWM:\s+(\d+)", status.read_text())):
            found.append(int(peak.group(1)) / 1024)
        else:
            told = subprocess.run(
                ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False
            )
            found.append(int(told.stdout.strip() or 0) / 1024)
    return max(found, default=0.0)


def seconds_worked(process: subprocess.Popen[bytes]) -> float:
    """Seconds that the processors have worked for the server so far (Linux; elsewhere 0)."""
    ticks = 0
    for pid in _family(process.pid):
        status = Path(f"/proc/{pid}/stat")
        if status.exists():
            ticks += sum(map(int, status.read_text().rsplit(")", 1)[1].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> list[int]:
    told = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in told.stdout.splitlines()]
    family = [pid]
    for one in family:
        family += [child for child, parent in pairs if parent == one]
    return family


def measure(home: Path, campaign: str, only: list[str]) -> None:
    """Serve the home and print its table."""
    told: dict[str, Any] = json.loads(
        _run(home, "-c", TELL.format(tools=str(ROOT / "tools"), campaign=campaign, only=only)).splitlines()[
            -1
        ]
    )
    pages = [
        Measured(name, address, queries)
        for name, address, queries in told["pages"]
        if not only or name in only
    ]
    floor: list[float] = []
    with served(home, "serve") as (port, process):
        wait_for(port, "/healthz")
        browser = Browser(port, told["cookies"])
        before = 0.0
        # Reports last: one that is made on the way takes memory that no page does.
        for page in sorted(pages, key=lambda page: page.name in REPORTS):
            if page.name in REPORTS and not before:
                before = peak_megabytes(process)
            page.status, page.first, page.requests, page.second = browser.load(page.address)
            floor += [browser.get("/healthz")[0] for _ in range(TIMES)]
            begun = seconds_worked(process)
            for _ in range(TIMES):
                page.times.append(browser.get(page.address)[0])
            page.cpu = (seconds_worked(process) - begun) / TIMES
        memory = peak_megabytes(process)
    _print(pages, floor, before or memory, memory)


def _print(pages: list[Measured], floor: list[float], before: float, memory: float) -> None:
    print(
        f"{'page':26} {'median':>7} {'p95':>6} {'CPU':>6} {'queries':>7} {'first':>6} {'requests':>8} {'second':>6}"
    )
    print(f"{'':26} {'ms':>7} {'ms':>6} {'ms':>6} {'':>7} {'KB':>6} {'':>8} {'KB':>6}")
    for page in sorted(pages, key=lambda page: -page.median):
        print(
            f"{page.name:26} {page.median:7.0f} {page.p95:6.0f} {page.cpu * 1000:6.0f} {page.queries:7} {page.first / 1000:6.1f} "
            f"{page.requests:8} {page.second / 1000:6.1f}  {', '.join(page.beyond())}".rstrip()
        )
    every = [one for page in pages for one in page.times]
    print(f"{'all pages, median of all':26} {statistics.median(every) * 1000:7.0f}  (aim: at most {AIM_MS})")
    print(f"{'/healthz, the floor':26} {statistics.median(floor) * 1000:7.1f}")
    print(f"{'peak memory of the server':26} {before:7.0f} MB  (aim: at most {AIM_MB})")
    print(f"{'  with a report made':26} {memory:7.0f} MB")
    print(f"{'pages beyond an aim':26} {sum(bool(page.beyond()) for page in pages):7} of {len(pages)}\n")


def start_of_demo(home: Path) -> float:
    """Seconds from `headway demo` in an empty home to the first page."""
    with served(home, "demo") as (port, _):
        return wait_for(port, "/")


def main(which: str = "both", only: list[str] | None = None) -> None:
    """Measure the demo, and the made-up movement."""
    with tempfile.TemporaryDirectory(prefix="headway-bench-") as folder:
        if which != "full":
            home = Path(folder, "demo")
            print(
                f"{'headway demo to the first page, seconds':44} {start_of_demo(home):8.2f}  (aim: at most {AIM_DEMO})\n"
            )
            print("Pages of the demo")
            measure(home, "stop-torture", only or [])
        if which != "demo":
            home = Path(folder, "full")
            print(
                "Pages of a made-up movement: 70 offices, 5 countries, 10,000 activities, 1,000 outcomes, 500 cases"
            )
            _run(home, str(ROOT / "tools" / "big_movement.py"))
            measure(home, "made-up-movement", only or [])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("which", nargs="?", choices=["demo", "full", "both"], default="both")
    parser.add_argument("--only", nargs="*", default=[], help="names of routes")
    given = parser.parse_args()
    main(given.which, given.only)
