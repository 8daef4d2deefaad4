"""What a row allows fits the column that keeps it, and what no row may say the database refuses by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from headway.assess.models import Rating
from headway.audit.models import Head, Record
from headway.collect.models import Figure, Published, Return
from headway.lib.rows import shape_of
from headway.movement.models import Grant, Office, User
from headway.movement.rules import Role
from headway.plan.models import Campaign, Participation, Period
from headway.verify.models import Evidence, Outcome, Verdict

pytestmark = pytest.mark.django_db
RECORDS = [model for model in apps.get_models() if issubclass(model, Record) and hasattr(model, "row")]

# Checked against the list of countries, which are two letters each.
COUNTRIES = {"country", "government"}


def _lengths(schema: dict[str, Any], defs: dict[str, Any]) -> Iterator[int | None]:
    """The greatest length of every form in which a text may come in; None where it may be of any."""
    schema = defs[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
    for one in schema.get("anyOf", [schema]):
        form = defs[one["$ref"].rsplit("/", 1)[-1]] if "$ref" in one else one
        if "enum" in form:
            yield max(map(len, form["enum"]))
        elif "const" in form:
            yield len(form["const"])
        elif form.get("type") == "string":
            yield form.get("maxLength")


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.row.kind)
def test_no_row_is_longer_than_its_column(model: Any) -> None:
    schema = model.row.model_json_schema()
    for name in shape_of(model.row).scalars:
        column = model._meta.get_field(name)
        if isinstance(column, models.CharField) and column.max_length:
            for length in _lengths(schema["properties"][name], schema.get("$defs", {})):
                assert name in COUNTRIES or (length is not None and length <= column.max_length), name


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.row.kind)
def test_every_field_of_a_row_has_its_column(model: Any) -> None:
    shape, held = shape_of(model.row), {field.name for field in model._meta.get_fields()}
    children = {name for name, _ in shape.children}
    for name in set(model.row.model_fields) - children:
        assert name in held or f"{name}_edtf" in held, name


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.row.kind)
def test_a_key_is_its_records_alone_within_the_campaign(model: Any) -> None:
    fields = [
        set(c.fields)
        for c in model._meta.constraints
        if isinstance(c, models.UniqueConstraint) and not c.condition
    ]
    assert {"key"} in fields or {"campaign", "key"} in fields


def _refuses(write: Any) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def _again(model: Any, **changes: Any) -> Any:
    """Write a second record like the first of this model, but for its key and these changes."""

    def write() -> None:
        record = model.objects.first()
        assert record is not None
        record.pk, record.key = None, f"{record.key}-again"
        record.id = model._meta.pk.get_default()
        for name, value in changes.items():
            setattr(record, name, value)
        record.save(force_insert=True)

    return write


def _changed(model: Any, **changes: Any) -> Any:
    return lambda: model.objects.filter(pk=model.objects.first().pk).update(**changes)


@pytest.mark.postgres
def test_the_database_refuses_what_no_record_may_be(world: Any) -> None:
    in_words = Published.objects.filter(published_kind="words")
    wrong = {
        "two records with one key": _again(Period, key="y1"),
        "two campaigns with one key": _again(Campaign, key="clean-rivers"),
        "two offices with one key": _again(Office, key="danube-office"),
        "a period that ends before it begins": _changed(Period, ends="2020-01-01"),
        "an office that takes part twice": _again(Participation),
        "two returns of an office for a period": _again(Return),
        "a return in no known state": _changed(Return, state="lost"),
        "two ratings of one cell": _again(Rating),
        "a figure that says nothing": _changed(Figure, value=None, words=""),
        "a published fact that says nothing": lambda: in_words.update(words=""),
        "a likelihood above 1": _changed(Evidence, likely_if_true="1.5"),
        "a likelihood below 0": _changed(Evidence, likely_if_false="-0.1"),
        "an outcome in no known state": _changed(Outcome, state="believed"),
        "a verdict that is no state": _changed(Verdict, verdict="maybe"),
        "a second head of the log": lambda: Head.objects.create(id=2),
    }
    assert [what for what, write in wrong.items() if not _refuses(write)] == []


@pytest.mark.postgres
def test_a_cell_of_the_campaign_as_a_whole_is_rated_once_too(world: Any) -> None:
    Rating.objects.update(focus_country=None)
    assert _refuses(_again(Rating))
    assert not _refuses(_again(Rating, period=Period.objects.create(
        campaign=world.campaign, key="y9", name={"*": "Nine"}, begins="2031-01-01", ends="2031-12-31"
    )))  # fmt: skip


@pytest.mark.postgres
def test_a_role_is_granted_for_what_it_can_be_held_for(world: Any) -> None:
    north = Office.objects.get(key="cast-north")
    person = User.objects.create(email="new@movement.example", name="New")
    wrong: list[dict[str, Any]] = [
        {"role": Role.CONTRIBUTOR}, {"role": Role.RESEARCHER}, {"role": Role.CORE_TEAM, "country": "KE"},
        {"role": Role.ADMINISTRATOR, "office": north}, {"role": Role.READER, "office": north}, {"role": "owner"},
    ]  # fmt: skip
    for grant in wrong:
        assert _refuses(lambda grant=grant: Grant.objects.create(user=person, **grant)), grant
    right: list[dict[str, Any]] = [
        {"role": Role.CONTRIBUTOR, "office": north}, {"role": Role.RESEARCHER, "country": "KE"}, {"role": Role.CORE_TEAM},
    ]  # fmt: skip
    for grant in right:
        Grant.objects.create(user=person, **grant)
        assert _refuses(lambda grant=grant: Grant.objects.create(user=person, **grant)), grant


def test_two_people_have_no_address_that_differs_in_case_alone(world: Any) -> None:
    assert _refuses(lambda: User.objects.create(email="AMINA@movement.example", name="Another"))


@pytest.mark.postgres
def test_a_record_to_which_others_point_does_not_vanish_under_them(world: Any) -> None:
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        Office.objects.get(key="danube-office").delete()
    with pytest.raises(ProtectedError):
        Period.objects.get(key="y1").delete()
