"""Writes a document for Word: real styles, captions, cross-references, so that an editor can go on with it."""

from __future__ import annotations

from headway.report.docx.writer import write_docx

__all__ = ["write_docx"]
