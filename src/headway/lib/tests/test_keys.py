"""Keys are made once, by whoever comes first, and are readable by their owner alone."""

from __future__ import annotations

import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from headway.lib.keys import Keys, add_seal, load_keys
from headway.lib.problems import HeadwayError


def test_the_first_start_makes_every_key_and_the_next_reads_them(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "keys"
    first, second = load_keys(folder), load_keys(folder)
    assert first == second
    assert sorted(path.name for path in folder.iterdir()) == [
        "audit.key",
        "backup.key",
        "seal-1.key",
        "secret.key",
    ]
    assert len({first.secret, first.audit.hex(), first.backup.hex(), first.seals["1"].hex()}) == 4


def test_keys_are_private_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        load_keys(tmp_path / "keys")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()} == {0o600}


def test_two_installations_have_different_keys(tmp_path: Path) -> None:
    assert load_keys(tmp_path / "one").audit != load_keys(tmp_path / "other").audit


@pytest.mark.parametrize(
    ("name", "mode", "mend"), [("", 0o755, "chmod 700"), ("audit.key", 0o640, "chmod 600")]
)
def test_keys_that_others_can_read_are_refused_with_the_mend(
    tmp_path: Path, name: str, mode: int, mend: str
) -> None:
    load_keys(tmp_path / "keys")
    open_to_others = tmp_path / "keys" / name
    open_to_others.chmod(mode)
    with pytest.raises(HeadwayError) as refusal:
        load_keys(tmp_path / "keys")
    assert f"{mend} {open_to_others}" in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("text", ["", "abcd", "zz" * 32, "é", "ab" * 33])
def test_a_damaged_key_is_named_and_never_replaced(tmp_path: Path, text: str) -> None:
    load_keys(tmp_path / "keys")
    (tmp_path / "keys" / "audit.key").write_text(text, encoding="utf-8")
    with pytest.raises(HeadwayError, match=r"audit\.key is damaged"):
        load_keys(tmp_path / "keys")
    assert (tmp_path / "keys" / "audit.key").read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HeadwayError, match="cannot use the keys in"):
        load_keys(tmp_path / "file" / "keys")


def _load(folder: Path, found: multiprocessing.Queue[str]) -> None:
    found.put(load_keys(folder).audit.hex())


def test_processes_that_start_together_use_the_same_keys(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    found: multiprocessing.Queue[str] = context.Queue()
    starters = [context.Process(target=_load, args=(tmp_path / "keys", found)) for _ in range(6)]
    for starter in starters:
        starter.start()
    values = {found.get(timeout=20) for _ in starters}
    for starter in starters:
        starter.join()
    assert len(values) == 1
    assert len(list((tmp_path / "keys").iterdir())) == 4
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


@pytest.mark.parametrize("name", ["secret", "audit", "backup", "seal-1", "seal-2"])
def test_a_key_that_is_gone_is_named_and_never_made_anew(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "keys"
    load_keys(folder)
    add_seal(folder)
    add_seal(folder)
    (folder / f"{name}.key").unlink()
    with pytest.raises(HeadwayError) as refusal:
        load_keys(folder)
    assert (
        str(refusal.value) == f"the key {folder / name}.key is missing; put back the copy that you keep of it"
    )
    assert not (folder / f"{name}.key").exists()


@pytest.mark.parametrize("folder_is_left", [True, False])
def test_without_any_key_nothing_is_made_where_there_is_data(tmp_path: Path, folder_is_left: bool) -> None:
    folder, data = tmp_path / "keys", tmp_path / "data"
    data.write_text("written with keys")
    if folder_is_left:
        folder.mkdir(mode=0o700)
    with pytest.raises(HeadwayError, match="there are no keys in") as refusal:
        load_keys(folder, data)
    assert str(data) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert not list(tmp_path.glob("**/*.key"))


def test_an_empty_folder_or_a_link_to_one_is_filled(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "keys").symlink_to(tmp_path / "elsewhere")
    load_keys(tmp_path / "keys", tmp_path / "no data")
    assert (tmp_path / "elsewhere" / "audit.key").is_file()
    assert (tmp_path / "keys").is_symlink()


def test_a_first_start_that_fails_leaves_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def full(handle: int) -> None:
        made.append(handle)
        if len(made) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(HeadwayError, match="No space left on device"):
        load_keys(tmp_path / "keys")
    assert list(tmp_path.iterdir()) == []


def test_the_newest_seal_is_the_one_of_the_highest_number() -> None:
    assert Keys("", b"", b"", {"9": b"", "10": b""}).newest_seal == "10"
