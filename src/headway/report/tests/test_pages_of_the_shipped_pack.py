"""Numbers on pages are those of the reports, whatever the pack; and the shipped pack answers where its numbers come from."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from headway.plan.queries import at_one_moment
from headway.report.facts import FactKind, Profile, collect_facts
from headway.report.facts.counts import COUNTS
from headway.report.queries import COUNTED, counts_of
from headway.report.tracing import trace
from headway.report.views.campaign import key_figures

# Loaded before any test begins, not within the first that asks for it.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_shipped")]


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("pack", ["clean_rivers", "shipped"])
def test_pages_and_reports_give_every_number_the_same_value(
    pack: str, request: pytest.FixtureRequest
) -> None:
    campaign = request.getfixturevalue(pack)
    at_one_moment(campaign)
    facts = collect_facts(campaign, Profile.INTERNAL)
    for name, fact in facts.numbers.items():
        traced = trace(campaign, name)
        assert traced is not None, name
        assert (traced.fact.value, traced.fact.high, traced.fact.precision) == (
            fact.value, fact.high, fact.precision,
        ), name  # fmt: skip
        if fact.kind in (FactKind.TOTAL, FactKind.COUNT):
            assert traced.count == len(fact.rows), name


@pytest.mark.parametrize("pack", ["clean_rivers", "shipped"])
def test_the_counts_of_pages_are_those_of_reports(pack: str, request: pytest.FixtureRequest) -> None:
    campaign = request.getfixturevalue(pack)
    records = collect_facts(campaign, Profile.INTERNAL).records
    assert set(COUNTED) == set(COUNTS)
    assert counts_of(campaign) == {name: len(tuple(counter(records))) for name, counter in COUNTS.items()}


@pytest.mark.parametrize("asked", ["2,107", "2107", "2 107", "٢٬١٠٧", "2.107"])
def test_a_published_total_is_found_by_its_number_however_it_is_written(
    asked: str, shipped: Any, cast: Any
) -> None:
    client = client_of(cast.reader)
    listing = client.get(f"/c/{shipped.key}/facts/", {"q": asked}).context["listing"]
    (line,) = [line for line in listing.records if line.kind == FactKind.PUBLISHED]
    page = client.get(line.href).content.decode()
    assert "2,107" in page
    assert "As published, without the records under it; in no computed total." in page
    assert re.search(r"(section|footnote) \d", page)


def test_the_overview_of_a_large_pack_asks_the_database_at_most_twenty_times(
    shipped: Any, cast: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_of(cast.reader)
    with django_assert_max_num_queries(20):
        page = client.get(f"/c/{shipped.key}/").content.decode()
    assert len(key_figures(shipped)) == page.count('class="key-figure"')


def test_the_theory_of_change_is_a_picture_and_a_list(shipped: Any, cast: Any) -> None:
    page = client_of(cast.reader).get(f"/c/{shipped.key}/framework/").content.decode()
    assert "<svg" in page
    assert 'style="' not in page
    assert "charts/theory.csv" in page
