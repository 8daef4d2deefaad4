"""Whatever is written is found at once, as it stands now; what is restricted is found by nobody but those named on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from headway.audit.models import Indexed
from headway.audit.queries import Search, keys_found, model_of, rows_of
from headway.audit.steps.index import rebuild_index
from headway.cli.tests.command import Headway, copy_of, must
from headway.collect.actions import keep_published, keep_reported
from headway.collect.rows import FigureRow, TestimonyRow
from headway.conftest import SMALL_PACK
from headway.engage.actions import keep_engagement
from headway.lib.labels import label_in
from headway.lib.problems import Refused
from headway.movement.actions import keep_offices
from headway.movement.rows import OfficeRow
from headway.movement.tests.cast import NORTH
from headway.movement.tests.doors import activity_row, case_row, outcome_row
from headway.verify.actions import keep_outcomes, move_outcomes
from headway.verify.models import Outcome
from headway.verify.rows import OutcomeState

pytestmark = pytest.mark.django_db


def found(text: str, user: Any = None) -> set[tuple[str, str]]:
    return {(hit.kind, hit.key) for hit in Search(text, user).best(50)}


def test_what_a_pack_tells_is_found_in_every_language_of_its_names(world: Any) -> None:
    assert ("office", "danube-office") in found("danube")
    assert ("testimony", "miller") in found("smells of nothing")
    assert ("case", "open-well") in found("samples")


def test_a_new_record_is_found_and_a_renamed_one_by_its_new_name_alone(world: Any) -> None:
    keep_reported(
        world.campaign, [activity_row("vigil", name="A candlelit vigil")], acting_user=world.campaigner
    )
    assert found("candlelit") == {("activity", "vigil")}
    keep_reported(
        world.campaign, [activity_row("vigil", name="A torchlit vigil")], acting_user=world.campaigner
    )
    assert found("candlelit") == set()
    assert found("torchlit") == {("activity", "vigil")}


def test_an_office_is_found_by_its_new_name(world: Any) -> None:
    row = OfficeRow(key="river-centre", name={"en": "Centre for lagoons"}, country="KE")
    keep_offices([row], acting_user=world.administrator)
    assert ("office", "river-centre") in found("lagoon")


def test_what_stands_inside_a_record_leads_to_the_record(world: Any) -> None:
    assert ("outcome", "limit-law") in found("gazette")
    row = outcome_row(
        "north-outcome", evidence=[{"key": "e9", "evidence_kind": "media", "text": "A zeppelin film."}]
    )
    keep_outcomes(world.campaign, [row], acting_user=world.campaigner)
    assert found("zeppelin") == {("outcome", "north-outcome")}


def test_a_change_inside_a_record_alone_is_found(world: Any) -> None:
    (row,) = rows_of(Outcome.objects.filter(campaign=world.campaign, key="north-outcome"))
    claim = row.contributions[0].model_copy(update={"how": "By a hunger for kumquats."})
    keep_outcomes(
        world.campaign, [row.model_copy(update={"contributions": (claim,)})], acting_user=world.campaigner
    )
    assert found("kumquat") == {("outcome", "north-outcome")}


def test_a_verdict_and_its_reason_are_found_when_the_outcome_is_moved(world: Any) -> None:
    outcome = Outcome.objects.get(key="north-outcome")
    for state, reason in (
        (OutcomeState.UNDER_REVIEW, "soon"),
        (OutcomeState.VERIFIED, "The almanac agrees."),
    ):
        move_outcomes([outcome], state, acting_user=world.core_team, reason=reason)
    assert found("almanac") == {("outcome", "north-outcome")}


def test_what_a_record_points_at_and_where_it_lies_finds_it_too(world: Any) -> None:
    assert ("outcome", "north-outcome") in found("Kenya quality")
    assert ("case", "open-well") in found("النمسا")


def test_a_write_that_is_refused_leaves_the_index_as_it_was(world: Any) -> None:
    before = list(Indexed.objects.order_by("pk").values())
    with pytest.raises(Refused):
        keep_reported(
            world.campaign,
            [activity_row("fine", name="Fine mess"), activity_row("wrong", office="nowhere")],
            acting_user=world.core_team,
        )
    assert list(Indexed.objects.order_by("pk").values()) == before


def test_nobody_finds_a_restricted_record_but_those_named_on_it(world: Any) -> None:
    for word in ("Quillfeather", "velvet", "barrels", "witness", "hidden spring"):
        assert found(word) == set()
        assert not any(key in ("hidden-spring", "barrels-removed") for _, key in found(word, world.core_team))
    Outcome.objects.get(key="barrels-removed").named.add(world.core_team)
    assert ("outcome", "barrels-removed") in found("Quillfeather barrels", world.core_team)
    assert found("Quillfeather", world.core_colleague) == set()
    assert Search("Quillfeather", world.core_colleague).counts == {}
    assert Search("Quillfeather", world.core_team).counts == {"outcome": 1}
    assert Search("Quillfeather", world.core_team, restricted=False).best(9) == []


def test_the_protected_name_of_a_case_is_found_by_nobody(world: Any) -> None:
    row = case_row("named-case", protected_name="Zebedee Quince")
    keep_engagement(world.campaign, [row], acting_user=world.researcher)
    assert ("case", "named-case") in found("named case")
    assert found("Zebedee", world.researcher) == set()


def test_a_record_that_is_restricted_leaves_the_index_with_what_is_about_it_and_comes_back_opened(
    world: Any,
) -> None:
    keep_engagement(
        world.campaign, [case_row(summary="A blunderbuss was seen.")], acting_user=world.researcher
    )
    about = TestimonyRow(key="aunt", who="An aunt", text="She saw the blunderbuss.", case="kenya-case")
    keep_published(world.campaign, [about], acting_user=world.core_team)
    assert found("blunderbuss") == {("case", "kenya-case"), ("testimony", "aunt")}
    hidden = case_row(summary="A blunderbuss was seen.", restricted=True)
    keep_engagement(world.campaign, [hidden], acting_user=world.researcher)
    assert found("blunderbuss") == set()
    assert found("blunderbuss", world.core_team) == set()
    assert ("case", "kenya-case") in found("blunderbuss", world.researcher)
    keep_engagement(
        world.campaign, [case_row(summary="A blunderbuss was seen.")], acting_user=world.researcher
    )
    assert found("blunderbuss") == {("case", "kenya-case"), ("testimony", "aunt")}


def test_what_is_about_a_restricted_record_from_the_start_is_not_indexed(world: Any) -> None:
    about = TestimonyRow(key="aunt", who="An aunt", text="She saw a blunderbuss.", case="hidden-spring")
    case = model_of("case").objects.get(key="hidden-spring")
    case.named.add(world.core_team)
    keep_published(world.campaign, [about], acting_user=world.core_team)
    assert found("blunderbuss") == set()


def test_an_ordinary_record_is_not_found_by_the_key_of_a_restricted_one_that_it_names(world: Any) -> None:
    model_of("case").objects.get(key="hidden-spring").named.add(world.core_team)
    row = activity_row("north-march", cases=("hidden-spring",))
    keep_reported(world.campaign, [row], acting_user=world.core_team)
    assert found("hidden spring") == set()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="looks into SQLite's own index")
def test_no_word_of_a_record_that_was_restricted_stays_in_the_index_of_the_database(world: Any) -> None:
    keep_engagement(
        world.campaign, [case_row(summary="A blunderbuss was seen.")], acting_user=world.researcher
    )
    assert _in_the_index("blunderbuss")
    hidden = case_row(summary="A blunderbuss was seen.", restricted=True)
    keep_engagement(world.campaign, [hidden], acting_user=world.researcher)
    assert not _in_the_index("blunderbuss")


def _in_the_index(word: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM audit_search_data")
        return any(word.encode() in bytes(block) for (block,) in cursor.fetchall())


def test_a_list_takes_the_keys_that_are_found_in_its_campaign(world: Any) -> None:
    assert set(keys_found(world.campaign, "case", "samples").values_list("key", flat=True)) == {"open-well"}
    assert not keys_found(world.campaign, "case", "Quillfeather", world.core_team).exists()
    model_of("case").objects.get(key="hidden-spring").named.add(world.core_team)
    mine = keys_found(world.campaign, "case", "Quillfeather", world.core_team)
    assert set(mine.values_list("key", flat=True)) == {"hidden-spring"}
    assert not keys_found(world.campaign, "case", "?!").exists()


@pytest.mark.parametrize(
    "typed", ['"', "a OR b", "NEAR(a b)", "title_tokens:x", "a*", "-a", "'; DROP TABLE x", "\\", "()"]
)
def test_operators_of_any_database_are_only_words(world: Any, typed: str) -> None:
    Search(typed, None).best(3)
    assert keys_found(world.campaign, "case", typed).count() >= 0


def test_the_index_made_anew_is_the_index_as_it_was_kept(world: Any) -> None:
    fields = [field.name for field in Indexed._meta.fields if field.name != "id"]
    before = sorted(Indexed.objects.values_list(*fields), key=str)
    assert rebuild_index() == len(before)
    assert sorted(Indexed.objects.values_list(*fields), key=str) == before


QUERIES = (
    "torture", "police train", "2,107", "2 107", "détenus", "detenus", "loi", "Mexique", "entrenamiento", "prisión",
    "التعذيب", "قانون", "المكسيك", "a", "pol", "amnesty international", "law prison court", "xyzzy", "الاسكو", "o'clock",
)  # fmt: skip
ASK = f"""
import json
from headway.audit.queries import Search
found = [(query, dict(sorted(Search(query, None).counts.items())), [(hit.kind, hit.key, hit.score) for hit in Search(query, None).best(30)],
    [hit.key for hit in Search(query, None).of_kind("activity", 0, 200)]) for query in {QUERIES!r}]
print(json.dumps(found))
"""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_both_databases_find_the_same_in_the_same_order(
    upgraded: Headway, tmp_path: Path, postgres_url: str
) -> None:
    here = copy_of(upgraded, tmp_path / "here")
    there = Headway(tmp_path / "there", {"DATABASE_URL": postgres_url})
    must(there("upgrade"))
    answers = []
    for installation in (here, there):
        must(installation("load", "stop-torture"))
        answers.append(json.loads(must(installation.python(ASK)).stdout))
    assert any(hits for _query, _counts, hits, _all in answers[0])
    assert answers[0] == answers[1]


NAMED = """
import json
from headway.audit.queries import Search, all_entries, history_of, model_of, readable, told
from headway.movement.actions import ensure_operator
from headway.movement.tests.cast import make_cast
cast = make_cast(ensure_operator())
case = model_of("case").objects.get(key="hidden-spring")
case.named.add(cast.core_team)
found = [[(hit.kind, hit.key, hit.score) for hit in Search(text, user).best(9)]
    for text in ("Quillfeather", "shelter", "velvet spring") for user in (cast.core_team, cast.reader)]
about = [one.entry.action for one in told(list(history_of("case", case.pk, cast.core_team)), cast.core_team, in_full=True)]
others = history_of("case", case.pk, cast.administrator).count()
open_to = [readable(all_entries(), user).count() for user in (cast.core_team, cast.administrator)]
print(json.dumps([found, about, others, open_to[0] - open_to[1]]))
"""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_on_both_databases_only_those_named_find_what_is_restricted_and_read_its_history(
    loaded: Headway, tmp_path: Path, postgres_url: str
) -> None:
    there = Headway(tmp_path / "there", {"DATABASE_URL": postgres_url})
    must(there("upgrade"))
    must(there("load", SMALL_PACK))
    answers = [
        json.loads(must(installation.python(NAMED)).stdout)
        for installation in (copy_of(loaded, tmp_path / "here"), there)
    ]
    found, about, others, more = answers[0]
    assert [[key for _kind, key, _score in hits] for hits in found] == [["hidden-spring"], []] * 3
    assert (about, others, more) == (["name_on_case", "add_ask", "add_case"], 0, 3)
    assert answers[0] == answers[1]


def test_an_activity_is_found_by_its_office_and_the_country_of_it_in_every_language(world: Any) -> None:
    keep_reported(world.campaign, [activity_row("vigil", name="A vigil")], acting_user=world.campaigner)
    for asked in ("northern vigil", "sweden vigil", "suède vigil", "suecia vigil", "السويد vigil"):
        assert ("activity", "vigil") in found(asked), asked
    renamed = OfficeRow(key=NORTH, name={"en": "Lagoon house"}, country="NO")
    keep_offices([renamed], acting_user=world.administrator)
    assert ("activity", "vigil") in found("lagoon vigil")
    assert ("activity", "vigil") in found("norvège vigil")
    assert ("activity", "vigil") not in found("northern vigil")


def test_figures_and_ratings_are_found_by_what_they_are_about(world: Any) -> None:
    rating = model_of("rating").objects.filter(campaign=world.campaign).select_related("change_area").first()
    name = label_in(rating.change_area.name, "en")
    assert ("rating", rating.key) in found(name)
    figure = model_of("figure").objects.filter(campaign=world.campaign, case=None).exclude(value=None).first()
    hits = [
        hit for hit in Search(label_in(figure.measure.name, "en"), None, kinds=("figure",)).of_kind("figure", 0, 99)
        if hit.key == figure.key
    ]  # fmt: skip
    assert hits
    assert label_in(figure.measure.name, "en") in label_in(hits[0].title, "en")


def test_a_figure_about_a_restricted_case_is_not_indexed_and_lends_no_key(world: Any) -> None:
    hidden = list(
        model_of("figure").objects.filter(case__restricted=True).values_list("pk", flat=True)
    )  # fmt: skip
    assert not Indexed.objects.filter(record__in=hidden).exists()
    measure = model_of("figure").objects.filter(campaign=world.campaign).first().measure.key
    rows = [
        FigureRow(key="muffled-bell", measure=measure, value="3", case="hidden-spring"),
        FigureRow(key="part", measure=measure, value="2", office=NORTH, part_of="muffled-bell"),
    ]
    case = model_of("case").objects.get(key="hidden-spring")
    case.named.add(world.administrator)
    keep_reported(world.campaign, rows, acting_user=world.administrator)
    assert found("muffled") == set()
    assert Indexed.objects.filter(key="part").exists()
