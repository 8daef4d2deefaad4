"""A command does not wait for what it does not use."""

from __future__ import annotations

from headway.cli.tests.command import Headway, must

HEAVY = ("ibis", "duckdb", "pandas", "pyarrow", "deltalake", "typst", "docx", "vl_convert", "PIL")


def test_what_asks_nothing_of_the_lake_and_writes_no_report_loads_none_of_their_libraries(
    empty: Headway,
) -> None:
    code = (
        "import sys\nfrom headway.cli import main\nassert main.run(['audit', 'verify']) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert must(empty.python(code, cold=True)).stdout.splitlines()[-1] == "[]"
