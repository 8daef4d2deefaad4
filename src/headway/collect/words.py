"""What the fixed values of this room are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.collect.rows import PublishedKind, ReturnState
from headway.collect.rules import By
from headway.lib.additivity import Distribution, NoFigures, Range, Refusal, Result, Total
from headway.lib.precision import Precision
from headway.pages.speech import speech
from headway.pages.wording import says, wording


@says(ReturnState)
def _return_state() -> Mapping[StrEnum, str]:
    return {
        ReturnState.NOT_STARTED: _("not started"),
        ReturnState.IN_PROGRESS: _("in progress"),
        ReturnState.SUBMITTED: _("handed in"),
        ReturnState.RETURNED: _("sent back"),
        ReturnState.ACCEPTED: pgettext("a return", "accepted"),
        ReturnState.NOTHING_TO_REPORT: _("nothing to report"),
    }


@says(PublishedKind)
def _published_kind() -> Mapping[StrEnum, str]:
    return {
        PublishedKind.TOTAL: pgettext("a published fact", "total"),
        PublishedKind.RATIO: pgettext("a published fact", "share"),
        PublishedKind.WORDS: pgettext("a published fact", "in words"),
    }


@says(By)
def _by() -> Mapping[StrEnum, str]:
    return {
        By.OFFICE: _("Office"),
        By.PERIOD: _("Period"),
        By.CASE: _("Case"),
        By.TARGET: pgettext("of advocacy", "Target"),
        By.COUNTRY: _("Country"),
    }


def said_none(by: By) -> str:
    """What stands in place of a name where figures name none."""
    return {
        By.OFFICE: _("no single office"),
        By.PERIOD: _("no period"),
        By.CASE: _("no single case"),
        By.TARGET: _("no single target"),
        By.COUNTRY: _("no single country"),
    }[by]


def said_group(by: By, key: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """What a group of totals is called."""
    if not key:
        return said_none(by)
    return speech().country(key) if by is By.COUNTRY else speech().say(names[key])


TONES: Mapping[StrEnum, str] = {
    ReturnState.NOT_STARTED: "quiet",
    ReturnState.IN_PROGRESS: "accent",
    ReturnState.SUBMITTED: "good",
    ReturnState.RETURNED: "warn",
    ReturnState.ACCEPTED: "good",
    ReturnState.NOTHING_TO_REPORT: "good",
}


def said_value(value: Decimal | None, precision: str, words: str, *, is_share: bool = False) -> str:
    """A figure in a line: its number with how exactly it is known, or the words of its source."""
    return words if value is None else speech().amount(value, Precision(precision), is_share=is_share)


def said_result(result: Result, *, is_share: bool = False) -> str:
    """What figures come to: a number, a range, a spread, or that there is no total."""
    here = speech()
    match result:
        case Total():
            return here.amount(result.value, result.precision, is_share=is_share)
        case Range():
            said = _between(result.low, result.high, is_share)
            return here.precisely(said, result.precision)
        case Distribution() if result.smallest == result.largest:
            return here.amount(result.smallest, result.precision, is_share=is_share)
        case Distribution():
            return here.precisely(_between(result.smallest, result.largest, is_share), result.precision)
        case Refusal():
            return _("no total")
        case NoFigures():
            return ""


def _between(low: Decimal, high: Decimal, is_share: bool) -> str:
    here = speech()
    return _("%(low)s to %(high)s") % {
        "low": here.amount(low, is_share=is_share),
        "high": here.amount(high, is_share=is_share),
    }


def why_result(result: Result) -> list[str]:
    """In plain words, why the figures come to a range, a spread or no total."""
    match result:
        case Range():
            return [wording(reason) for reason in result.reasons]
        case Refusal():
            return [wording(result.reason)]
        case Distribution() if len(result.counts) > 1:
            return [_("from the smallest to the largest; the values are not added")]
    return []
