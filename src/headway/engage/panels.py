"""What this room knows of countries of focus and offices: whom the work there is with and on."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.audit.actions import record_reads
from headway.engage.queries import Named, relations_of, tied_to
from headway.pages.panels import Panel, few, panel_on

MOST = 6
# In which order the kinds are shown, and under which name their lists ask for a country or an office.
SHOWN = {"case": "cases", "target": "targets", "partner": "partners", "opportunity": "opportunities"}
ASKED_AS = {"focus-country": "country", "office": "office"}


@panel_on("focus-country", "office")
def with_and_on(record: Any, campaign: Any, user: Any) -> Panel | None:
    """Cases, targets, partners and opportunities, a few of each."""
    if campaign is None:
        return None
    kind = record.row.kind
    found = tied_to(campaign, user, kind, record)
    if not found:
        return None
    groups = []
    for of, name in SHOWN.items():
        if of in found:
            first: list[Named] = found[of][:MOST]
            record_reads(of, first, acting_user=user, listed=True)
            href = f"{reverse(name, args=[campaign.key])}?{ASKED_AS[kind]}={record.key}"
            groups.append((_heading(of), of, first, len(found[of]), href))
    return Panel(
        _("With whom, for whom, and whom to move"), "engage/panels/tied.html", {"groups": groups}, "with"
    )


def _heading(kind: str) -> str:
    return {
        "case": _("Cases"),
        "target": _("Targets"),
        "partner": _("Partners"),
        "opportunity": _("Opportunities"),
    }[kind]


@panel_on("focus-country", "office")
def between_states(record: Any, campaign: Any, user: Any) -> Panel | None:
    """What governments can bring to bear."""
    if campaign is None:
        return None
    kind = record.row.kind
    relations, number = few(relations_of(campaign, user, kind, record), MOST)
    if not relations:
        return None
    href = f"{reverse('relations', args=[campaign.key])}?{ASKED_AS[kind]}={record.key}"
    context = {"relations": relations, "number": number, "href": href if number > len(relations) else ""}
    return Panel(
        _("What governments can bring to bear"), "engage/panels/relations.html", context, "relations"
    )
