"""What the forms of this room need to know: who may write, what stands, and what can be chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from types import SimpleNamespace
from typing import Any

from headway.audit.queries import model_of, rows_of
from headway.engage.models import Case
from headway.engage.queries import _seen, visible_cases
from headway.engage.rules import countries_of
from headway.lib.folding import fold
from headway.lib.kinds import families_in
from headway.lib.rows import Row, shape_of
from headway.movement.models import Office, User
from headway.movement.queries import person_of
from headway.movement.rules import Role, Subject, may
from headway.pages.rowforms import Offered
from headway.pages.speech import speech
from headway.plan.models import Campaign
from headway.plan.queries import all_of_plan, kinds_shown, offices_taking_part, source_documents_of


def countries_to_write_of(user: Any) -> frozenset[str] | None:
    """The countries of which the person may write; None where of all."""
    person = person_of(user)
    if may(person, "record_engagement"):
        return None
    mine = {held.country for held in person.roles if held.role is Role.RESEARCHER and held.counts}
    return frozenset(
        code for code in mine if may(person, "record_engagement", Subject(countries=frozenset({code})))
    )


def may_record_some(user: Any) -> bool:
    """True for whoever may write of any country."""
    return countries_to_write_of(user) != frozenset()


def named_on(case: Case) -> frozenset[str]:
    through = Case.named.through.objects.filter(case_id=case.pk)
    return frozenset(str(pk) for pk in through.values_list("user_id", flat=True))


def subject_of(record: Any) -> Subject:
    """What the policy asks of a record: in which countries it lies, and who alone may know of it."""
    one = getattr(record, "focus_country", None)
    several = list(record.focus_countries.all()) if hasattr(record, "focus_countries") else []
    around = {focus.key: frozenset(focus.countries) for focus in (*several, *([one] if one else ()))}
    places = SimpleNamespace(
        country=getattr(record, "country", ""),
        countries=tuple(getattr(record, "countries", ())),
        focus_country=one.key if one else "",
        focus_countries=tuple(focus.key for focus in several),
    )
    restricted = isinstance(record, Case) and record.restricted
    return Subject(
        countries=countries_of(places, around),
        restricted=restricted,
        named=named_on(record) if restricted else frozenset(),
    )


def may_change(user: Any, record: Any) -> bool:
    """True for whoever may change this record of whom the work is with and on."""
    return may_record_some(user) and may(person_of(user), "record_engagement", subject_of(record))


def may_decide_who_knows(user: Any, case: Case) -> bool:
    """True for whoever may restrict the case, open it, and name people on it."""
    return may_record_some(user) and may(person_of(user), "restrict_record", subject_of(case))


def may_read_notes(user: Any, case: Case) -> bool:
    """True for whoever may read of a case what is told to few: how the person is, and what they risk."""
    person = person_of(user)
    if not case.restricted and may(person, "read_case_notes"):
        return True
    # Read with the case where its page is shown.
    mine = getattr(case, "is_named", None)
    named = named_on(case) if mine is None else frozenset({person.id} if mine else ())
    subject = Subject(restricted=case.restricted, named=named)
    return may(person, "read_case_notes", subject)


def record_to_change(campaign: Campaign, user: Any, kind: str, key: str) -> Any:
    """A record as far as the person may know of it, or None."""
    records: Any = visible_cases(campaign, user) if kind == "case" else _seen(model_of(kind), campaign, user)
    return records.filter(key=key).first()


def stands(record: Any) -> Any:
    """The record as a row."""
    return rows_of(type(record)._default_manager.filter(pk=record.pk))[0]


def people_named_on(case: Case) -> list[User]:
    return list(case.named.order_by("name", "pk"))


def offered(campaign: Campaign, user: Any, row: type[Row], names: Collection[str]) -> Offered:
    """What can be chosen in a form with these fields of a row; countries only as far as the person may write of them."""
    own, shape = countries_to_write_of(user), shape_of(row)
    kinds = {far for name, far in (*shape.refs, *shape.ref_sets) if name in names}
    found = {kind: _named(_records(campaign, user, kind, own)) for kind in kinds}
    return Offered(found, own, {family: kinds_shown(campaign, family) for family in families_in(row)})


def _records(
    campaign: Campaign, user: Any, kind: str, own: frozenset[str] | None
) -> Iterable[tuple[str, Any]]:
    if kind == "focus-country":
        countries = all_of_plan(campaign, kind)
        return [(one.key, one.name) for one in countries if own is None or own & set(one.countries)]
    if kind == "office":
        return list(
            Office.objects.filter(key__in=list(offices_taking_part(campaign))).values_list("key", "name")
        )
    if kind == "source-document":
        return [(one.key, {"*": one.title}) for one in source_documents_of(campaign)]
    return list(_seen(model_of(kind), campaign, user).order_by().values_list("key", "name"))


def _named(records: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    here = speech()
    return sorted(((key, here.say(name)) for key, name in records), key=lambda pair: fold(pair[1]))
