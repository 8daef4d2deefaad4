"""Reading cases, partners, targets, relations and opportunities, each as far as the reader may know of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from headway.audit.fields import PARTS, SealedLabelField
from headway.audit.queries import model_of, rows_of
from headway.engage.models import (
    Case,
    CaseEvent,
    Opportunity,
    Partner,
    PartnerStep,
    Position,
    Relation,
    Relief,
    Solidarity,
    Target,
)
from headway.engage.rows import ConsentTo
from headway.engage.rules import may_be_named
from headway.lib.edtf import ImpreciseDate
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.plan.models import Campaign


def visible_cases(campaign: Campaign, user: Any) -> QuerySet[Case]:
    """Restricted cases exist for the people named on them and for nobody else."""
    person = person_of(user)
    if not may(person, "see"):
        return Case.objects.none()
    mine = Case.named.through.objects.filter(user_id=person.id).values("case_id")
    return Case.objects.filter(Q(restricted=False) | Q(pk__in=mine), campaign=campaign)


def cases_in_list(campaign: Campaign, user: Any) -> QuerySet[Case]:
    """Cases with their asks, and the day on which each was last heard of (`heard`)."""
    events = CaseEvent.objects.filter(case=OuterRef("pk"), when_latest__isnull=False).order_by("-when_latest")
    found = visible_cases(campaign, user).select_related("focus_country").prefetch_related("asks")
    return found.annotate(heard=Subquery(events.values("when_latest")[:1]))


def case_by_key(campaign: Campaign, user: Any, key: str) -> Case | None:
    """The case for its page, with whether the reader is named on it (`is_named`)."""
    mine = Case.named.through.objects.filter(user_id=person_of(user).id or None, case_id=OuterRef("pk"))
    found = visible_cases(campaign, user).select_related("focus_country", "published_in")
    found = found.annotate(is_named=Exists(mine))
    return found.prefetch_related("asks", "consents", "lawyers").filter(key=key).first()


@dataclass(frozen=True)
class Happening:
    """Something on the way of a case: an event, relief that was given, or an act of solidarity."""

    of: str
    sort: str
    when: ImpreciseDate | None
    text: str
    source: str
    standing: str
    reason: str


def way_of(case: Case) -> list[Happening]:
    """All that happened in a case, by date, the undated last; in one query."""
    columns = *(f"when_{part}" for part in PARTS), "text", "source", "standing", "reason"
    parts: list[Any] = []
    kinds: tuple[tuple[type[Model], str, Any], ...] = (
        (CaseEvent, "event", F("event_kind")),
        (Relief, "relief", F("relief_kind")),
        (Solidarity, "solidarity", Value("", CharField())),
    )
    for model, of, sort in kinds:
        named = (
            model._default_manager.filter(case=case).order_by().annotate(of=Value(of, CharField()), sort=sort)
        )
        parts.append(named.values_list("position", "of", "sort", *columns))
    read = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: row[0])
    made = [
        Happening(of, sort, ImpreciseDate(*when) if when[0] else None, *rest)
        for _position, of, sort, *when, text, source, standing, reason in read
        for rest in [(text, source, standing, reason)]
    ]
    return sorted(made, key=lambda one: (one.when is None, one.when.sort_key if one.when else ()))


def name_is_public(case: Case) -> bool:
    """Whether the person may be named in public, as far as consents are on record."""
    agreed = [
        consent.given and consent.revoked is None
        for consent in case.consents.all()
        if consent.consent_to == ConsentTo.PUBLISH
    ]
    return may_be_named(agreed, case.published_in_id is not None)


Found = TypeVar("Found", bound=Model)


def _seen(model: type[Found], campaign: Campaign, user: Any) -> QuerySet[Found]:
    """All of one kind, for those who hold a role; none of these kinds can be restricted."""
    records = model._default_manager
    return records.filter(campaign=campaign) if may(person_of(user), "see") else records.none()


def visible_partners(campaign: Campaign, user: Any) -> QuerySet[Partner]:
    return _seen(Partner, campaign, user).prefetch_related("offices", "focus_countries")


def steps_with(partner: Partner) -> list[PartnerStep]:
    """How the relation with a partner grew, by date, the undated last."""
    return sorted(
        partner.steps.all(), key=lambda one: (one.when is None, one.when.sort_key if one.when else ())
    )


def visible_targets(campaign: Campaign, user: Any) -> QuerySet[Target]:
    """With their positions and, as `stance`, the one that they were last seen to hold."""
    last = Position.objects.filter(target=OuterRef("pk")).order_by("-position", "-key").values("stance")
    found = _seen(Target, campaign, user).annotate(stance=Subquery(last[:1]))
    return found.prefetch_related("focus_countries", "positions")


def visible_relations(campaign: Campaign, user: Any) -> QuerySet[Relation]:
    found = _seen(Relation, campaign, user).select_related("focus_country", "office")
    return found.prefetch_related("held_by")


def visible_opportunities(campaign: Campaign, user: Any) -> QuerySet[Opportunity]:
    found = _seen(Opportunity, campaign, user).select_related("owner")
    return found.prefetch_related("focus_countries", "targets")


def by_key(records: QuerySet[Found], key: str) -> Found | None:
    """One record of a query that its reader may see."""
    return records.filter(key=key).first()


def aimed_at(campaign: Campaign, user: Any, target: Target) -> Sequence[Opportunity]:
    """Chances to move this target, by date."""
    found = _seen(Opportunity, campaign, user).filter(targets=target)
    return list(found.order_by(F("when_earliest").asc(nulls_last=True), "position"))


def held_by(campaign: Campaign, user: Any, target: Target) -> Sequence[Relation]:
    """What the governments of relations can bring to bear through this target."""
    return list(
        _seen(Relation, campaign, user).filter(held_by=target).select_related("focus_country", "office")
    )


def defended_by(campaign: Campaign, user: Any, partner: Partner) -> Sequence[Case]:
    """Cases, as far as the reader may know of them, whose lawyers this partner gives."""
    return list(visible_cases(campaign, user).filter(lawyers=partner).select_related("focus_country"))


@dataclass(frozen=True)
class Named:
    """A record as a panel names it: of which kind, under which key, by which label."""

    kind: str
    pk: Any
    restricted: bool
    key: str
    name: dict[str, str]


# By which of its fields each kind is tied to a country of focus or to an office.
TIED_TO = {
    "focus-country": ((Case, "focus_country"), (Target, "focus_countries"), (Partner, "focus_countries"), (Opportunity, "focus_countries")),
    "office": ((Partner, "offices"), (Opportunity, "owner")),
}  # fmt: skip


def tied_to(campaign: Campaign, user: Any, kind: str, record: Any) -> dict[str, list[Named]]:
    """Whom the work of a country or an office is with and on, by kind; in one query. Cases as far as the reader may know."""
    parts: list[Any] = []
    for model, field in TIED_TO[kind]:
        seen = visible_cases(campaign, user) if model is Case else _seen(model, campaign, user)
        named = seen.filter(**{field: record}).order_by()
        hidden = F("restricted") if model is Case else Value(False, BooleanField())
        named = named.annotate(
            of=Value(model.row.kind, CharField()), label=Cast("name", TextField()), hidden=hidden
        )
        parts.append(named.values_list("position", "key", "of", "pk", "hidden", "label"))
    found: dict[str, list[Named]] = {}
    for _position, key, of, pk, restricted, label in sorted(parts[0].union(*parts[1:], all=True)):
        name = SealedLabelField().from_db_value(
            label, None, None
        )  # opens what is sealed, for whoever may know of it
        found.setdefault(of, []).append(Named(of, pk, restricted, key, name))
    return found


def relations_of(campaign: Campaign, user: Any, kind: str, record: Any) -> QuerySet[Relation]:
    """Relations between governments that bear on a country of focus, or that an office works on."""
    field = {"focus-country": "focus_country", "office": "office"}[kind]
    found = _seen(Relation, campaign, user).select_related("focus_country", "office")
    return found.filter(**{field: record})


def unrestricted_cases(campaign: Campaign) -> QuerySet[Case]:
    """The cases that totals and reports count, whoever reads them."""
    return Case.objects.filter(campaign=campaign, restricted=False)


def engage_rows(campaign: Campaign, kind: str, *, with_restricted: bool = False) -> list[Any]:
    """All rows of one kind, as a pack holds them; restricted cases only where an administrator asked for them."""
    records = model_of(kind).objects.filter(campaign=campaign)
    if kind == "case" and not with_restricted:
        records = records.filter(restricted=False)
    return rows_of(records)


def restricted_case_keys(campaign: Campaign) -> frozenset[str]:
    """For loading packs: the keys of all restricted cases, whoever asks. No page may show them."""
    return frozenset(Case.objects.filter(campaign=campaign, restricted=True).values_list("key", flat=True))
