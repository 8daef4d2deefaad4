"""Activities and figures with all that belongs to them, and what people have begun and not yet handed in."""

from __future__ import annotations

from headway.collect.models.clippings import Clipping
from headway.collect.models.drafts import Attachment, Draft, KeptFile, Sent
from headway.collect.models.facts import (
    Activity,
    Figure,
    Published,
    Return,
    SignUp,
    SignUpTarget,
    Testimony,
)
from headway.collect.models.reminders import Reminder, ReminderChoice
from headway.collect.models.uploads import Upload

__all__ = [
    "Activity",
    "Attachment",
    "Clipping",
    "Draft",
    "Figure",
    "KeptFile",
    "Published",
    "Reminder",
    "ReminderChoice",
    "Return",
    "Sent",
    "SignUp",
    "SignUpTarget",
    "Testimony",
    "Upload",
]
