"""Words as they are searched: one folder and stemmer for what is indexed and for what is asked, so that both meet.

Accents, letter case and the forms of Arabic letters are folded away first, then words are cut to their stems: whoever
types without accents finds the same.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from headway.lib.tongue import LANGUAGES

LONGEST_TOKEN = 60
_STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ar": "arabic"}
_WORD = re.compile(r"[^\W_]+")
# What an apostrophe joins to a word without being one: l'avocat, qu'il, the campaign's.
_JOINED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ](?=\w)|['’ʼ]s\b")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,\u066c\u00a0\u202f]\d{3})+(?![\d.,]*\d)")
_NO_DIGIT = re.compile(r"\D")
# Arabic: the carriers of hamza, last letters that print alike, the Persian and Urdu twins of kaf, heh and yeh.
_ARABIC = str.maketrans("آأإٱؤئىیےةۀہھەک", "اااا" + "وييييههههه" + "ك", "ءـ")
_LATIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "æ": "ae", "ı": "i"})
_ARABIC_BEFORE = re.compile(r"^(?:[وف]?[بك]?ال|[وف]?لل)(?=\w{3})")
_ARABIC_AFTER = re.compile(r"(?<=\w{3})[اهي]$")
# The French stemmer spares the plural of detenus, and knows torturée by its accent, which is folded away by then.
_FRENCH_PLURAL = re.compile(r"(?<=\w{4})s$")
_FRENCH_PARTICIPLE = re.compile(r"(?<=\w{3})ee$")
_DIGIT = re.compile(r"\d")
_own = threading.local()


def fold(text: str) -> str:
    """`text` in small letters, without accents, vowel signs, invisible signs or variants of letters and digits."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", apart.translate(_LATIN).translate(_ARABIC).translate(_BARE))


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    if unicodedata.category(sign) in ("Mn", "Cf"):
        return ""
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


class _Bare(dict[int, str]):
    """Each sign as it is kept, found out once."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain(chr(code))
        return self[code]


_BARE = _Bare()


def words(text: str) -> list[str]:
    """The folded words of a text, in order; a number with separators between thousands is one word."""
    # Before folding, which makes plain spaces of the narrow ones.
    whole = _THOUSANDS.sub(lambda number: _NO_DIGIT.sub("", number[0]), text)
    return [word[:LONGEST_TOKEN] for word in _WORD.findall(_JOINED.sub(" ", fold(whole)))]


def tokens(text: str, language: str) -> list[str]:
    """What a text in `language` is indexed by; words of other languages are folded but keep their endings."""
    code = language.split("-")[0]
    return [stem(word, code) for word in words(text)]


def asked(text: str, languages: Sequence[str] = LANGUAGES) -> list[tuple[str, ...]]:
    """For each word of a query, the tokens that it may stand under, whatever the language of the text it is in."""
    return [tuple(sorted({word, *(stem(word, language) for language in languages)})) for word in words(text)]


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; what holds a digit (a number, a key) is a word of no language."""
    if language not in _STEMMERS or _DIGIT.search(word):
        return word
    if language == "ar":
        cut: str = _stemmer(language).stemWord(_ARABIC_BEFORE.sub("", word))
        return _ARABIC_AFTER.sub("", cut)
    if language == "fr":
        word = _FRENCH_PARTICIPLE.sub("e", _FRENCH_PLURAL.sub("", word))
    return str(_stemmer(language).stemWord(word))


def _stemmer(language: str) -> Any:
    """A stemmer keeps the word it works on in itself, so each thread has its own."""
    name = _STEMMERS[language]
    if not hasattr(_own, name):
        import snowballstemmer

        setattr(_own, name, snowballstemmer.stemmer(name))
    return getattr(_own, name)
