"""Readers of files, fed with bytes that grow by what they reach in the reader: each is read or refused, and nothing else happens.

.venv-fuzz/bin/python tools/fuzz_readers.py READER FOLDER [OPTIONS OF LIBFUZZER...]    FOLDER holds what to begin with
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import atheris

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.settings")
TODAY = date(2026, 11, 28)

with atheris.instrument_imports(include=["headway.lib", "headway.lake", "headway.listen.steps"]):
    from headway.lake.parsing import present
    from headway.lake.pieces import Misshapen, sheet_batches, text_batches
    from headway.lib.actionfiles import read_actions
    from headway.lib.analyticsfiles import read_days
    from headway.lib.problems import HeadwayError
    from headway.lib.respondents import Respondents
    from headway.lib.surveyfiles import read_survey
    from headway.listen.steps.sources import Known, find


def exports(kind: str) -> Callable[[Path], object]:
    """Up to the cells as they are handed to DuckDB."""

    def read(path: Path) -> None:
        source = find(path, 1, Known(kind)).source
        wanted = sorted({at for places in source.columns.values() for at in places})
        width = len(source.header)
        if source.head is None:
            batches = sheet_batches(path, source.header_row, width, wanted, lambda count: None)
        else:
            batches = text_batches(path, source.head, wanted, Misshapen(width), lambda count: None)
        for batch in batches:
            for cells in batch.columns[:-1]:
                present(cells)

    return read


READERS: dict[str, Callable[[Path], object]] = {
    "media": exports("media"),
    "social": exports("social"),
    "actions": lambda path: read_actions(path, name="A petition", days="dmy"),
    "analytics": lambda path: read_days(path, days="dmy"),
    "surveys": lambda path: read_survey(path, Respondents(days="dmy"), today=TODAY),
}


def main(reader: str, options: list[str]) -> None:
    read = READERS[reader]
    path = Path(tempfile.mkdtemp(prefix="headway-fuzz-")) / "file.csv"

    def once(data: bytes) -> None:
        path.write_bytes(data)
        try:
            read(path)
        except HeadwayError as refused:
            if not str(refused):
                raise

    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
