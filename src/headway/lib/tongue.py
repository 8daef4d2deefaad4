"""Texts for people in their language, for code that must not need Django: the command line, packs, pure rules.

The catalogs are the ones of the pages. In which language to speak is asked of a provider: the environment at the command
line; once Django runs, whatever it has activated for the request at hand.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "fr", "es", "ar")
DOMAIN = "django"
CATALOGS = Path(__file__).parents[1] / "locale"
# In the order of GNU gettext; LANGUAGE may hold several, with colons between.
_GIVEN_BY = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str]) -> str:
    """The first of our languages that the environment asks for; HEADWAY_LANGUAGE goes before the system's own."""
    given = [environment.get("HEADWAY_LANGUAGE", "")]
    given += next((environment[name] for name in _GIVEN_BY if environment.get(name)), "").split(":")
    spoken = (code.replace("-", "_").split("_")[0].split(".")[0].lower() for code in given)
    return next((code for code in spoken if code in LANGUAGES), "en")


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, CATALOGS, [language], fallback=True)


def _of_the_environment() -> str:
    return language_of(os.environ)


_language: Callable[[], str] = _of_the_environment


def speak_as(provider: Callable[[], str]) -> None:
    """From now on ask `provider` for the language of each text."""
    global _language  # noqa: PLW0603  one for the process, set where Django starts
    _language = provider


def to_say(text: str) -> str:
    """Marks a text that is said later, so that the catalogs have it."""
    return text


def say(text: str, /, **values: object) -> str:
    """`text` in the language of whoever reads it, with `values` for the names in braces."""
    told = _catalog(_language()).gettext(text)
    return told.format(**values) if values else told


def say_number(one: str, many: str, number: int, /, **values: object) -> str:
    """The form that the language has for `number`, which also stands for `{number}`."""
    told = _catalog(_language()).ngettext(one, many, number)
    return told.format(number=number, **values)
