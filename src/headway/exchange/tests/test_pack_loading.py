"""A load brings a pack in whole or not at all, says what it did, and does it once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from headway.audit.models import Entry
from headway.audit.queries import entries_about, payload_text
from headway.audit.steps.keep import Tally
from headway.collect.actions import keep_reported
from headway.conftest import SMALL_PACK
from headway.engage.models import Case
from headway.exchange.packs import load_pack
from headway.exchange.rooms import ROOMS
from headway.exchange.tests.packfolders import BOTH, copy_of_small_pack
from headway.lib.problems import Refused
from headway.movement.tests.doors import activity_row, outcome_row, settle
from headway.movement.tests.everything import everything
from headway.plan.models import ChangeArea, Indicator
from headway.verify.actions import keep_outcomes

pytestmark = pytest.mark.django_db


def _said(tally: Tally) -> tuple[dict[str, int], dict[str, int]]:
    """What was added and changed, without the kinds of which nothing was."""
    return tuple({kind: n for kind, n in part.items() if n} for part in (tally.added, tally.changed))  # type: ignore[return-value]


@pytest.mark.parametrize("name", BOTH)
def test_the_second_load_changes_nothing_and_tells_nothing(name: str, operator: Any) -> None:
    _, first = load_pack(BOTH[name], acting_user=operator)
    assert not sum(first.changed.values())
    before = everything()
    _, second = load_pack(BOTH[name], acting_user=operator)
    assert _said(second) == ({}, {})
    assert second.left == first.added
    assert everything() == before


def test_the_log_says_who_loaded_what(operator: Any, clean_rivers: Any) -> None:
    last = Entry.objects.select_related("payload").order_by("-seq")[0]
    assert (last.action, last.actor, last.subject) == ("load_pack", str(operator.pk), str(clean_rivers.pk))
    assert '"pack":"clean-rivers"' in payload_text(last.payload)


RIVAL = "          weight: moderate\n"
DIMENSIONS = (SMALL_PACK / "framework.yaml").read_text()
QUALITY = DIMENSIONS[DIMENSIONS.index("    - key: quality") : DIMENSIONS.index("- key: rules")]
EDITS: dict[str, tuple[list[tuple[str, str, str]], dict[str, int], dict[str, int]]] = {
    "a text": ([("cases.yaml", "was closed after", "was shut after")], {}, {"case": 1}),
    "a label in one language": ([("areas.yaml", "fr: Dans la rue", "fr: Aux rues")], {}, {"area": 1}),
    "a number": ([("figures.csv", "bags,1200,", "bags,1201,")], {}, {"figure": 1}),
    "a precision": ([("figures.csv", "800,at-least", "800,about")], {}, {"figure": 1}),
    "a day": ([("periods.yaml", "begins: 2023-03-22", "begins: 2023-03-20")], {}, {"period": 1}),
    "the words of a date": (
        [("moments.yaml", "when: 2023-03-22", "when:\n    edtf: 2023-03-22\n    words: at dawn")], {}, {"moment": 1},
    ),
    "an imprecise date": ([("outcomes.yaml", "when: 2023-12\n", "when: 2023-12~\n")], {}, {"outcome": 1}),
    "a link": ([("ratings.yaml", "step: drinkable", "step: clear")], {}, {"rating": 1}),
    "a link of a set more": ([("returns.csv", "submitted,streets", "submitted,rooms; streets")], {}, {"return": 1}),
    "a link of a set less": ([("returns.csv", "rooms; streets", "rooms")], {}, {"return": 1}),
    "a list": ([("meetings.yaml", "    - River centre", "    - The centre")], {}, {"meeting": 1}),
    "a child": ([("outcomes.yaml", RIVAL, "          weight: strong\n")], {}, {"rival": 1}),
    "a child more": (
        [("outcomes.yaml", RIVAL, RIVAL + "        - key: luck\n          text: Luck.\n")], {"rival": 1}, {},
    ),
    "a child of a restricted record": ([("cases.yaml", "text: Shelter for", "text: A room for")], {}, {"ask": 1}),
    "a record more": ([("themes.yaml", "", "- key: more\n  name: More\n")], {"theme": 1}, {}),
    "a record less": ([("testimonies.yaml", "  may_publish: yes\n", "")], {}, {"testimony": 1}),
    "a record at the end": (
        [("moments.yaml", "", "- key: closing\n  name: Closing\n  when: 2023-12-01\n")], {"moment": 1}, {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(EDITS))
def test_a_load_says_what_it_added_and_changed(
    what: str, operator: Any, clean_rivers: Any, tmp_path: Path
) -> None:
    changes, added, changed = EDITS[what]
    pack = copy_of_small_pack(tmp_path / "pack", *changes)
    entries = Entry.objects.count()
    _, tally = load_pack(pack, acting_user=operator)
    assert _said(tally) == (added, changed)
    assert sum(tally.left.values()) == 107 - sum(changed.values())
    assert Entry.objects.count() == entries + sum(added.values()) + sum(changed.values()) + 1
    assert _said(load_pack(pack, acting_user=operator)[1]) == ({}, {})


def test_a_child_that_moved_stands_in_its_new_parent(
    operator: Any, clean_rivers: Any, tmp_path: Path
) -> None:
    pack = copy_of_small_pack(tmp_path / "pack")
    moved = DIMENSIONS.replace("  change_areas:\n" + QUALITY, "").replace(
        "    - key: turnout", QUALITY + "    - key: turnout"
    )
    pack.joinpath("framework.yaml").write_text(moved)
    assert _said(load_pack(pack, acting_user=operator)[1]) == ({}, {"change-area": 1})
    assert ChangeArea.objects.get(key="quality").dimension.key == "neighbours"
    assert Indicator.objects.get(key="passing-sites").change_area.key == "quality"


def test_when_the_order_changes_only_what_moved_is_changed(
    operator: Any, clean_rivers: Any, tmp_path: Path
) -> None:
    pack = copy_of_small_pack(tmp_path / "pack")
    records = (pack / "measures.yaml").read_text().split("- key: ")[1:]
    (pack / "measures.yaml").write_text("".join(f"- key: {record}" for record in [*records[1:], records[0]]))
    _, tally = load_pack(pack, acting_user=operator)
    assert _said(tally) == ({}, {"measure": 1})


def test_a_change_is_told_with_what_was_and_what_is(operator: Any, clean_rivers: Any, tmp_path: Path) -> None:
    pack = copy_of_small_pack(tmp_path / "pack", ("cases.yaml", "was closed after", "was shut after"))
    load_pack(pack, acting_user=operator)
    told = entries_about("case", str(Case.objects.get(key="open-well").pk)).last()
    assert told is not None
    assert 'closed after the samples.","A well that was shut after' in payload_text(told.payload)


def test_what_offices_entered_is_kept_beside_the_pack_and_in_its_place(
    operator: Any, clean_rivers: Any, cast: Any
) -> None:
    settle(clean_rivers, operator)
    keep_reported(clean_rivers, [activity_row("entered")], acting_user=cast.campaigner)
    keep_outcomes(clean_rivers, [outcome_row("entered")], acting_user=cast.campaigner)
    before = everything()
    _, tally = load_pack(SMALL_PACK, acting_user=operator)
    assert _said(tally) == ({}, {})
    assert everything() == before


def test_what_an_office_edits_keeps_its_place(operator: Any, clean_rivers: Any, cast: Any) -> None:
    settle(clean_rivers, operator)
    keep_reported(clean_rivers, [activity_row("entered")], acting_user=cast.campaigner)
    keys = list(_activities())
    keep_reported(clean_rivers, [activity_row("north-march", name="Renamed")], acting_user=cast.campaigner)
    assert list(_activities()) == keys == ["danube-clean-up", "mekong-march", "north-march", "entered"]


def _activities() -> list[str]:
    from headway.collect.models import Activity

    return list(Activity.objects.order_by("position", "key").values_list("key", flat=True))


@pytest.mark.parametrize("room", [room.__name__ for room in ROOMS])
def test_a_load_that_fails_in_any_room_leaves_nothing(
    room: str, operator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()

    def refuse(*args: Any, **named: Any) -> Any:
        raise Refused("not today")

    monkeypatch.setattr(f"{room}.load", refuse)
    if room == "headway.plan.pack":
        monkeypatch.setattr(f"{room}.load_campaign", refuse)
    with pytest.raises(Refused, match="not today"):
        load_pack(SMALL_PACK, acting_user=operator)
    assert everything() == before


@pytest.mark.parametrize("who", ["campaigner", "researcher", "core_team", "reader", "nobody"])
def test_only_an_administrator_loads_a_pack(who: str, cast: Any) -> None:
    before = everything()
    with pytest.raises(Refused, match="you may not"):
        load_pack(SMALL_PACK, acting_user=cast.everyone()[who])
    assert everything() == before


def test_a_pack_whose_actor_is_the_operator_is_refused(operator: Any, tmp_path: Path) -> None:
    change = ("pack.yaml", "actor: Clean Rivers as published", "actor: Operator of this installation")
    with pytest.raises(Refused, match="give the pack another actor"):
        load_pack(copy_of_small_pack(tmp_path / "pack", change), acting_user=operator)


def test_progress_names_every_room_once(operator: Any) -> None:
    steps: list[str] = []
    load_pack(SMALL_PACK, acting_user=operator, progress=steps.append)
    assert steps[0] == "read"
    assert steps[-1] == "commit"
    assert len(steps) == len(set(steps)) == len(ROOMS) + 2
