"""Reports as files: what is asked for is served from disk, or made, one file at a time and apart from the server."""

from __future__ import annotations

from headway.report.editions.files import (
    FORMS,
    INTERNAL,
    LANGUAGES,
    PAGES,
    PUBLIC,
    Order,
    Rendered,
    digest_now,
    of_edition,
    of_now,
    policy_of,
)
from headway.report.editions.making import Making, made_or_asked, make_ahead, make_apart

__all__ = [
    "FORMS",
    "INTERNAL",
    "LANGUAGES",
    "PAGES",
    "PUBLIC",
    "Making",
    "Order",
    "Rendered",
    "digest_now",
    "made_or_asked",
    "make_ahead",
    "make_apart",
    "of_edition",
    "of_now",
    "policy_of",
]
