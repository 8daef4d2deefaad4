"""What the pages of whom the work is with, what changed and what proves it cost when there is much of it.

    .venv/bin/python tools/bench_change.py [--size 1.0]
    .venv/bin/python tools/with_postgres.py --as-default .venv/bin/python tools/bench_change.py

5,000 outcomes, 20,000 items of evidence, 2,000 cases, 100,000 activities: each list, detail, chain and search page, the
finder of what was told twice, and the agenda of a meeting; on the database that DATABASE_URL names, or on SQLite.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import bench_pages

OUTCOMES, CASES, ACTIVITIES, PROOFS = 5_000, 2_000, 100_000, 4
# So much of the usual movement is made by its actions before it is copied.
BEGUN_AT = 0.5
AIM_MS, AIM_QUERIES = 100, 25
PAGES = (
    "home", "search", "search (used)", "outcomes", "outcomes (used)", "outcome", "outcome-new", "outcome-edit",
    "outcome-review", "claim-new", "evidence-new", "outcomes-alike", "meetings", "meeting", "meeting-screen", "meeting-change",
    "cases", "cases (used)", "case", "activities", "activities (used)", "activity", "partners", "partner", "targets", "target",
    "relations", "relation", "opportunities", "opportunity", "calendar", "updates", "update", "update-new", "focus-country",
    "office", "risks", "risk", "change-area", "log-history", "comments",
)  # fmt: skip


def build(size: float) -> None:
    """In the home that is measured: the movement by its actions, and the rest of it by copies."""
    import big_movement
    import django

    django.setup()
    from django.db import transaction
    from many_times import grow

    from headway.exchange.upgrade import upgrade_database

    upgrade_database()
    # Every outcome is told in its own words, or the finder of what was told twice would find all of them.
    campaign = big_movement.build(BEGUN_AT * size, proofs=PROOFS, outcomes=round(OUTCOMES * size))
    with transaction.atomic():
        for kind, total in (("case", CASES), ("activity", ACTIVITIES)):
            grow(kind, round(total * size), campaign)
    big_movement.on_an_agenda(campaign)


def measure(size: float) -> None:
    """Build, serve, and print the table."""
    bench_pages.AIM_MS, bench_pages.AIM_QUERIES = AIM_MS, AIM_QUERIES
    bench_pages.KEEPS_DATABASE = bool(os.environ.get("DATABASE_URL"))
    print(f"Pages of what changed, on {'PostgreSQL' if bench_pages.KEEPS_DATABASE else 'SQLite'}", flush=True)
    with tempfile.TemporaryDirectory(prefix="headway-bench-") as folder:
        home, started = Path(folder, "home"), time.perf_counter()
        environment = bench_pages.environment_of(home)
        subprocess.run(
            [sys.executable, __file__, "--build", "--size", str(size)], env=environment, check=True
        )
        counted = subprocess.run(
            [sys.executable, __file__, "--count"], env=environment, check=True, capture_output=True, text=True
        )
        told: dict[str, Any] = json.loads(counted.stdout.splitlines()[-1])
        said = ", ".join(f"{number:,} {kind}" for kind, number in told.items())
        print(f"{said}; made in {time.perf_counter() - started:.0f} s", flush=True)
        bench_pages.measure(home, "made-up-movement", list(PAGES))


def count() -> None:
    import django

    django.setup()
    from headway.audit.queries import model_of

    kinds = {
        "outcomes": "outcome",
        "items of evidence": "evidence",
        "cases": "case",
        "activities": "activity",
    }
    print(json.dumps({name: model_of(kind).objects.count() for name, kind in kinds.items()}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=float, default=1.0, help="1 is the full size; 0.02 does for a try")
    parser.add_argument("--build", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        build(given.size)
    elif given.count:
        count()
    else:
        measure(given.size)
