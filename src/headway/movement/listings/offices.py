"""The list of offices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from headway.audit.queries import matching
from headway.movement.rows import OfficeKind
from headway.pages.listing import InCountry, Listing, Sort, Worded, by_label

OFFICES = Listing(
    name="offices",
    filters=(
        Worded("kind", _("Kind"), "office_kind", OfficeKind),
        InCountry("country", _("Country")),
    ),
    sorts=(Sort("name", _("By name"), by_label()), Sort("place", _("By country"), ("country", "key"))),
    search=matching,
    size=100,
)
