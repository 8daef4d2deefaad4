"""A report calls kinds as the campaign does, or as Headway does where the campaign names none; an edition keeps what it said."""

from __future__ import annotations

from typing import Any

import pytest

from headway.engage.rows import (
    CaseRow,
    OpportunityKindRow,
    OpportunityRow,
    PartnerKindRow,
    PartnerRow,
    ReliefKindRow,
    TargetKindRow,
    TargetRow,
)
from headway.exchange.packs import load_pack
from headway.exchange.tests.packfolders import copy_of_small_pack
from headway.plan.rows import OutputKindRow, OutputRow
from headway.report.blocks import Document, Text
from headway.report.facts import Profile, collect_content, frozen, thawed
from headway.report.tests.reading import all_words
from headway.report.tests.tiny import Rows, chapter, label, report, tiny
from headway.report.walk import blocks_of, runs_of

SHOWN = ("partners", "targets", "opportunities", "outputs", "cases")
KINDS = (
    PartnerKindRow.model_validate({"key": "ngo", "name": label("league", "ligue")}),
    PartnerKindRow.model_validate({"key": "stray", "name": "stray", "unsaid": "yes"}),
    TargetKindRow.model_validate({"key": "mill", "name": {"en": "mill"}}),
    OpportunityKindRow.model_validate({"key": "fair", "name": label("fair", "foire")}),
    OutputKindRow.model_validate({"key": "song", "name": label("song", "chanson")}),
    ReliefKindRow.model_validate({"key": "mask", "name": {"en": "mask"}}),
)
RECORDS = (
    PartnerRow.model_validate({"key": "loner", "name": "A loner", "partner_kind": "stray", "countries": ["PE"]}),
    TargetRow.model_validate({"key": "smelter", "name": "The smelter", "target_kind": "mill", "country": "PE"}),
    OpportunityRow.model_validate({"key": "may", "name": "May", "opportunity_kind": "fair", "when": "2020-05"}),
    OutputRow.model_validate({"key": "hymn", "name": "The hymn", "output_kind": "song", "when": "2020-06"}),
    CaseRow.model_validate(
        {
            "key": "tito", "name": "Tito", "country": "PE", "summary": "He coughs.",
            "relief": [{"key": "tito-mask", "relief_kind": "mask", "when": "2020-03", "text": "He got one."}],
        }
    ),
)  # fmt: skip


def rows() -> Rows:
    found = tiny()
    for row in (*KINDS, *RECORDS):
        found.setdefault(row.kind, []).append(row)
    return found


def made(language: str = "en", held: Rows | None = None, profile: str = "internal") -> Document:
    blocks = ({"show": show} for show in SHOWN)
    return report(held or rows(), [chapter("all", *blocks)], language=language, profile=profile)


def words_of(document: Document) -> str:
    """All words on one line, as they stand one after the other."""
    return all_words(document).replace("\n", "")


def foreign(document: Document) -> set[str]:
    """What is marked as being in another language than the report."""
    return {
        run.text
        for block in blocks_of(document)
        for run in runs_of(block)
        if isinstance(run, Text) and run.lang
    }


def test_kinds_are_called_as_the_campaign_calls_them() -> None:
    words = words_of(made())
    for said in (
        "Lungs UnitedLeague",
        "The smelterMill, Peru",
        "May (fair)",
        "The hymnSong, June 2020",
        "Mask (March 2020):",
    ):
        assert said in words, said


def test_a_kind_is_said_in_the_language_of_the_report_and_marked_where_it_has_no_name_in_it() -> None:
    document = made("fr")
    words = words_of(document)
    for said in (
        "Lungs UnitedLigue",
        "The smelterMill, Pérou",
        "May (foire)",
        "The hymnChanson, juin 2020",
        "Mask (mars 2020)",
    ):
        assert said in words, said
    assert {"Mill", "Mask"} <= foreign(document)
    assert not {"Ligue", "foire", "Chanson"} & foreign(document)


def test_a_kind_that_says_nothing_is_left_out() -> None:
    words = words_of(made())
    assert "A loner" in words
    assert "tray" not in words


def test_a_campaign_without_kinds_of_its_own_has_those_of_headway() -> None:
    held = tiny() | {"partner": [*tiny()["partner"], RECORDS[0].model_copy(update={"partner_kind": "other"})]}
    assert "Lungs UnitedNGO" in words_of(made(held=held))
    french = words_of(made("fr", held))
    assert "Lungs UnitedONG" in french
    assert "utre" not in french[french.index("A loner") :][:40]


def test_a_name_that_may_not_be_told_is_taken_out_of_a_kind_and_the_kind_is_still_found() -> None:
    held = rows()
    named = OpportunityKindRow.model_validate({"key": "tito-day", "name": "Day of Tito"})
    held["opportunity-kind"] = [*held["opportunity-kind"], named]
    held["opportunity"] = [held["opportunity"][0].model_copy(update={"opportunity_kind": "tito-day"})]
    words = words_of(made(held=held, profile="public"))
    assert "May (Day of […])" in words
    assert "Tito" not in words


@pytest.mark.django_db
def test_an_edition_keeps_the_kinds_that_it_was_made_with(
    operator: Any, clean_rivers: Any, tmp_path: Any
) -> None:
    before = frozen(collect_content(clean_rivers, Profile.PUBLIC))
    folder = copy_of_small_pack(tmp_path / "pack", ("kinds.yaml", "en: anglers' club", "en: fishing club"))
    load_pack(folder, acting_user=operator)
    kinds = {
        text: {row.key: row.name["en"] for row in thawed(text).facts.records.of("partner-kind")}
        for text in (before, frozen(collect_content(clean_rivers, Profile.PUBLIC)))
    }
    assert [found["anglers-club"] for found in kinds.values()] == ["anglers' club", "fishing club"]


@pytest.mark.django_db
def test_the_facts_of_a_campaign_without_kinds_of_its_own_are_as_they_were(stop_torture: Any) -> None:
    held = collect_content(stop_torture, Profile.PUBLIC).facts.records.kinds
    assert not [kind for kind in held if kind.endswith("-kind") and kind != "activity-kind"]
