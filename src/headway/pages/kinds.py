"""What kinds of records are called, and which of them have a page of their own by which a search leads to them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from headway.pages.places import address_of

# In the order in which groups of results stand.
SEARCHED = (
    "campaign",
    "outcome",
    "activity",
    "case",
    "office",
    "focus-country",
    "partner",
    "target",
    "opportunity",
    "relation",
    "sign-up",
    "published",
    "figure",
    "measure",
    "indicator",
    "change-area",
    "rating",
    "dimension",
    "objective",
    "learning",
    "recommendation",
    "case-study",
    "update",
    "meeting",
    "moment",
    "output",
    "theme",
    "risk",
    "testimony",
)


def kind_name(kind: str, number: int = 1) -> str:
    """What records of this kind are called, one of them or several, in the reader's language."""
    one, several = _names(get_language() or "en").get(kind, (kind.replace("-", " "), kind.replace("-", " ")))
    return one if number == 1 else several


def is_kind(kind: str) -> bool:
    """True for every kind of which the log may tell."""
    return kind in _names("en")


@cache
def led_to() -> tuple[str, ...]:
    """The searched kinds whose records have a page."""
    return tuple(kind for kind in SEARCHED if address_of(kind, "any", "any"))


@lru_cache(maxsize=8)
def _names(language: str) -> Mapping[str, tuple[str, str]]:
    return {**_of_the_plan(), **_of_the_work(), **_of_what_changed(), **_of_the_movement()}


def _of_the_plan() -> dict[str, tuple[str, str]]:
    return {
        "activity-kind": (_("Kind of activity"), _("Kinds of activity")),
        "area": (_("Area of work"), _("Areas of work")),
        "campaign": (_("Campaign"), _("Campaigns")),
        "change-area": (_("Change area"), _("Change areas")),
        "content-type": (_("Type of content"), _("Types of content")),
        "dimension": (_("Dimension of change"), _("Dimensions of change")),
        "exit-item": (_("Item of the exit plan"), _("Items of the exit plan")),
        "focus-country": (_("Country of focus"), _("Countries of focus")),
        "indicator": (_("Indicator"), _("Indicators")),
        "indicator-target": (_("Target of an indicator"), _("Targets of indicators")),
        "measure": (_("Measure"), _("Measures")),
        "media-request": (_("Request for comment"), _("Requests for comment")),
        "media-target": (_("Media target"), _("Media targets")),
        "moment": (_("Moment"), _("Moments")),
        "objective": (_("Objective"), _("Objectives")),
        "output": (_("Output"), _("Outputs")),
        "output-kind": (_("Kind of output"), _("Kinds of outputs")),
        "participation": (_("Part in a campaign"), _("Parts in campaigns")),
        "period": (_("Period"), _("Periods")),
        "risk": (_("Risk"), _("Risks")),
        "scale-step": (_("Step of the rating scale"), _("Steps of the rating scale")),
        "source-document": (_("Source"), pgettext("documents", "Sources")),
        "term": (_("Term"), _("Terms")),
        "theory-link": (_("Link in the theory of change"), _("Links in the theory of change")),
        "theory-node": (_("Step in the theory of change"), _("Steps in the theory of change")),
    }


def _of_the_work() -> dict[str, tuple[str, str]]:
    return {
        "activity": (_("Activity"), _("Activities")),
        "ask": (_("Ask"), _("Asks")),
        "case": (_("Case"), _("Cases")),
        "case-event": (_("Event of a case"), _("Events of cases")),
        "consent": (_("Consent"), _("Consents")),
        "event-kind": (_("Kind of event"), _("Kinds of events")),
        "figure": (_("Figure"), _("Figures")),
        "opportunity": (_("Opportunity"), _("Opportunities")),
        "opportunity-kind": (_("Kind of opportunity"), _("Kinds of opportunities")),
        "partner": (_("Partner"), _("Partners")),
        "partner-kind": (_("Kind of partner"), _("Kinds of partners")),
        "partner-step": (_("Step with a partner"), _("Steps with partners")),
        "position": (_("Position of a target"), _("Positions of targets")),
        "published": (_("Published figure"), _("Published figures")),
        "relation": (_("Relation between governments"), _("Relations between governments")),
        "relief": (_("Relief"), _("Relief")),
        "relief-kind": (_("Kind of relief"), _("Kinds of relief")),
        "return": (_("Return"), _("Returns")),
        "sign-up": (_("Sign-up"), _("Sign-ups")),
        "solidarity": (_("Solidarity"), _("Solidarity")),
        "step-kind": (_("Kind of step with a partner"), _("Kinds of steps with partners")),
        "target": (pgettext("of advocacy", "Target"), pgettext("of advocacy", "Targets")),
        "target-kind": (_("Kind of target"), _("Kinds of targets")),
        "testimony": (_("Testimony"), _("Testimonies")),
    }


def _of_what_changed() -> dict[str, tuple[str, str]]:
    return {
        "agreed": (_("Agreed action"), _("Agreed actions")),
        "asking": (_("Question to somebody outside"), _("Questions to people outside")),
        "attachment": (_("Photo or document"), _("Photos and documents")),
        "block": (_("Part of the report"), _("Parts of the report")),
        "case-study": (_("Case study"), _("Case studies")),
        "chapter": (_("Chapter of the report"), _("Chapters of the report")),
        "contribution": (_("Claim of contribution"), _("Claims of contribution")),
        "edition": (_("Edition of the report"), _("Editions of the report")),
        "evidence": (_("Item of evidence"), _("Evidence")),
        "learning": (pgettext("a lesson learnt", "Learning"), _("Learnings")),
        "meeting": (_("Reflection meeting"), _("Reflection meetings")),
        "outcome": (_("Outcome"), _("Outcomes")),
        "rating": (_("Rating"), _("Ratings")),
        "recommendation": (_("Recommendation"), _("Recommendations")),
        "rival": (_("Rival explanation"), _("Rival explanations")),
        "substantiation": (_("Substantiation"), _("Substantiations")),
        "theme": (_("Theme"), _("Themes")),
        "update": (_("Monthly update"), _("Monthly updates")),
        "verdict": (_("Verdict"), _("Verdicts")),
    }


def _of_the_movement() -> dict[str, tuple[str, str]]:
    return {
        "entry": (_("Entry of the log"), _("Entries of the log")),
        "grant": (_("Role"), _("Roles")),
        "installation": (_("Installation"), _("Installations")),
        "invitation": (_("Invitation"), _("Invitations")),
        "office": (_("Office"), _("Offices")),
        "user": (_("Person"), _("People")),
    }
