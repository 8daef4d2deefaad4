"""What the templates of the frame and of the components need beside what all pages share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from heroicons.templatetags.heroicons import heroicon_outline

from headway.lib.labels import lacks_language
from headway.lib.precision import Precision
from headway.lib.standing import NEEDS_REASON, Standing
from headway.pages.speech import speech
from headway.pages.templatetags.pages import spoken_in
from headway.pages.wording import wording

register = template.Library()
# Longer ones are not repeated in links: a page would grow by a multiple of what it was sent.
LONGEST_QUERY = 1_000
_GAP = re.compile(r"\s*\n\s*")


@register.simple_block_tag
def around(content: str, tag: str, classes: str) -> str:
    """What stands inside, in an element of its own; nothing at all where there is nothing inside."""
    inner = content.strip()
    if not inner:
        return ""
    return format_html('<{} class="{}">{}</{}>', tag, classes, mark_safe(inner), tag)  # noqa: S308  (rendered by templates)


@register.simple_tag
def icon(name: str, size: Any = 20, label: str = "") -> str:
    """An icon of the one family; decoration, unless `label` says what it means."""
    drawn = _drawn(str(name), int(size))
    return format_html('<span role="img" aria-label="{}">{}</span>', label, drawn) if label else drawn


@lru_cache(maxsize=256)
def _drawn(name: str, size: int) -> SafeString:
    """Drawn once a process: a page may show the same icon a hundred times."""
    svg = str(heroicon_outline(name, size=size, **{"class": f"icon icon-{name}"}))
    return mark_safe(re.sub(r"\s*\n\s*", "", svg))  # noqa: S308  (of the library)


@register.simple_tag
def shown(label: Mapping[str, str] | None) -> str:
    """A label in the reader's language, with its own language where that is another, and a mark where it is missing."""
    if not label:
        return ""
    tongue = speech()
    lang = tongue.lang_of(label)
    text = (
        format_html('<bdi lang="{}">{}</bdi>', lang, tongue.say(label))
        if lang
        else format_html("<bdi>{}</bdi>", tongue.say(label))
    )
    if not lacks_language(label, tongue.language):
        return text
    return text + _mark(lang, _("Not translated yet"))


def _mark(lang: str, why: str) -> SafeString:
    """The quiet mark of another language; hidden from screen readers, which hear of it by `lang`."""
    return format_html('<sup class="lacks" aria-hidden="true" title="{}">{}</sup>', why, lang)


@register.simple_tag
def written_in(lang: str) -> str:
    """The mark of what was written in another language than the reader's; nothing where it is theirs."""
    here = speech(lang)
    if not here.told_elsewhere:
        return ""
    return _mark(lang, _("Written in another language: %(language)s") % {"language": here.tongue(lang)})


@register.simple_tag(takes_context=True)
def campaign_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """The parts of the campaign at hand: `main`, `more`, and whether the page is among the latter."""
    main, more = context["frame"].of_campaign(context["campaign"])
    return {"main": main, "more": more, "in_more": any(way.is_current for way in more)}


@register.simple_tag(takes_context=True)
def in_language(context: dict[str, Any], code: str) -> str:
    """The address of this page in another language, with what it is asked for unless that is very long."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query["language"] = code
    said = query.urlencode()
    return f"?{said}" if len(said) <= LONGEST_QUERY else f"?language={code}"


@register.filter
def paragraphs(text: Any, lang: str = "") -> str:
    """Each line of a text as a paragraph, its language marked at the end; markup stays as it is.

    The dots of one that was cut short never stand on a line alone.
    """
    said = str(conditional_escape(text)).strip().replace(" …", "\N{NO-BREAK SPACE}…")
    if "<" not in said:
        parts = [part for part in _GAP.split(said) if part.strip()]
        said = format_html_join("", "<p>{}</p>", ((SafeString(part.strip()),) for part in parts))
    mark = written_in(lang) if lang and said else ""
    if mark and said.endswith("</p>"):
        said = f"{said.removesuffix('</p>')}{mark}</p>"
    elif mark:
        said += mark
    return mark_safe(said)  # noqa: S308  (escaped above, or rendered by templates)


@register.filter
def in_line(text: Any) -> str:
    """Without the white space at either end, so that what follows stands close to it."""
    return mark_safe(str(conditional_escape(text)).strip())  # noqa: S308  (escaped above)


@register.filter
def in_its_direction(field: Any) -> str:
    """A field of a form; a text that stands in it runs in the direction of its own language, whatever the reader's is."""
    is_text = field.widget_type in ("text", "textarea") and "dir" not in field.field.widget.attrs
    return str(field.as_widget(attrs={"dir": "auto"}) if is_text and field.value() else field)


@register.filter
def precisely(value: Any, precision: Any) -> str:
    """A number with how exactly it is known."""
    return speech().amount(value, Precision(precision or Precision.EXACT)) if value is not None else ""


@register.filter
def needs_reason(row: Any) -> bool:
    """True for a fact that is not simply printed in its source or entered by an office."""
    standing = getattr(row, "standing", "")
    return bool(standing) and Standing(standing) in NEEDS_REASON


@register.filter
def standing_of(row: Any) -> str:
    return wording(Standing(row.standing))


@register.filter
def section_words(section: str) -> str:
    """What a section of a source is called: "section 3.1", "footnote 2"."""
    from headway.report.page.footing import section_name

    return section_name(section) if section else ""


@register.filter
def source_title(campaign: Any) -> str:
    """The title of the document that a campaign's facts were taken from, asked for once a page; "" where there is none."""
    if campaign is None or not hasattr(campaign, "sources"):
        return ""
    if "_source_title" not in campaign.__dict__:
        document = campaign.sources.order_by("position").first()
        campaign.__dict__["_source_title"] = document.title if document else ""
    return spoken_in(campaign.__dict__["_source_title"], campaign.language)
