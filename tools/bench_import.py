"""Exports brought into the lake, against the floor: Polars reading the same file and writing Parquet. `python tools/bench_import.py [MENTIONS] [POSTS]`

Mentions come in the encoding that Meltwater writes (UTF-16, tabs), posts as CSV in UTF-8. Each run is a process of its own, so that its
peak of memory is its own; the import has a home of its own, on SQLite. Where others use the machine, seconds of the processor say more
than those of the clock.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PACK = ROOT / "tests" / "packs" / "clean-rivers"
PARTS = 10_000
TEXT = "The water of the river was tested above and below the dam, and the people of the valley have asked for what was found. "


def main(mentions: int, posts: int) -> None:
    print(
        f"\n{'brought in':34}{'rows':>12}{'seconds':>10}{'rows/s':>10}{'ratio':>8}{'of CPU':>10}{'ratio':>8}{'MB peak':>10}"
    )
    for kind, rows in (("media", mentions), ("social", posts)):
        if rows:
            measure(kind, rows)


def measure(kind: str, rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        (write_mentions if kind == "media" else write_posts)(path, rows)
        given = {**os.environ, "HEADWAY_HOME": str(Path(folder) / "home"), "PYTHONPATH": str(ROOT / "src")}
        for step in (["upgrade"], ["load", str(PACK)]):
            subprocess.run(
                [sys.executable, "-m", "headway", *step], env=given, check=True, capture_output=True
            )
        floor, ours = (run(given, name, kind, path) for name in ("floor", "import"))
        for name, told in ((f"{kind}: Polars to Parquet", floor), (f"{kind}: headway import", ours)):
            print(
                f"{name:34}{rows:>12,}{told['seconds']:>10.1f}{rows / told['seconds']:>10,.0f}{told['seconds'] / floor['seconds']:>8.2f}"
                f"{told['processor']:>10.1f}{told['processor'] / floor['processor']:>8.2f}{told['megabytes']:>10,.0f}"
            )
        print(f"{'':34}{path.stat().st_size / 1e6:>9,.0f} MB in the file; {ours['said']}")


def run(given: dict[str, str], name: str, kind: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, name, kind, str(path)]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def floor(kind: str, path: Path) -> None:
    import polars as pl

    began = time.monotonic()
    if kind == "media":
        table = pl.read_csv(path, separator="\t", encoding="utf-16", infer_schema=False)
    else:
        table = pl.read_csv(path, infer_schema=False)
    table.write_parquet(path.with_suffix(".parquet"))
    tell(began, f"{table.height:,} rows")


def bring(kind: str, path: Path) -> None:
    from headway.cli.main import run as headway

    began = time.monotonic()
    code = headway(["import", kind, str(path), "--campaign", "clean-rivers", "--yes"])
    if code:
        raise SystemExit(f"the import ended with {code}")
    tell(began, "all of it was brought in")


def tell(began: float, said: str) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {"processor": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024, "said": said}
    print(json.dumps({"seconds": time.monotonic() - began, **told}))


def write_mentions(path: Path, rows: int) -> None:
    header = (
        "Date", "Time", "Document ID", "URL", "Input Name", "Keywords", "Information Type", "Source Type", "Source Name",
        "Source Domain", "Content Type", "Author Name", "Title", "Opening Text", "Hit Sentence", "Country", "Language",
        "Sentiment", "Reach", "AVE", "Engagement", "Document Tags",
    )  # fmt: skip
    with path.open("w", encoding="utf-16", newline="") as file:
        file.write("\t".join(header) + "\r\n")
        for begin in range(0, rows, PARTS):
            file.write("".join(
                f"{at % 28 + 1:02}-May-2014\t09:{at % 60:02} AM\tdoc-{at}\thttps://www.outlet-{at % 900}.example/news/{at}?utm_source=x\tRivers\tdam, river\t"
                f"News\tNews\tOutlet {at % 900}\toutlet-{at % 900}.example\tarticle\tAuthor {at % 5000}\tA dam breaks in valley {at // 3}\t{TEXT}\t{TEXT[:60]}\tKenya\tEnglish\t"
                f"Neutral\t\"{at % 90_000:,}\"\t{at % 977}.5\t{at % 4000}\tfloods\r\n"
                for at in range(begin, min(begin + PARTS, rows))
            ))  # fmt: skip


def write_posts(path: Path, rows: int) -> None:
    header = 'Post ID,Page name,Description,Publish time,Permalink,Post type,Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares,Total clicks'
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        for begin in range(0, rows, PARTS):
            file.write("".join(
                f"{10**17 + at},Page {at % 21},\"{TEXT}\",{at % 12 + 1:02}/{at % 28 + 1:02}/2023 18:{at % 60:02},https://www.facebook.com/{at % 21}/posts/{10**17 + at},"
                f"Photos,{at % 9000},{at % 300},{at % 200},{at % 60},{at % 40},{at % 500}\n"
                for at in range(begin, min(begin + PARTS, rows))
            ))  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] in {"floor", "import"}:
        {"floor": floor, "import": bring}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
    else:
        main(*(int(one) for one in (sys.argv[1:] or ["1000000", "5000000"])))
