"""An indicator that takes its value from imported mentions or posts: on its page, in the annex, and nowhere mixed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pydantic import ValidationError

from headway.assess.queries import indicators_seen
from headway.lib.hearing import Hearing, fault_of_hearing
from headway.listen.models import Withheld
from headway.listen.tests.heard import hear
from headway.plan.actions import keep_plan
from headway.plan.models import Indicator
from headway.plan.queries import plan_rows
from headway.plan.rows import DimensionRow, IndicatorRow, PeriodRow
from headway.report.facts import Profile, collect_content, frozen, thawed
from headway.report.outline import outline
from headway.report.rows import BlockRow, ChapterRow
from headway.report.walk import flat

HEARD: dict[str, dict[str, Any]] = {
    "outlets": {"indicator_kind": "count", "heard": "outlets"},
    "austrian": {"indicator_kind": "sum", "heard": "mentions", "heard_where": ["country=AT"]},
    "countries": {"indicator_kind": "count", "heard": "countries"},
    "rate": {"indicator_kind": "share", "heard": "engagement-rate"},
    "paid": {"indicator_kind": "sum", "heard": "engagements", "heard_where": ["paid=paid"]},
}


@pytest.mark.parametrize(
    ("heard", "where", "kind", "said"),
    [
        (Hearing.OUTLETS, (), "sum", "fits an indicator of kind count"),
        (Hearing.ENGAGEMENT_RATE, (), "count", "fits an indicator of kind share"),
        (Hearing.MENTIONS, (), "incidence", "fits an indicator of kind count, sum"),
        (Hearing.MENTIONS, ("network=twitter",), "count", "narrows nothing"),
        (Hearing.POSTS, ("network",), "count", "narrows nothing"),
        (Hearing.POSTS, ("paid=paid", "paid=organic"), "count", "narrows nothing"),
        (None, ("country=AT",), "count", "is not given"),
        (Hearing.OUTLETS, ("country=AT", "language=de"), "count", ""),
        (Hearing.CLICKS, (), "sum", ""),
    ],
)
def test_what_an_indicator_hears_fits_its_kind(heard: Any, where: Any, kind: str, said: str) -> None:
    fault = fault_of_hearing(heard, where, kind)
    assert said in fault
    assert bool(said) == bool(fault)


def test_a_row_that_sums_outlets_is_refused() -> None:
    with pytest.raises(ValidationError, match="fits an indicator of kind count"):
        IndicatorRow.model_validate({"key": "a", "name": "A", "indicator_kind": "sum", "heard": "outlets"})


@pytest.fixture
def hearing(world: Any, tmp_path: Any, settings: Any) -> Any:
    settings.HEADWAY_LAKE = str(tmp_path / "lake")
    rows = [{"key": key, "name": key.title(), **told} for key, told in HEARD.items()]
    area = {"key": "heard-area", "name": "Heard", "indicators": rows}
    given = {"key": "heard-dimension", "name": "Hearing", "change_areas": [area]}
    keep_plan(world.campaign, [DimensionRow.model_validate(given)], acting_user=world.core_team)
    periods = [
        PeriodRow.model_validate({"key": key, "name": key, "begins": begins, "ends": ends})
        for key, begins, ends in (("march", "2023-03-01", "2023-03-31"), ("may", "2023-05-01", "2023-05-31"))
    ]
    keep_plan(world.campaign, periods, acting_user=world.core_team)
    return world


def seen(world: Any) -> dict[str, Any]:
    return {one.indicator.key: one for one in indicators_seen(world.campaign) if one.indicator.heard}


@pytest.mark.django_db
def test_without_rows_nothing_was_seen(hearing: Any) -> None:
    assert {one.value.heard for one in seen(hearing).values()} == {None}


@pytest.mark.django_db
def test_each_takes_its_own_number_in_all_and_by_period(hearing: Any) -> None:
    hear(hearing.campaign, hearing.core_team)
    found = seen(hearing)
    values = {key: one.value.heard.value for key, one in found.items()}
    assert values == {
        "outlets": 2, "austrian": 2, "countries": 2, "rate": Decimal("0.056436"), "paid": 90,
    }  # fmt: skip
    trend = {one.period.key: one.value.heard for one in found["outlets"].trend}
    assert (trend["march"].value, trend["may"].value) == (2, 1), (
        "the Gazette wrote in both: two in all, not three"
    )


@pytest.mark.django_db
def test_what_is_withheld_is_in_no_indicator_whoever_reads(hearing: Any) -> None:
    hear(hearing.campaign, hearing.core_team)
    Withheld.objects.create(campaign=hearing.campaign, kind="word", text="hushed")
    assert seen(hearing)["austrian"].value.heard.value == 1


@pytest.mark.django_db
def test_it_comes_back_as_it_was_loaded(hearing: Any) -> None:
    (dimension,) = [one for one in plan_rows(hearing.campaign, "dimension") if one.key == "heard-dimension"]
    told = {one.key: (one.heard, one.heard_where) for one in dimension.change_areas[0].indicators}
    assert told["austrian"] == (Hearing.MENTIONS, ("country=AT",))
    assert Indicator.objects.get(key="rate").heard_where == []


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["core_team", "campaigner", "researcher", "reader"])
def test_the_page_shows_the_number_and_leads_to_the_listening_page_with_the_same_filters(
    hearing: Any, person: str
) -> None:
    hear(hearing.campaign, hearing.core_team)
    client = Client()
    client.force_login(getattr(hearing, person))
    page = client.get("/c/clean-rivers/indicators/austrian/").content.decode()
    assert 'href="/c/clean-rivers/listening/?country=AT"' in page
    assert "counted from imported rows" in page
    listening = client.get("/c/clean-rivers/listening/?country=AT").content.decode()
    assert '<p class="stat-value">2</p>' in listening
    paid = client.get("/c/clean-rivers/indicators/paid/").content.decode()
    assert 'href="/c/clean-rivers/listening/social/?paid=paid"' in paid


@pytest.mark.django_db
def test_the_annex_shows_it_and_an_edition_keeps_it(hearing: Any) -> None:
    hear(hearing.campaign, hearing.core_team, made_up=True)
    content = collect_content(hearing.campaign, Profile.PUBLIC)
    block = BlockRow.model_validate({"key": "matrix", "show": "annex-matrix"})
    chapter = ChapterRow.model_validate({"key": "annex-framework", "heading": "Annex", "blocks": (block,)})
    for facts in (content.facts, thawed(frozen(content)).facts):
        made = {one.id: one for one in outline(facts, (chapter,), "en").chapters}
        tables: list[Any] = [
            one for one in made["chapter-annex-framework"].blocks if type(one).__name__ == "Table"
        ]
        told = [
            "".join(str(getattr(run, "text", "")) for run in flat(cell.runs))
            for table in tables for line in table.rows for cell in line.cells
        ]  # fmt: skip
        assert any("Unique outlets: 2 (counted from imported rows" in one for one in told)
        assert any("made up" in one for one in told)
