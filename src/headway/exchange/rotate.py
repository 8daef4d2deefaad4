"""Puts a new key in the place of the one that seals: all that older ones sealed is sealed anew.

Older keys stay in the folder: backups that were made before cannot be opened without them.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, TextField
from django.db.models.functions import Cast

from headway.audit.actions import purge_at_commit, unit_of_work
from headway.audit.fields import SealedLabelField, SealedTextField
from headway.audit.inserting import BATCH
from headway.exchange.backup import Progress, files_folder
from headway.lib.keys import add_seal
from headway.lib.sealed import PREFIX, is_sealed, open_bytes, open_sealed, seal, seal_bytes
from headway.lib.tongue import say
from headway.movement.actions import require

_HEAD = 64


@dataclass(frozen=True)
class Rotated:
    """The key that seals now, and how much was sealed anew with it."""

    key: str
    texts: int
    files: int


def keys_folder() -> Path:
    home: Path = settings.HEADWAY_HOME
    return home / "keys"


def rotate_seals(*, acting_user: Any, progress: Progress = lambda step: None) -> Rotated:
    """Make a key and seal anew with it whatever an older one sealed; a run that was cut off is made good by the next.

    Others may go on working: they find the new key as soon as they need it. Each batch is a transaction of its own, so
    that nobody waits for the whole.
    """
    require(acting_user, "operate")
    before, key = settings.HEADWAY_KEYS.newest_seal, add_seal(keys_folder())
    # What somebody sealed meanwhile, having asked for the newest key a moment before there was this one, is found at the
    # second walk.
    texts = sum(_reseal_texts(key, progress) for _ in range(2))
    files = sum(_reseal_files(key, progress) for _ in range(2))
    with unit_of_work() as unit:
        unit.record(
            "rotate_keys", acting_user=acting_user, kind="installation", subject="",
            changes={"key": [before, key], "texts": texts, "files": files},
        )  # fmt: skip
        purge_at_commit()
    return Rotated(key, texts, files)


def sealed_with() -> Mapping[str, tuple[int, int]]:
    """How many texts and files each key seals, by the id of the key."""
    texts = Counter(_key_of(stored) for model, name in _columns() for _, stored in _sealed(model, name))
    texts.update(_key_of(text) for one in Authenticator.objects.all() for text in _secrets(one.data).values())
    files = Counter(_key_of(head) for _, head in _sealed_files())
    return {
        key: (texts[key], files[key])
        for key in sorted({*texts, *files, *settings.HEADWAY_KEYS.seals}, key=int)
    }


def _reseal_texts(key: str, progress: Progress) -> int:
    done = 0
    for model, name in _columns():
        progress(say("table {name}", name=model._meta.db_table))
        while count := _reseal_batch(model, name, key):
            done += count
    with transaction.atomic():
        for one in Authenticator.objects.select_for_update():
            old = {at: text for at, text in _secrets(one.data).items() if _key_of(text) != key}
            if old:
                one.data.update({at: _anew(text) for at, text in old.items()})
                one.save(update_fields=["data"])
                done += len(old)
    return done


def _reseal_batch(model: type[models.Model], name: str, key: str) -> int:
    """Seal some of a column anew; how many, 0 where none is left."""
    with transaction.atomic():
        found = _sealed(model, name).exclude(stored__startswith=f"{PREFIX}{key}:")
        rows = list(found.select_for_update()[:BATCH])
        pk, field = model._meta.pk, model._meta.get_field(name)
        names = [model._meta.db_table, getattr(field, "column", name), pk.column]
        table, text, at = (connection.ops.quote_name(str(one)) for one in names)
        with connection.cursor() as cursor:
            # Past the fields, which would take a text that is sealed already for one to be marked as plain.
            cursor.executemany(
                f"UPDATE {table} SET {text} = %s WHERE {at} = %s",  # noqa: S608  names of our own
                [(_anew(stored), pk.get_db_prep_value(one, connection)) for one, stored in rows],
            )
    return len(rows)


def _reseal_files(key: str, progress: Progress) -> int:
    done = 0
    for path, head in _sealed_files():
        if _key_of(head) == key:
            continue
        progress(say("file {name}", name=path.name))
        keys = settings.HEADWAY_KEYS
        # Whoever reads it meanwhile has the old file or the new one; a file that was removed just now stays removed.
        with contextlib.suppress(FileNotFoundError):
            draft = path.with_name(f".{path.name}.{os.getpid()}")
            draft.write_bytes(seal_bytes(keys, open_bytes(keys, path.read_bytes())))
            draft.replace(path)
            done += 1
    return done


def _anew(stored: str) -> str:
    keys = settings.HEADWAY_KEYS
    return seal(keys, open_sealed(keys, stored))


def _key_of(stored: str) -> str:
    return stored.removeprefix(PREFIX).partition(":")[0]


def _columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column that can hold sealed text."""
    yield apps.get_model("audit", "Payload"), "body"
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, (SealedTextField, SealedLabelField)):
                yield model, field.name


def _sealed(model: type[models.Model], name: str) -> models.QuerySet[Any, Any]:
    """(primary key, text as it is stored) of what is sealed in a column."""
    stored = model._base_manager.annotate(stored=Cast(F(name), TextField()))
    return stored.filter(stored__startswith=PREFIX).order_by().values_list("pk", "stored")


def _secrets(data: Mapping[str, Any]) -> dict[str, str]:
    return {at: text for at, text in data.items() if isinstance(text, str) and is_sealed(text)}


def _sealed_files() -> Iterator[tuple[Path, str]]:
    """Files that are sealed, each with how it begins."""
    for path in sorted(files_folder().rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                head = file.read(_HEAD).decode("latin-1")
            if is_sealed(head):
                yield path, head
