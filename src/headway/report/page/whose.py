"""Whose a figure is: nobody should take what one office or one case brought together for the whole movement's."""

from __future__ import annotations

from typing import Any

from headway.report.page.page import Page


def whose(page: Page, row: Any) -> str:
    """The office of a figure or published fact, else that of its case, else the country that it is on."""
    for kind, key in (("office", row.office), ("case", row.case), ("focus-country", row.focus_country)):
        if key:
            return (page.office(key) if kind == "office" else page.name(kind, key)).text
    country = getattr(row, "country", None)
    return page.tongue.country(country) if country else ""
