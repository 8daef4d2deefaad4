"""What the fixed values of this room are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from headway.lib.bayes import Counts, Likely, Sure, Test
from headway.lib.precise import Asked
from headway.pages.wording import says
from headway.verify.rows import (
    Course,
    Credit,
    Direction,
    EvidenceKind,
    Extent,
    Level,
    OutcomeState,
    Side,
    Substantiated,
    Weight,
)
from headway.verify.rules import Support, Telling


@says(Direction)
def _direction() -> Mapping[StrEnum, str]:
    return {Direction.POSITIVE: _("a step forward"), Direction.NEGATIVE: _("a setback")}


@says(Course)
def _course() -> Mapping[StrEnum, str]:
    return {
        Course.HOLDS: _("holds"),
        Course.UNDER_WAY: _("under way"),
        Course.STALLED: _("stalled"),
        Course.REVERSED: _("reversed"),
    }


@says(Level)
def _level() -> Mapping[StrEnum, str]:
    return {
        Level.LIFE: _("change in somebody's life"),
        Level.PRACTICE: _("change in practice"),
        Level.POLICY: _("change in policy"),
        Level.LAW: _("change in law"),
        Level.DEBATE: _("change in public debate"),
    }


@says(OutcomeState)
def _outcome_state() -> Mapping[StrEnum, str]:
    return {
        OutcomeState.DRAFT: _("draft"),
        OutcomeState.PROPOSED: _("proposed"),
        OutcomeState.UNDER_REVIEW: _("under review"),
        OutcomeState.VERIFIED: _("verified"),
        OutcomeState.NEEDS_EVIDENCE: _("needs evidence"),
        OutcomeState.SET_ASIDE: _("set aside"),
    }


def verdict_words() -> Mapping[OutcomeState, str]:
    """What a verdict is called where it is chosen."""
    return {
        OutcomeState.VERIFIED: _("Verified: it happened, and the campaign had the part that is claimed"),
        OutcomeState.NEEDS_EVIDENCE: _("Needs evidence: it may be so, and is not proven yet"),
        OutcomeState.SET_ASIDE: _("Set aside: it is not to be counted"),
    }


@says(Credit)
def _credit() -> Mapping[StrEnum, str]:
    return {
        Credit.DIRECT: _("claimed as a direct result"),
        Credit.CONTRIBUTING: _("claimed as a contribution"),
        Credit.INDIRECT: _("claimed as an indirect contribution"),
        Credit.NONE_CLAIMED: _("no credit claimed"),
    }


@says(Weight)
def _weight() -> Mapping[StrEnum, str]:
    return {
        Weight.STRONG: _("thought to explain much"),
        Weight.MODERATE: _("thought to explain some"),
        Weight.WEAK: _("thought to explain little"),
        Weight.UNKNOWN: _("weight not known"),
    }


@says(EvidenceKind)
def _evidence_kind() -> Mapping[StrEnum, str]:
    return {
        EvidenceKind.OFFICIAL_DOCUMENT: _("official document"),
        EvidenceKind.DECISION_MAKER: _("words of a decision maker"),
        EvidenceKind.PARTNER: _("partner's confirmation"),
        EvidenceKind.COURT: _("court record"),
        EvidenceKind.MEDIA: _("media report"),
        EvidenceKind.OWN_LOG: _("the movement's own record"),
    }


@says(Side)
def _side() -> Mapping[StrEnum, str]:
    return {Side.FOR: _("speaks for it"), Side.AGAINST: _("speaks against it")}


@says(Substantiated)
def _substantiated() -> Mapping[StrEnum, str]:
    return {
        Substantiated.ACCURATE: _("confirms it"),
        Substantiated.PARTLY: _("confirms it in part"),
        Substantiated.NOT: _("does not confirm it"),
    }


def answer_words() -> Mapping[Substantiated, str]:
    """What somebody from outside is offered to say."""
    return {
        Substantiated.ACCURATE: _("Yes, this is accurate"),
        Substantiated.PARTLY: _("Partly: some of it is not right"),
        Substantiated.NOT: _("No, this is not accurate"),
    }


@says(Extent)
def _extent() -> Mapping[StrEnum, str]:
    return {
        Extent.DECISIVE: _("without the campaign it would not have happened"),
        Extent.LARGE: _("the campaign had a large part in it"),
        Extent.SOME: _("the campaign had some part in it"),
        Extent.NONE: _("the campaign had no part in it"),
        Extent.UNKNOWN: _("cannot say how far the campaign contributed"),
    }


@says(Support)
def _support() -> Mapping[StrEnum, str]:
    return {
        Support.WELL: _("well supported"),
        Support.SUPPORTED: _("supported"),
        Support.THIN: _("thinly supported"),
        Support.CONTESTED: _("contested"),
        Support.NONE: _("not supported yet"),
    }


@says(Telling)
def _telling() -> Mapping[StrEnum, str]:
    return {
        Telling.DECISIVE: _("to be expected if the claim is true, and hardly otherwise"),
        Telling.SIGN: _("hardly to be expected unless the claim is true"),
        Telling.NEEDED: _("to be expected if the claim is true, but otherwise too"),
        Telling.LITTLE: _("tells little either way"),
        Telling.CONTRARY: _("more to be expected if the claim is not true"),
    }


@says(Likely)
def _likely() -> Mapping[StrEnum, str]:
    return {
        Likely.NEARLY_SURE: _("almost certainly"),
        Likely.LIKELY: _("probably"),
        Likely.EVEN: _("perhaps, perhaps not"),
        Likely.UNLIKELY: _("probably not"),
        Likely.HARDLY: _("hardly ever"),
    }


@says(Test)
def _test() -> Mapping[StrEnum, str]:
    return {
        Test.STRAW: _("straw in the wind"),
        Test.HOOP: _("hoop"),
        Test.SMOKING_GUN: _("smoking gun"),
        Test.DECISIVE: _("doubly decisive"),
    }


@says(Sure)
def _sure() -> Mapping[StrEnum, str]:
    return {
        Sure.VERY: _("very sure"),
        Sure.CONFIDENT: _("confident"),
        Sure.FAIRLY: _("fairly confident"),
        Sure.LEANING: _("more likely than not"),
        Sure.OPEN: _("open: as likely as not"),
        Sure.AGAINST: _("less likely than not"),
        Sure.DOUBTFUL: _("doubtful"),
        Sure.VERY_DOUBTFUL: _("very doubtful"),
    }


@says(Counts)
def _counts() -> Mapping[StrEnum, str]:
    return {
        Counts.MOVES: _("counts"),
        Counts.SAYS_NOTHING: _("as likely either way: moves nothing"),
        Counts.SAME_SOURCE: _("same source as another that tells more: counted once"),
        Counts.NOT_WEIGHED: _("not weighed yet"),
    }


@says(Asked)
def _asked() -> Mapping[StrEnum, str]:
    return {
        Asked.ACTOR: _("It names who changed, so that one could ask them."),
        Asked.CHANGE: _("It says what somebody else could see, in a sentence or more."),
        Asked.DATED: _("It says when, within a year."),
        Asked.PLACED: _("It says where."),
        Asked.MATTERS: _("It says why it matters."),
        Asked.PART: _("It says who helped, and how."),
    }
