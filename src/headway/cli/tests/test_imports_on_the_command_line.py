"""`headway import actions` brings totals in by country, whole or not at all, the same file once, and nobody's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from headway.cli.tests.command import Headway, entries, must

PEOPLE = "Supporter ID,Supporter Email,Campaign Type,Campaign ID,Campaign Date,Country\n"


@pytest.fixture
def into(headway: Headway) -> tuple[str, ...]:
    """An office, a kind and a measure of the small pack."""
    office = headway.sql("SELECT key FROM movement_office ORDER BY key LIMIT 1")[0][0]
    kind = headway.sql("SELECT key FROM plan_activitykind ORDER BY key LIMIT 1")[0][0]
    return ("--campaign", "clean-rivers", "--office", office, "--kind", kind, "--measure", "bags")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    people = "1,zyx@omma.org,PET,river,2021-02-03,KE\n2,b@omma.org,PET,river,2021-02-04,KE\n3,c@omma.org,PET,river,2021-02-05,FR\n"
    path.write_text(PEOPLE + people)
    return path


def test_people_become_one_figure_a_country_and_their_names_are_nowhere(
    headway: Headway, into: tuple[str, ...], export: Path
) -> None:
    done = must(headway("import", "actions", str(export), *into))
    assert "river: 3 signatures, 2 countries" in done.stdout
    found = headway.sql("SELECT country, value FROM collect_figure WHERE key LIKE '%river%' ORDER BY country")
    assert [(country, int(value)) for country, value in found] == [("FR", 1), ("KE", 2)]
    for path in headway.home.rglob("*"):
        assert not path.is_file() or b"omma.org" not in path.read_bytes(), path


def test_the_same_file_twice_changes_nothing_and_writes_nothing_into_the_log(
    headway: Headway, into: tuple[str, ...], export: Path
) -> None:
    must(headway("import", "actions", str(export), *into))
    before = entries(headway)
    again = must(headway("import", "actions", str(export), *into))
    assert "0 added, 0 changed" in again.stdout
    assert entries(headway) == before


def test_a_later_export_changes_the_numbers_of_the_first(
    headway: Headway, into: tuple[str, ...], export: Path
) -> None:
    must(headway("import", "actions", str(export), *into))
    export.write_text(export.read_text() + "4,d@omma.org,PET,river,2021-02-05,FR\n")
    assert "1 changed" in must(headway("import", "actions", str(export), *into)).stdout
    assert headway.sql("SELECT action FROM audit_entry ORDER BY seq DESC LIMIT 1")[0][0] == "import_actions"


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(
    headway: Headway, into: tuple[str, ...], export: Path
) -> None:
    before = entries(headway)
    assert "nothing was written" in must(headway("import", "actions", str(export), *into, "--dry-run")).stdout
    assert entries(headway) == before


def test_rows_that_do_not_count_are_listed_and_the_rest_is_brought_in(
    headway: Headway, into: tuple[str, ...], tmp_path: Path
) -> None:
    totals, refused = tmp_path / "totals.csv", tmp_path / "refused.csv"
    totals.write_text("petition,country,signatures\nA,KE,7\nA,Atlantis,3\n")
    done = must(headway("import", "actions", str(totals), *into, "--refused", str(refused)))
    assert "2 added" in done.stdout
    assert "3,country," in refused.read_text()
    assert "Atlantis" not in refused.read_text()


@pytest.mark.parametrize(
    ("more", "content", "said"),
    [
        (("--office", "nowhere"), "petition,country,signatures\nA,KE,7\n", "nowhere"),
        (("--measure", "nothing"), "petition,country,signatures\nA,KE,7\n", "nothing"),
        ((), "", "empty"),
        ((), "one,two\n1,2\n", "columns"),
        ((), "petition,country,signatures,delivered\nA,KE,7,yes\n", "--delivery-kind"),
    ],
)
def test_what_cannot_be_brought_in_is_said_in_one_line_and_nothing_is_written(
    headway: Headway, into: tuple[str, ...], tmp_path: Path, more: tuple[str, ...], content: str, said: str
) -> None:
    path, before = tmp_path / "wrong.csv", entries(headway)
    path.write_text(content)
    done = headway("import", "actions", str(path), *into, *more)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert entries(headway) == before


@pytest.fixture
def site(headway: Headway, tmp_path: Path) -> tuple[str, ...]:
    """An export of two days in a period, and where it goes."""
    begins = headway.sql("SELECT begins FROM plan_period ORDER BY begins LIMIT 1")[0][0]
    path = tmp_path / "site.csv"
    path.write_text(f"Date,Unique visitors,Visits\n{begins},9,12\n{begins[:8]}28,7,8\n")
    office = headway.sql("SELECT key FROM movement_office ORDER BY key LIMIT 1")[0][0]
    return ("import", "analytics", str(path), "--campaign", "clean-rivers", "--office", office)


def test_visits_add_up_and_visitors_are_at_least_those_of_the_largest_day(
    headway: Headway, site: tuple[str, ...]
) -> None:
    must(headway(*site, "--visits", "bags", "--visitors", "volunteers"))
    found = headway.sql(
        "SELECT value, precision FROM collect_figure WHERE key LIKE '%-analytics' ORDER BY value"
    )
    assert [(int(value), precision) for value, precision in found] == [(9, "at-least"), (20, "exact")]
    assert "0 added, 0 changed" in must(headway(*site, "--visits", "bags", "--visitors", "volunteers")).stdout


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "name a measure"),
        (("--visitors", "bags"), "flow"),
        (("--visits", "nothing"), "no measure"),
        (("--events", "bags"), "no column"),
    ],
)
def test_visitors_are_never_brought_in_as_something_that_adds_up(
    headway: Headway, site: tuple[str, ...], more: tuple[str, ...], said: str
) -> None:
    before = entries(headway)
    done = headway(*site, *more)
    assert done.returncode == 2
    assert said in done.stderr
    assert entries(headway) == before
