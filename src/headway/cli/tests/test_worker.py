"""`headway worker` sends what is due, in the language of whoever gets it, and ends when it is told to."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

from headway.cli.tests.command import Headway, copy_of, must
from headway.cli.tests.test_serve import serving

# A campaigner of the Danube office, whose return is due today and not begun.
PREPARE = """
from django.utils import timezone
from headway.collect.models import Return
from headway.movement.models import Grant, Office, User
from headway.plan.models import Period
office = Office.objects.get(key="danube-office")
who = User.objects.create(email="amina@movement.example", name="Amina", language="es")
Grant.objects.create(user=who, role="contributor", office=office)
Return.objects.filter(office=office).delete()
Period.objects.update(due=timezone.now().date())
"""
# How many wait, and how many there are.
SENT = "SELECT coalesce(sum(sent_at IS NULL), 0), count(*) FROM collect_reminder"


def sent(home: Headway) -> str:
    ((waiting, there),) = home.sql(SENT)
    return f"{waiting} {there}"


def wait_until_sent(home: Headway) -> None:
    for _ in range(600):
        if sent(home) == "0 1":
            return
        time.sleep(0.1)
    raise AssertionError(f"not sent: {sent(home)}")


def test_what_is_due_is_sent_once_and_a_new_worker_sends_it_no_more(loaded: Headway, tmp_path: Path) -> None:
    home = copy_of(loaded, tmp_path / "home")
    must(home.python(PREPARE))
    said = ""
    for _ in range(2):
        process = home.start("worker", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout
        said += process.stdout.readline()
        wait_until_sent(home)
        time.sleep(3)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 0, err
        assert "Traceback" not in err
        said += out
    assert said.count("To: amina@movement.example") == 1
    assert "/c/clean-rivers/returns/danube-office/y1/" in said


def test_the_site_runs_a_worker_beside_unless_it_is_told_not_to(loaded: Headway, tmp_path: Path) -> None:
    home = copy_of(loaded, tmp_path / "home")
    must(home.python(PREPARE))
    with serving(home, "--no-tasks"):
        time.sleep(8)
        assert sent(home) == "0 0"
    with serving(home):
        wait_until_sent(home)
