"""What is said of photos and documents, and what is typed in drafts, is sealed always; what is about a restricted case
with that case, in the log too. What stands in the clear by now is sealed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import migrations

from headway.audit.fields import PLAIN, SealedLabelField, SealedTextField
from headway.lib.sealed import PREFIX, Secret, is_sealed, seal

ALWAYS = {
    "attachment": ("name", "credit", "caption", "consent_from"),
    "keptfile": ("name", "credit", "caption", "consent_from"),
    "draft": ("content",),
}
ABOUT_A_CASE = {
    "figure": ("words", "of", "reason", "note", "when_words"),
    "published": ("words", "made_of", "reason", "note", "when_words"),
    "testimony": ("who", "text", "reason", "note", "when_words"),
}
# Columns that could not be sealed before: whoever typed there what looks like a sealed text wrote a plain one.
NEWLY = {"figure": ("words", "of"), "published": ("words", "made_of"), "testimony": ("who", "text")}
BATCH = 200


def seal_what_stands(apps: Any, schema_editor: Any) -> None:
    for name, columns in ALWAYS.items():
        model = apps.get_model("collect", name)
        _seal(schema_editor, model, list(model.objects.values_list("pk", flat=True)), columns)
    for name, columns in ABOUT_A_CASE.items():
        model = apps.get_model("collect", name)
        _mark_plain(schema_editor, model, NEWLY[name])
        ids = list(model.objects.filter(case__restricted=True).values_list("pk", flat=True))
        _seal(schema_editor, model, ids, columns, marks=True)
        _seal_log(apps, name, ids)


def _mark_plain(schema_editor: Any, model: Any, columns: tuple[str, ...]) -> None:
    connection = schema_editor.connection
    table, *names = (connection.ops.quote_name(one) for one in (model._meta.db_table, *columns))
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(
                f"UPDATE {table} SET {name} = %s || {name} WHERE {name} LIKE %s OR {name} LIKE %s",  # noqa: S608
                [PLAIN, f"{PREFIX}%", f"{PLAIN}%"],
            )


def _seal(schema_editor: Any, model: Any, ids: list[Any], columns: tuple[str, ...], *, marks: bool = False) -> None:
    """Past the fields: a plain text that looks like a sealed one must not be opened. `marks`: some may be sealed already."""
    connection = schema_editor.connection
    table, *names = (connection.ops.quote_name(one) for one in (model._meta.db_table, *columns))
    for some in _some(ids):
        keys = [model._meta.pk.get_db_prep_value(one, connection) for one in some]
        with connection.cursor() as cursor:
            places = ", ".join(["%s"] * len(keys))
            cursor.execute(f"SELECT id, {', '.join(names)} FROM {table} WHERE id IN ({places})", keys)  # noqa: S608
            held = cursor.fetchall()
            cursor.executemany(
                f"UPDATE {table} SET {', '.join(f'{name} = %s' for name in names)} WHERE id = %s",  # noqa: S608
                [(*(_sealed(text, marks=marks) for text in texts), pk) for pk, *texts in held],
            )


def _sealed(text: str | None, *, marks: bool) -> str | None:
    if not text or (marks and text.startswith(PREFIX)):
        return text
    return seal(settings.HEADWAY_KEYS, Secret(text.removeprefix(PLAIN) if marks else text))


def _seal_log(apps: Any, kind: str, ids: list[Any]) -> None:
    payloads = apps.get_model("audit", "Payload").objects
    for some in _some(ids):
        told = payloads.filter(entry__kind=kind, entry__subject__in=list(map(str, some)), erased=False)
        plain = [one for one in told if not is_sealed(one.body)]
        for one in plain:
            one.body = seal(settings.HEADWAY_KEYS, Secret(one.body))
        payloads.bulk_update(plain, ["body"], batch_size=BATCH)


def _some(ids: list[Any]) -> Iterator[list[Any]]:
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))


class Migration(migrations.Migration):
    dependencies = [
        ("collect", "0007_edited_forms"),
        ("audit", "0003_placed"),
        ("engage", "0004_calendar_links"),
    ]
    operations = [
        migrations.AlterField("attachment", "caption", SealedTextField(blank=True, default="")),
        migrations.AlterField("attachment", "consent_from", SealedTextField(blank=True, default="")),
        migrations.AlterField("attachment", "credit", SealedTextField(blank=True, default="")),
        migrations.AlterField("attachment", "name", SealedTextField()),
        migrations.AlterField("draft", "content", SealedLabelField(default=dict)),
        migrations.AlterField("figure", "of", SealedTextField(blank=True, default="")),
        migrations.AlterField("figure", "words", SealedTextField(blank=True, default="")),
        migrations.AlterField("keptfile", "caption", SealedTextField(blank=True, default="")),
        migrations.AlterField("keptfile", "consent_from", SealedTextField(blank=True, default="")),
        migrations.AlterField("keptfile", "credit", SealedTextField(blank=True, default="")),
        migrations.AlterField("keptfile", "name", SealedTextField()),
        migrations.AlterField("published", "made_of", SealedTextField(blank=True, default="")),
        migrations.AlterField("published", "words", SealedTextField(blank=True, default="")),
        migrations.AlterField("testimony", "text", SealedTextField()),
        migrations.AlterField("testimony", "who", SealedTextField()),
        migrations.RunPython(seal_what_stands, migrations.RunPython.noop),
    ]
