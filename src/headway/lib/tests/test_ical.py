"""Text of a calendar: whatever is in it comes out again, and no line is longer than the format allows."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from headway.lib.ical import Event, calendar_text

MADE = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), min_size=1, max_size=300)


def read(text: str) -> dict[str, str]:
    """The fields of the one event, unfolded and with their escapes undone, as RFC 5545 says."""
    lines = text.replace("\r\n ", "").split("\r\n")
    inner = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    fields = dict(line.split(":", 1) for line in inner)
    return {
        name: re.sub(r"\\(.)", lambda at: "\n" if at[1] == "n" else at[1], value)
        for name, value in fields.items()
    }


@given(TEXTS, TEXTS)
def test_what_an_event_says_comes_out_again(name: str, words: str) -> None:
    text = calendar_text("C", [Event("a", name, date(2024, 2, 28), date(2024, 2, 29), words)], made=MADE)
    event = read(text)
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (name, words)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")


def test_an_event_ends_on_the_day_after_its_last() -> None:
    event = read(calendar_text("C", [Event("a", "N", date(2024, 2, 28), date(2024, 2, 29))], made=MADE))
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20240228", "20240301")
    assert event["DTSTAMP"] == "20240102T030405Z"


def test_nobody_can_add_a_line_by_what_they_type() -> None:
    text = calendar_text(
        "C", [Event("a", "N\r\nEND:VEVENT\r\nX:1", date(2024, 1, 1), date(2024, 1, 1))], made=MADE
    )
    assert text.count("END:VEVENT\r\n") == 1
    assert read(text)["SUMMARY"] == "N\nEND:VEVENT\nX:1"
