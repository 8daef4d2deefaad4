"""The form of a period as a workbook: planned row by row, written at once, and the same file twice changes nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.audit.models import Entry
from headway.audit.queries import model_of
from headway.collect.actions import Told, keep_reported, record_activity, write_sheet
from headway.collect.forms.sheets.making import form_of_period, form_of_refused, plan_of, read_sent
from headway.collect.models import Activity, Figure
from headway.collect.queries import collect_rows
from headway.collect.queries.returns import place_of_return
from headway.collect.rows import FigureRow, ReturnRow
from headway.collect.tests.sheets import filled_in, rows_in
from headway.engage.actions import keep_engagement
from headway.lib.problems import Refused
from headway.lib.workbooks import read_workbook
from headway.movement.tests.cast import NORTH
from headway.movement.tests.doors import activity_row, case_row
from headway.movement.tests.everything import everything

pytestmark = pytest.mark.django_db
CLEAN_UP = {"no": 2, "activity_kind": "March", "name": "Clean-up", "first_day": date(2023, 7, 15), "last_day": date(2023, 7, 16)}  # fmt: skip
BAGS = {"no": 1, "activity": 2, "measure": "Bags of rubbish", "value": "1,234", "precision": "about"}
BOTH = {"Activities": [CLEAN_UP], "Figures": [BAGS]}


def form(world: Any, language: str = "en", **more: Any) -> bytes:
    return form_of_period(world.campaign, world.campaigner, place(world), language, **more)


def place(world: Any) -> Any:
    return place_of_return(world.campaign, world.campaigner, NORTH, "y1")


def planned(world: Any, content: bytes, user: Any = None) -> Any:
    user = user or world.campaigner
    return plan_of(read_sent(content, "form.xlsx", world.campaign, user), user)


def written(world: Any, content: bytes, user: Any = None) -> Any:
    user = user or world.campaigner
    sent = read_sent(content, "form.xlsx", world.campaign, user)
    plan, _tally = write_sheet(
        world.campaign, sent.place.office, sent.keys(), lambda: plan_of(sent, user), acting_user=user
    )
    return plan


def the_clean_up() -> Activity:
    return Activity.objects.get(office__key=NORTH, name__en="Clean-up")


def test_an_untouched_form_changes_nothing_and_a_filled_one_writes_once(world: Any) -> None:
    content = form(world)
    plan = planned(world, content)
    assert (plan.is_empty, plan.wrong, plan.unchanged) == (True, [], 1)
    sent = filled_in(content, BOTH)
    written(world, sent)
    assert the_clean_up().when.edtf == "2023-07-15/2023-07-16"
    assert the_clean_up().period.key == "y1"
    figure = Figure.objects.get(activity=the_clean_up())
    assert (figure.value, figure.precision, figure.office.key) == (Decimal(1234), "about", NORTH)
    before = everything()
    again = written(world, sent)
    assert (again.is_empty, again.unchanged) == (True, 3)
    assert everything() == before


def test_what_a_source_told_less_of_than_the_form_asks_is_asked_about_only_where_it_is_changed(
    world: Any,
) -> None:
    row = activity_row("undated", when=None, standing="partial", reason="The source names no day.")
    keep_reported(world.campaign, [row], acting_user=world.operator)
    content = form(world)
    plan = planned(world, content)
    assert (plan.is_empty, plan.wrong, plan.unchanged) == (True, [], 2)
    plan = planned(world, filled_in(content, {"Activities": [{"no": 2, "place": "Quay"}]}))
    assert [(one.cell, one.reason) for one in plan.wrong] == [("D4", "This field is required.")]


def test_each_row_leaves_its_entry_in_the_log(world: Any) -> None:
    written(world, filled_in(form(world), BOTH))
    told = Entry.objects.filter(actor=str(world.campaigner.pk)).values_list("action", flat=True)
    assert sorted(told) == ["add_activity", "add_figure", "add_return"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_form_of_each_language_comes_back_unchanged(language: str, world: Any) -> None:
    written(world, filled_in(form(world), BOTH))
    content = form(world, language)
    plan = planned(world, content)
    assert (plan.is_empty, [one.reason for one in plan.wrong], plan.unchanged) == (True, [], 3)
    view = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet2.xml").decode()
    assert ("rightToLeft" in view) is (language == "ar")


def test_the_same_content_under_the_same_id_is_the_same_file(world: Any) -> None:
    assert form(world, file_id=UUID(int=7)) == form(world, file_id=UUID(int=7))


def test_the_form_offers_lists_and_help_and_protects_its_headings(world: Any) -> None:
    packed = zipfile.ZipFile(io.BytesIO(form(world)))
    sheet = packed.read("xl/worksheets/sheet2.xml").decode()
    assert "<sheetProtection" in sheet
    assert sheet.count('<dataValidation type="list"') >= 6
    assert 'type="date"' in sheet
    assert "What it was, in a line" in packed.read("xl/comments1.xml").decode()


def test_what_only_the_file_changed_is_taken_and_what_only_others_changed_stays(world: Any) -> None:
    written(world, filled_in(form(world), BOTH))
    content = form(world)
    row = collect_rows(world.campaign, "activity", [the_clean_up().key])[0]
    theirs = row.model_copy(update={"place": "Harbour"})
    record_activity(world.campaign, Told(theirs), acting_user=world.core_team)
    plan = written(world, filled_in(content, {"Activities": [{"no": 2, "story": "It went well."}]}))
    assert [one.reason for one in plan.wrong] == []
    assert (the_clean_up().place, the_clean_up().story) == ("Harbour", "It went well.")


def test_a_row_that_somebody_changed_online_meanwhile_is_refused_with_the_difference(world: Any) -> None:
    written(world, filled_in(form(world), BOTH))
    content = form(world)
    row = collect_rows(world.campaign, "activity", [the_clean_up().key])[0]
    record_activity(
        world.campaign, Told(row.model_copy(update={"place": "Harbour"})), acting_user=world.core_team
    )
    plan = written(world, filled_in(content, {"Activities": [{"no": 2, "place": "Station"}]}))
    (wrong,) = plan.wrong
    assert wrong.cell == "G4"
    assert "“Harbour”" in wrong.reason
    assert the_clean_up().place == "Harbour"


def test_a_figure_that_somebody_changed_online_is_not_overwritten(world: Any) -> None:
    written(world, filled_in(form(world), BOTH))
    content = form(world)
    figure = collect_rows(world.campaign, "figure", [Figure.objects.get(activity=the_clean_up()).key])[0]
    keep_reported(
        world.campaign, [figure.model_copy(update={"value": Decimal(9)})], acting_user=world.core_team
    )
    plan = written(world, filled_in(content, {"Figures": [{"no": 1, "value": 7}]}))
    assert ["“9”" in one.reason for one in plan.wrong] == [True]
    assert Figure.objects.get(activity=the_clean_up()).value == 9


def test_refused_rows_come_back_with_reasons_and_are_mended_and_sent_again(world: Any) -> None:
    bad = {**BAGS, "no": 2, "measure": "Volunteers", "value": "some"}
    sent = read_sent(
        filled_in(form(world), {"Activities": [CLEAN_UP], "Figures": [BAGS, bad]}), "f.xlsx", world.campaign, world.campaigner
    )  # fmt: skip
    plan, _ = write_sheet(
        world.campaign, sent.place.office, sent.keys(), lambda: plan_of(sent, world.campaigner), acting_user=world.campaigner
    )  # fmt: skip
    back = form_of_refused(sent, plan, world.campaigner)
    (row,) = rows_in(back, "Figures")
    assert row["value"] == "some"
    assert "is not a number" in row["reason"]
    written(world, filled_in(back, {"Figures": [{"no": 2, "value": 40}]}))
    values = Figure.objects.filter(activity=the_clean_up()).values_list("measure__key", "value")
    assert {key: int(value or 0) for key, value in values} == {"bags": 1234, "volunteers": 40}
    assert Activity.objects.filter(name__en="Clean-up").count() == 1


def test_numbers_are_read_as_people_write_them(world: Any) -> None:
    for said, value in (
        ("١٢٣", 123),
        ("1,234", 1234),
        ("1 200", 1200),
        (1234.0, 1234),
        (12.5, Decimal("12.5")),
    ):
        content = filled_in(form(world), {"Activities": [CLEAN_UP], "Figures": [{**BAGS, "value": said}]})
        assert planned(world, content).figures[0].value == value


def test_parts_of_a_figure_stand_below_it_and_count_once(world: Any) -> None:
    parted = {**BAGS, "parts": "plastic: 200; glass: 30"}
    content = filled_in(form(world), {"Activities": [CLEAN_UP], "Figures": [parted]})
    written(world, content)
    whole = Figure.objects.get(activity=the_clean_up(), part_of=None)
    assert Figure.objects.filter(part_of=whole).count() == 2
    assert planned(world, content).is_empty
    assert planned(world, form(world)).is_empty
    other = {**CLEAN_UP, "no": 5, "name": "Another"}
    too_much = {**BAGS, "no": 5, "activity": 5, "precision": "exactly", "value": 10, "parts": "plastic: 9000"}
    plan = planned(world, filled_in(form(world), {"Activities": [other], "Figures": [too_much]}))
    assert [(one.cell, one.reason) for one in plan.wrong] == [("H7", "A part cannot be more than the whole.")]
    assert (len(plan.activities), plan.figures) == (1, [])


def test_formulas_and_joined_cells_are_refused_where_they_stand(world: Any) -> None:
    def spoil(book: Any, sheets: dict[str, Any]) -> None:
        sheets["Figures"].write_formula(2, 4, "=1+1", None, 2)
        sheets["Activities"].merge_range(3, 6, 3, 7, "Here")

    plan = planned(world, filled_in(form(world), BOTH, spoil))
    found = {(one.sheet, one.cell): one.reason for one in plan.wrong}
    assert found["Figures", "E3"] == "Here stands a formula: write its value."
    assert found["Activities", "G4"] == "This cell is joined with others: part them."
    assert plan.is_empty


def test_what_is_restricted_stands_in_no_form_and_stays_where_it_was(world: Any) -> None:
    keep_engagement(world.campaign, [case_row("kenya-secret", restricted=True)], acting_user=world.operator)
    case = model_of("case").objects.get(key="kenya-secret")
    case.named.add(world.campaigner, world.core_team)
    row = activity_row("north-march", cases=("kenya-secret",))
    keep_reported(world.campaign, [row], acting_user=world.core_team)
    counted = FigureRow.model_validate({"key": "secret-bags", "measure": "bags", "value": "77123", "activity": "north-march", "office": NORTH, "case": "kenya-secret"})  # fmt: skip
    keep_reported(world.campaign, [counted], acting_user=world.core_team)
    content = form(world)
    cells = {str(cell) for sheet in read_workbook(content, "f") for cells in sheet.rows for cell in cells}
    assert not any("kenya-secret" in cell or "77123" in cell or "secret-bags" in cell for cell in cells)
    written(world, filled_in(content, {"Activities": [{"no": 1, "place": "Quay"}]}))
    kept = Activity.objects.get(key="north-march")
    assert (kept.place, [case.key for case in kept.cases.all()]) == ("Quay", ["kenya-secret"])


def test_an_accepted_return_takes_no_form(world: Any) -> None:
    content = filled_in(form(world), BOTH)
    accepted = ReturnRow.model_validate({"key": "n", "office": NORTH, "period": "y1", "state": "accepted"})
    keep_reported(world.campaign, [accepted], acting_user=world.core_team)
    with pytest.raises(Refused, match="was accepted"):
        planned(world, content)


def test_a_form_that_somebody_else_sends_is_refused_where_they_may_not_write(world: Any) -> None:
    content, before = filled_in(form(world), BOTH), everything()
    for user in (world.other_section, world.reader, world.without_a_role):
        with pytest.raises(Refused):
            written(world, content, user)
    assert everything() == before


def test_a_row_copied_with_its_number_and_a_key_of_another_office_change_nothing_of_others(
    world: Any,
) -> None:
    def forge(book: Any, sheets: dict[str, Any]) -> None:
        sheets["headway"].write_row(6, 0, ["activities", "1", "danube-clean-up", "{}"])

    plan = planned(world, filled_in(form(world), {"Activities": [{"no": 1, "place": "Mine"}]}, forge))
    assert plan.is_empty
    assert "no longer there, or is not yours" in plan.wrong[0].reason


STEPS = st.lists(st.sampled_from(["send", "send again", "take", "online", "more"]), min_size=2, max_size=7)


@given(steps=STEPS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_sending_taking_and_changing_doubles_a_figure(steps: list[str], world: Any) -> None:
    from django.db import transaction

    with transaction.atomic():
        _go(steps, world)
        transaction.set_rollback(True)


def _go(steps: list[str], world: Any) -> None:
    files = [filled_in(form(world), BOTH)]
    for step in steps:
        if step == "take":
            files.append(form(world))
        elif step == "more":
            files.append(
                filled_in(
                    files[-1],
                    {
                        "Figures": [
                            {"no": 1, "value": 100 + len(files), "activity": 2, "measure": "Bags of rubbish"}
                        ]
                    },
                )
            )
        elif step == "online" and (figure := Figure.objects.filter(activity__name__en="Clean-up").first()):
            row = collect_rows(world.campaign, "figure", [figure.key])[0]
            keep_reported(
                world.campaign, [row.model_copy(update={"value": row.value + 1})], acting_user=world.core_team
            )
        else:
            written(world, files[-1] if step == "send" else files[0])
        assert Activity.objects.filter(name__en="Clean-up").count() <= 1
        assert Figure.objects.filter(activity__name__en="Clean-up").count() <= 1
