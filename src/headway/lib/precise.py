"""Whether a sentence about a change is precise: who, what that somebody else could see, when, and where.

It is a help to whoever writes and no judge: words are looked at, not understood. Nothing is refused by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from headway.lib.edtf import ImpreciseDate
from headway.lib.folding import tokens, words
from headway.lib.tongue import LANGUAGES

FEWEST_WORDS = 6
# A change of a year or less is dated; a longer span says little.
LONGEST_DAYS = 400


class Asked(StrEnum):
    """What makes a statement precise, in the order in which it is asked."""

    ACTOR = "actor"
    CHANGE = "change"
    DATED = "dated"
    PLACED = "placed"
    MATTERS = "matters"
    PART = "part"


# Words that everybody agrees with and that nobody can see, by language.
_VAGUE: Mapping[str, str] = {
    "en": "awareness improve improved strengthen strengthened better enhance enhanced raise raised impact positive support "
    "supported empower empowered sensitise sensitize promote promoted contribute contributed engagement more",
    "fr": "sensibilisation sensibiliser améliorer amélioré renforcer renforcé mieux impact positif soutien soutenir promouvoir "
    "promu contribuer contribué engagement davantage plus",
    "es": "sensibilización sensibilizar concienciación mejorar mejorado fortalecer fortalecido mejor impacto positivo apoyo apoyar "
    "promover promovido contribuir contribuido compromiso más",
    "ar": "توعية وعي تحسين تحسن تعزيز عزز أفضل أثر إيجابي دعم تمكين ترويج مساهمة ساهم التزام أكثر",
}
# Nobody in particular.
_NOBODY: Mapping[str, str] = {
    "en": "people everyone everybody society public government authorities stakeholders community they officials state",
    "fr": "gens personnes tous société public gouvernement autorités acteurs communauté ils fonctionnaires état",
    "es": "gente personas todos sociedad público gobierno autoridades actores comunidad ellos funcionarios estado",
    "ar": "ناس جميع مجتمع جمهور حكومة سلطات أطراف هم مسؤولون دولة",
}
_LITTLE = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "la",
        "le",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "el",
        "los",
        "las",
        "una",
        "y",
        "et",
        "and",
        "و",
        "في",
        "من",
        "its",
    ]
)


def is_named(actor: str) -> bool:
    """True for somebody in particular: "the government" alone is nobody whom one could ask."""
    said = [word for word in words(actor) if word not in _LITTLE]
    return bool(said) and not all(_is(word, _NOBODY_KEY) for word in said)


def is_observable(statement: str) -> bool:
    """True where enough is said that is not only a word which everybody agrees with."""
    said = [word for word in words(statement) if word not in _LITTLE]
    telling = [word for word in said if not _is(word, _VAGUE_KEY)]
    return (
        len(said) >= FEWEST_WORDS
        and len(telling) >= FEWEST_WORDS - 1
        and 4 * (len(said) - len(telling)) <= len(said)
    )


def is_dated(when: ImpreciseDate | None) -> bool:
    """True for a day, a month, a year, or a span that is no longer than that."""
    if when is None or when.earliest is None or when.latest is None:
        return False
    return (when.latest - when.earliest).days <= LONGEST_DAYS


_VAGUE_KEY, _NOBODY_KEY = "vague", "nobody"


def _is(word: str, which: str) -> bool:
    known = _stems(which)
    return any(token in known for language in LANGUAGES for token in tokens(word, language))


@cache
def _stems(which: str) -> frozenset[str]:
    lists = _VAGUE if which == _VAGUE_KEY else _NOBODY
    return frozenset(token for language, text in lists.items() for token in tokens(text, language))


def checked(
    *, actor: str, statement: str, when: ImpreciseDate | None, is_placed: bool, matters: str, has_part: bool
) -> tuple[tuple[Asked, bool], ...]:
    """What makes a statement precise, and whether it is there."""
    found = {
        Asked.ACTOR: is_named(actor),
        Asked.CHANGE: is_observable(statement),
        Asked.DATED: is_dated(when),
        Asked.PLACED: is_placed,
        Asked.MATTERS: bool(matters.strip()),
        Asked.PART: has_part,
    }
    return tuple((asked, found[asked]) for asked in Asked)
