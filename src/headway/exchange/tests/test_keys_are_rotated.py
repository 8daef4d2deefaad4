"""A new key takes the place of the one that seals: all is sealed anew, all can still be read, older backups too."""

from __future__ import annotations

from pathlib import Path

from headway.cli.tests.command import Headway, copy_of, must

ATTACH = """
from headway.collect.actions import attach_files
from headway.collect.models import Activity
from headway.lib.takenfiles import About, NewFile, prepare_file
from headway.lib.tests.test_files_that_are_taken_in import photo
from headway.movement.actions import ensure_operator
activity = Activity.objects.exclude(cases__restricted=True).first()
(kept,) = attach_files(activity, [prepare_file(NewFile("bridge.jpg", photo(), True, About("At the bridge", "Ana", consent_from="Zenobia")))], acting_user=ensure_operator())
print(kept.pk)
"""
READ = """
from headway.collect.models import Attachment
from headway.collect.queries.attachments import content_of
from headway.engage.models import Case
from headway.verify.models import Outcome
print(sorted(str(one.name) for one in [*Case.objects.filter(restricted=True), *Outcome.objects.filter(restricted=True)]))
for one in Attachment.objects.all():
    print(one.digest, one.name, one.caption, one.credit, one.consent_from, len(content_of(one)), len(content_of(one, preview=True)))
"""
SERVING = """
import subprocess, sys
from headway.engage.models import Case
case = Case.objects.filter(restricted=True).first()
subprocess.run([sys.executable, "-m", "headway", "keys", "rotate"], check=True, stdout=subprocess.DEVNULL)
print(Case.objects.get(pk=case.pk).name == case.name)
case.save()
"""


def keys_in(installation: Headway) -> dict[str, int]:
    """How many sealed texts stand in the database by the id of their key, past all our code."""
    found: dict[str, int] = {}
    for (table,) in installation.sql("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for row in installation.sql(f'SELECT * FROM "{table}"'):
            for text in str(row).split("sealed:1:")[1:]:
                key = text.partition(":")[0]
                found[key] = found.get(key, 0) + 1
    return found


def shown(installation: Headway) -> dict[str, tuple[int, int]]:
    lines = must(installation("keys", "show")).stdout.splitlines()
    told = [line.split() for line in lines if line.startswith("seal-")]
    return {line[0].strip(":"): (int(line[1]), int(line[4])) for line in told}


def files_of(installation: Headway) -> list[bytes]:
    places = sorted((installation.home / "files").rglob("*"))
    return [place.read_bytes() for place in places if place.is_file()]


def test_all_is_sealed_anew_and_can_be_read_as_before(headway: Headway) -> None:
    must(headway.python(ATTACH))
    before, held = must(headway.python(READ)).stdout, keys_in(headway)
    assert "bridge.jpg At the bridge Ana Zenobia" in before
    assert headway.sql("SELECT count(*) FROM collect_attachment WHERE caption LIKE 'sealed:1:1:%'") == [(1,)]
    assert set(held) == {"1"}
    assert shown(headway) == {"seal-1": (held["1"], 2)}
    said = must(headway("keys", "rotate")).stdout
    assert said.startswith(f"seal-2 seals from now on; {held['1']} texts and 2 files were sealed anew")
    assert str(headway.home / "keys") in said
    assert keys_in(headway) == {"2": held["1"]}
    assert headway.sql("SELECT count(*) FROM collect_attachment WHERE caption LIKE 'sealed:1:2:%'") == [(1,)]
    assert [data.split(b":")[2] for data in files_of(headway)] == [b"2", b"2"]
    assert shown(headway) == {"seal-1": (0, 0), "seal-2": (held["1"], 2)}
    assert must(headway.python(READ)).stdout == before
    assert "entries hold" in must(headway("audit", "verify")).stdout
    assert headway.sql("SELECT action FROM audit_entry ORDER BY seq DESC LIMIT 1") == [("rotate_keys",)]


def test_a_run_that_was_cut_off_is_made_good_by_the_next(headway: Headway) -> None:
    held = keys_in(headway)["1"]
    must(
        headway.python(
            "from headway.exchange import rotate\n"
            "from headway.movement.actions import ensure_operator\n"
            "rotate._reseal_files = lambda *given: 1 / 0\n"
            "rotate.BATCH = 1\n"
            "try:\n    rotate.rotate_seals(acting_user=ensure_operator())\n"
            "except ZeroDivisionError:\n    pass\n"
        )
    )
    assert keys_in(headway) == {"2": held}
    must(headway("keys", "rotate"))
    assert keys_in(headway) == {"3": held}


def test_who_works_on_finds_the_new_key_and_seals_with_it(headway: Headway) -> None:
    assert must(headway.python(SERVING)).stdout.split() == ["True"]
    assert set(keys_in(headway)) == {"2"}


def test_a_backup_from_before_is_restored_with_the_folder_as_it_is_now(
    headway: Headway, bare: Headway
) -> None:
    before = must(headway.python(READ)).stdout
    file = headway.home.parent / "before.backup"
    must(headway("backup", file))
    must(headway("keys", "rotate"))
    copy_of(Headway(headway.home / "keys"), bare.home / "keys")
    must(bare("restore", file))
    assert must(bare.python(READ)).stdout == before
    assert set(keys_in(bare)) == {"1"}


def test_a_folder_from_which_an_older_key_was_taken_is_refused_by_name(headway: Headway) -> None:
    must(headway("keys", "rotate"))
    gone: Path = headway.home / "keys" / "seal-1.key"
    gone.unlink()
    done = headway("keys", "show")
    assert done.returncode == 2
    assert done.stderr == f"headway: the key {gone} is missing; put back the copy that you keep of it\n"


def test_only_who_operates_the_installation_rotates(headway: Headway) -> None:
    tried = headway.python(
        "from headway.exchange.rotate import rotate_seals\n"
        "from headway.lib.problems import Refused\n"
        "from headway.movement.tests.cast import make_cast\n"
        "from headway.movement.actions import ensure_operator\n"
        "cast = make_cast(ensure_operator())\n"
        "try:\n    rotate_seals(acting_user=cast.core_team)\n"
        "except Refused as refused:\n    print('refused')\n"
    )
    assert must(tried).stdout.split() == ["refused"]
    assert not (headway.home / "keys" / "seal-2.key").exists()
