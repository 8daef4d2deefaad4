"""Reads every word of a document, for tests that ask what a report says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from headway.report.blocks import Document, Emphasis, Strong, plain


def words_of(thing: Any) -> Iterator[str]:
    """All texts of a document or a part of it, running text in one piece; not the drawing of a chart."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        if thing and all(hasattr(part, "text") or isinstance(part, (Strong, Emphasis)) for part in thing):
            yield plain(thing)
        else:
            for part in thing:
                yield from words_of(part)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            if field.name not in {"svg", "id", "url", "key"}:
                yield from words_of(getattr(thing, field.name))


def all_words(document: Document) -> str:
    """One text in which to look for another; white space and full stops do not count."""
    return "\n".join(squeezed(text) for text in words_of(document))


def squeezed(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
