"""What the kinds that a campaign names mean for its records: rules, without a database."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from headway.engage.rows import (
    FAMILIES,
    CaseRow,
    EventKindRow,
    PartnerKindRow,
    PartnerRow,
    StepKindRow,
    StepTone,
)
from headway.engage.rules import faults_of_grades
from headway.lib.kinds import (
    KindRow,
    Kinds,
    default_keys,
    default_kinds,
    families_in,
    faults_of_kinds,
    kind_fields,
    kinds_among,
)
from headway.lib.tongue import LANGUAGES
from headway.plan.rows import OutputKindRow, OutputRow

EVERY = (OutputKindRow, *FAMILIES)
OWN = (
    PartnerKindRow.model_validate({"key": "crew", "name": {"en": "crew", "fr": "équipage"}}),
    PartnerKindRow.model_validate({"key": "warden", "name": {"en": "warden"}, "graded": "yes"}),
)


def partner(kind: str, **more: object) -> PartnerRow:
    return PartnerRow.model_validate({"key": "p", "name": "P", "partner_kind": kind, **more})


@pytest.mark.parametrize("family", EVERY, ids=lambda family: family.family)
def test_the_default_kinds_have_a_name_in_every_language(family: type[KindRow]) -> None:
    kinds = default_kinds(family)
    assert not kinds.own
    assert all(set(row.name) == set(LANGUAGES) for row in kinds.rows)
    assert default_keys(family.family) == set(kinds.by_key)


def test_a_campaign_that_says_nothing_of_a_family_has_the_default_kinds() -> None:
    assert kinds_among((), PartnerKindRow) is default_kinds(PartnerKindRow)
    own = kinds_among(OWN, PartnerKindRow)
    assert (own.own, list(own.by_key)) == (True, ["crew", "warden"])


def test_a_kind_is_called_by_its_label_and_one_that_nobody_named_by_its_key() -> None:
    kinds = Kinds(OWN, own=True)
    assert kinds.label("crew") == {"en": "crew", "fr": "équipage"}
    assert kinds.label("long-gone") == {"*": "long gone"}


def test_rows_say_which_of_their_fields_name_a_kind() -> None:
    assert kind_fields(OutputRow) == {"output_kind": OutputKindRow}
    assert {family.family for family in families_in(CaseRow)} == {"event", "relief"}
    assert families_in(PartnerRow) == (PartnerKindRow, StepKindRow)


def test_a_kind_that_the_campaign_does_not_have_is_a_fault_wherever_it_stands() -> None:
    rows = [
        partner("crow"),
        partner("crew", steps=[{"key": "s", "step_kind": "strain", "text": "T"}, {"key": "t", "step_kind": "stain", "text": "T"}]),
    ]  # fmt: skip
    faults = faults_of_kinds(
        rows, lambda family: kinds_among(OWN if family is PartnerKindRow else (), family)
    )
    assert list(faults) == [
        'partner_kind: there is no kind of partner "crow" here; did you mean "crew"?',
        'step_kind: there is no kind of step with a partner "stain" here; did you mean "strain"?',
    ]


def test_only_kinds_that_are_graded_have_a_grade() -> None:
    rows = [partner("crew"), partner("warden", grade="a"), partner("crew", grade="b")]
    assert [(row.grade, message) for row, message in faults_of_grades(rows, Kinds(OWN, own=True))] == [
        ("b", 'grade: a partner of the kind "crew" has no grade')
    ]


def test_partners_of_the_default_kinds_keep_whatever_grade_they_were_given() -> None:
    assert list(faults_of_grades([partner("ngo", grade="a")], default_kinds(PartnerKindRow))) == []


def test_what_the_program_does_by_kind_is_a_property_of_the_kind() -> None:
    partners, steps = default_kinds(PartnerKindRow), default_kinds(StepKindRow)
    assert [row.key for row in partners.rows if row.graded] == ["national-human-rights-institution"]
    assert [row.key for row in partners.rows if row.unsaid] == ["other"]
    assert {row.key: row.tone for row in steps.rows if row.tone} == {
        "capacity-given": StepTone.GOOD, "strain": StepTone.WARN, "ended": StepTone.WARN,
    }  # fmt: skip


@pytest.mark.parametrize("key", ["Big flood", "x" * 41, ""])
def test_the_key_of_a_kind_is_a_short_key(key: str) -> None:
    with pytest.raises(ValidationError):
        EventKindRow.model_validate({"key": key, "name": "N"})
