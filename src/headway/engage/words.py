"""What the fixed values of this room are called, in the reader's language; its kinds are the campaign's own."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.engage.rows import (
    AskState,
    CampaignLink,
    ConsentTo,
    Grade,
    Stance,
)
from headway.pages.wording import says, wording


@says(Grade)
def _grade() -> Mapping[StrEnum, str]:
    return {
        Grade.NOT_GRADED: pgettext("a grade", "none given"),
        Grade.A: _("A: keeps to the Paris Principles"),
        Grade.B: _("B: keeps to them in part"),
        Grade.NO_STATUS: _("no status"),
    }


@says(AskState)
def _ask_state() -> Mapping[StrEnum, str]:
    return {AskState.OPEN: _("not met yet"), AskState.PARTLY_MET: _("met in part"), AskState.MET: _("met")}


@says(CampaignLink)
def _campaign_link() -> Mapping[StrEnum, str]:
    return {
        CampaignLink.LAUNCH_CASE: _("case of the launch"),
        CampaignLink.FOCUS_CASE: _("case of a country of focus"),
        CampaignLink.LETTER_MARATHON: _("letter-writing marathon"),
        CampaignLink.URGENT_ACTION: _("urgent action"),
    }


@says(Stance)
def _stance() -> Mapping[StrEnum, str]:
    return {
        Stance.OPPOSED: pgettext("a stance", "opposed"),
        Stance.RESISTANT: pgettext("a stance", "resistant"),
        Stance.UNDECIDED: pgettext("a stance", "undecided"),
        Stance.OPEN: pgettext("a stance", "open"),
        Stance.SUPPORTIVE: pgettext("a stance", "supportive"),
        Stance.CHAMPION: pgettext("a stance", "champion"),
    }


@says(ConsentTo)
def _consent_to() -> Mapping[StrEnum, str]:
    return {
        ConsentTo.PUBLISH: _("to be named in public"),
        ConsentTo.FUNDRAISE: _("to raise funds with the story"),
    }


# How well it is, from the campaign's side: the tone in which pages show a value beside its words.
TONES: Mapping[StrEnum, str] = {
    AskState.OPEN: "quiet",
    AskState.PARTLY_MET: "warn",
    AskState.MET: "good",
    Stance.OPPOSED: "bad",
    Stance.RESISTANT: "warn",
    Stance.UNDECIDED: "quiet",
    Stance.OPEN: "accent",
    Stance.SUPPORTIVE: "good",
    Stance.CHAMPION: "good",
}


def link_words(link: CampaignLink) -> Any:
    """Said anew in the language of each reader, wherever it is kept."""
    return lazy(lambda: wording(link), str)()
