"""Every write of what offices report, each by the action that others import from here."""

from __future__ import annotations

from headway.collect.actions.reported import (
    PUBLISHED,
    REPORTED,
    keep_published,
    keep_reported,
    log_cases_of,
)

__all__ = ["PUBLISHED", "REPORTED", "keep_published", "keep_reported", "log_cases_of"]
