"""The message catalogs: `update` gathers texts into them, `check` fails on a missing, fuzzy, empty or stale entry.

usage: catalogs.py update|check [LANGUAGE...]
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "headway"
LOCALE = SOURCE / "locale"
LANGUAGES = ("ar", "es", "fr")
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None, "say": None, "say_number": (1, 2), "to_say": None,
}  # fmt: skip


def extract_template(fileobj: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Texts of a Django template, by way of Django's own reading of it."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    python = templatize(fileobj.read().decode(), origin=getattr(fileobj, "name", ""))
    # How a template is indented means nothing, but Python would read blocks from it.
    python = "\n".join(line.lstrip() for line in python.splitlines())
    yield from extract_python(io.BytesIO(python.encode()), keywords, comment_tags, options)


def gathered() -> Catalog:
    """Every text of the code and the templates."""
    catalog = Catalog(project="Headway", charset="utf-8")
    methods: list[Any] = [
        ("**/tests/**", "ignore"),
        ("**.py", "python"),
        ("**/templates/**.html", extract_template),
        ("**/templates/**.txt", extract_template),
    ]
    found = extract_from_dir(SOURCE, method_map=methods, keywords=KEYWORDS, comment_tags=("Translators:",))
    for filename, _, message, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        catalog.add(message, None, [(filename, 0)], auto_comments=comments, context=context)
    for message, place in [*of_the_commands(), *of_click()]:
        catalog.add(message, None, [(place, 0)])
    return catalog


def of_the_commands() -> Iterator[tuple[str, str]]:
    """What `--help` says of each command and option."""
    sys.path.insert(0, str(SOURCE.parent))
    from headway.cli.main import commands_of, headway

    for command in commands_of(headway):
        place = f"cli/{command.name}"
        if command.help:
            yield command.help, place
        yield from ((one.help, place) for one in command.params if isinstance(one, click.Option) and one.help)


def of_click() -> Iterator[tuple[Any, str]]:
    """What Click itself says, as far as our commands can make it say it."""
    folder = Path(str(click.__file__)).parent
    for name in ("core.py", "decorators.py", "exceptions.py", "formatting.py", "parser.py", "types.py"):
        with (folder / name).open("rb") as file:
            for _, message, _comments, _context in extract("python", file, keywords=KEYWORDS):
                yield message, f"click/{name}"


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def stored(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Headway", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(languages: Sequence[str] = LANGUAGES) -> int:
    """Bring catalogs up to date, keeping what is translated and dropping what is gone."""
    template = gathered()
    for language in languages:
        catalog = stored(language)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        catalog.fuzzy = False
        catalog.header_comment = f"# Headway's texts in {catalog.locale.english_name}."
        catalog.last_translator = catalog.language_team = "Headway developers"
        # Fixed, so that gathering texts changes nothing where no text changed.
        catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as out:
            write_po(out, catalog, width=110, sort_output=True, no_location=True, ignore_obsolete=True)
        missing = sum(1 for message in catalog if message.id and not _full(message))
        print(f"{language}: {len(catalog)} texts, {missing} without a translation")
    return 0


def _full(message: Any) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return bool(strings) and all(strings)


def _placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


def faults(language: str, template: Catalog) -> Iterator[str]:
    """What is wrong with one language's catalog."""
    catalog = stored(language)
    for message in template:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
        found = catalog.get(message.id, message.context) or catalog.get(ids[0], message.context)
        if found is None or not _full(found):
            yield f'{language}: "{ids[0]}" has no translation'
        elif found.fuzzy:
            yield f'{language}: "{ids[0]}" is fuzzy'
        else:
            strings = found.string if isinstance(found.string, (list, tuple)) else (found.string,)
            if isinstance(found.string, (list, tuple)) and len(strings) != catalog.num_plurals:
                yield f'{language}: "{ids[0]}" needs {catalog.num_plurals} plural forms'
            wanted = {tuple(_placeholders(text)) for text in ids}
            for text in map(str, strings):
                # A form for one or two may leave the number out; none may have a placeholder of its own.
                extra = set(_placeholders(text)) - {name for names in wanted for name in names}
                lost = set(_placeholders(ids[-1])) - set(_placeholders(text)) if len(strings) == 1 else set()
                if extra or lost:
                    yield f'{language}: "{ids[0]}": placeholders differ ({", ".join(sorted(extra | lost))})'
    for message in catalog:
        if message.id and template.get(message.id, message.context) is None:
            first = message.id if isinstance(message.id, str) else message.id[0]
            if template.get(first, message.context) is None:
                yield f'{language}: "{first}" is no longer in use; run `make messages`'


def check(languages: Sequence[str] = LANGUAGES) -> int:
    """Print every fault; 1 where there is any."""
    template = gathered()
    found = [fault for language in languages for fault in faults(language, template)]
    print("\n".join(found) or f"{len(template)} texts in {len(LANGUAGES) + 1} languages")
    return bool(found)


if __name__ == "__main__":
    verb, *wanted = sys.argv[1:] or ["check"]
    sys.exit({"update": update, "check": check}[verb](wanted or LANGUAGES))
