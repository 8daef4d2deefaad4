"""Lists of cases, partners, targets, relations and opportunities."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from headway.audit.queries.search import matching
from headway.engage.rows import (
    AskState,
    CampaignLink,
    OpportunityKindRow,
    PartnerKindRow,
    Stance,
    TargetKindRow,
)
from headway.engage.words import link_words
from headway.pages.listing import (
    Choice,
    InCountry,
    InYear,
    Listing,
    OfKind,
    Related,
    Sort,
    Worded,
    by_label,
    earliest_first,
    latest_first,
)

AS_GIVEN = Sort("as-given", _("In the campaign’s order"), ("position", "key"))
BY_NAME = Sort("name", _("By name"), by_label())
FOCUS = Related("country", _("Country of focus"), "focus_countries")

CASES = Listing(
    name="cases",
    can_be_taken=True,
    filters=(
        Related("country", _("Country of focus"), "focus_country"),
        Worded("asks", _("Asks"), "asks__state", AskState),
        Choice(
            "link",
            _("Part of"),
            tuple(
                (link.value, link_words(link), Q(campaign_links__icontains=f'"{link}"'))
                for link in CampaignLink
            ),
        ),
    ),
    sorts=(
        AS_GIVEN,
        Sort("heard", _("Last heard of first"), (F("heard").desc(nulls_last=True), "position", "key")),
        Sort("place", _("By country"), ("country", "position", "key")),
    ),
    search=matching,
)

PARTNERS = Listing(
    name="partners",
    can_be_taken=True,
    filters=(
        OfKind("kind", _("Kind"), "partner_kind", PartnerKindRow),
        FOCUS,
        InCountry("place", _("Works in"), "countries", listed=True),
        Related("office", _("Office"), "offices"),
    ),
    sorts=(AS_GIVEN, BY_NAME),
    search=matching,
)

TARGETS = Listing(
    name="targets",
    can_be_taken=True,
    filters=(
        Worded("stance", _("Position"), "stance", Stance),
        OfKind("kind", _("Kind"), "target_kind", TargetKindRow),
        FOCUS,
        InCountry("place", _("Of the country")),
    ),
    sorts=(AS_GIVEN, BY_NAME),
    search=matching,
)

RELATIONS = Listing(
    name="relations",
    can_be_taken=True,
    filters=(
        InCountry("government", _("Government"), "government"),
        Related("country", _("Country of focus"), "focus_country"),
        Related("office", _("Office"), "office"),
    ),
    sorts=(AS_GIVEN, Sort("government", _("By government"), ("government", "position", "key"))),
    search=matching,
)

OPPORTUNITIES = Listing(
    name="opportunities",
    can_be_taken=True,
    filters=(
        OfKind("kind", _("Kind"), "opportunity_kind", OpportunityKindRow),
        FOCUS,
        Related("office", _("Office"), "owner"),
        InYear("year", _("Year")),
    ),
    sorts=(
        Sort("newest", _("Newest first"), latest_first("when")),
        Sort("oldest", _("Oldest first"), earliest_first("when")),
        BY_NAME,
    ),
    search=matching,
)
