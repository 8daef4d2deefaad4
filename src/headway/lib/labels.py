"""Labels: names of things in several languages.

A label is a mapping from language code to text. A name that is the same everywhere (a person, an organisation,
a place) stands under `EVERYWHERE` and is written in packs as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from babel import Locale, UnknownLocaleError
from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from headway.lib.signs import bad_sign, shows
from headway.lib.tongue import LANGUAGES, say

EVERYWHERE = "*"
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
LONGEST_LABEL = 300
_CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


LONGEST_PROSE = 20_000


def is_language_code(text: str) -> bool:
    """True for codes such as `en`, `pt-BR` or `zh-Hant`, of a language whose numbers and dates can be written."""
    return bool(_CODE.fullmatch(text)) and _is_spoken(text)


@cache
def _is_spoken(code: str) -> bool:
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def parse_label(value: object, longest: int = LONGEST_LABEL) -> dict[str, str]:
    """Take plain text or `{language: text}`; raise ValueError with what is wrong with it."""
    if isinstance(value, str):
        value = {EVERYWHERE: value}
    if not isinstance(value, Mapping) or not value:
        raise ValueError(say("a label is text, or one text a language"))
    label: dict[str, str] = {}
    for language, text in value.items():
        if language != EVERYWHERE and not is_language_code(str(language)):
            raise ValueError(
                say('"{language}" is not a language code such as en, fr, es or ar', language=language)
            )
        if not isinstance(text, str):
            raise ValueError(
                say('the label in "{language}" is one text, not a list or a mapping', language=language)
            )
        if not shows(text):
            raise ValueError(say('the label in "{language}" is empty', language=language))
        if len(text) > longest:
            raise ValueError(
                say(
                    "at most {longest} characters fit here; this has {number}",
                    longest=longest,
                    number=len(text),
                )
            )
        if bad := bad_sign(text, in_line=longest <= LONGEST_LABEL):
            raise ValueError(bad[1])
        label[str(language)] = text
    return label


def dump_label(label: Mapping[str, str]) -> str | dict[str, str]:
    """The canonical form: plain text for a name that is the same everywhere, else languages in a fixed order."""
    if set(label) == {EVERYWHERE}:
        return label[EVERYWHERE]
    order = [language for language in LANGUAGES if language in label]
    return {language: label[language] for language in [*order, *sorted(set(label) - set(order))]}


def label_in(label: Mapping[str, str], language: str) -> str:
    """The text for a reader of `language`: theirs, else the common name, else English, else whatever there is."""
    for candidate in (language, language.split("-")[0], EVERYWHERE, "en"):
        if candidate in label:
            return label[candidate]
    return next(iter(label.values()), "")


def shown_language(label: Mapping[str, str], language: str) -> str:
    """The language in which a form shows a label to be changed: its own where it has only one."""
    if language in label:
        return language
    return next(iter(label)) if len(label) == 1 else language


def retitled(before: Mapping[str, str] | None, language: str, text: str) -> dict[str, str]:
    """The label with this text in the language in which it was shown to be changed; others stay."""
    if before is None:
        return {language: text}
    return {**before, shown_language(before, language): text}


def lacks_language(label: Mapping[str, str], language: str) -> bool:
    """True where `label_in` had to fall back on another language, so that a page can say so."""
    return bool(label) and EVERYWHERE not in label and language.split("-")[0] not in label


def parse_prose(value: object) -> dict[str, str]:
    """As `parse_label`, for paragraphs."""
    return parse_label(value, LONGEST_PROSE)


_SCHEMA = {
    "description": "Plain text where it is the same in all languages, else one text a language.",
    "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}],
}
Label = Annotated[
    dict[str, Any], PlainValidator(parse_label), PlainSerializer(dump_label), WithJsonSchema(_SCHEMA)
]
Prose = Annotated[
    dict[str, Any], PlainValidator(parse_prose), PlainSerializer(dump_label), WithJsonSchema(_SCHEMA)
]
