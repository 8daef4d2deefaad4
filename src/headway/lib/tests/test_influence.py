"""A chain tells what leads to what, each record once, and what is missing on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headway.lib.influence import NEEDED, Chain, Claim, Node, Stage, Strand, few


def _node(stage: Stage, key: str = "one") -> Node:
    return Node(stage, str(stage), key, {"*": key})


OUTCOME = _node(Stage.CHANGE)
TALK, MARCH = _node(Stage.DONE, "talk"), _node(Stage.DONE, "march")
ANY_STAGE = st.sampled_from([Stage.EVIDENCE, Stage.VERDICT, Stage.RATING, Stage.REPORT])


def test_an_outcome_alone_lacks_evidence_and_a_verdict() -> None:
    strand = Strand(OUTCOME)
    assert [(one.stage, one.is_missing) for one in strand.stations] == [
        (Stage.CHANGE, False),
        (Stage.EVIDENCE, True),
        (Stage.VERDICT, True),
    ]


def test_an_activity_under_two_claims_stands_once() -> None:
    claims = (
        Claim(_node(Stage.CLAIM, "north"), (TALK, MARCH)),
        Claim(_node(Stage.CLAIM, "south"), (TALK,)),
    )
    chain = Chain(OUTCOME, (Strand(OUTCOME, claims),))
    assert chain.at(Stage.DONE) == (TALK, MARCH)
    assert [node.key for node in chain.at(Stage.CLAIM)] == ["north", "south"]


def test_a_chain_of_nothing_is_false_and_has_no_stages() -> None:
    assert not Chain(TALK)
    assert Chain(TALK).stages == ()


@given(st.lists(ANY_STAGE, max_size=8))
def test_what_follows_is_kept_whole_and_in_the_order_of_the_stages(stages: list[Stage]) -> None:
    nodes = [_node(stage, str(number)) for number, stage in enumerate(stages)]
    strand = Strand(OUTCOME).followed_by(nodes)
    told = [one.stage for one in strand.following]
    assert told == sorted(told, key=list(Stage).index)
    assert set(told) == set(stages) | set(NEEDED)
    assert sorted(node.key for one in strand.following for node in one.nodes) == sorted(
        node.key for node in nodes
    )


@given(st.integers(0, 30), st.integers(1, 10))
def test_a_few_are_shown_and_the_rest_counted_and_never_one_alone(number: int, most: int) -> None:
    nodes = [_node(Stage.EVIDENCE, str(at)) for at in range(number)]
    shown, left = few(nodes, most)
    assert len(shown) + left == number
    assert left != 1
    assert len(shown) <= most + 1
