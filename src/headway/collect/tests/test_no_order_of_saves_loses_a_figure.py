"""However saves, retries, drafts and changes by two people follow each other, each figure is kept once and none is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from headway.collect.models import Activity, Figure
from headway.collect.tests.test_an_office_records_an_activity import NEW, hidden, typed

pytestmark = pytest.mark.django_db
WHO = st.sampled_from(["campaigner", "core_team"])
WHICH = st.integers(0, 2)
BAGS = st.integers(0, 3) | st.integers(0, 10**6)
STEP = st.one_of(
    st.tuples(st.just("saves"), WHO, BAGS),
    st.tuples(st.just("sends_again"), WHICH),
    st.tuples(st.just("sends_the_id_with_other_content"), WHICH, BAGS),
    st.tuples(st.just("is_refused"), WHO, BAGS),
    st.tuples(st.just("opens"), WHO, WHICH),
    st.tuples(st.just("drafts"), WHICH, BAGS),
    st.tuples(st.just("removes"), WHICH),
    st.tuples(st.just("changes"), WHICH, st.none() | BAGS, st.sampled_from(["", "Lima", "Cusco"])),
)


BOTH_LOOK_AT_ONE = (("saves", "campaigner", 7), ("opens", "campaigner", 0), ("opens", "core_team", 0))
ONE_REMOVES = (*BOTH_LOOK_AT_ONE, ("opens", "campaigner", 0), ("removes", 0))


@dataclass
class Tab:
    """A form opened on an activity: on what state, and as whose."""

    who: str
    key: str
    held: dict[str, str]
    found: dict[str, Any]


@dataclass
class Office:
    """Two people who work for one office, and what should stand after all that they did."""

    world: Any
    stands: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent: list[tuple[str, dict[str, Any], str]] = field(default_factory=list)
    tabs: list[Tab] = field(default_factory=list)
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = Client(headers={"Accept-Language": "en"})
            self.clients[who].force_login(self.world.people[who])
        return self.clients[who]

    def posts(self, who: str, address: str, data: dict[str, Any]) -> Any:
        return self.client(who).post(address, data, headers={"Accept": "application/json"})

    def saves(self, who: str, bags: int) -> None:
        data = typed(client_id=str(uuid4()), place="Quito", **counted(bags))
        answer = self.posts(who, NEW, data)
        assert answer.status_code == 200
        key = answer.json()["key"]
        assert key not in self.stands
        self.stands[key] = {"bags": bags, "place": "Quito"}
        self.sent.append((who, data, key))

    def sends_again(self, which: int) -> None:
        if self.sent:
            who, data, key = self.sent[which % len(self.sent)]
            assert self.posts(who, NEW, data).json()["key"] == key

    def sends_the_id_with_other_content(self, which: int, bags: int) -> None:
        if self.sent:
            who, data, _key = self.sent[which % len(self.sent)]
            if data["figures-0-value"] != str(bags):
                assert self.posts(who, NEW, data | counted(bags)).status_code == 422

    def is_refused(self, who: str, bags: int) -> None:
        assert (
            self.posts(who, NEW, typed(client_id=str(uuid4()), when="some day", **counted(bags))).status_code
            == 422
        )

    def opens(self, who: str, which: int) -> None:
        if self.stands:
            key = sorted(self.stands)[which % len(self.stands)]
            page = self.client(who).get(f"/c/clean-rivers/activities/{key}/change/")
            self.tabs.append(Tab(who, key, hidden(page), dict(self.stands[key])))

    def drafts(self, which: int, bags: int) -> None:
        if self.tabs:
            tab = self.tabs[which % len(self.tabs)]
            self._sends(tab, bags, tab.found["place"], step="draft")

    def changes(self, which: int, bags: int | None, place: str) -> None:
        """Bags or place None: left as the form found it."""
        if not self.tabs:
            return
        tab = self.tabs.pop(which % len(self.tabs))
        now, wanted = self.stands[tab.key], dict(tab.found)
        wanted |= {} if bags is None or tab.found["bags"] is None else {"bags": bags}
        wanted |= {"place": place} if place else {}
        answer = self._sends(tab, wanted["bags"], wanted["place"])
        mine = {name for name in wanted if wanted[name] != tab.found[name]}
        theirs = {name for name in now if now[name] != tab.found[name]}
        if any(wanted[name] != now[name] for name in mine & theirs):
            assert answer.status_code == 409
            assert set(answer.json()) == {"conflict"}
        else:
            assert answer.status_code == 200
            now |= {name: wanted[name] for name in mine}

    def removes(self, which: int) -> None:
        if not self.tabs:
            return
        tab = self.tabs.pop(which % len(self.tabs))
        now, found = self.stands[tab.key], tab.found["bags"]
        if found is None:
            return
        answer = self._sends(tab, found, tab.found["place"], **{"figures-0-remove": "on"})
        if now["bags"] not in (found, None):
            assert answer.status_code == 409
        else:
            assert answer.status_code == 200
            now["bags"] = None

    def _sends(self, tab: Tab, bags: int | None, place: str, step: str = "save", **more: str) -> Any:
        data = {**tab.held, **typed(place=place, step=step), **counted(bags), **more}
        return self.posts(tab.who, f"/c/clean-rivers/activities/{tab.key}/change/", data)


def counted(bags: int | None) -> dict[str, str]:
    return {
        "figures-TOTAL_FORMS": "1", "figures-INITIAL_FORMS": "0", "figures-0-measure": "bags",
        "figures-0-value": "" if bags is None else str(bags), "figures-0-precision": "exact",
    }  # fmt: skip


def total_on_the_page(client: Client) -> int:
    answer = client.get("/c/clean-rivers/totals/", {"measure": "bags", "format": "json"})
    return sum(int(line["value"]) for line in json.loads(answer.content)["totals"])


@given(st.lists(STEP, min_size=2, max_size=12))
@example([*ONE_REMOVES, ("changes", 0, None, "Lima"), ("changes", 0, 8, "")])
@example([*ONE_REMOVES, ("removes", 0), ("removes", 0)])
@example([*BOTH_LOOK_AT_ONE, ("changes", 0, 9, ""), ("removes", 0)])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_saves_retries_drafts_and_changes_loses_or_doubles_a_figure(
    world: Any, steps: Any
) -> None:
    office = Office(world)
    before, known = (
        total_on_the_page(office.client("core_team")),
        set(Activity.objects.values_list("key", flat=True)),
    )
    for name, *given_to in [*BOTH_LOOK_AT_ONE, *steps]:
        getattr(office, name)(*given_to)
    kept = Activity.objects.exclude(key__in=known)
    assert {one.key: one.place for one in kept} == {key: one["place"] for key, one in office.stands.items()}
    figures = Figure.objects.filter(activity__in=kept).values_list("activity__key", "value")
    assert sorted((key, int(value or 0)) for key, value in figures) == sorted(
        (key, one["bags"]) for key, one in office.stands.items() if one["bags"] is not None
    )
    told = sum(one["bags"] or 0 for one in office.stands.values())
    assert total_on_the_page(office.client("core_team")) == before + told
