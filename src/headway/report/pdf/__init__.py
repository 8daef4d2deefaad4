"""Writes a document as a tagged PDF (PDF/UA-1), set by Typst."""

from __future__ import annotations

from headway.report.pdf.writer import write_pdf

__all__ = ["write_pdf"]
