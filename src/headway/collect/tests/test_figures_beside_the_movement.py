"""An office sees what it counted over time beside the whole movement, and nothing is added that may not be."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from headway.collect.actions import keep_reported
from headway.collect.models import Figure
from headway.collect.rows import FigureRow
from headway.engage.actions import keep_engagement
from headway.engage.models import Case
from headway.movement.actions import ensure_operator
from headway.movement.tests.cast import NORTH, SOUTH
from headway.movement.tests.doors import case_row
from headway.plan.models import Measure

pytestmark = pytest.mark.django_db
PAGE = f"/c/clean-rivers/offices/{NORTH}/figures/"


def signed_in(user: Any) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def count(world: Any, measure: str, office: str, value: str, period: str = "y1", **more: Any) -> None:
    row = {
        "key": f"{office}-{measure}-{period or 'ever'}-{Figure.objects.count()}", "measure": measure, "office": office,
        "value": value, "period": period, "standing": "entered", **more,
    }  # fmt: skip
    row = {name: value for name, value in row.items() if value}
    keep_reported(world.campaign, [FigureRow.model_validate(row)], acting_user=ensure_operator())


def rows_of(client: Client, measure: str) -> dict[str, str]:
    """The table behind the chart, as it is taken away."""
    answer = client.get(f"/c/clean-rivers/charts/beside-{NORTH}--{measure}.csv")
    assert answer.status_code == 200
    read = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    return {row[0].split(" · ")[-1]: row[1] for row in read[1:]}


@pytest.fixture
def bare(world: Any) -> Any:
    Figure.objects.filter(part_of__isnull=False).delete()
    Figure.objects.all().delete()
    return world


def test_what_may_be_added_is_added_and_people_are_a_range(bare: Any) -> None:
    for measure in ("bags", "volunteers"):
        count(bare, measure, NORTH, "300")
        count(bare, measure, SOUTH, "500")
    client = signed_in(bare.reader)
    assert rows_of(client, "bags") == {"Northern office": "300", "the whole movement": "800"}
    assert rows_of(client, "volunteers") == {"Northern office": "300", "the whole movement": "500 to 800"}


@pytest.mark.parametrize("additivity", ["potential", "ratio"])
def test_what_may_never_be_added_is_not(bare: Any, additivity: str) -> None:
    Measure.objects.filter(key="bags").update(additivity=additivity)
    count(bare, "bags", NORTH, "0.2")
    count(bare, "bags", SOUTH, "0.3")
    told = rows_of(signed_in(bare.reader), "bags")
    assert told["the whole movement"] in {"0.2 to 0.3", "no total"}
    assert "0.5" not in "".join(told.values())


def test_the_page_reads_each_chart_in_a_sentence_with_its_table_and_its_files(bare: Any) -> None:
    count(bare, "bags", NORTH, "300")
    count(bare, "bags", SOUTH, "500")
    text = signed_in(bare.campaigner).get(PAGE).content.decode()
    assert "Northern office 300, the whole movement 800." in text
    assert "The data as a table" in text
    assert f"/c/clean-rivers/charts/beside-{NORTH}--bags.csv" in text
    assert f"/c/clean-rivers/measures/bags/?office={NORTH}" in text


def test_what_another_office_alone_counted_is_not_on_the_page(bare: Any) -> None:
    count(bare, "bags", SOUTH, "500")
    client = signed_in(bare.campaigner)
    assert "Nothing is counted yet" in client.get(PAGE).content.decode()
    assert client.get(f"/c/clean-rivers/charts/beside-{NORTH}--bags.svg").status_code == 404
    assert client.get(PAGE, {"measure": "bags"}).status_code == 400


def test_what_is_restricted_is_counted_for_nobody(bare: Any) -> None:
    keep_engagement(bare.campaign, [case_row("hidden", restricted=True)], acting_user=ensure_operator())
    count(bare, "bags", NORTH, "300")
    count(bare, "bags", NORTH, "7000")
    Figure.objects.filter(value=7000).update(case=Case.objects.get(key="hidden"))
    Case.objects.get(key="hidden").named.add(bare.core_team)
    for who in (bare.core_team, bare.reader):
        assert rows_of(signed_in(who), "bags") == {"Northern office": "300", "the whole movement": "300"}


def test_the_home_of_the_office_leads_there(bare: Any) -> None:
    count(bare, "bags", NORTH, "300")
    client = signed_in(bare.campaigner)
    assert PAGE in client.get(f"/offices/{NORTH}/").content.decode()
    assert PAGE in client.get("/c/clean-rivers/").content.decode() + client.get("/").content.decode()


def test_nobody_from_outside_sees_it(bare: Any) -> None:
    assert Client().get(PAGE).status_code == 302
    assert signed_in(bare.without_a_role).get(PAGE).status_code in {403, 404}
    assert signed_in(bare.reader).get("/c/clean-rivers/offices/no-such/figures/").status_code == 404
