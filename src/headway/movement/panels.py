"""What the movement knows of any record: where its history stands in the log, for those who may read that."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.kinds import SEARCHED
from headway.pages.panels import Panel, panel_on


@panel_on(*SEARCHED)
def history(record: Any, campaign: Any, user: Any) -> Panel | None:
    if not may(person_of(user), "read_log"):
        return None
    context = {"href": reverse("log-history", args=[record.row.kind, record.pk])}
    return Panel(_("How it came to be"), "movement/panel_history.html", context, "history", last=True)
