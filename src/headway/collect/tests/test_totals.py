"""Totals of a campaign: on the page, by the command line, as CSV and JSON; no way of grouping adds what may not be added."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from headway.collect.actions import keep_reported
from headway.collect.queries import rows_of_totals, totals
from headway.collect.rows import FigureRow
from headway.collect.rules import By, group_of, in_order
from headway.engage.actions import keep_engagement
from headway.lib.additivity import SUMMABLE, Additivity, Measure, Total, total
from headway.lib.figures import Figure
from headway.movement.tests.cast import NORTH
from headway.movement.tests.doors import case_row

WAYS = [by for size in range(len(By) + 1) for by in combinations(By, size)]


def page(client: Client, world: Any, who: str = "reader", **asked: Any) -> Any:
    client.force_login(world.people[who])
    return client.get(reverse("totals", args=[world.campaign.key]), asked)


def figure(key: str, measure: str, value: str, **more: Any) -> FigureRow:
    return FigureRow.model_validate({"key": key, "measure": measure, "value": value, "office": NORTH, **more})


def enter(world: Any, *rows: FigureRow) -> None:
    keep_reported(world.campaign, list(rows), acting_user=world.core_team)


@given(st.lists(st.sampled_from(By)))
def test_the_order_in_which_groups_are_named_does_not_matter(by: list[By]) -> None:
    assert in_order(by) == in_order(reversed(by)) == in_order(in_order(by))


def test_a_figure_falls_into_the_group_of_what_it_names_and_else_into_none() -> None:
    one = Figure("a", "bags", Decimal(1), office="north", country="KE")
    assert group_of(one, (By.OFFICE, By.CASE, By.COUNTRY)) == ("north", "", "KE")


@pytest.mark.django_db
@pytest.mark.parametrize("by", WAYS, ids=lambda by: "-".join(by) or "all")
def test_no_way_of_grouping_makes_one_number_of_people_or_shares(world: Any, by: tuple[By, ...]) -> None:
    enter(
        world,
        figure("v1", "volunteers", "20", when="2021-02-03"),
        figure("v2", "volunteers", "30", when="2021-03-03"),
        figure("s1", "share-clean", "0.5", when="2021-02-03"),
        figure("s2", "share-clean", "0.25", when="2021-03-03"),
    )
    made = totals(world.campaign, by)
    for line, row in zip(made.lines, rows_of_totals(made), strict=True):
        assert row in rows_of_totals(totals(world.campaign, by, line.measure.key))
        if Additivity(line.measure.additivity) not in SUMMABLE and len(line.result.parts) > 1:
            assert not row["value"], row
            assert row["result"] in {"range", "spread", "refused"}, row


PLACES = st.sampled_from(["", "north", "south"])
FIGURES = st.lists(st.tuples(st.integers(0, 10**6), PLACES, PLACES, PLACES), max_size=12)


@given(FIGURES, st.sampled_from(WAYS))
def test_the_groups_of_a_flow_come_to_its_total(given_figures: Any, by: tuple[By, ...]) -> None:
    figures = [
        Figure(f"f{at}", "bags", Decimal(value), office=office, case=case, country=country, activity=f"a{at}")
        for at, (value, office, case, country) in enumerate(given_figures)
    ]
    rule, groups = Measure("bags", Additivity.FLOW), defaultdict(list)
    for one in figures:
        groups[group_of(one, by)].append(one)
    parts = [total(rule, members) for members in groups.values()]
    whole = total(rule, figures)
    assert sum(part.value for part in parts if isinstance(part, Total)) == getattr(whole, "value", 0)


@pytest.mark.django_db
def test_a_figure_about_a_restricted_case_is_counted_for_nobody(client: Client, world: Any) -> None:
    keep_engagement(
        world.campaign, [case_row("hush", name="Zyxomma", restricted=True)], acting_user=world.core_team
    )
    before = page(client, world, "core_team", format="csv").content
    enter(world, figure("hushed", "bags", "918273", case="hush", when="2021-02-02"))
    for who in ("core_team", "reader"):
        for by in ("", "case"):
            answer = page(client, world, who, by=by, format="csv")
            assert answer.status_code == 200
            for word in (b"918273", b"Zyxomma", b"hush"):
                assert word not in answer.content
    assert page(client, world, "core_team", format="csv").content == before


@pytest.mark.django_db
def test_amounts_in_two_currencies_stand_in_two_lines(world: Any) -> None:
    from headway.plan.actions import keep_plan
    from headway.plan.rows import MeasureRow

    money = {"key": "raised", "name": "Money raised", "unit": "money", "additivity": "flow", "money": "yes"}
    keep_plan(world.campaign, [MeasureRow.model_validate(money)], acting_user=world.core_team)
    enter(
        world,
        figure("e1", "raised", "100", currency="EUR", when="2021-02-03"),
        figure("e2", "raised", "50", currency="EUR", when="2021-03-03"),
        figure("k1", "raised", "9000", currency="KES", when="2021-02-03"),
    )
    rows = rows_of_totals(totals(world.campaign, (), "raised"))
    assert [(row["currency"], row["value"]) for row in rows] == [("EUR", "150"), ("KES", "9000")]


@pytest.mark.django_db
def test_the_page_leads_from_each_number_to_its_rows(client: Client, world: Any) -> None:
    enter(world, figure("c1", "bags", "7", country="KE", when="2021-02-03"))
    answer = page(client, world, by=["office", "country"], measure="bags")
    assert answer.status_code == 200
    href = f"/c/{world.campaign.key}/measures/bags/?office={NORTH}&amp;in=KE#figures"
    assert href in answer.text
    rows = client.get(href.replace("&amp;", "&").partition("#")[0])
    assert rows.status_code == 200
    assert re.search(r">\s*7\s*<", rows.text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", [{"by": "moon"}, {"measure": "none"}, {"format": "pdf"}, {"bye": "office"}, {"measure": "\0"}]
)
def test_what_makes_no_sense_is_answered_with_a_way_back(
    client: Client, world: Any, asked: dict[str, str]
) -> None:
    assert page(client, world, **asked).status_code == 400


@pytest.mark.django_db
def test_csv_and_json_tell_what_the_page_tells(client: Client, world: Any) -> None:
    text = page(client, world, by="office", format="csv").content.decode("utf-8-sig")
    told = json.loads(page(client, world, by="office", format="json").content)["totals"]
    assert list(csv.DictReader(io.StringIO(text))) == told
    assert told == rows_of_totals(totals(world.campaign, (By.OFFICE,)))
