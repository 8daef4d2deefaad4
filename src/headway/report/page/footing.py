"""What a stretch of the report stands on: the sections of its sources, and what is not simply printed there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import get_language_bidi, ngettext, pgettext
from django.utils.translation import gettext as _

from headway.lib.rows import shape_of
from headway.lib.standing import NEEDS_REASON, Standing
from headway.report.blocks import Block, Break, Link, Mark, Paragraph, Run, Runs, runs, strong
from headway.report.page.page import Page
from headway.report.page.wording import wording

# So many names before a remark that many records share; the rest are counted.
MOST_NAMES = 3


def standing_mark(row: Any) -> Mark | None:
    """A quiet mark for what is not simply printed in its source."""
    return Mark("standing", wording(row.standing), "caution") if row.standing in NEEDS_REASON else None


def standing_tag(row: Any) -> Runs:
    """The mark with a space before it, to stand after what it marks; nothing where there is none."""
    mark = standing_mark(row)
    return runs(" ", mark) if mark else ()


def sections_of(rows: Iterable[Any]) -> list[str]:
    """The sections of the sources of these records, each once, in the order in which they are met."""
    return list(dict.fromkeys(row.source for row in rows if row.source))


def section_name(section: str) -> str:
    """What a section of a source is called: "section 3.1", "footnote 2"."""
    for pattern, said in (
        (r"(\d.*) case study", _("case study in section %(name)s")),
        (r"(\d.*)", _("section %(name)s")),
        (r"photo in (.+)", _("photograph in section %(name)s")),
        (r"photo", _("photograph")),
        (r"quote", _("quotation")),
        (r"cover", _("cover")),
        (r"title page", _("title page")),
        (r"fn (.+)", _("footnote %(name)s")),
        (r"annex (.+)", _("annex %(name)s")),
    ):
        if found := re.fullmatch(pattern, section):
            name = _part_named(found[found.lastindex or 0])
            # "4.3 growth" keeps its order in a line that runs from the right.
            return said % {"name": name if name.replace(".", "").isdigit() else isolated(name)}
    return _part_named(section)


def _part_named(name: str) -> str:
    """A section with the part of it that is meant, in the reader's language: "4.3 growth"."""
    number, _space, part = name.rpartition(" ") if name[:1].isdigit() else ("", "", name)
    said = {
        "growth": pgettext("part of a source", "growth"),
        "partners": pgettext("part of a source", "partners"),
        "progress indicators": pgettext("part of a source", "progress indicators"),
        "social media": pgettext("part of a source", "social media"),
        "statement": pgettext("part of a source", "statement"),
    }.get(part, part)
    return f"{number} {said}" if number else said


def source_line(page: Page, rows: Iterable[Any]) -> Runs:
    """ "Source: section 3.1 and footnote 2." """
    sections = [section_name(section) for section in sections_of(rows)]
    return runs(_("Source: %(sections)s.") % {"sections": page.tongue.join(sections)}) if sections else ()


def footing(page: Page, rows: Sequence[Any], leads: Runs = ()) -> list[Block]:
    """One small line: where these records come from, and the ways to what the annexes hold on them."""
    parts: list[str | Run] = [*source_line(page, rows)]
    parts += [" " if parts else "", *leads, "."] if leads else []
    if any(has_remark(part) for row in rows for part in (row, *_inside(row))):
        page.remember(rows)
        place = f"notes-{page.chapter}"
        if place in page.places:
            parts += [" " if parts else "", Link(f"#{place}", _("Notes on these facts")), "."]
    found = runs(*parts)
    return [Paragraph(found, style="small")] if found else []


def has_remark(row: Any) -> bool:
    return bool(getattr(row, "note", "")) or (
        getattr(row, "standing", Standing.PRINTED) in NEEDS_REASON and bool(row.reason)
    )


def remarks_on(page: Page, rows: Sequence[Any]) -> list[Runs]:
    """Reasons of standing first, then notes, each with the records that it is about."""
    grouped: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        for part in (row, *_inside(row)):
            standing = getattr(part, "standing", Standing.PRINTED)
            if standing in NEEDS_REASON and part.reason:
                grouped.setdefault((str(standing), part.reason), []).append(row)
    for row in rows:
        for part in (row, *_inside(row)):
            if note := getattr(part, "note", ""):
                grouped.setdefault(("", note), []).append(row)
    of_lead: dict[str, list[tuple[str, str]]] = {}
    for (standing, text), about in grouped.items():
        of_lead.setdefault(_lead(page, about), []).append((standing, text))
    return [_remark(page, lead, told) for lead, told in of_lead.items()]


def _lead(page: Page, about: Sequence[Any]) -> str:
    """What a remark is about: the names of its records, or the first of them and how many more there are."""
    names = list(dict.fromkeys(called(page, row) for row in about))
    if (more := len(names) - MOST_NAMES) <= 0:
        return page.tongue.join(names)
    said = ngettext("and %(more)s more", "and %(more)s more", more) % {"more": page.tongue.number(more)}
    return f"{page.tongue.listed(names[:MOST_NAMES])} {said}"


def _remark(page: Page, lead: str, told: Sequence[tuple[str, str]]) -> Runs:
    """Everything that is to be said of the same records, under their names once."""
    made: list[str | Run] = [strong(lead)]
    for at, (standing, text) in enumerate(told):
        # One standing that several reasons share is said once.
        if is_new := bool(standing) and (at == 0 or standing != told[at - 1][0]):
            made += [" (", wording(Standing(standing)), ")"]
        ends = at or (not standing and lead.rstrip("\u2069").endswith("…"))
        made += [" " if ends and not is_new else ". ", page.tongue.told(text)]
    return runs(*made)


def called(page: Page, row: Any) -> str:
    """What a remark calls a record: its name, or whose it is."""
    if row.kind == "figure":
        return (
            page.name("activity", row.activity).text
            if row.activity
            else page.name("measure", row.measure).text
        )
    if row.kind == "rating":
        country = page.name("focus-country", row.focus_country).text if row.focus_country else ""
        area = page.name("change-area", row.change_area).text
        return page.tongue.colon.join(part for part in (country, area) if part)
    if row.kind == "office":
        return page.office(row.key).text
    if getattr(row, "name", None):
        return page.name(row.kind, row.key).text
    for kind in ("office", "case", "focus_country"):
        if key := getattr(row, kind, ""):
            return (page.office(key) if kind == "office" else page.name(kind.replace("_", "-"), key)).text
    text = getattr(row, "text", "") or getattr(row, "how", "") or getattr(row, "who", "")
    if text:
        return _shortened(text)
    above = page.records.above(row.kind, row.key)
    return called(page, above) if above is not None else row.key


def _shortened(text: str) -> str:
    words = text.split()
    return isolated(" ".join(words[:8]) + ("…" if len(words) > 8 else ""))


def isolated(text: str) -> str:
    """A stretch that runs its own way within a line that may run the other way."""
    return f"\u2068{text}\u2069" if get_language_bidi() else text


def _inside(row: Any) -> Iterable[Any]:
    """What stands inside a record, at any depth."""
    for name, _kind in shape_of(row.__class__).children:
        for child in getattr(row, name):
            yield child
            yield from _inside(child)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def labelled(name: str, *content: str | Run) -> Runs:
    """ "Name: content", with the name strong; nothing where there is no content."""
    found = runs(*content)
    return runs(strong(_("%(name)s:") % {"name": name}), " ", *found) if found else ()


def labelled_by(name: Runs, *content: str | Run) -> Runs:
    """As `labelled`, with a name that may be in another language than the report."""
    found = runs(*content)
    before, after = _("%(name)s:").split("%(name)s")
    return runs(strong(before, *name, after), " ", *found) if found else ()


def on_lines(parts: Sequence[Runs]) -> Runs:
    """Each part on a line of its own."""
    found: list[str | Run] = []
    for part in parts:
        found += [*([Break()] if found else []), *part]
    return runs(*found)
