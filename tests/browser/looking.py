"""A page in a browser: what it fetched, what it complained of, how wide it is, and what axe finds in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python

from .served import Served

_SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# WCAG 2.2 AA and what axe calls best practice: all of it.
_FULL: dict[str, Any] = {"resultTypes": ["violations"]}
_COLOURS: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}  # fmt: skip
PHONE, ZOOMED, DESK = (360, 740), (640, 450), (1280, 900)
_OVERFLOW = """() => {
  const root = document.scrollingElement, wide = root.clientWidth;
  if (root.scrollWidth <= wide) return [];
  const over = [...document.querySelectorAll('body *')].filter(e => {
    const r = e.getBoundingClientRect();
    return r.width && (r.right > wide + 1 || r.left < -1) && getComputedStyle(e).position !== 'fixed';
  });
  return [`${root.scrollWidth} > ${wide}`, ...over.slice(0, 6).map(e => e.tagName + '.' + String(e.className.baseVal ?? e.className))];
}"""
# A file of the report is made once after each change, apart from the server.
BEING_MADE, MOST_WAITS = 202, 120


@dataclass
class Look:
    """One open page and what was heard of it."""

    page: Any
    host: str
    complaints: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._on_request)
        self.page.on("response", self._on_response)
        self.page.on("requestfailed", self._on_failure)

    def _on_console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console: {message.text}")

    def _on_request(self, request: Any) -> None:
        self.fetched.append(request.url)
        if urlsplit(request.url).netloc not in {self.host, ""}:
            self.complaints.append(f"asks another site: {request.url}")

    def _on_response(self, response: Any) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status}: {response.url}")

    def _on_failure(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url} ({request.failure})")

    def open(self, address: str) -> int:
        """Go there, and wait where it is still being made; return the status."""
        for _ in range(MOST_WAITS):
            self.complaints.clear()
            self.fetched.clear()
            answer = self.page.goto(f"http://{self.host}{address}", wait_until="load")
            if answer is None or answer.status != BEING_MADE:
                break
            self.page.wait_for_timeout(1_000)
        return int(answer.status) if answer else 0

    def at(self, size: tuple[int, int]) -> list[str]:
        """What sticks out sideways at this size."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        return [f"at {size[0]} px: {said}" for said in self.page.evaluate(_OVERFLOW)]

    def axe(self, *, dark: bool = False) -> list[str]:
        """What axe finds: everything in light, the colours again in dark."""
        self.page.emulate_media(color_scheme="dark" if dark else "light")
        if not self.page.evaluate("() => Boolean(window.axe)"):
            self.page.evaluate(_SCRIPT)
        found = self.page.evaluate("options => axe.run(options)", _COLOURS if dark else _FULL)
        where = "dark" if dark else "light"
        return [
            f"{where}: {one['id']} ({one['impact']}): {node['html'][:160]} {_why(node)}"
            for one in found["violations"]
            for node in one["nodes"][:4]
        ]


def _why(node: Any) -> str:
    return "; ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])[:240]


def opened(name: str, language: str, served: Served, look_as: Callable[..., Look]) -> Look | None:
    """The page, as whoever may see it; None where there is none of this name."""
    if name not in served.addresses:
        return None
    who, address = served.addresses[name]
    look = look_as(who, language)
    assert look.open(address) == 200
    return look
