"""What the fixed values of this room are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.assess.rows import Basis
from headway.lib.additivity import Additivity, Distribution, Range, Refusal, Result, Total
from headway.listen.rules import Taken
from headway.pages.speech import speech
from headway.pages.wording import says, wording


@says(Basis)
def _basis() -> Mapping[StrEnum, str]:
    return {Basis.CORE_TEAM: _("rated by the core team"), Basis.TEXT: _("assessed from the text")}


def outcomes_in_words(verified: int, unverified: int) -> list[str]:
    """How many outcomes are tied to an indicator, those that are verified apart; nothing of none."""
    said = []
    if verified:
        words = ngettext("%(count)s verified outcome", "%(count)s verified outcomes", verified)
        said.append(words % {"count": speech().number(verified)})
    if unverified:
        words = ngettext("%(count)s outcome not verified", "%(count)s outcomes not verified", unverified)
        said.append(words % {"count": speech().number(unverified)})
    return said


def value_in_words(result: Result, *, is_share: bool) -> tuple[str, str]:
    """What figures come to, and why it is no plain sum where it is none."""
    here = speech()
    match result:
        case Total():
            return here.amount(result.value, result.precision, is_share=is_share), ""
        case Range():
            low, high = (here.amount(one, is_share=is_share) for one in (result.low, result.high))
            said = here.precisely(_("%(low)s to %(high)s") % {"low": low, "high": high}, result.precision)
            return said, here.join(wording(reason) for reason in result.reasons)
        case Distribution():
            low, high = (here.amount(one, is_share=is_share) for one in (result.smallest, result.largest))
            said = low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
            return said, wording(Additivity.POTENTIAL)
        case Refusal():
            return _("no total"), wording(result.reason)
    return "", ""


def taken_in_words(taken: Taken) -> str:
    """What an indicator took from imported rows."""
    here = speech()
    if taken.value is None:
        return _("not known")
    return here.share(taken.value) if taken.what.is_share else here.number(taken.value)


def how_taken(taken: Taken) -> str:
    """Where it comes from, and what may not be done with it."""
    said = [_("counted from imported rows")]
    if taken.what.is_once_each:
        said.append(_("once each, so that periods do not add up"))
    if not taken.what.is_media:
        said.append(_("posts that were paid for apart from others"))
    if taken.what.is_share:
        said.append(_("divided anew from its parts"))
    if taken.made_up:
        said.append(_("made up, to practise with"))
    return speech().semicolon.join(said)
