"""Lists of learnings, recommendations and case studies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from headway.audit.queries.search import matching
from headway.engage.queries import visible_cases
from headway.learn.queries import BY_THEME
from headway.learn.rows import LearningKind
from headway.pages.listing import Listing, Related, Sort, Worded, by_label
from headway.verify.queries import visible_outcomes

THEME = Related("theme", _("Theme"), "theme")
THEMED = Sort("theme", _("By theme"), BY_THEME)
AS_GIVEN = Sort("as-given", _("In the campaign’s order"), ("position", "key"))

LEARNINGS = Listing(
    name="learnings",
    can_be_taken=True,
    filters=(
        Worded("kind", _("Kind"), "learning_kind", LearningKind, many=False),
        THEME,
        Related("country", _("Country of focus"), "focus_countries"),
        Related("office", _("Office"), "offices"),
        Related("case", _("Case"), "cases", among=visible_cases),
        Related("outcome", _("Outcome"), "outcomes", among=visible_outcomes),
    ),
    sorts=(THEMED, AS_GIVEN, Sort("followed", _("Most recommendations first"), ("-led_to", *BY_THEME))),
    search=matching,
)

RECOMMENDATIONS = Listing(
    name="recommendations",
    can_be_taken=True,
    filters=(THEME,),
    sorts=(THEMED, AS_GIVEN, Sort("grounds", _("Most learnings first"), ("-rests_on", *BY_THEME))),
    search=matching,
)

CASE_STUDIES = Listing(
    name="case-studies",
    can_be_taken=True,
    filters=(THEME, Related("office", _("Office"), "office")),
    sorts=(AS_GIVEN, THEMED, Sort("name", _("By name"), by_label())),
    search=matching,
)
