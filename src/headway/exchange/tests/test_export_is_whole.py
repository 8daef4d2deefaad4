"""An export is written whole or not at all: a disk that fills up leaves what was there as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from headway.exchange.packs import export_pack
from headway.exchange.tests.packfolders import files_of
from headway.lib.problems import BadInput
from headway.verify.models import Outcome

pytestmark = pytest.mark.django_db


def test_an_export_that_cannot_be_written_is_told_and_leaves_no_draft(
    clean_rivers: Any, operator: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        export_pack(clean_rivers, tmp_path / "file" / "out", acting_user=operator)

    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(BadInput, match="No space left on device"):
        export_pack(clean_rivers, tmp_path / "out", acting_user=operator)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_disk_that_fills_up_leaves_an_older_export_as_it_was(
    clean_rivers: Any, operator: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_pack(clean_rivers, tmp_path / "out", acting_user=operator)
    before = files_of(tmp_path / "out")
    Outcome.objects.filter(key="limit-law").delete()
    write_text, written = Path.write_text, []

    def until_full(path: Path, *args: Any, **more: Any) -> int:
        written.append(path)
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        return write_text(path, *args, **more)

    monkeypatch.setattr(Path, "write_text", until_full)
    for folder in ("out", "new"):
        written.clear()
        with pytest.raises(BadInput, match="No space left on device"):
            export_pack(clean_rivers, tmp_path / folder, acting_user=operator)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert files_of(tmp_path / "out") == before
