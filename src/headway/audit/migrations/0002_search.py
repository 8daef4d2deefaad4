"""The search index. SQLite keeps it in FTS5, PostgreSQL in two columns of tokens with a GIN index."""

from django.db import migrations, models

# Our tokens are folded already and stand between spaces, so the plainest tokenizer takes them as they are.
SQLITE = (
    """CREATE VIRTUAL TABLE audit_search USING fts5(
        title_tokens, text_tokens, content='audit_indexed', content_rowid='id', tokenize='ascii', detail='column'
    )""",
    """CREATE TRIGGER audit_indexed_added AFTER INSERT ON audit_indexed BEGIN
        INSERT INTO audit_search(rowid, title_tokens, text_tokens)
        VALUES (new.id, new.title_tokens, new.text_tokens);
    END""",
    """CREATE TRIGGER audit_indexed_gone AFTER DELETE ON audit_indexed BEGIN
        INSERT INTO audit_search(audit_search, rowid, title_tokens, text_tokens)
        VALUES ('delete', old.id, old.title_tokens, old.text_tokens);
    END""",
    """CREATE TRIGGER audit_indexed_changed AFTER UPDATE ON audit_indexed BEGIN
        INSERT INTO audit_search(audit_search, rowid, title_tokens, text_tokens)
        VALUES ('delete', old.id, old.title_tokens, old.text_tokens);
        INSERT INTO audit_search(rowid, title_tokens, text_tokens)
        VALUES (new.id, new.title_tokens, new.text_tokens);
    END""",
)
POSTGRESQL = (
    """ALTER TABLE audit_indexed
        ADD COLUMN in_title tsvector
            GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(title_tokens, ' '), ''))) STORED,
        ADD COLUMN anywhere tsvector GENERATED ALWAYS AS
            (array_to_tsvector(array_remove(string_to_array(title_tokens || ' ' || text_tokens, ' '), ''))) STORED""",
    "CREATE INDEX audit_indexed_in_title ON audit_indexed USING gin (in_title)",
    "CREATE INDEX audit_indexed_anywhere ON audit_indexed USING gin (anywhere)",
)
UNDO_SQLITE = (
    "DROP TRIGGER audit_indexed_added",
    "DROP TRIGGER audit_indexed_gone",
    "DROP TRIGGER audit_indexed_changed",
    "DROP TABLE audit_search",
)


def make(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    for statement in UNDO_SQLITE if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Indexed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("record", models.UUIDField(unique=True)),
                ("campaign", models.UUIDField(null=True)),
                ("key", models.CharField(max_length=80)),
                ("title", models.JSONField()),
                ("language", models.CharField(max_length=10)),
                ("text", models.TextField()),
                ("title_tokens", models.TextField()),
                ("text_tokens", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "campaign", "key"], name="audit_indexed_kind")],
            },
        ),
        migrations.RunPython(make, unmake),
    ]
