"""Lists of the plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from headway.pages.listing import InYear, Listing, OfKind, Related, Sort, by_label, latest_first
from headway.plan.rows import OutputKindRow

OUTPUTS = Listing(
    name="outputs",
    can_be_taken=True,
    filters=(
        OfKind("kind", _("Kind"), "output_kind", OutputKindRow),
        Related("country", _("Country of focus"), "focus_countries"),
        InYear("year", _("Year"), "when"),
    ),
    sorts=(Sort("newest", _("Newest first"), latest_first("when")), Sort("name", _("By name"), by_label())),
)
