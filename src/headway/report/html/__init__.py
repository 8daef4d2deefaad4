"""Writes a document as one self-contained, accessible HTML page, or on a page for each of its chapters."""

from __future__ import annotations

from headway.report.html.bundle import packed_page, page_of_place, write_bundle, write_pages
from headway.report.html.page import content_security_policy, write_html

__all__ = [
    "content_security_policy",
    "packed_page",
    "page_of_place",
    "write_bundle",
    "write_html",
    "write_pages",
]
