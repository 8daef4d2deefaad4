"""`headway audit verify` says that the chain holds, or names the first entry that does not."""

from __future__ import annotations

import pytest

from headway.cli.tests.command import Headway, entries, must


def test_a_whole_log_holds_and_shows_its_head(headway: Headway) -> None:
    done = must(headway("audit", "verify"))
    link = headway.sql("SELECT link FROM audit_head")[0][0]
    assert done.stdout.startswith(f"{entries(headway):,} entries hold")
    assert link.hex() in done.stdout


def test_an_empty_log_is_said_to_be_empty(empty: Headway) -> None:
    assert must(empty("audit", "verify")).stdout == "the log is empty\n"


def test_the_first_broken_entry_is_named(headway: Headway) -> None:
    headway.sql("UPDATE audit_payload SET body = '{}' WHERE entry_id = 7")
    headway.sql("UPDATE audit_entry SET action = 'other' WHERE seq = 9")
    done = headway("audit", "verify")
    assert done.returncode == 2
    assert "entry 7" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_end_that_was_cut_off_is_found(headway: Headway) -> None:
    headway.sql("DELETE FROM audit_payload WHERE entry_id = (SELECT max(seq) FROM audit_entry)")
    headway.sql("DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)")
    assert headway("audit", "verify").returncode == 2


@pytest.mark.parametrize(
    "taken",
    [
        "DELETE FROM audit_payload WHERE entry_id = 7",
        "UPDATE audit_payload SET body = '', erased = 1 WHERE entry_id = 7",
    ],
)
def test_what_an_entry_tells_cannot_go_without_a_word(headway: Headway, taken: str) -> None:
    headway.sql(taken)
    done = headway("audit", "verify")
    assert done.returncode == 2
    assert "entry 7: what it tells was taken away" in done.stderr


def test_what_was_erased_by_the_rules_is_no_break(headway: Headway) -> None:
    erase = (
        "from headway.audit.actions import erase_payload\nfrom headway.movement.actions import ensure_operator\n"
        "erase_payload(7, acting_user=ensure_operator(), reason='it named somebody')"
    )
    must(headway.python(erase))
    must(headway("audit", "verify"))


@pytest.mark.parametrize(
    "written",
    [
        "UPDATE audit_entry SET link = 'text' WHERE seq = 7",
        "UPDATE audit_entry SET digest = 'x' WHERE seq = 7",
        "UPDATE audit_entry SET actor = x'ff00' WHERE seq = 7",
        "UPDATE audit_payload SET salt = 'text' WHERE entry_id = 7",
        "UPDATE audit_payload SET body = x'ff00' WHERE entry_id = 7",
    ],
)
def test_what_is_of_another_kind_than_belongs_there_is_named_as_any_other_change(
    headway: Headway, written: str
) -> None:
    headway.sql(written)
    done = headway("audit", "verify")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "entry 7" in done.stderr


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("UPDATE audit_head SET link = 'text'", "the log ends elsewhere than its head says"),
        ("DELETE FROM audit_head", "the head of the log is missing"),
    ],
)
def test_a_head_that_was_written_over_or_taken_away_is_found(
    headway: Headway, written: str, said: str
) -> None:
    headway.sql(written)
    done = headway("audit", "verify")
    assert (done.returncode, said in done.stderr) == (2, True)


def test_a_log_that_was_taken_away_whole_is_found_by_the_records_that_stand(headway: Headway) -> None:
    for table in ("audit_payload", "audit_entry", "audit_head"):
        headway.sql(f"DELETE FROM {table}")
    done = headway("audit", "verify")
    assert (done.returncode, "nothing stands in the log" in done.stderr) == (2, True)
