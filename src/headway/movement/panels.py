"""What the movement knows of any record: what people say of it, and where its history stands in the log."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.movement.forms import CommentForm
from headway.movement.queries import person_of
from headway.movement.queries.talk import talk_on
from headway.movement.rules import TALKED_ABOUT, may
from headway.pages.kinds import SEARCHED
from headway.pages.panels import Panel, panel_on


@panel_on(*TALKED_ABOUT)
def talk(record: Any, campaign: Any, user: Any) -> Panel | None:
    found = talk_on(record, user)
    if found is None:
        return None
    context = {"talk": found, "record": record, "of_kind": record.row.kind, "form": CommentForm()}
    return Panel(_("Comments"), "movement/panel_talk.html", context, "comments", last=True)


@panel_on(*SEARCHED)
def history(record: Any, campaign: Any, user: Any) -> Panel | None:
    if not may(person_of(user), "read_log"):
        return None
    context = {"href": reverse("log-history", args=[record.row.kind, record.pk])}
    return Panel(_("How it came to be"), "movement/panel_history.html", context, "history", last=True)
