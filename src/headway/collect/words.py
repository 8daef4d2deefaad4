"""What the fixed values of this room are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from headway.collect.rows import ReturnState
from headway.pages.wording import says


@says(ReturnState)
def _return_state() -> Mapping[StrEnum, str]:
    return {
        ReturnState.NOT_STARTED: _("not started"),
        ReturnState.IN_PROGRESS: _("in progress"),
        ReturnState.SUBMITTED: _("handed in"),
        ReturnState.RETURNED: _("sent back"),
        ReturnState.ACCEPTED: _("accepted"),
        ReturnState.NOTHING_TO_REPORT: _("nothing to report"),
    }
