"""An upload of ten thousand rows, from the file's bytes to what stands in the database: `python tools/bench_collect.py`.

Half of the rows are activities with a story, half are figures of theirs. Measured is what a person waits for: the plan that is
shown, then the plan made anew and written with its log and search index. It runs in a process and a home of its own, on the
database that DATABASE_URL names or on SQLite.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PACK = ROOT / "src" / "headway" / "packs" / "stop-torture"
ROWS = 10_000


def measured(rows: int = ROWS) -> dict[str, float]:
    """Seconds and peak megabytes of the upload, taken in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        given = {**os.environ, "HEADWAY_HOME": folder}
        _run(given, "prepare", folder, str(rows))
        return dict(json.loads(_run(given, "upload", folder)))


def _run(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip().rpartition("\n")[2]


def _django() -> Any:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.settings")
    import django

    django.setup()
    from headway.movement.actions import ensure_operator

    return ensure_operator


def _prepare(folder: Path, rows: int) -> None:
    """The shipped pack in a new database, and the form of one of its offices, filled in."""
    ensure_operator = _django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from headway.collect.forms.sheets.making import form_of_period
    from headway.collect.queries.returns import offices_reporting, place_of_return
    from headway.exchange.packs import load_pack
    from headway.plan.queries import all_of_plan

    user = ensure_operator()
    campaign, _ = load_pack(PACK, acting_user=user)
    office = offices_reporting(campaign, user).first()
    period = all_of_plan(campaign, "period")[-1]
    assert office is not None
    place = place_of_return(campaign, user, office.key, period.key)
    assert place is not None
    form = form_of_period(campaign, user, place, "en")
    kinds = [one.name for one in all_of_plan(campaign, "activity-kind")]
    measures = [(one.name, one.additivity == "ratio") for one in all_of_plan(campaign, "measure")]
    (folder / "form.xlsx").write_bytes(_filled_in(form, kinds, measures, period.begins, rows // 2))


def _filled_in(
    form: bytes, kinds: list[Any], measures: list[tuple[Any, bool]], day: date, number: int
) -> bytes:
    """The form with so many activities and as many figures, as a spreadsheet would have saved it."""
    import xlsxwriter  # type: ignore[import-untyped]

    from headway.lib.labels import label_in
    from headway.lib.workbooks import read_workbook

    said = [label_in(name, "en") for name in kinds]
    counted = [(label_in(name, "en"), is_share) for name, is_share in measures]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in read_workbook(form, "form.xlsx"):
        page = book.add_worksheet(sheet.name)
        columns = [str(cell) for cell in sheet.rows[0]] if sheet.rows else []
        is_filled_in = "no" in columns
        for line, row in enumerate(sheet.rows[:2] if is_filled_in else sheet.rows):
            for at, value in enumerate(row):
                page.write(line, at, value)
        for at in range(number if is_filled_in else 0):
            for column, value in _row(columns, at, said, counted, day):
                if isinstance(value, date):
                    page.write_datetime(at + 2, column, value, days)
                else:
                    page.write(at + 2, column, value)
    book.close()
    return out.getvalue()


def _row(
    columns: Sequence[str], at: int, kinds: list[str], measures: list[tuple[str, bool]], day: date
) -> list[tuple[int, Any]]:
    measure, is_share = measures[at % len(measures)]
    story = f"On day {at} we stood in the square for {at % 7 + 1} hours and spoke with whoever passed. " * 3
    cells: dict[str, Any] = {
        "no": 10_000 + at, "activity_kind": kinds[at % len(kinds)], "name": f"Action {at}", "first_day": day,
        "place": f"Town {at % 90}", "audience": "students", "story": story, "activity": 10_000 + at,
        "measure": measure, "value": (at % 100) / 100 if is_share else at + 1, "currency": "EUR",
    }  # fmt: skip
    return [(column, cells[name]) for column, name in enumerate(columns) if name in cells]


def _upload(folder: Path) -> dict[str, float]:
    ensure_operator = _django()
    from headway.collect.actions import write_sheet
    from headway.collect.forms.sheets.making import plan_of, read_sent
    from headway.plan.queries import campaign_by_key

    user = ensure_operator()
    campaign = campaign_by_key(PACK.name, user)
    assert campaign is not None
    content = (folder / "form.xlsx").read_bytes()
    began = time.perf_counter()
    shown = plan_of(read_sent(content, "form.xlsx", campaign, user), user)
    planned = time.perf_counter()
    sent = read_sent(content, "form.xlsx", campaign, user)
    plan, tally = write_sheet(
        campaign,
        sent.place.office,
        sent.keys(),
        lambda: plan_of(sent, user),
        agreed=shown.mark,
        acting_user=user,
    )
    done = time.perf_counter()
    assert not plan.wrong, plan.wrong[:3]
    return {
        "rows": sum(tally.added.values()), "plan_seconds": round(planned - began, 2),
        "write_seconds": round(done - planned, 2), "cpu_seconds": round(time.process_time(), 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["prepare", folder, rows]:
            _prepare(Path(folder), int(rows))
        case ["upload", folder]:
            print(json.dumps(_upload(Path(folder))))
        case _:
            found = measured()
            print(
                "| upload of {rows:,.0f} rows | plan {plan_seconds} s, write {write_seconds} s, peak {peak_mb:.0f} MB |".format(
                    **found
                )
            )
