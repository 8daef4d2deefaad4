"""The measures of Headway as a table, with the machine beside them: `make bench`.

Each measure runs in a process of its own, so that its peak memory is its own; the best of three is shown, since the
machine is shared. Absolute times vary between machines: what counts are the ratios, taken in the same run.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bench_pages

ROOT = Path(__file__).parents[1]
PACK = ROOT / "src" / "headway" / "packs" / "stop-torture"
CAMPAIGN = "stop-torture"
TIMES = 3


def _django() -> Any:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.settings")
    import django

    django.setup()
    from headway.movement.actions import ensure_operator

    return ensure_operator()


def prepare() -> Callable[[], Any]:
    """A home with the pack loaded, for the measures after it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from headway.exchange.packs import load_pack

    operator = _django()
    return lambda: load_pack(PACK, acting_user=operator)


def check() -> Callable[[], Any]:
    _django()
    from headway.exchange.packs import check_pack

    return lambda: check_pack(PACK)


def load_again() -> Callable[[], Any]:
    operator = _django()
    from headway.exchange.packs import load_pack

    return lambda: load_pack(PACK, acting_user=operator)


def export() -> Callable[[], Any]:
    operator = _django()
    from headway.exchange.packs import export_pack
    from headway.plan.queries import campaign_by_key

    campaign = campaign_by_key(CAMPAIGN, operator)
    return lambda: export_pack(campaign, Path(tempfile.mkdtemp()), acting_user=operator)


def _report(*formats: str) -> Callable[[], Any]:
    operator = _django()
    from headway.report.build import build_report

    def build() -> Any:
        return build_report(
            CAMPAIGN, acting_user=operator, language="en", profile="internal", formats=formats
        )

    return build


def html() -> Callable[[], Any]:
    return _report("html")


def pdf() -> Callable[[], Any]:
    return _report("pdf")


def pdf_first() -> Callable[[], Any]:
    """The first report of a home, whose charts have all to be drawn: later ones find them drawn."""
    import shutil

    build = _report("pdf")
    from headway.report.sections.drawings import chart_folder

    shutil.rmtree(chart_folder(), ignore_errors=True)
    return build


def docx() -> Callable[[], Any]:
    return _report("docx")


def all_three() -> Callable[[], Any]:
    return _report("html", "pdf", "docx")


def typst_alone() -> Callable[[], Any]:
    """The floor of the PDF: Typst on the very same document, its charts and texts ready made."""
    operator = _django()
    from headway.plan.queries import campaign_by_key
    from headway.report.build import document_of
    from headway.report.facts import Profile
    from headway.report.pdf import writer
    from headway.report.pdf.tree import tree_of
    from headway.report.words import words_in

    _, document = document_of(campaign_by_key(CAMPAIGN, operator), "en", Profile.INTERNAL)
    tree = tree_of(document, words_in("en"))
    return lambda: writer.typeset(tree, 0)


MEASURES: dict[str, tuple[str, Callable[[], Callable[[], Any]]]] = {
    "prepare": ("pack load, into an empty database", prepare),
    "check": ("pack check", check),
    "load_again": ("pack load, nothing changed", load_again),
    "export": ("pack export", export),
    "html": ("report: HTML", html),
    "pdf": ("report: PDF", pdf),
    "pdf_first": ("report: PDF, its charts not drawn yet", pdf_first),
    "typst_alone": ("Typst alone on the same document", typst_alone),
    "docx": ("report: DOCX", docx),
    "all_three": ("report: all three formats", all_three),
}


def measure(name: str) -> None:
    """Run one measure in this process and print seconds (set-up apart) and peak memory as JSON."""
    run = MEASURES[name][1]()
    started = time.perf_counter()
    run()
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1024 if platform.system() == "Linux" else 1024 * 1024)
    print(json.dumps({"seconds": seconds, "megabytes": megabytes}))


def best_of(name: str, home: str) -> dict[str, float]:
    """The fastest of several runs, and the largest peak."""
    found = []
    for _ in range(1 if name == "prepare" else TIMES):
        done = subprocess.run(
            [sys.executable, __file__, "--one", name], env=os.environ | {"HEADWAY_HOME": home}, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        found.append(json.loads(done.stdout.splitlines()[-1]))
    return {
        "seconds": min(one["seconds"] for one in found),
        "megabytes": max(one["megabytes"] for one in found),
    }


def environment_size() -> float:
    """Megabytes of the runtime packages, without those that only the tests need."""
    import importlib.metadata
    import re

    # Some are pinned twice, for older and newer Python.
    names = set(re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    total = 0
    for name in names:
        try:
            files = importlib.metadata.files(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        total += sum(path.stat().st_size for file in files if (path := Path(str(file.locate()))).exists())
    return total / 1e6


def start_up() -> float:
    """Seconds that `headway --version` takes, the best of several."""
    times = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "headway", "--version"], check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    """Print the table."""
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory(prefix="headway-bench-") as home:
        found = {}
        print(f"{'measure':44} {'seconds':>8} {'peak MB':>8}")
        for name, (label, _) in MEASURES.items():
            found[name] = best_of(name, home)
            print(f"{label:44} {found[name]['seconds']:8.2f} {found[name]['megabytes']:8.0f}", flush=True)
    ratio = found["pdf"]["seconds"] / found["typst_alone"]["seconds"]
    print(f"\n{'PDF against Typst alone':44} {ratio:8.2f}  (aim: at most 2)")
    first = found["pdf_first"]["seconds"] / found["typst_alone"]["seconds"]
    print(f"{'the same, charts not drawn yet':44} {first:8.2f}")
    print(f"{'headway --version, seconds':44} {start_up():8.2f}")
    print(f"{'runtime packages, MB':44} {environment_size():8.0f}  (aim: at most 900)\n")
    bench_pages.main()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(sys.argv[2])
    else:
        main()
