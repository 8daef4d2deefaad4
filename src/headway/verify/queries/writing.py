"""What the forms of an outcome need to know: as what it stands, and to whom it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from headway.audit.queries import rows_of
from headway.collect.queries.attachments import holds_files
from headway.collect.queries.entering import offices_to_write_for
from headway.engage.queries import visible_cases
from headway.engage.rules import countries_of
from headway.lib.rows import Row, shape_of
from headway.movement.queries import person_of
from headway.movement.rules import Role, Subject, may
from headway.pages.linked import Sets, linked_together
from headway.plan.models import Campaign
from headway.plan.queries import countries_of_focus
from headway.verify.models import Contribution, Evidence, EvidenceFile, Outcome, Rival
from headway.verify.queries.visible import claimants_of, outcome_rows, visible_outcomes
from headway.verify.rows import ContributionRow, EvidenceRow, OutcomeRow, OutcomeState


@holds_files
def files_of_evidence() -> Any:
    return EvidenceFile.objects.select_related("evidence")


def outcome_to_change(campaign: Campaign, user: Any, key: str) -> Outcome | None:
    found = visible_outcomes(campaign, user).select_related("campaign", "focus_country", "merged_into")
    return found.filter(key=key).first()


def stands(campaign: Campaign, user: Any, key: str) -> OutcomeRow:
    """The outcome as a row, as far as the person may know of what it names."""
    (row,) = outcome_rows(campaign, [key])
    if not row.cases:
        return row  # type: ignore[no-any-return]
    known = visible_cases(campaign, user).filter(key__in=row.cases).values_list("key", flat=True)
    shown: OutcomeRow = row.model_copy(update={"cases": tuple(sorted(known))})
    return shown


def outcomes_to_merge_with(outcome: Outcome, user: Any) -> list[tuple[str, Mapping[str, str]]]:
    """Key and name of those into which it could be merged: as open or restricted as it is, not locked, not set aside."""
    closed = (OutcomeState.VERIFIED, OutcomeState.SET_ASIDE)
    found = visible_outcomes(outcome.campaign, user).exclude(pk=outcome.pk).exclude(state__in=closed)
    found = found.filter(restricted=outcome.restricted, merged_into=None)
    pairs: Any = found.order_by("position", "key").values_list("key", "name")
    return list(pairs)


def alone(outcome: Outcome, user: Any) -> OutcomeRow:
    """The outcome as a row without what stands inside it, as far as the person may know of what it names: for a form."""
    shape, sets = shape_of(OutcomeRow), [name for name, _ in shape_of(OutcomeRow).ref_sets]
    among = {"cases": visible_cases(outcome.campaign, user)}
    tied = linked_together(Sets(Outcome, tuple(sets), [outcome.pk], among=among)).get(outcome.pk, {})
    told = {name: getattr(outcome, name) for name in shape.scalars + shape.labels + shape.dates}
    told |= {name: tuple(sorted(one.key for one in tied.get(name, ()))) for name in sets}
    for name, record in (("focus_country", outcome.focus_country), ("merged_into", outcome.merged_into)):
        told[name] = record.key if record else ""
    return OutcomeRow.model_validate(
        {name: value for name, value in told.items() if value not in (None, "", ())}
    )


def claim_row(outcome: Outcome, key: str) -> ContributionRow | None:
    """One claim as a row, with the other explanations inside it."""
    return next(iter(rows_of(Contribution.objects.filter(outcome=outcome, key=key))), None)


def evidence_row(outcome: Outcome, key: str) -> EvidenceRow | None:
    return next(iter(rows_of(Evidence.objects.filter(outcome=outcome, key=key))), None)


def claims_to_name(outcome: Outcome) -> list[tuple[str, str]]:
    """The claims of the outcome, each by its key and what it says."""
    return list(Contribution.objects.filter(outcome=outcome).values_list("key", "how"))


@dataclass(frozen=True)
class _Lies:
    """Where an outcome lies, as the rule of countries asks it."""

    country: str
    focus_country: str


def subject_of(outcome: Outcome, *, to_write: bool = False, offices: frozenset[str] | None = None) -> Subject:
    """What the policy has to know of an outcome as it stands: who claims it, by name or by activity, and who wrote it.

    To write it, it is theirs alone who are named in its claims: `offices`, where those are known already.
    """
    campaign = outcome.campaign
    if offices is None:
        claims = Contribution.offices.through.objects.filter(contribution__outcome=outcome)
        offices = frozenset(claims.values_list("office__key", flat=True))
    if not to_write:
        offices |= claimants_of(campaign, [outcome.key]).get(outcome.key, frozenset())
    lies = _Lies(outcome.country, outcome.focus_country.key if outcome.focus_country else "")
    return Subject(
        offices=offices,
        countries=countries_of(lies, countries_of_focus(campaign)),
        authors=frozenset({str(outcome.author_id)} if outcome.author_id else ()),
        restricted=outcome.restricted,
        named=frozenset(str(pk) for pk in outcome.named.values_list("pk", flat=True))
        if outcome.restricted
        else frozenset(),
    )


def may_write(outcome: Outcome, user: Any) -> bool:
    """True where the person may change what the outcome tells."""
    return may(person_of(user), "record_outcome", subject_of(outcome, to_write=True))


def writes_for_countries(user: Any) -> frozenset[str] | None:
    """The countries for which the person may record outcomes that no office claims yet; None: for all."""
    person = person_of(user)
    if person.has(Role.CORE_TEAM) or person.has(Role.ADMINISTRATOR):
        return None
    return frozenset(held.country for held in person.roles if held.role is Role.RESEARCHER and held.counts)


def may_record_outcome_in(campaign: Campaign, user: Any) -> bool:
    """True for whoever may record an outcome of this campaign: of a country of theirs, or of an office that takes part."""
    return writes_for_countries(user) != frozenset() or bool(offices_to_write_for(campaign, user))


def claim_by_key(outcome: Outcome, key: str) -> Contribution | None:
    return Contribution.objects.select_related("outcome__campaign").filter(outcome=outcome, key=key).first()


def evidence_by_key(outcome: Outcome, key: str) -> Evidence | None:
    return Evidence.objects.select_related("outcome__campaign").filter(outcome=outcome, key=key).first()


def rival_by_key(outcome: Outcome, key: str) -> Rival | None:
    found = Rival.objects.select_related("contribution__outcome__campaign")
    return found.filter(contribution__outcome=outcome, key=key).first()


def proofs_of(evidence: Evidence) -> list[EvidenceFile]:
    return list(evidence.files.all())


def proof_by_id(campaign: Campaign, user: Any, outcome: str, evidence: str, pk: Any) -> EvidenceFile | None:
    """The file, for whoever may know of its outcome and works on it or may see what is inside the movement."""
    seen = visible_outcomes(campaign, user).filter(key=outcome).order_by().values("pk")
    person = person_of(user)
    if not may(person, "read_internal_report"):
        return None
    found = EvidenceFile.objects.select_related("evidence__outcome")
    return found.filter(pk=pk, evidence__key=evidence, evidence__outcome__in=seen).first()


def values_of(row: Row, names: Iterable[str]) -> Mapping[str, Any]:
    """What a form tells of a row, field by field, for comparing; other explanations under their keys."""
    told = row.model_dump(mode="json")
    values = {name: told[name] for name in names}
    if isinstance(row, ContributionRow):
        values |= {f"rival:{one.key}": [one.text, one.weight.value, one.why] for one in row.rivals}
    return values
