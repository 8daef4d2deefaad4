"""Reading campaigns and their plans."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from typing import Any, TypeVar

from django.db.models import CharField, Exists, OuterRef, Prefetch, QuerySet

from headway.audit.asking import Given, Question
from headway.audit.queries import (
    can_be_restricted,
    kinds_of_records,
    last_change,
    last_changes_but_of,
    lent_by,
    model_of,
    rows_of,
)
from headway.lib.kinds import KindRow, Kinds, default_kinds, kind_fields, kinds_among
from headway.lib.told import LENT, Lending
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.vocabulary import read_kinds_by
from headway.plan.models import (
    Area,
    Campaign,
    ChangeArea,
    Dimension,
    FocusCountry,
    Output,
    Participation,
    Period,
    SourceDocument,
    Term,
)
from headway.plan.rules import labels_of_words

Made = TypeVar("Made")


def visible_campaigns(user: Any) -> QuerySet[Campaign]:
    return Campaign.objects.all() if may(person_of(user), "see") else Campaign.objects.none()


def campaign_by_key(key: str, user: Any) -> Campaign | None:
    """None where there is no such campaign, or none that `user` may see."""
    return _BY_KEY.first(key=key) if may(person_of(user), "see") else None


def kind_families() -> list[type[KindRow]]:
    """The families of kinds that a campaign may name, of all rooms."""
    rows = (model_of(kind).row for kind in kinds_of_records())
    return [row for row in rows if issubclass(row, KindRow)]


def _families_named() -> dict[str, Exists]:
    """Whether the campaign names kinds of its own, a family each, so that pages of one that does not ask for none."""
    return {
        _named_by(family): Exists(model_of(family.kind).objects.filter(campaign=OuterRef("pk")).order_by())
        for family in kind_families()
    }


_BY_KEY = Question(
    lambda: Campaign.objects.filter(key=Given("key", CharField())).annotate(**_families_named())
)


def _named_by(family: type[KindRow]) -> str:
    return f"names_kinds_of_{family.family}"


def campaign_to_enter(key: str, user: Any, but_of: frozenset[str]) -> Campaign | None:
    """As `campaign_by_key`, `as_planned`: the campaign and its plan as they stood a moment ago, kept as `remembered` keeps
    things, for a request that begins with what an office enters.
    """
    if not may(person_of(user), "see"):
        return None
    seen = last_changes_but_of(but_of)
    found = _remembered(("campaign", key, *seen[but_of]), lambda: _BY_KEY.first(key=key))
    if found is not None:
        # One's own copy: what is remembered knows of no request.
        found = copy(found)
        found.seen_but_of = seen
    return found


def at_one_moment(campaign: Campaign) -> Campaign:
    """The same campaign, with the moment at which `remembered` reads it asked once: for pages, which write nothing."""
    return all_at_one_moment([campaign])[0]


def all_at_one_moment(campaigns: Iterable[Campaign]) -> list[Campaign]:
    """As `at_one_moment`, for several that one page shows."""
    shown, seen_at = list(campaigns), last_change()
    for campaign in shown:
        campaign.seen_at, campaign.seen_but_of = seen_at, {}
    return shown


def as_planned(campaign: Campaign) -> Campaign:
    """The same campaign, with its plan read as it stood when it was first asked for: for a request that writes reports."""
    campaign.seen_but_of = {}
    return campaign


def plan_rows(campaign: Campaign, kind: str) -> list[Any]:
    """All rows of one kind of the plan, as a pack holds them; the plan holds no restricted records."""
    return rows_of(model_of(kind).objects.filter(campaign=campaign))


def kinds_of(campaign: Campaign, family: type[KindRow]) -> Kinds:
    """The kinds of a family that the campaign has: its own, or the default ones."""
    return kinds_among(plan_rows(campaign, family.kind), family)


@read_kinds_by
def kinds_shown(campaign: Campaign, family: type[KindRow]) -> Kinds:
    """As `kinds_of`, asked once for each campaign that a page has at hand."""
    held: dict[type[KindRow], Kinds] = campaign.__dict__.setdefault("_kinds_shown", {})
    if family not in held:
        names_own = getattr(campaign, _named_by(family), True)
        held[family] = kinds_of(campaign, family) if names_own else default_kinds(family)
    return held[family]


def using_kinds(campaign: Campaign, family: type[KindRow], but: Iterable[str]) -> list[tuple[str, str, str]]:
    """What names a kind of this family other than `but`: that kind, and kind and key of the record; no restricted one is named.

    What stands in another record is called by that. The key is "" where only what is restricted names such a kind.
    """
    found: list[tuple[str, str, str]] = []
    for kind in kinds_of_records():
        for name, of in kind_fields(model_of(kind).row).items():
            if of is family:
                found += _using(model_of(kind).objects.filter(campaign=campaign), name, but)
    return found


def _using(records: QuerySet[Any], name: str, but: Iterable[str]) -> list[tuple[str, str, str]]:
    model = records.model
    above = f"{model.stands_in}__" if model.stands_in else ""
    owner = model._meta.get_field(model.stands_in).related_model if above else model
    used = records.exclude(**{f"{name}__in": list(but)}).order_by(f"{above}position", f"{above}key")
    shown = used.filter(**{f"{above}restricted": False}) if can_be_restricted(owner.row.kind) else used
    named = [(of, owner.row.kind, key) for of, key in shown.values_list(name, f"{above}key")]
    hidden = [(of, owner.row.kind, "") for of in used.values_list(name, flat=True)]
    return list(dict.fromkeys(named or hidden))


def campaign_row(campaign: Campaign) -> Any:
    """The campaign itself, as a pack holds it."""
    return rows_of(Campaign.objects.filter(pk=campaign.pk))[0]


def offices_taking_part(campaign: Campaign) -> dict[str, Any]:
    """Ids of the offices that take part in the campaign, by key."""
    return dict(Participation.objects.filter(campaign=campaign).values_list("office__key", "office_id"))


def countries_of_focus(campaign: Campaign) -> dict[str, frozenset[str]]:
    """The country codes of each country of focus, by its key."""
    found = FocusCountry.objects.filter(campaign=campaign).values_list("key", "countries")
    return {key: frozenset(countries) for key, countries in found}


def period_of_days(
    campaign: Campaign, first: date | None, last: date | None, but_of: frozenset[str] = frozenset()
) -> str:
    """Key of the one period in which both days lie, or else of the one that holds most of the days between them.

    A period that begins on 13 May is still meant by "May to December". "" where there is none, or more than one. The
    periods are kept as `remembered` keeps things.
    """
    if first is None or last is None:
        return ""
    periods = remembered("days of periods", campaign, lambda: _days_of_periods(campaign), but_of)
    keys = [key for key, begins, ends in periods if begins <= first and last <= ends]
    most = (last - first).days / 2
    keys = keys or [
        key for key, begins, ends in periods if (min(last, ends) - max(first, begins)).days > most
    ]
    return keys[0] if len(keys) == 1 else ""


def _days_of_periods(campaign: Campaign) -> list[tuple[str, date, date]]:
    return list(Period.objects.filter(campaign=campaign).order_by().values_list("key", "begins", "ends"))


_memory: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_memory_lock = threading.Lock()
_REMEMBERED = 96


def remembered(
    name: str, campaign: Campaign, make: Callable[[], Made], but_of: frozenset[str] = frozenset()
) -> Made:
    """What `make` reads of the campaign, read anew only where anything was written since, but for records of the kinds
    `but_of`, of which it reads none.

    Only for what is the same for every reader and holds nothing that is restricted or sealed.
    """
    return _remembered((name, campaign.pk, *_seen_at(campaign, but_of)), make)


def _remembered(key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
    with _memory_lock:
        if key in _memory:
            _memory.move_to_end(key)
            found: Made = _memory[key]
            return found
    made = make()
    if made is None:
        return made
    with _memory_lock:
        _memory[key] = made
        while len(_memory) > _REMEMBERED:
            _memory.popitem(last=False)
    return made


def _seen_at(campaign: Campaign, but_of: frozenset[str]) -> tuple[int, str]:
    if not but_of:
        return campaign.seen_at or last_change()
    if campaign.seen_but_of is None:
        return last_changes_but_of(but_of)[but_of]
    if but_of not in campaign.seen_but_of:
        campaign.seen_but_of = last_changes_but_of(but_of, campaign.seen_at)
    return campaign.seen_but_of[but_of]


def ids_of_plan(
    campaign: Campaign, kinds: Iterable[str], but_of: frozenset[str]
) -> dict[str, dict[str, Any]]:
    """Ids by key of all records of these kinds, and of the offices that take part; kept as `remembered` keeps things."""

    def read() -> dict[str, dict[str, Any]]:
        of_plan = {
            kind: dict(model_of(kind).objects.filter(campaign=campaign).values_list("key", "pk"))
            for kind in kinds
        }
        return {**of_plan, "office": offices_taking_part(campaign)}

    return remembered(f"ids of {sorted(kinds)}", campaign, read, but_of)


def lent_by_plan(campaign: Campaign, kinds: Iterable[str], but_of: frozenset[str]) -> Lending:
    """What offices and records of these kinds lend to others for the search; kept as `remembered` keeps things."""
    named = sorted({"office", *kinds} & LENT)
    return remembered(f"lent by {named}", campaign, lambda: lent_by(named, campaign.pk), but_of)


def one_of_plan(campaign: Campaign, kind: str, key: str, *related: str) -> Any:
    """One record of the plan with what it points at, or None; the plan holds nothing restricted."""
    return model_of(kind).objects.filter(campaign=campaign, key=key).select_related(*related).first()


def all_of_plan(campaign: Campaign, kind: str, *related: str) -> list[Any]:
    """All records of one kind of the plan, in the order of the pack, with what they point at."""
    model = model_of(kind)
    return list(
        model.objects.filter(campaign=campaign).select_related(*related).order_by(*_as_in_pack(model))
    )


def _as_in_pack(model: Any) -> list[str]:
    """What stands in another record (change areas in their dimension) is counted within it, and follows the order of these."""
    owner = getattr(model, "stands_in", "")
    above = _as_in_pack(model._meta.get_field(owner).related_model) if owner else []
    return [*(f"{owner}__{name}" for name in above), *model._meta.ordering]


def in_terms(campaign: Campaign, words: Iterable[str]) -> list[Mapping[str, str]]:
    """Words of the records as labels, in every language in which the campaign has a term for them."""
    words = list(words)
    if not words:
        return []
    terms = remembered(
        "terms", campaign, lambda: list(Term.objects.filter(campaign=campaign).values_list("name", flat=True))
    )
    return labels_of_words(words, terms, campaign.language)


def theory_of(campaign: Campaign) -> list[Any]:
    """The steps of the theory of change with their links, as a pack holds them."""
    return remembered("theory", campaign, lambda: plan_rows(campaign, "theory-node"))


def framework_of(campaign: Campaign) -> list[Dimension]:
    """The dimensions with their change areas and these with their indicators, in the order of the pack."""
    areas = ChangeArea.objects.prefetch_related("indicators")
    return list(Dimension.objects.filter(campaign=campaign).prefetch_related(Prefetch("change_areas", areas)))


def areas_of_work(campaign: Campaign) -> list[Area]:
    """The areas of activity with the kinds of thing that offices do in each."""
    return list(Area.objects.filter(campaign=campaign).prefetch_related("kinds"))


def outputs_of(campaign: Campaign, key: str = "") -> QuerySet[Output]:
    """What the campaign published, with the countries and offices that it names."""
    found = Output.objects.filter(campaign=campaign).prefetch_related("focus_countries", "offices")
    return found.filter(key=key) if key else found


def countries_of_offices(campaign: Campaign) -> list[tuple[str, str]]:
    """Key and country code of every office that takes part."""
    found = Participation.objects.filter(campaign=campaign)
    return list(found.values_list("office__key", "office__country"))


def plan_of_country(country: FocusCountry) -> dict[str, list[Any]]:
    """Objectives, risks and what must be in place before the end, of one country of focus, by kind."""
    kinds = "objective", "risk", "exit-item"
    return remembered(
        f"plan of {country.key}",
        country.campaign,
        lambda: {kind: list(model_of(kind).objects.filter(focus_country=country)) for kind in kinds},
    )


def source_documents_of(campaign: Campaign) -> list[SourceDocument]:
    return list(SourceDocument.objects.filter(document_of=campaign))


def risk_by_key(campaign: Campaign, key: str) -> Any:
    return (
        model_of("risk")
        .objects.filter(campaign=campaign, key=key)
        .select_related("campaign", "focus_country")
        .first()
    )
