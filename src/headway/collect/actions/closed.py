"""What an accepted return closes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.collect.queries.entering import closed_to
from headway.collect.rows import ActivityRow
from headway.lib.problems import Refused
from headway.plan.models import Campaign


def refuse_if_closed(
    campaign: Campaign, row: ActivityRow, user: Any, known: set[tuple[str, str]] | None = None
) -> None:
    """Refuse to touch an activity of which the period is closed to its office; `known` are the accepted returns."""
    if closed := closed_to(campaign, row, user, known):
        said = _("The return for %(period)s was accepted, which closed it. The core team can open it again.")
        raise Refused(said % {"period": closed})
