"""Writes a document as one self-contained, accessible HTML page."""

from __future__ import annotations

from headway.report.html.page import content_security_policy, write_html

__all__ = ["content_security_policy", "write_html"]
