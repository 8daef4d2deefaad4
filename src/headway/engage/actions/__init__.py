"""Every write about whom the work is with and on, each by the action that others import from here."""

from __future__ import annotations

from headway.engage.actions.keeping import KINDS, keep_engagement, naming_engagement_kinds
from headway.engage.actions.links import end_calendar_link, make_calendar_link
from headway.engage.actions.naming import name_person_on_case, open_case, restrict_case, take_person_off_case
from headway.engage.actions.recording import record_engagement

__all__ = [
    "KINDS",
    "end_calendar_link",
    "keep_engagement",
    "make_calendar_link",
    "name_person_on_case",
    "naming_engagement_kinds",
    "open_case",
    "record_engagement",
    "restrict_case",
    "take_person_off_case",
]
