"""A calendar as other programs read it: text after RFC 5545, of events that last whole days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75
# Signs that the format has no room for; a line break is written as an escape.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_WRITTEN = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True)
class Event:
    """Something on one day or on several, both ends within; `uid` names it for as long as there is the calendar."""

    uid: str
    name: str
    begins: date
    ends: date
    text: str = ""
    url: str = ""


def calendar_text(name: str, events: Iterable[Event], *, made: datetime, product: str = "Headway") -> str:
    """The whole calendar, its lines folded and ended as the format wants them."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(product)}//{_text(product)}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    stamp = made.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for folded in map(_folded, lines))


def _event(event: Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{event.begins:%Y%m%d}"
    # The end of an event is the first day on which it is over.
    yield f"DTEND;VALUE=DATE:{event.ends + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.name)}"
    if event.text:
        yield f"DESCRIPTION:{_text(event.text)}"
    if event.url:
        yield f"URL:{_CONTROL.sub('', event.url)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_WRITTEN.get(sign, sign) for sign in plain)


def _folded(line: str) -> str:
    """The line in parts of at most 75 octets, each but the first after a space; no sign is cut in two."""
    parts, room, part = [], LONGEST_LINE, ""
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append(part)
            part, room = "", LONGEST_LINE - 1
        part, room = part + sign, room - size
    return "\r\n ".join([*parts, part])
