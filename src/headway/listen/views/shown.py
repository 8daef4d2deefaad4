"""What listening pages hand out: charts with where they can be taken away, and tables as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.lib.csvtext import write_table

FORMS = ("csv", "svg", "png")


@dataclass(frozen=True)
class Shown:
    """A chart on the page: wide and narrow, and where it can be taken away."""

    name: str
    wide: Any
    narrow: Any
    downloads: Sequence[tuple[str, str]]


def downloads(address: str, arguments: Sequence[str], query: str) -> list[tuple[str, str]]:
    """The forms of a chart with the address of each, which has the form as its last argument."""
    return [(form.upper(), reverse(address, args=[*arguments, form]) + query) for form in FORMS]


def as_file(rows: Sequence[Sequence[str]], name: str, *, kept: str = "no-store") -> HttpResponse:
    """A table as CSV; `kept` says what the browser of whoever takes it may do with it."""
    answer = HttpResponse(write_table(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = f"private, {kept}"
    return answer


def refused_rows(rows: Sequence[Sequence[str]]) -> HttpResponse:
    """The rows that were refused (file, row, column, reason), as a table to mend them by."""
    return as_file([[_("File"), _("Row"), _("Column"), _("Reason")], *rows], "refused")
