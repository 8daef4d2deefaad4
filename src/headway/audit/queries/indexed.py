"""A row as the search index keeps it: what it tells, as tokens; the same for what is stored and for what is only looked at."""

from __future__ import annotations

from functools import cache
from typing import Any

from headway.audit.models import Indexed
from headway.audit.queries.records import can_be_restricted, kinds_of_records
from headway.lib.finding import forms
from headway.lib.told import Told, told
from headway.pages.kinds import SEARCHED


def entry_of(row: Any, record: Any, campaign: Any, language: str) -> Indexed:
    """The row as the index keeps it, not yet stored."""
    tells = told(row, apart=SEARCHED, unnamed=_restrictable_kinds())
    return as_tokens(tells, Indexed(kind=row.kind, record=record, campaign=campaign, key=row.key), language)


def as_tokens(tells: Told, entry: Indexed, language: str) -> Indexed:
    """The entry with what the record tells, in words and as tokens; `language` is that of its narrative."""
    title = {code or language: text for code, text in tells.title.items()}
    entry.title, entry.language = title, language
    in_title = [token for code, text in title.items() for token in forms(text, _spoken(code, language))]
    tokens = [
        token
        for passage in tells.passages
        for token in forms(passage.text, _spoken(passage.language, language))
    ]
    for text in tells.further:
        tokens += forms(text, language)
    own = [passage.text for passage in tells.passages if _spoken(passage.language, language) == language]
    entry.text = "\n\n".join(text.replace("\n\n", "\n") for text in own)
    entry.title_tokens, entry.text_tokens = " ".join(in_title), " ".join(tokens)
    return entry


def _spoken(code: str, language: str) -> str:
    """The language of a text: a name that is the same everywhere is stemmed as the language of its campaign is."""
    return language if code in ("", "*") else code


@cache
def _restrictable_kinds() -> frozenset[str]:
    return frozenset(kind for kind in kinds_of_records() if can_be_restricted(kind))
