"""What exports call countries, languages, kinds of media, and so on, as one table: which words, what is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from headway.lib.rows import territories
from headway.lib.tongue import LANGUAGES

WORDS = Path(__file__).parents[1] / "lib" / "exportwords.yaml"
YES = "yes"
# What exports call a country, beside what the CLDR calls it and its code.
_MORE = {"usa": "US", "united states of america": "US", "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
         "wales": "GB", "northern ireland": "GB", "south korea": "KR", "republic of korea": "KR", "north korea": "KP",
         "russian federation": "RU", "ivory coast": "CI", "czech republic": "CZ", "macedonia": "MK", "burma": "MM",
         "palestine": "PS", "hong kong": "HK", "macau": "MO", "macao": "MO", "viet nam": "VN", "uae": "AE", "turkey": "TR",
         "swaziland": "SZ", "cape verde": "CV", "syrian arab republic": "SY", "iran, islamic republic of": "IR",
         "venezuela, bolivarian republic of": "VE", "bolivia, plurinational state of": "BO", "tanzania, united republic of": "TZ",
         "moldova, republic of": "MD", "lao people's democratic republic": "LA", "republic of ireland": "IE",
         "the netherlands": "NL", "holland": "NL", "democratic republic of the congo": "CD", "congo": "CG"}  # fmt: skip


def words(extra: Mapping[str, Mapping[str, str]]) -> Any:
    """The table: `of` what, the word in small letters, what it means; `extra` by what and word."""
    import pyarrow as pa

    rows = {
        **dict(_known()),
        **{(of, word.casefold()): code for of, told in extra.items() for word, code in told.items()},
    }
    return pa.table({
        "of": [of for of, _ in rows], "word": [word for _, word in rows], "means": list(rows.values()),
    })  # fmt: skip


@cache
def _known() -> tuple[tuple[tuple[str, str], str], ...]:
    return tuple({**dict(_countries()), **dict(_languages()), **dict(_of_the_file())}.items())


def _countries() -> Iterator[tuple[tuple[str, str], str]]:
    known = territories()
    for code in known:
        yield ("country", code.casefold()), code
    for language in reversed(LANGUAGES):
        for code, label in Locale(language).territories.items():
            if str(code) in known:
                yield ("country", str(label).casefold()), str(code)
    for word, code in _MORE.items():
        yield ("country", word), code


def _languages() -> Iterator[tuple[tuple[str, str], str]]:
    for language in reversed(LANGUAGES):
        for code, label in Locale(language).languages.items():
            short = str(code).split("_")[0]
            if len(short) == 2:
                plain = str(code) == short
                if plain:
                    yield ("language", str(label).casefold()), short
                yield ("language", str(code).replace("_", "-").casefold()), short


def _of_the_file() -> Iterator[tuple[tuple[str, str], str]]:
    told = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    for word in told.pop(YES):
        yield (YES, str(word).casefold()), YES
    for of, meanings in told.items():
        for code, said in meanings.items():
            for word in said:
                yield (of, str(word).casefold()), code
