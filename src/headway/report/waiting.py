"""What waits for those who publish: a report that was withdrawn by itself, since it showed what was closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.waiting import Item, Waiting, waits_in_campaign
from headway.plan.queries import remembered
from headway.report.queries import latest_edition
from headway.report.rules import Withdrawn


@waits_in_campaign
def to_publish_anew(campaign: Any, user: Any) -> Iterable[Waiting]:
    if not may(person_of(user), "publish_edition"):
        return
    last = remembered("latest edition", campaign, lambda: latest_edition(campaign))
    if last is None or last.withdrawn_why != Withdrawn.CLOSED:
        return
    text = _("Edition %(number)s showed something that was closed to the public since.") % {
        "number": last.number
    }
    item = Item(text, reverse("publish", args=[campaign.key]), _("publish the next"), "warn")
    yield Waiting(_("The report is no longer public"), (item,), 1)
