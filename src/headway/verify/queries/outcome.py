"""One outcome told whole: what is claimed, what proves it, what else may explain it, and who decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, prefetch_related_objects

from headway.engage.queries import visible_cases
from headway.lib.bayes import Confidence, Step, Sure, Test, percent_of, test_of
from headway.pages.linked import Links, Sets, Tied, linked_together
from headway.plan.models import Campaign
from headway.plan.queries import in_terms
from headway.verify.models import (
    Contribution,
    Evidence,
    EvidenceFile,
    Outcome,
    Rival,
    Substantiation,
    Update,
    Verdict,
)
from headway.verify.queries.visible import visible_outcomes
from headway.verify.rows import OutcomeState, Side
from headway.verify.rules import Bearing, Grounds, Telling, confidence_in, grounds_of, telling_of

OF_CLAIMS = "offices", "activities", "partners"
SETS = "targets", "change_areas", "indicators", "cases", "partners", "opportunities", "risks"


@dataclass(frozen=True)
class EvidenceTold:
    """One item of evidence, and what it can tell as far as anybody judged that."""

    record: Evidence
    telling: Telling | None = None
    test: Test | None = None
    files: tuple[EvidenceFile, ...] = ()

    @property
    def speaks_for(self) -> bool:
        return self.record.side == Side.FOR


@dataclass(frozen=True)
class ClaimTold:
    """How offices say that they helped, and what else may have brought it about."""

    record: Contribution
    tied: Links
    rivals: tuple[Rival, ...] = ()
    confidence: Confidence | None = None
    moved_by: tuple[tuple[EvidenceTold, Step], ...] = ()
    # By what means, in the languages in which the campaign has a term for it.
    tactics: tuple[Mapping[str, str], ...] = ()

    @property
    def overrule(self) -> Sure | None:
        """What people hold instead of what is reckoned."""
        return Sure(self.record.overrule) if self.record.overrule else None

    @property
    def begun_at(self) -> int:
        return percent_of(self.confidence.prior) if self.confidence else 0

    @property
    def sources(self) -> int:
        """How many sources count."""
        return sum(step.moved for _, step in self.moved_by)

    @property
    def offices(self) -> tuple[Tied, ...]:
        return self.tied.get("offices", ())

    @property
    def activities(self) -> tuple[Tied, ...]:
        return self.tied.get("activities", ())

    @property
    def partners(self) -> tuple[Tied, ...]:
        return self.tied.get("partners", ())


@dataclass(frozen=True)
class OutcomeTold:
    """Everything that the page of an outcome shows of it."""

    record: Outcome
    tied: Links
    claims: tuple[ClaimTold, ...]
    evidence: tuple[EvidenceTold, ...]
    substantiations: tuple[Substantiation, ...]
    verdicts: tuple[Verdict, ...]
    grounds: Grounds
    merged: tuple[Outcome, ...] = ()

    @property
    def state(self) -> OutcomeState:
        return OutcomeState(self.record.state)

    @property
    def verdict(self) -> Verdict | None:
        """The last one, where it is still what the outcome's state rests on."""
        last = self.verdicts[-1] if self.verdicts else None
        return last if last is not None and last.verdict == self.record.state else None

    @property
    def speaks_for(self) -> tuple[EvidenceTold, ...]:
        return tuple(item for item in self.evidence if item.speaks_for)

    @property
    def speaks_against(self) -> tuple[EvidenceTold, ...]:
        return tuple(item for item in self.evidence if not item.speaks_for)

    @property
    def rivals(self) -> tuple[Rival, ...]:
        return tuple(rival for claim in self.claims for rival in claim.rivals)


def outcome_told(campaign: Campaign, key: str, user: Any) -> OutcomeTold | None:
    """The outcome with all that stands inside it, in a fixed number of queries; None where the reader knows of none."""
    found = (
        visible_outcomes(campaign, user)
        .select_related("focus_country", "campaign", "merged_into")
        .annotate(
            has_merged=Exists(Outcome.objects.filter(merged_into=OuterRef("pk"))),
            has_updates=Exists(Update.outcomes.through.objects.filter(outcome=OuterRef("pk"))),
        )
        .filter(key=key)
        .first()
    )
    if found is None:
        return None
    cases = {"cases": visible_cases(campaign, user)}
    tied = linked_together(
        Sets(Outcome, SETS, [found.pk], among=cases), Sets(Contribution, OF_CLAIMS, [found.pk], by="outcome")
    )
    evidence = _evidence(found)
    claims = _claims(campaign, found, tied, evidence)
    said = tuple(Substantiation.objects.filter(outcome=found))
    return OutcomeTold(
        record=found,
        tied=tied.get(found.pk, {}),
        claims=claims,
        evidence=evidence,
        substantiations=said,
        verdicts=tuple(Verdict.objects.filter(outcome=found).select_related("meeting", "given_by")),
        grounds=grounds_of(
            [item.record for item in evidence],
            [one.says for one in said],
            [rival.weight for claim in claims for rival in claim.rivals],
        ),
        merged=_merged(campaign, found, user),
    )


def _merged(campaign: Campaign, outcome: Outcome, user: Any) -> tuple[Outcome, ...]:
    """Those that were merged into it, which keep their own words."""
    if not getattr(outcome, "has_merged", False):
        return ()
    return tuple(visible_outcomes(campaign, user).filter(merged_into=outcome))


def _evidence(outcome: Outcome) -> tuple[EvidenceTold, ...]:
    found = list(Evidence.objects.filter(outcome=outcome).select_related("contribution"))
    # An item with a file has a checksum, of that file or of another.
    if proven := [item for item in found if item.checksum]:
        prefetch_related_objects(proven, "files")
    return tuple(
        EvidenceTold(
            item,
            telling_of(item.likely_if_true, item.likely_if_false),
            test_of(item.likely_if_true, item.likely_if_false),
            tuple(item.files.all()) if item.checksum else (),
        )
        for item in found
    )


def _claims(
    campaign: Campaign, outcome: Outcome, tied: Mapping[Any, Links], evidence: Sequence[EvidenceTold]
) -> tuple[ClaimTold, ...]:
    rivals: dict[Any, list[Rival]] = defaultdict(list)
    for rival in Rival.objects.filter(contribution__outcome=outcome):
        rivals[rival.contribution_id].append(rival)
    claims = Contribution.objects.filter(outcome=outcome).select_related("overruled_by")
    return tuple(
        _claim(campaign, one, tied.get(one.pk, {}), tuple(rivals[one.pk]), evidence) for one in claims
    )


def _claim(
    campaign: Campaign,
    claim: Contribution,
    tied: Links,
    rivals: tuple[Rival, ...],
    evidence: Sequence[EvidenceTold],
) -> ClaimTold:
    """The claim with how sure one may be of it."""
    by_key = {item.record.key: item for item in evidence}
    reckoned = confidence_in(claim.key, [_bearing(item.record) for item in evidence], claim.prior)
    moved_by = tuple((by_key[step.key], step) for step in reckoned.steps)
    tactics = tuple(in_terms(campaign, claim.tactics))
    return ClaimTold(claim, tied, rivals, reckoned, moved_by, tactics)


def _bearing(item: Evidence) -> Bearing:
    claim = item.contribution.key if item.contribution else ""
    return Bearing(item.key, claim, item.likely_if_true, item.likely_if_false, item.group, item.origin)
