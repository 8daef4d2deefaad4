"""Lists of the plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from headway.pages.listing import InYear, Listing, Related, Sort, Worded, by_label, latest_first
from headway.plan.rows import OutputKind

OUTPUTS = Listing(
    name="outputs",
    can_be_taken=True,
    filters=(
        Worded("kind", _("Kind"), "output_kind", OutputKind),
        Related("country", _("Country of focus"), "focus_countries"),
        InYear("year", _("Year"), "when"),
    ),
    sorts=(Sort("newest", _("Newest first"), latest_first("when")), Sort("name", _("By name"), by_label())),
)
