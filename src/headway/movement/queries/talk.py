"""What people say of records, who follows which, and what is new in those.

What is new is read from the log: nothing is written for it when a record changes, and what somebody may not know of the
log does not tell them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, QuerySet, TextField, Value, prefetch_related_objects
from django.utils import timezone

from headway.audit.queries import (
    all_entries,
    can_be_restricted,
    hidden_from,
    model_of,
    payload_text,
    readable,
    records_inside,
    row_of,
    titles_of,
)
from headway.lib.rows import Row, shape_of
from headway.movement.models import Comment, Digest, Follow, User
from headway.movement.queries import names_of_actors, person_of
from headway.movement.rules import Every, Subject, last_digest, may
from headway.pages.places import address_of

# What of the log is no news: who read, who follows, whose name was put down.
NO_NEWS = ("read_", "list_", "follow", "unfollow", "take_back_comment", "name_on")
COMMENT = "comment"
# So much is read at once, of the log and of what stands inside records.
MOST_NEWS, MOST_INSIDE = 300, 500


@dataclass(frozen=True)
class Said:
    """One comment as it is shown; `own` where its reader may take it back."""

    pk: UUID
    at: datetime
    text: str
    who: str
    own: bool


@dataclass(frozen=True)
class Talk:
    """What was said of a record, oldest first, and whether its reader follows it."""

    said: tuple[Said, ...]
    follows: bool


@dataclass(frozen=True)
class New:
    """One thing that happened to a followed record; `said` where it is a comment, `told` where that names the reader."""

    seq: int
    at: datetime
    who: str
    action: str
    kind: str
    said: str = ""
    told: bool = False


@dataclass(frozen=True)
class NewIn:
    """What is new in one record, latest first."""

    kind: str
    pk: UUID
    title: Mapping[str, str]
    href: str
    restricted: bool
    news: tuple[New, ...]


def subject_of(record: Any) -> Subject:
    """What the policy has to know of a record about which people talk."""
    restricted = bool(getattr(record, "restricted", False))
    named = frozenset(str(person.pk) for person in record.named.all()) if restricted else frozenset()
    return Subject(restricted=restricted, named=named)


def talk_on(record: Any, user: Any) -> Talk | None:
    """In one query; None for whoever takes no part in it."""
    if not may(person_of(user), "talk"):
        return None
    comments = Comment.objects.filter(record=record.pk).order_by()
    follows = Follow.objects.filter(record=record.pk, person_id=user.pk).order_by()
    nothing = follows.annotate(
        moment=Value(timezone.now(), DateTimeField()), words=Value("", TextField()), name=Value("", CharField()),
        of=F("person_id"),
    )  # fmt: skip
    said = comments.annotate(moment=F("at"), words=F("text"), name=F("author__name"), of=F("author_id"))
    columns = ("pk", "moment", "words", "name", "of")
    found = said.values_list(*columns).union(nothing.values_list(*columns), all=True)
    rows = sorted(found, key=lambda row: (row[1], row[0]))
    told = (Said(pk, at, text, who, by == user.pk) for pk, at, text, who, by in rows if text)
    return Talk(tuple(told), any(not row[2] for row in rows))


def own_comment(pk: UUID, user: Any) -> Comment | None:
    """Nobody takes back what another said."""
    return Comment.objects.filter(pk=pk, author_id=getattr(user, "pk", None)).first()


def called(text: str, record: Any) -> list[User]:
    """People whom a text calls by `@` and their name or address, as far as they may know of the record and talk."""
    if "@" not in text:
        return []
    subject, low = subject_of(record), text.casefold()
    people = User.objects.filter(is_active=True, is_system=False, grants__isnull=False).exclude(name="")
    people = people.distinct().prefetch_related("grants__office")
    # The longest names first: who calls Ana María calls no other Ana.
    found = []
    for one in sorted(people, key=lambda one: -len(one.name)):
        names = [f"@{name.casefold()}" for name in (one.name, one.email) if f"@{name.casefold()}" in low]
        if names and may(person_of(one), "talk", subject):
            found.append(one)
            for name in names:
                low = low.replace(name, " ")
    return found


def calls_nobody(text: str, found: Collection[User]) -> bool:
    """True where a text calls more people than were found."""
    return text.count(" @") + text.startswith("@") + text.count("\n@") > len(found)


def follows_of(user: Any) -> QuerySet[Follow]:
    return Follow.objects.filter(person_id=user.pk)


def digest_of_person(user: Any) -> Digest:
    """How somebody gets mail, as it stands or as it is for whoever never chose."""
    return Digest.objects.filter(person_id=user.pk).first() or Digest(person_id=user.pk)


def digest_by_person(pk: str) -> Digest | None:
    return Digest.objects.filter(person_id=UUID(pk)).select_related("person").first()


def people_due(now: datetime) -> list[Digest]:
    """Who follows anything and was not looked after since mail of what is new was due."""
    known = {one.pk: one for one in Digest.objects.all()}
    people = User.objects.filter(follows__isnull=False, is_active=True).order_by("pk").distinct()
    asked = [known.get(pk) or Digest(person_id=pk) for pk in people.values_list("pk", flat=True)]
    return [one for one in asked if _is_due(one, now)]


def _is_due(digest: Digest, now: datetime) -> bool:
    due = last_digest(Every(digest.every), now)
    return due is not None and (digest.looked_at is None or digest.looked_at < due)


def followed(user: Any) -> list[NewIn]:
    """The records that somebody follows, as far as they may know of them, by kind and then the latest first."""
    kinds = {one.record: one.kind for one in follows_of(user).order_by("kind", "-pk")}
    titles = _titles({pk: kind for pk, kind in kinds.items() if str(pk) not in hidden_from(user)})
    return [NewIn(kind, pk, *titles[pk], ()) for pk, kind in kinds.items() if pk in titles]


def news_for(user: Any, after: int = 0) -> list[NewIn]:
    """What others did to the records that somebody follows since they saw it, or after an entry; the latest record first."""
    follows = [one for one in follows_of(user) if str(one.record) not in hidden_from(user)]
    if not follows or not may(person_of(user), "talk"):
        return []
    seen = {one.record: max(one.seen, after) for one in follows}
    above = _inside({one.kind for one in follows}, {one.record for one in follows})
    entries = all_entries().filter(seq__gt=min(seen.values())).exclude(actor=str(user.pk))
    for action in NO_NEWS:
        entries = entries.exclude(action__startswith=action)
    subjects = [*map(str, seen), *map(str, above)]
    found = readable(entries.filter(subject__in=subjects), user)[:MOST_NEWS]
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for entry in found:
        record = above.get(UUID(entry.subject), UUID(entry.subject))
        if entry.seq > seen[record]:
            grouped[record].append(entry)
    return _in_words(grouped, {one.record: one.kind for one in follows}, user)


def _inside(kinds: Collection[str], ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Of what stands inside these records, at any depth: in which."""
    above: dict[UUID, UUID] = {}
    for kind in sorted(kinds):
        row = row_of(kind)
        if row is not None:
            above.update(_inside_of(row, {pk: pk for pk in ids}))
    return above


def _inside_of(row: type[Row], tops: Mapping[UUID, UUID]) -> Iterator[tuple[UUID, UUID]]:
    for _name, child in shape_of(row).children:
        stands_in = f"{model_of(child.kind).stands_in}_id"
        pairs = records_inside(child, list(tops)).order_by("-pk").values_list("pk", stands_in)[:MOST_INSIDE]
        inner = {pk: tops[parent] for pk, parent in pairs}
        yield from inner.items()
        if inner:
            yield from _inside_of(child, inner)


def _in_words(grouped: Mapping[UUID, list[Any]], kinds: Mapping[UUID, str], user: Any) -> list[NewIn]:
    told = [entry for entries in grouped.values() for entry in entries]
    who, said = names_of_actors({entry.actor for entry in told}), _comments(told)
    titles = _titles({record: kinds[record] for record in grouped})
    shown = []
    for record, entries in grouped.items():
        # What was taken back since is no news.
        news = tuple(
            _new(entry, who, said.get(entry.seq), user)
            for entry in entries
            if entry.seq in said or entry.action != COMMENT
        )
        if news and record in titles:
            shown.append(NewIn(kinds[record], record, *titles[record], news))
    return sorted(shown, key=lambda one: -one.news[0].seq)


def _new(entry: Any, who: Mapping[str, str], comment: Comment | None, user: Any) -> New:
    told = comment is not None and any(one.pk == user.pk for one in comment.told.all())
    return New(
        entry.seq, datetime.fromisoformat(entry.at), who.get(entry.actor, ""), entry.action, entry.kind,
        comment.text if comment is not None else "", told,
    )  # fmt: skip


def _comments(entries: Collection[Any]) -> dict[int, Comment]:
    """The comments of which these entries tell, by the number of the entry; those taken back are gone."""
    ids: dict[int, UUID] = {}
    for entry in entries:
        text = payload_text(entry.payload) if entry.action == COMMENT else ""
        if text:
            ids[entry.seq] = UUID(json.loads(text)["comment"])
    found = Comment.objects.in_bulk(list(ids.values()))
    prefetch_related_objects(list(found.values()), "told")
    return {seq: found[pk] for seq, pk in ids.items() if pk in found}


def _titles(kinds: Mapping[UUID, str]) -> dict[UUID, tuple[Mapping[str, str], str, bool]]:
    """Name, page and whether it is restricted, of records of which their reader may know."""
    found = {
        pk: (hit.title, address_of(hit.kind, hit.campaign_key, hit.key), False)
        for pk, hit in titles_of(list(kinds)).items()
    }
    missing: dict[str, list[UUID]] = defaultdict(list)
    for pk, kind in kinds.items():
        if pk not in found and can_be_restricted(kind):
            missing[kind].append(pk)
    for kind, ids in missing.items():
        for one in model_of(kind).objects.filter(pk__in=ids).select_related("campaign"):
            found[one.pk] = (one.name, address_of(kind, one.campaign.key, one.key), one.restricted)
    return found
