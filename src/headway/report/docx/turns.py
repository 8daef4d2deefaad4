"""Text of both directions for Word: what runs against the page is a paragraph of its own, from its own side."""

from __future__ import annotations

from headway.report.apart import is_against, set_apart
from headway.report.blocks import Break, Runs, Text
from headway.report.docx.inline import Setting, running
from headway.report.docx.xml import Element, keep_with_next, make

# Where a paragraph that was turned begins: the hanging lines and bullets of its style are on the other side. And what
# goes on after it in the direction of the page stands in line with its first words. Neither is counted as a new item.
_UNCOUNTED = make("numPr", make("ilvl", val=0), make("numId", val=0))
FLUSH = {"ind": make("ind", left=0, right=0, hanging=0)}
IN_LIST, AFTER_IN_LIST = (
    FLUSH | {"numPr": _UNCOUNTED},
    {
        "ind": make("ind", left=360, hanging=0),
        "numPr": _UNCOUNTED,
    },
)


def in_turns(
    style: str,
    before: list[Element],
    text: Runs,
    setting: Setting,
    lang: str = "",
    *,
    letters: dict[str, Element] | None = None,
    **properties: Element,
) -> list[Element]:
    """The text as paragraphs of a style, after the words `before`; one where all of it runs in one direction."""
    language = lang or setting.document.language
    parts = _parts(set_apart(text, language, after_words=bool(before)), language)
    if not any(spoken for spoken, _part in parts):
        words = [*before, *running(text, setting, lang, after_words=bool(before), **(letters or {}))]
        return [setting.paragraph(style, words, lang, **properties)]
    if before and parts[0][0]:
        parts.insert(0, ("", ()))
    made: list[Element] = []
    for at, (spoken, part) in enumerate(parts):
        words = [*(before if at == 0 else []), *running(part, setting, spoken or lang, **(letters or {}))]
        look = properties if at == 0 else _turned(spoken, properties)
        made.append(setting.paragraph(style, words, spoken or lang, **look))
    for paragraph in made[:-1]:
        keep_with_next(paragraph)
    return made


def _parts(text: Runs, language: str) -> list[tuple[str, Runs]]:
    """Stretches between breaks, each with the language that it runs in where that is against the page; the others are
    joined again by their breaks.
    """
    parts: list[tuple[str, Runs]] = []
    stretch: Runs = ()
    for run in (*text, Break()):
        if not isinstance(run, Break):
            stretch = (*stretch, run)
            continue
        spoken = next(
            (one.lang for one in stretch if isinstance(one, Text) and is_against(one, language)), ""
        )
        if parts and not spoken and not parts[-1][0]:
            parts[-1] = ("", (*parts[-1][1], Break(), *stretch))
        elif stretch:
            parts.append((spoken, stretch))
        stretch = ()
    return parts


def _turned(spoken: str, properties: dict[str, Element]) -> dict[str, Element]:
    if "numPr" in properties:
        return IN_LIST if spoken else AFTER_IN_LIST
    return FLUSH if spoken else properties
