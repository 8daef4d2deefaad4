"""What this room knows of records of earlier ones: the moments of a country and of a publication."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.listen.drawings import in_time
from headway.listen.queries import moments_about
from headway.pages.panels import Panel, panel_on


@panel_on("output")
def moments_of_output(record: Any, campaign: Any, user: Any) -> Panel | None:
    return _panel(in_time(moments_about("output", record)), _("Moments at which it was to be heard of"))


@panel_on("focus-country")
def moments_of_country(record: Any, campaign: Any, user: Any) -> Panel | None:
    return _panel(in_time(moments_about("focus-country", record)), _("Moments"))


def _panel(moments: list[Any], heading: str) -> Panel | None:
    if not moments:
        return None
    return Panel(heading, "listen/_moments.html", {"moments": moments}, anchor="moments")
