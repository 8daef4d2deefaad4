"""What each count says, in a line."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _


def count_statement(name: str) -> str:
    return _statements().get(name, name)


def _statements() -> Mapping[str, str]:
    return {
        "activities": _("Activities recorded"),
        "areas": _("Areas of activity"),
        "case-studies": _("Case studies"),
        "cases": _("Individual cases"),
        "change-areas": _("Change areas of the framework"),
        "dimensions": _("Dimensions of change"),
        "figures": _("Figures recorded"),
        "focus-countries": _("Countries of focus"),
        "indicators": _("Indicators of the framework"),
        "key-learnings": _("Key learnings"),
        "meetings": _("Reflection meetings"),
        "offices-contributing": _("Offices that handed in a return"),
        "offices-named": _("Offices named in this report"),
        "offices-through-database": _("Offices that report through the projects database"),
        "offices-through-tool": _("Offices that report through the online tool"),
        "opportunities": _("Opportunities to move somebody"),
        "outcomes": _("Outcomes recorded"),
        "outcomes-negative": _("Outcomes that are setbacks"),
        "outcomes-positive": _("Outcomes that are steps forward"),
        "outcomes-verified": _("Outcomes that stand as verified"),
        "outputs": _("Publications of the campaign"),
        "partners": _("Partners"),
        "published-totals": _("Totals printed by the source without their parts"),
        "ratings": _("Ratings of progress"),
        "recommendations": _("Recommendations"),
        "targets": _("Targets of advocacy"),
    }
