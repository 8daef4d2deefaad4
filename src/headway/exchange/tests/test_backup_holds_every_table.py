"""No table is forgotten: every model is in a backup but those that are left out by name, in an order that fits."""

from __future__ import annotations

import pytest
from django.apps import apps

from headway.exchange.backup_members import MemberWriter, lines, read_members
from headway.exchange.backup_tables import LEFT_OUT, applied_migrations, columns_of, models_at


@pytest.mark.django_db
def test_every_model_of_today_is_in_a_backup_of_today() -> None:
    held = {model._meta.db_table for model in models_at(applied_migrations())}
    models = apps.get_models(include_auto_created=True)
    assert held == {model._meta.db_table for model in models if model._meta.managed} - LEFT_OUT


@pytest.mark.django_db
def test_what_is_pointed_at_comes_before_what_points_at_it() -> None:
    seen: set[str] = set()
    for model in models_at(applied_migrations()):
        own = model._meta.db_table
        needs = {part.related_model._meta.db_table for part in columns_of(model) if part.is_relation} - {own}
        assert needs <= seen, f"{own} stands before {needs - seen}"
        seen.add(own)


def test_members_come_back_whatever_they_hold() -> None:
    import io

    out = io.BytesIO()
    writer = MemberWriter(out)
    held = {
        "table/a": [b"[1]\n", b"[2]\n"],
        "files/\u0639\udcff\n": [b"\n\n", bytes(200_000), b""],
        "lake/empty": [],
    }
    for name, parts in held.items():
        writer.add(name, parts)
    out.seek(0)
    back = {name: b"".join(parts) for name, parts in read_members(out)}
    assert back == {name: b"".join(parts) for name, parts in held.items()}


def test_a_member_that_nobody_reads_is_skipped() -> None:
    import io

    out = io.BytesIO()
    writer = MemberWriter(out)
    writer.add("one", [bytes(100_000)])
    writer.add("two", [b"x"])
    out.seek(0)
    assert [name for name, _ in read_members(out)] == ["one", "two"]


def test_lines_are_put_together_wherever_they_were_cut() -> None:
    assert list(lines([b"ab", b"c\nd", b"\n", b"", b"ef\n"])) == [b"abc", b"d", b"ef"]
