"""The words for values that the pure rules know, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from headway.lib.additivity import Additivity, Reason, Why
from headway.lib.standing import Standing
from headway.pages.wording import says


@says(Standing)
def _standing() -> Mapping[StrEnum, str]:
    return {
        Standing.PRINTED: _("printed"),
        Standing.PARTIAL: _("damaged in the source"),
        Standing.RECONSTRUCTED: _("reconstructed"),
        Standing.UNKNOWN: _("not known"),
        Standing.ENTERED: _("counted from records"),
    }


@says(Additivity)
def _additivity() -> Mapping[StrEnum, str]:
    return {
        Additivity.FLOW: _("may be added over time and offices"),
        Additivity.STOCK: _("the latest value of each office may be added"),
        Additivity.UNIQUE: _("may overlap: shown as a range, never added"),
        Additivity.RATIO: _("a share: never added"),
        Additivity.POTENTIAL: _("potential reach: never added"),
    }


@says(Reason)
def _reason() -> Mapping[StrEnum, str]:
    return {
        Reason.OVERLAP: _("the same people or things may have been counted more than once"),
        Reason.DISAGREEMENT: _("the sources differ"),
        Reason.RATIO_WITHOUT_PARTS: _("shares cannot be added, and what they divide is not known"),
        Reason.PARTS_NOT_SUMMABLE: _("what the share divides has no total of its own"),
        Reason.DIVIDES_BY_ZERO: _("the share would divide by nought"),
        Reason.NEGATIVE_COUNT: _("a count is below nought"),
        Reason.CIRCULAR: _("figures are part of each other"),
        Reason.CURRENCIES: _("amounts in different currencies are not added"),
    }


@says(Why)
def _why() -> Mapping[StrEnum, str]:
    return {
        Why.PART_OF: _("part of another figure"),
        Why.NO_NUMBER: _("no number in the source"),
        Why.SUPERSEDED: _("a later value is known"),
        Why.UNDATED: _("not dated"),
        Why.OTHER_MEASURE: _("another measure"),
        Why.NO_PAIR: _("its counterpart is not known"),
        Why.RECOMPUTED: _("divided anew"),
    }
