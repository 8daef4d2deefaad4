"""A row as the search index keeps it: what it tells, as tokens; the same for what is stored and for what is only looked at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from headway.audit.models import Indexed
from headway.audit.queries.records import can_be_restricted, kinds_of_records, model_of
from headway.lib.finding import forms
from headway.lib.rows import Row
from headway.lib.told import Lending, Lent, Told, lent_kinds, told
from headway.pages.kinds import SEARCHED

# Takes a text in a language apart.
Cut = Callable[[str, str], Sequence[str]]
# A longer text is a story: no two are alike.
_SHORT = 80


def entry_of(row: Any, record: Any, campaign: Any, language: str, lending: Lending) -> Indexed:
    """The row as the index keeps it, not yet stored."""
    tells = told(row, apart=SEARCHED, unnamed=_unnamed_kinds(), lending=lending)
    entry = Indexed(kind=row.kind, record=record, campaign=campaign, key=row.key)
    return as_tokens(tells, entry, language, cut=_forms)


def as_tokens(tells: Told, entry: Indexed, language: str, cut: Cut = forms) -> Indexed:
    """The entry with what the record tells, in words and as tokens; `language` is that of its narrative.

    `cut` takes a text apart: one that remembers is for records that everybody may know of, and for no other.
    """
    title = {code or language: text for code, text in tells.title.items()}
    entry.title, entry.language = title, language
    in_title = [token for code, text in title.items() for token in cut(text, _spoken(code, language))]
    tokens = [
        token
        for passage in tells.passages
        for token in cut(passage.text, _spoken(passage.language, language))
    ]
    for text in tells.further:
        tokens += cut(text, language)
    own = [passage.text for passage in tells.passages if _spoken(passage.language, language) == language]
    entry.text = "\n\n".join(text.replace("\n\n", "\n") for text in own)
    entry.title_tokens, entry.text_tokens = " ".join(in_title), " ".join(tokens)
    return entry


def _forms(text: str, language: str) -> Sequence[str]:
    return forms(text, language) if len(text) > _SHORT else _of_names(text, language)


@lru_cache(maxsize=4_000)
def _of_names(text: str, language: str) -> tuple[str, ...]:
    """What many records of a batch tell alike (the names of their office, kind and measure) is taken apart once."""
    return tuple(forms(text, language))


def forget_cut_texts() -> None:
    """Once a record is hidden, nothing that was cut may be remembered."""
    _of_names.cache_clear()


def _spoken(code: str, language: str) -> str:
    """The language of a text: a name that is the same everywhere is stemmed as the language of its campaign is."""
    return language if code in ("", "*") else code


def lending_to(rows: Collection[Row], campaign: Any, known: Lending | None = None) -> Lending:
    """What the records lend to these rows that they point at: a query for each kind of them, where it is not `known`."""
    held = known or {}
    wanted: dict[str, set[str]] = {}
    for row in rows:
        for name, kind in lent_kinds(type(row)):
            if (key := getattr(row, name)) and (kind, key) not in held:
                wanted.setdefault(kind, set()).add(key)
    lending: dict[tuple[str, str], Lent] = {}
    for kind, keys in wanted.items():
        lending |= _lent(kind, model_of(kind).objects.filter(key__in=keys), campaign)
    return {**held, **lending} if lending else held


def lent_by(kinds: Iterable[str], campaign: Any) -> Lending:
    """What all records of these kinds lend."""
    lending: dict[tuple[str, str], Lent] = {}
    for kind in kinds:
        lending |= _lent(kind, model_of(kind).objects.all(), campaign)
    return lending


def _lent(kind: str, found: Any, campaign: Any) -> dict[tuple[str, str], Lent]:
    has = {one.name for one in found.model._meta.fields}
    if "campaign" in has:
        found = found.filter(campaign=campaign)
    elif kind == "change-area":
        found = found.filter(dimension__campaign=campaign)
    return {
        (kind, lent["key"]): Lent(lent["name"], lent.get("country") or "")
        for lent in found.order_by().values("key", "name", *({"country"} & has))
    }


@cache
def _unnamed_kinds() -> frozenset[str]:
    """The kinds whose keys are words of nothing: what can be restricted, and figures, which may be about that."""
    return frozenset({"figure", *(kind for kind in kinds_of_records() if can_be_restricted(kind))})
