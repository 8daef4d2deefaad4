"""Elements of WordprocessingML, in the order that Word insists on."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

from headway.report.letters import presentable

# An element of lxml; its class is made at run time, so there is nothing to name it by.
Element = Any

_PARAGRAPH_ORDER = [
    *(
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "widowControl",
        "numPr",
        "pBdr",
        "shd",
        "tabs",
        "bidi",
    ),
    *("spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"),
]
_RUN_ORDER = [
    *(
        "rStyle",
        "rFonts",
        "b",
        "bCs",
        "i",
        "iCs",
        "noProof",
        "color",
        "spacing",
        "position",
        "sz",
        "szCs",
        "bdr",
    ),
    *("shd", "vertAlign", "rtl", "cs", "lang"),
]


def make(tag: str, *children: Element | str, **attributes: str | int) -> Element:
    """One element: `make("pStyle", val="Title")`. A string among the children is its text."""
    name = tag if ":" in tag else f"w:{tag}"
    made = oxml_parser.makeelement(_qualified(name), nsmap=_prefixes(name))
    for key, value in attributes.items():
        made.set(_qualified(f"w:{key}"), presentable(str(value)))
    for child in children:
        if isinstance(child, str):
            made.text = presentable(child)
            made.set(_qualified("xml:space"), "preserve")
        else:
            made.append(child)
    return made


# A report is made of tens of thousands of elements of a few dozen names.
@cache
def _qualified(name: str) -> str:
    return qn(name)


@cache
def _prefixes(name: str) -> dict[str, str]:
    prefix = name.split(":")[0]
    return {prefix: nsmap[prefix]}


def paragraph(style: str, children: Iterable[Element] = (), **properties: Element) -> Element:
    """A paragraph in a style; properties by name (`bidi=make("bidi")`) are put in their order."""
    settings = {"pStyle": make("pStyle", val=style)} | properties
    return make("p", in_order("pPr", settings, _PARAGRAPH_ORDER), *children)


def run(text: str, **properties: Element) -> Element:
    """A stretch of text with its properties."""
    return make("r", *run_properties(properties), make("t", " ".join(text.split("\n"))))


def run_properties(properties: dict[str, Element]) -> list[Element]:
    return [in_order("rPr", properties, _RUN_ORDER)] if properties else []


def in_order(tag: str, properties: dict[str, Element], order: list[str]) -> Element:
    """Properties in the order of the schema. Copies, since an element has one parent and a property many uses."""
    return make(tag, *(deepcopy(properties[name]) for name in order if name in properties))


def paragraph_properties(properties: dict[str, Element]) -> Element:
    return in_order("pPr", properties, _PARAGRAPH_ORDER)


def keep_with_next(element: Element) -> None:
    """Keep a paragraph on the page of what follows it; a table is left as it is."""
    found = element.find(make("pPr").tag)
    if found is not None and element.tag == make("p").tag and found.find(make("keepNext").tag) is None:
        # The schema wants it right after the name of the style.
        found.insert(1, make("keepNext"))


def field(
    instruction: str, result: list[Element], *, dirty: bool = False, **properties: Element
) -> list[Element]:
    """A field as runs: what it asks, and what it showed last."""

    def part(child: Element) -> Element:
        return make("r", *run_properties(properties), child)

    begin = (
        make("fldChar", fldCharType="begin", dirty="true") if dirty else make("fldChar", fldCharType="begin")
    )
    return [
        part(begin),
        part(make("instrText", f" {instruction} ")),
        part(make("fldChar", fldCharType="separate")),
        *result,
        part(make("fldChar", fldCharType="end")),
    ]
