"""What the fixed values of records are called, in the reader's language. Ask only inside `translation.override`.

Each room has the words for its own values; a value that nobody gave words is called by its own name.
"""

from __future__ import annotations

from enum import StrEnum

from headway.pages import wording as words_of_rooms


def wording(value: StrEnum) -> str:
    try:
        return words_of_rooms.wording(value)
    except KeyError:
        return str(value).replace("-", " ")
