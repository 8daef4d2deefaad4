"""A database that `headway upgrade` makes at once is the one that its migrations make step by step."""

from __future__ import annotations

import re
from typing import Any

import psycopg

from headway.cli.tests.command import Headway, must

# A table of somebody else's: where there is one, nothing is made at once.
THEIRS = ("CREATE TABLE kept_by_hand (words text)", "INSERT INTO kept_by_hand VALUES ('theirs')")
# What PostgreSQL holds apart from rows, each as one line of text.
HELD = (
    """SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable, column_default,
                        is_identity, generation_expression)
       FROM information_schema.columns WHERE table_schema = 'public'""",
    "SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT concat_ws(' ', sequencename, data_type, increment_by) FROM pg_sequences WHERE schemaname = 'public'",
)
FILLED = ("django_migrations", "django_content_type", "auth_permission")


def parts_of(statement: str) -> list[str]:
    """The columns and constraints of a CREATE TABLE in an order of their own: to change a column of SQLite's moves it last."""
    head, _, body = statement.partition("(")
    parts, depth = [""], 0
    for sign in body.rpartition(")")[0]:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [head.strip(), *sorted(part.strip() for part in parts)]


def rows_of(tables: list[str], count: Any) -> dict[str, int]:
    return {table: found for table in tables if (found := count(f'SELECT count(*) FROM "{table}"'))}


def told_by(installation: Headway) -> tuple[list[Any], dict[str, int]]:
    made = installation.sql(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'kept_by_hand'"
    )
    tables = [
        name for kind, name, _ in made if kind == "table" and not re.match("sqlite_|audit_search", name)
    ]
    schema = sorted((name, parts_of(sql) if kind == "table" else [sql]) for kind, name, sql in made)
    return schema, rows_of(tables, lambda statement: installation.sql(statement)[0][0])


def test_sqlite_made_at_once_is_sqlite_made_step_by_step(upgraded: Headway, bare: Headway) -> None:
    must(bare("check", "stop-torture"))
    for statement in THEIRS:
        bare.sql(statement)
    must(bare("upgrade"))
    assert bare.sql("SELECT words FROM kept_by_hand") == [("theirs",)]
    (schema, rows), (known, expected) = told_by(upgraded), told_by(bare)
    assert schema == known
    assert rows == expected
    assert sorted(rows) == sorted(FILLED)
    done = "SELECT app, name FROM django_migrations ORDER BY app, name"
    assert upgraded.sql(done) == bare.sql(done)


def held_by(url: str) -> list[list[str]]:
    with psycopg.connect(url) as connection:
        return [sorted(str(line) for (line,) in connection.execute(statement)) for statement in HELD]


def test_postgresql_made_at_once_is_postgresql_made_step_by_step(
    bare: Headway, postgres_url: str, another_postgres_url: str
) -> None:
    must(Headway(bare.home, {"DATABASE_URL": postgres_url})("upgrade"))
    with psycopg.connect(another_postgres_url) as connection:
        for statement in THEIRS:
            connection.execute(statement)
    must(Headway(bare.home, {"DATABASE_URL": another_postgres_url})("upgrade"))
    with psycopg.connect(another_postgres_url) as connection:
        assert connection.execute("SELECT words FROM kept_by_hand").fetchall() == [("theirs",)]
        connection.execute("DROP TABLE kept_by_hand")
    for made, known in zip(held_by(postgres_url), held_by(another_postgres_url), strict=True):
        assert made == known
