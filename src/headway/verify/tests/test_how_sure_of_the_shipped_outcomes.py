"""The outcomes on which the shipped campaign rests most stand each with a claim that was weighed as a doubter would weigh it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import headway
from headway.exchange.packs import check_pack
from headway.lib.bayes import Confidence, Sure, test_of
from headway.lib.standing import Standing
from headway.verify.rows import OutcomeRow, Side, Weight
from headway.verify.rules import bearing_of, confidence_in, faults_of_outcome

PACK = Path(headway.__file__).parent / "packs" / "stop-torture"
SURE = {
    "colon-released": Sure.LEANING,
    "medina-charges-dropped": Sure.LEANING,
    "morocco-opcat-ratified": Sure.LEANING,
    "nigeria-police-manual": Sure.FAIRLY,
    # The source itself says that it is no direct result.
    "mexico-torture-bill": Sure.OPEN,
    "morocco-backlash": Sure.FAIRLY,
    "germany-security-agreement": Sure.FAIRLY,
}


@cache
def shipped() -> dict[str, OutcomeRow]:
    return {row.key: row for row in check_pack(PACK).of("outcome")}


def confidence(key: str) -> Confidence:
    row = shipped()[key]
    (claim,) = row.contributions
    return confidence_in(claim.key, [bearing_of(item) for item in row.evidence], claim.prior)


@pytest.mark.parametrize("key", SURE)
def test_how_sure_one_is_of_it(key: str) -> None:
    assert confidence(key).sure is SURE[key]


@pytest.mark.parametrize("key", SURE)
def test_something_speaks_against_it_and_other_explanations_are_weighed(key: str) -> None:
    row = shipped()[key]
    assert any(item.side is Side.AGAINST for item in row.evidence)
    rivals = [rival for claim in row.contributions for rival in claim.rivals]
    assert rivals
    assert all(rival.weight is not Weight.UNKNOWN and rival.why for rival in rivals)
    assert list(faults_of_outcome(row)) == []


@pytest.mark.parametrize("key", SURE)
def test_every_item_is_weighed_and_says_that_this_was_judged_from_the_text(key: str) -> None:
    for item in shipped()[key].evidence:
        assert test_of(item.likely_if_true, item.likely_if_false) is not None
        assert item.why.startswith("Assessed from the text: ")
        assert item.source
        assert item.standing in (Standing.PRINTED, Standing.RECONSTRUCTED)


@pytest.mark.parametrize("key", SURE)
def test_no_judgement_of_one_item_makes_it_sure(key: str) -> None:
    """Left out one by one, no item turns the result from one end of the scale to the other."""
    row, whole = shipped()[key], confidence(key)
    (claim,) = row.contributions
    for left_out in row.evidence:
        rest = [bearing_of(item) for item in row.evidence if item is not left_out]
        assert abs(confidence_in(claim.key, rest, claim.prior).percent - whole.percent) <= 35
    assert whole.percent < 90
