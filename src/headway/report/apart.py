"""Words of both directions in one text: what is more than a name stands on lines of its own, so that no line is read twice."""

from __future__ import annotations

from headway.report.blocks import Break, FactRef, Mark, Run, Runs, Text, direction_of

# A name of up to so many letters stays in its line.
LONGEST_NAME = 24


def set_apart(text: Runs, language: str, *, after_words: bool = False) -> Runs:
    """The text, in `language`, with a break before and after each stretch that runs the other way.

    `after_words`: something stands before the text on its first line.
    """
    if not any(is_against(run, language) for run in text):
        return text
    made: list[Run] = []
    ends = False
    for run in text:
        if is_against(run, language):
            if not ends and (not isinstance(made[-1], Break) if made else after_words):
                made.append(Break())
            ends = True
        elif ends and not _stays(run):
            if not isinstance(run, Break):
                made.append(Break())
            ends = False
        made.append(run)
    return tuple(made)


def is_against(run: Run, language: str) -> bool:
    """True of more than a name that runs the other way than `language`."""
    if not isinstance(run, Text) or not run.lang or len(run.text) <= LONGEST_NAME:
        return False
    return direction_of(run.lang) != direction_of(language)


def _stays(run: Run) -> bool:
    """A mark, a figure, or a full stop goes with the words before it."""
    return isinstance(run, (Mark, FactRef)) or (
        isinstance(run, Text) and (bool(run.lang) or run.text.strip() in ("", "."))
    )
