"""Every question, split by everything that it allows, as text that compares: run by both engines.

python -m headway.lake.tests.everything_asked FOLDER MASTER     prints the answers as JSON; no master: DuckDB
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from headway.lake.answers import answer
from headway.lake.asked import Asked, Window
from headway.lake.questions import QUESTIONS, Family
from headway.lake.tests.sample_rows import day

WINDOWS = (
    Window("launch", day(3, 5), day(3, 11), frozenset({"MX"})),
    Window("report", day(3, 9), day(5, 20)),
)
TABLES = ("media_mentions", "social_posts")


def asked_of(question: Any) -> list[Asked]:
    """Unsplit, by each dimension, and narrowed with two of them at once."""
    plain = Asked(windows=WINDOWS, local=frozenset({"MX", "KE"}), days=7)
    only = {"country": frozenset({"", "MX", "KE"})}
    hidden = {"search": frozenset({"hushed"}), "account": frozenset({"WHISPER"})}
    narrowed = replace(plain, since=day(3, 1), until=day(9, 30), only=only, hidden=hidden)
    return [
        plain,
        *(replace(plain, by=(one,)) for one in question.dimensions),
        replace(narrowed, by=tuple(question.dimensions[:2])),
    ]


def everything(lake: Any) -> dict[str, str]:
    told = {}
    for question in QUESTIONS.values():
        table = lake.mentions if question.family is Family.MEDIA else lake.posts
        for number, asked in enumerate(asked_of(question)):
            found = answer(question, table, asked)
            told[f"{number} {question.key} by {asked.by}"] = json.dumps(
                [found.rows, found.whole], default=str
            )
    return told


def lake_in(folder: Path, engine: type[Any]) -> Any:
    """A reading of every file below the folder."""
    from headway.lake.folder import Store
    from headway.lake.reading import Files

    names = {
        table: sorted(str(path.relative_to(folder / table)) for path in (folder / table).rglob("*.parquet"))
        for table in TABLES
    }
    return engine(Files(names), Store(str(folder)))


def main(folder: str, master: str) -> None:
    from django.conf import settings

    settings.configure(HEADWAY_SPARK=master, HEADWAY_SPARK_PARTITIONS=4)
    from headway.lake.reading import Reading
    from headway.lake.spark import SparkReading

    sys.stdout.write(json.dumps(everything(lake_in(Path(folder), SparkReading if master else Reading))))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
