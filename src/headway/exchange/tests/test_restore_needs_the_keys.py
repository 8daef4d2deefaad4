"""A backup opens with the keys of the installation that made it; what is missing is named before anything is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from headway.cli.tests.command import Headway, must
from headway.exchange.tests.test_backup_and_restore import backed_up, elsewhere, everything, refused

__all__ = ["backed_up"]


@pytest.mark.parametrize(
    ("key", "words"), [("backup", "another backup key"), ("audit", "audit.key"), ("seal-1", "seal-1.key")]
)
def test_missing_and_foreign_keys_are_named_before_anything_is_touched(
    backed_up: tuple[Headway, Path], tmp_path: Path, key: str, words: str
) -> None:
    old, file = backed_up
    new = elsewhere(old, tmp_path / "new")
    path = new.home / "keys" / f"{key}.key"
    path.unlink()
    refused(new("restore", file), f"the key {path} is missing")
    path.write_text("ab" * 32)
    path.chmod(0o600)
    refused(new("restore", file), words)
    assert not new.database.exists()


def test_a_home_without_keys_asks_for_them_and_makes_none_that_stand_in_their_way(
    backed_up: tuple[Headway, Path], bare: Headway
) -> None:
    old, file = backed_up
    refused(bare("restore", file), "copy the keys folder")
    refused(bare("audit", "verify"), "headway upgrade")
    assert not bare.home.exists()
    elsewhere(old, bare.home)
    must(bare("restore", file))
    assert everything(bare) == everything(old)
