"""The actions by which people write an outcome and what proves it, tried with what the northern office proposed in Kenya."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from headway.lib.bayes import Sure
from headway.lib.takenfiles import NewFile, Prepared, prepare_file
from headway.movement.actions import ensure_operator
from headway.movement.models import User
from headway.movement.tests.cast import NORTH
from headway.movement.tests.door import COUNTRY, Door
from headway.verify.actions import (
    attach_proof,
    merge_outcomes,
    overrule_confidence,
    remove_claim,
    remove_evidence,
    remove_proof,
    remove_rival,
    split_outcome,
    write_claim,
    write_evidence,
    write_outcome,
)
from headway.verify.models import Contribution, Evidence, EvidenceFile, Outcome, Rival
from headway.verify.rows import ContributionRow, EvidenceRow, OutcomeRow

WRITERS = COUNTRY | {"campaigner"}
# Nobody whom an outcome is theirs holds something else of it than is reckoned.
JUDGES = frozenset({"core_team"})
SAID = "The works opened the well on Monday."


def new_outcome(**fields: Any) -> OutcomeRow:
    claim = {"key": "new", "offices": [NORTH], "how": "They asked."}
    given = {
        "key": "new", "name": "A well", "statement": SAID, "actor": "The works", "country": "KE", "level": "practice",
        "change_areas": ["quality"], "standing": "entered", "contributions": [claim],
    }  # fmt: skip
    return OutcomeRow.model_validate(given | fields)


def outcome_of_the_north() -> Outcome:
    return Outcome.objects.select_related("campaign").get(key="north-outcome")


def _write(campaign: Any, user: Any) -> Any:
    return write_outcome(campaign, new_outcome(), acting_user=user)


def _written(campaign: Any) -> bool:
    return Outcome.objects.filter(campaign=campaign, statement=SAID, state="draft").exists()


def _claim(campaign: Any, user: Any) -> Any:
    row = {"key": "new", "offices": [NORTH], "how": SAID, "standing": "entered"}
    return write_claim(outcome_of_the_north(), ContributionRow.model_validate(row), acting_user=user)


def _prove(campaign: Any, user: Any) -> Any:
    row = {"key": "new", "evidence_kind": "media", "text": SAID, "standing": "entered"}
    return write_evidence(outcome_of_the_north(), EvidenceRow.model_validate(row), acting_user=user)


def proof() -> Prepared:
    return prepare_file(NewFile("minutes.txt", b"We agreed.", photo=False))


def _proven() -> Evidence:
    _prove(None, ensure_operator())
    return Evidence.objects.select_related("outcome__campaign").get(text=SAID)


def _attach(campaign: Any, user: Any) -> Any:
    with transaction.atomic():
        return attach_proof(_proven(), [proof()], acting_user=user)


def _remove(campaign: Any, user: Any) -> Any:
    with transaction.atomic():
        (kept,) = attach_proof(_proven(), [proof()], acting_user=ensure_operator())
        return remove_proof(kept, acting_user=user)


def _take_proof(campaign: Any, user: Any) -> Any:
    with transaction.atomic():
        return remove_evidence(_proven(), "It was of another well.", acting_user=user)


def _take_claim(campaign: Any, user: Any) -> Any:
    claim = Contribution.objects.get(key="north-outcome-claim")
    return remove_claim(claim, "Nobody asked for it.", acting_user=user)


def _take_rival(campaign: Any, user: Any) -> Any:
    with transaction.atomic():
        rival = {"key": "new", "text": SAID, "standing": "entered"}
        row = {"key": "new", "offices": [NORTH], "how": SAID, "standing": "entered", "rivals": [rival]}
        write_claim(
            outcome_of_the_north(), ContributionRow.model_validate(row), acting_user=ensure_operator()
        )
        return remove_rival(Rival.objects.get(text=SAID), "It never rained.", acting_user=user)


def _overrule(campaign: Any, user: Any) -> Any:
    claim = Contribution.objects.get(key="north-outcome-claim")
    return overrule_confidence(claim, Sure.DOUBTFUL, SAID, acting_user=user)


def _overruled(campaign: Any) -> bool:
    return Contribution.objects.filter(overrule="doubtful", overrule_why=SAID).exists()


def _twin() -> Outcome:
    """The same change, told once more by the same office."""
    kept = write_outcome(outcome_of_the_north().campaign, new_outcome(), acting_user=ensure_operator())
    return Outcome.objects.select_related("campaign", "merged_into").get(pk=kept.pk)


def _merge(campaign: Any, user: Any) -> Any:
    with transaction.atomic():
        return merge_outcomes(outcome_of_the_north(), _twin(), acting_user=user, reason="the same")


def _merged(campaign: Any) -> bool:
    return Outcome.objects.filter(merged_into__key="north-outcome", state="set-aside").exists()


def a_judge() -> Any:
    return User.objects.get(name="Dolores")


def _split(campaign: Any, user: Any) -> Any:
    with transaction.atomic():
        twin = _twin()
        merge_outcomes(outcome_of_the_north(), twin, acting_user=a_judge(), reason="the same")
        twin.refresh_from_db()
        return split_outcome(twin, acting_user=user, reason="not the same")


OUTCOME_DOORS: Mapping[str, Door] = {
    "outcomes written": Door(write_outcome, _write, WRITERS, "add_outcome", "outcome", "", _written),
    "claims written": Door(
        write_claim, _claim, WRITERS, "add_contribution", "contribution", "",
        lambda campaign: Contribution.objects.filter(how=SAID).exists(),
    ),
    "evidence written": Door(
        write_evidence, _prove, WRITERS, "add_evidence", "evidence", "",
        lambda campaign: Evidence.objects.filter(text=SAID).exists(),
    ),
    "proof attached": Door(
        attach_proof, _attach, WRITERS, "add_attachment", "attachment", "",
        lambda campaign: EvidenceFile.objects.exists(),
    ),
    "proof removed": Door(
        remove_proof, _remove, WRITERS, "remove_attachment", "attachment", "",
        lambda campaign: not EvidenceFile.objects.exists(),
    ),
    "evidence removed": Door(
        remove_evidence, _take_proof, WRITERS, "remove_evidence", "outcome", "north-outcome",
        lambda campaign: not Evidence.objects.filter(text=SAID).exists(),
    ),
    "claims removed": Door(
        remove_claim, _take_claim, WRITERS, "remove_claim", "outcome", "north-outcome",
        lambda campaign: not Contribution.objects.filter(key="north-outcome-claim").exists(),
    ),
    "explanations removed": Door(
        remove_rival, _take_rival, WRITERS, "remove_rival", "outcome", "north-outcome",
        lambda campaign: not Rival.objects.filter(text=SAID).exists(),
    ),
    "outcomes merged": Door(merge_outcomes, _merge, JUDGES, "merge_outcomes", "outcome", "", _merged),
    "outcomes taken apart": Door(
        split_outcome, _split, JUDGES, "split_outcome", "outcome", "",
        lambda campaign: Outcome.objects.filter(statement=SAID, state="draft", merged_into=None).exists(),
    ),
    "confidence overruled": Door(
        overrule_confidence, _overrule, JUDGES, "change_contribution", "contribution", "", _overruled
    ),
}  # fmt: skip
