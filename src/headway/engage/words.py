"""What kinds of partners, targets, events and chances are called, in the reader's language."""

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
    EventKind,
    Grade,
    OpportunityKind,
    PartnerKind,
    ReliefKind,
    Stance,
    StepKind,
    TargetKind,
)
from headway.pages.wording import says, wording


@says(PartnerKind)
def _partner_kind() -> Mapping[StrEnum, str]:
    return {
        PartnerKind.NGO: _("NGO"),
        PartnerKind.COALITION: _("coalition"),
        PartnerKind.DEFENDER: _("human rights defender"),
        PartnerKind.NHRI: _("national human rights institution"),
        PartnerKind.PROFESSIONAL: _("professional body"),
        PartnerKind.IGO: _("intergovernmental organization"),
        PartnerKind.INTERNATIONAL_NGO: _("international NGO"),
        PartnerKind.MEDIA: _("media outlet"),
        PartnerKind.OTHER: pgettext("a kind of partner", "other"),
    }


@says(Grade)
def _grade() -> Mapping[StrEnum, str]:
    return {
        Grade.NOT_GRADED: pgettext("a grade", "none given"),
        Grade.A: _("A: keeps to the Paris Principles"),
        Grade.B: _("B: keeps to them in part"),
        Grade.NO_STATUS: _("no status"),
    }


@says(StepKind)
def _step_kind() -> Mapping[StrEnum, str]:
    return {
        StepKind.FIRST_CONTACT: _("first contact"),
        StepKind.JOINT_WORK: _("work done together"),
        StepKind.AGREEMENT: _("agreement"),
        StepKind.CAPACITY_GIVEN: _("capacity given"),
        StepKind.STRAIN: _("strain"),
        StepKind.ENDED: _("end"),
        StepKind.OTHER: pgettext("a step of a relation", "other"),
    }


@says(AskState)
def _ask_state() -> Mapping[StrEnum, str]:
    return {AskState.OPEN: _("not met yet"), AskState.PARTLY_MET: _("met in part"), AskState.MET: _("met")}


@says(EventKind)
def _event_kind() -> Mapping[StrEnum, str]:
    return {
        EventKind.TORTURE: _("torture"),
        EventKind.DETENTION: _("detention"),
        EventKind.CHARGE: _("charge"),
        EventKind.HEARING: _("hearing"),
        EventKind.RULING: _("ruling"),
        EventKind.SENTENCE: _("sentence"),
        EventKind.MEDICAL: _("medical examination"),
        EventKind.INVESTIGATION: _("investigation"),
        EventKind.COMMITMENT: _("promise"),
        EventKind.RELEASE: _("release"),
        EventKind.CAMPAIGN: _("campaign"),
        EventKind.OTHER: pgettext("a kind of event", "other"),
    }


@says(ReliefKind)
def _relief_kind() -> Mapping[StrEnum, str]:
    return {
        ReliefKind.LEGAL_AID: _("legal aid"),
        ReliefKind.PROTECTION: _("protection"),
        ReliefKind.MEDICAL: _("medical help"),
        ReliefKind.OTHER: pgettext("a kind of relief", "other"),
    }


@says(CampaignLink)
def _campaign_link() -> Mapping[StrEnum, str]:
    return {
        CampaignLink.LAUNCH_CASE: _("case of the launch"),
        CampaignLink.FOCUS_CASE: _("case of a country of focus"),
        CampaignLink.LETTER_MARATHON: _("letter-writing marathon"),
        CampaignLink.URGENT_ACTION: _("urgent action"),
    }


@says(TargetKind)
def _target_kind() -> Mapping[StrEnum, str]:
    return {
        TargetKind.GOVERNMENT: _("government"),
        TargetKind.MINISTRY: _("ministry"),
        TargetKind.EMBASSY: _("embassy"),
        TargetKind.PARLIAMENT: _("parliament"),
        TargetKind.POLICE: _("police"),
        TargetKind.PROSECUTOR: _("prosecutor"),
        TargetKind.COURT: _("court"),
        TargetKind.OVERSIGHT: _("oversight body"),
        TargetKind.LOCAL_GOVERNMENT: _("local government"),
        TargetKind.RELIGIOUS: _("religious leader"),
        TargetKind.TREATY_BODY: _("treaty body"),
        TargetKind.SPECIAL_PROCEDURE: _("special procedure"),
        TargetKind.EU_BODY: _("EU body"),
        TargetKind.REGIONAL_BODY: _("regional body"),
        TargetKind.NHRI: _("national human rights institution"),
        TargetKind.OTHER: pgettext("a kind of target", "other"),
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


@says(OpportunityKind)
def _opportunity_kind() -> Mapping[StrEnum, str]:
    return {
        OpportunityKind.TREATY_BODY_SESSION: _("session of a treaty body"),
        OpportunityKind.UPR: _("Universal Periodic Review"),
        OpportunityKind.DIALOGUE: _("ministerial dialogue"),
        OpportunityKind.VISIT: _("visit"),
        OpportunityKind.BILL: _("bill"),
        OpportunityKind.ANNIVERSARY: _("anniversary"),
        OpportunityKind.INTERNATIONAL_DAY: _("international day"),
        OpportunityKind.LETTER_MARATHON: _("letter-writing marathon"),
        OpportunityKind.COOPERATION: _("co-operation between states"),
        OpportunityKind.OTHER: pgettext("a kind of chance", "other"),
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
