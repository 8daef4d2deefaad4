"""What speaks for an outcome is counted by rules that anybody can follow; more evidence never makes it look worse."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.verify.rows import EvidenceKind, Side, Substantiated, Weight
from headway.verify.rules import Support, Telling, grounds_of, telling_of


@dataclass(frozen=True)
class Item:
    evidence_kind: str
    side: str = "for"


OWN, COURT, MEDIA = Item("own-log"), Item("court-record"), Item("media")
AGAINST = Item("media", "against")
KINDS, WEIGHTS = st.sampled_from(EvidenceKind), st.sampled_from(Weight)
ITEMS = st.lists(st.builds(Item, KINDS, st.sampled_from(Side)), max_size=8)
SAID = st.lists(st.sampled_from(Substantiated), max_size=4)
ORDER = [Support.NONE, Support.CONTESTED, Support.THIN, Support.SUPPORTED, Support.WELL]


@pytest.mark.parametrize(
    ("evidence", "said", "rivals", "support"),
    [
        ([], [], [], Support.NONE),
        ([OWN], [], [], Support.THIN),
        ([OWN, OWN, OWN], [], [], Support.THIN),
        ([COURT], [], [], Support.SUPPORTED),
        ([COURT, COURT], [], [], Support.SUPPORTED),
        ([COURT, MEDIA], [], [], Support.WELL),
        ([COURT, OWN], [], ["weak"], Support.WELL),
        ([OWN], ["accurate"], [], Support.WELL),
        ([], ["partly"], [], Support.WELL),
        ([COURT, MEDIA], [], ["strong"], Support.SUPPORTED),
        ([COURT, MEDIA, AGAINST], [], [], Support.SUPPORTED),
        ([COURT, AGAINST], [], [], Support.CONTESTED),
        ([AGAINST], [], [], Support.CONTESTED),
        ([COURT, MEDIA], ["not"], [], Support.CONTESTED),
        ([COURT, MEDIA], ["accurate", "not"], [], Support.WELL),
    ],
)
def test_support_follows_from_what_is_on_record(
    evidence: list[Item], said: list[str], rivals: list[str], support: Support
) -> None:
    assert grounds_of(evidence, said, rivals).support is support


def test_the_grounds_tell_how_many_from_what_kinds_of_sources() -> None:
    grounds = grounds_of([OWN, COURT, COURT, AGAINST], ["accurate", "partly", "not"], ["strong", "unknown"])
    assert (grounds.speak_for, grounds.speak_against) == (3, 1)
    assert grounds.kinds == (EvidenceKind.COURT, EvidenceKind.OWN_LOG)
    assert grounds.outside == (EvidenceKind.COURT,)
    assert (grounds.confirming, grounds.denying) == (2, 1)
    assert (grounds.rival_count, grounds.strong_rivals, grounds.unweighed_rivals) == (2, 1, 1)


@given(ITEMS, SAID, st.lists(WEIGHTS, max_size=4), KINDS)
def test_one_more_item_for_an_outcome_never_makes_it_look_worse(
    items: list[Item], said: list[str], rivals: list[str], kind: EvidenceKind
) -> None:
    before = grounds_of(items, said, rivals).support
    assert ORDER.index(grounds_of([*items, Item(kind)], said, rivals).support) >= ORDER.index(before)


@given(ITEMS, SAID, st.lists(WEIGHTS, max_size=4), KINDS)
def test_one_more_item_against_it_never_makes_it_look_better(
    items: list[Item], said: list[str], rivals: list[str], kind: EvidenceKind
) -> None:
    before, after = (
        grounds_of(more, said, rivals).support for more in (items, [*items, Item(kind, "against")])
    )
    assert after is before or ORDER.index(after) < ORDER.index(before) or before is Support.NONE


@pytest.mark.parametrize(
    ("if_true", "if_false", "telling"),
    [
        ("0.9", "0.1", Telling.DECISIVE),
        ("0.4", "0.05", Telling.SIGN),
        ("0.9", "0.6", Telling.NEEDED),
        ("0.5", "0.4", Telling.LITTLE),
        ("0.8", "0.8", Telling.LITTLE),
        ("0.2", "0.2", Telling.LITTLE),
        ("0.1", "0.6", Telling.CONTRARY),
    ],
)
def test_two_likelihoods_say_what_an_item_can_tell(if_true: str, if_false: str, telling: Telling) -> None:
    assert telling_of(Decimal(if_true), Decimal(if_false)) is telling


def test_what_was_not_judged_tells_nothing() -> None:
    assert telling_of(None, Decimal("0.1")) is None
    assert telling_of(Decimal("0.9"), None) is None
