"""Builds a report: facts, then outline, then each format asked for. The same facts give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from headway.lib.hints import meant
from headway.lib.problems import HeadwayError
from headway.lib.tongue import LANGUAGES, say, to_say
from headway.movement.actions import require
from headway.plan.queries import campaign_by_key, visible_campaigns
from headway.report.blocks import Document, runs
from headway.report.facts import Content, Facts, Profile, collect_content
from headway.report.outline import outline
from headway.report.page.tongue import Tongue
from headway.report.words import date_in_words


def build_report(
    campaign_key: str,
    *,
    acting_user: Any,
    language: str = "en",
    profile: str = Profile.INTERNAL,
    formats: Iterable[str] = ("html", "pdf", "docx"),
) -> dict[str, bytes]:
    """The report of a campaign as files, by their names; raise HeadwayError for what there is not."""
    require(acting_user, "see")
    wanted = list(dict.fromkeys(formats))
    for given, known, what in (
        *((one, tuple(WRITERS), to_say("format")) for one in wanted),
        (language, LANGUAGES, to_say("language")),
        (str(profile), tuple(Profile), to_say("profile")),
    ):
        _known(given, known, what)
    campaign = campaign_by_key(campaign_key, acting_user)
    if campaign is None:
        _known(campaign_key, [one.key for one in visible_campaigns(acting_user)], to_say("campaign"))
    facts, document = document_of(campaign, language, Profile(profile))
    name = file_name(facts, language)
    return {f"{name}.{kind}": content for kind, content in _each_written(document, wanted).items()}


def document_of(campaign: Any, language: str, profile: Profile) -> tuple[Facts, Document]:
    """The facts of a campaign, and the report that they make."""
    content = collect_content(campaign, profile)
    return content.facts, laid_out(content, language)


def laid_out(content: Content, language: str) -> Document:
    """The report that facts and outline make in a language."""
    return outline(content.facts, content.chapters, language)


def as_published(document: Document, edition: Any, language: str) -> Document:
    """The report of a frozen edition: it says which one it is, what changed in it, and where the log stood."""
    with override(language):
        tongue = Tongue(language, document.language)
        number = tongue.number(edition.number)
        day = {"number": number, "day": date_in_words(edition.published_at.date(), language)}
        said = [_("This is edition %(number)s, published on %(day)s.") % day]
        if edition.counts:
            counts = {name: tongue.number(count) for name, count in edition.counts.items()}
            said.append(
                _(
                    "Since the edition before, %(added)s facts were added, %(changed)s changed and %(gone)s are gone."
                )
                % counts
            )
        head = {"number": tongue.number(edition.log_entry), "mark": edition.log_link[:24]}
        said.append(_("When it was frozen, the log ended with entry %(number)s, %(mark)s.") % head)
        return replace(
            document,
            edition=_("Edition %(number)s") % {"number": number},
            colophon=(*(runs(part) for part in said), *document.colophon),
        )


def written(document: Document, form: str) -> bytes:
    """One file of a report."""
    return WRITERS[form](document)


def _each_written(document: Document, wanted: Sequence[str]) -> dict[str, bytes]:
    """Every format asked for. Typst lets go of the interpreter while it sets pages: the other formats are written meanwhile."""
    others = [kind for kind in wanted if kind != "pdf"]
    if not others or len(others) == len(wanted):
        return {kind: written(document, kind) for kind in wanted}
    with ThreadPoolExecutor(max_workers=1) as beside:
        pdf = beside.submit(copy_context().run, written, document, "pdf")
        made = {kind: written(document, kind) for kind in others}
        return {kind: made[kind] if kind in made else pdf.result() for kind in wanted}


def file_name(facts: Facts, language: str) -> str:
    """The campaign, the year of its last period, the language; and of a public edition that it is one."""
    periods = [row for row in facts.records.of("period") if row.begins <= facts.campaign.cutoff]
    year = max((row.ends for row in periods), default=facts.campaign.cutoff).year
    public = ["public"] if facts.profile is Profile.PUBLIC else []
    return "-".join([facts.campaign.key, str(year), *public, language])


def _known(given: str, known: Iterable[str], what: str) -> None:
    """Raise HeadwayError where `given` is none of `known`."""
    there = [str(one) for one in known]
    if given in there:
        return
    hint = meant(given, there, cutoff=0.5)
    if not hint and there:
        hint = say("; there is {known}", known=", ".join(there))
    raise HeadwayError(say('there is no {what} "{given}"{meant}', what=say(what), given=given, meant=hint))


# Each writer is loaded only where its format is asked for: together they weigh more than the rest of the program.
def _html(document: Document) -> bytes:
    from headway.report.html import write_html

    return write_html(document).encode()


def _pdf(document: Document) -> bytes:
    from headway.report.pdf import write_pdf

    return write_pdf(document)


def _docx(document: Document) -> bytes:
    from headway.report.docx import write_docx

    return write_docx(document)


def _pages(document: Document) -> bytes:
    from headway.report.html import write_bundle

    return write_bundle(document)


WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "pages": _pages,
}
