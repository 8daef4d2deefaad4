"""`headway publish`, and what is published as `headway serve` hands it out: made by a process apart from the server."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

from headway.cli.tests.command import CAMPAIGN, Headway, must
from headway.cli.tests.test_serve import get, serving

# What renders PDF, and what draws charts, by the names of their libraries.
RENDERERS = ("typst", "vl_convert")


def ask(url: str) -> tuple[int, Message, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def until_made(url: str) -> tuple[int, Message, bytes]:
    """As a browser does with the page that looks again by itself."""
    for _ in range(360):
        status, headers, content = ask(url)
        if status != 202:
            return status, headers, content
        time.sleep(0.5)
    raise AssertionError(f"{url} was still being made after three minutes")


def processes_of(server: subprocess.Popen[str]) -> Iterator[Path]:
    """The server and what it started, as the machine shows them."""
    left = [server.pid]
    while left:
        found = Path(f"/proc/{left.pop()}")
        yield found
        for task in found.glob("task/*/children"):
            left += map(int, task.read_text().split())


def test_loading_publishes_nothing_and_publishing_is_told_in_the_log(headway: Headway) -> None:
    assert headway.sql("SELECT count(*) FROM report_edition") == [(0,)]
    done = must(headway("publish", CAMPAIGN))
    assert f"{CAMPAIGN}: edition 1 is published; everybody who reaches the site can read it" in done.stdout
    assert headway.sql("SELECT action FROM audit_entry ORDER BY seq DESC LIMIT 1") == [("publish_edition",)]
    again = headway("publish", CAMPAIGN)
    assert again.returncode == 2
    assert "Nothing has changed since edition 1" in again.stderr


def test_what_was_published_is_withdrawn(headway: Headway) -> None:
    refused = headway("publish", CAMPAIGN, "--withdraw")
    assert refused.returncode == 2
    assert "No edition is published" in refused.stderr
    must(headway("publish", CAMPAIGN))
    done = must(headway("publish", CAMPAIGN, "--withdraw"))
    assert "edition 1 is withdrawn; nobody outside can read it" in done.stdout
    assert headway.sql("SELECT action FROM audit_entry ORDER BY seq DESC LIMIT 1") == [("withdraw_edition",)]
    assert "edition 2 is published" in must(headway("publish", CAMPAIGN)).stdout


def test_a_campaign_that_there_is_not_is_one_line(headway: Headway) -> None:
    done = headway("publish", "nosuch")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert CAMPAIGN in done.stderr


def test_a_backup_brings_the_published_edition_back(headway: Headway, tmp_path: Path) -> None:
    must(headway("publish", CAMPAIGN))
    before = headway.sql("SELECT number, digest, content FROM report_edition")
    must(headway("backup", tmp_path / "kept"))
    must(headway("publish", CAMPAIGN, "--withdraw"))
    must(headway("restore", tmp_path / "kept", "--replace"))
    assert headway.sql("SELECT number, digest, content FROM report_edition") == before


def test_the_server_has_reports_made_by_another_process(headway: Headway) -> None:
    must(headway("publish", CAMPAIGN))
    with serving(headway) as (site, process):
        get(f"{site}/healthz")
        status, headers, page = ask(f"{site}/reports/{CAMPAIGN}/en/report.pdf")
        assert (status, headers["Retry-After"], headers["Cache-Control"]) == (202, "2", "no-store")
        assert b'<meta http-equiv="refresh" content="2">' in page
        assert b"The report is being made" in page
        status, headers, content = until_made(f"{site}/reports/{CAMPAIGN}/en/report.pdf")
        assert (status, content[:5]) == (200, b"%PDF-")
        assert "attachment" in headers["Content-Disposition"]
        assert b"Clean Rivers" in until_made(f"{site}/reports/{CAMPAIGN}/en/")[2]
        loaded = "".join(found.joinpath("maps").read_text() for found in processes_of(process))
        assert "python" in loaded
        assert not [name for name in RENDERERS if name in loaded]


def test_where_the_other_process_fails_a_page_says_so(headway: Headway) -> None:
    must(headway("publish", CAMPAIGN))
    # Nothing can be written where the files belong.
    (headway.home / "editions").write_text("")
    with serving(headway) as (site, process):
        get(f"{site}/healthz")
        status, headers, page = until_made(f"{site}/reports/{CAMPAIGN}/en/report.docx")
        assert status == 500
        assert b"The report could not be made" in page
        assert b"http-equiv" not in page
        assert headers["Retry-After"] is None
        assert get(f"{site}/healthz") == (200, "ok\n")
        process.terminate()
        _, err = process.communicate(timeout=30)
    told = [json.loads(line) for line in err.splitlines()]
    assert "a file of a report could not be rendered" in [one["message"] for one in told]


def test_what_would_change_is_found_by_another_process_and_is_the_same(headway: Headway) -> None:
    must(headway("publish", CAMPAIGN))
    headway.sql('UPDATE verify_outcome SET name = \'{"en": "Named anew"}\'')
    done = headway.python(
        "from headway.movement.actions import ensure_operator\n"
        "from headway.plan.queries import campaign_by_key\n"
        "from headway.report.editions import comparing, make_apart\n"
        f"campaign = campaign_by_key({CAMPAIGN!r}, ensure_operator())\n"
        "here = comparing.proposal_of(campaign)\n"
        "make_apart()\n"
        "comparing._proposal = comparing.collect_content = None\n"
        "assert comparing.proposal_of(campaign) == here\n"
        "print(here.compared.number, here.compared.since)"
    )
    assert done.returncode == 0, done.stderr
    changed, since = map(int, done.stdout.split())
    assert changed > 0
    assert since == 1
