"""What a test reads off a page: its headings, title, language, where its links lead, and what it did to the database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

MOST_QUERIES = 20
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
OWN_STYLE = "a style inside the page"
_WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
# What a page may write that only reads: who is signed in where, limits of tries, when recovery codes were looked at,
# and who read a restricted record.
MAY_BE_WRITTEN = frozenset(
    {
        "django_session",
        "headway_cache",
        "usersessions_usersession",
        "audit_entry",
        "audit_payload",
        "audit_head",
        "mfa_authenticator",
    }
)
_TIMES = re.compile(r"^\d+ times: ")
_TABLE = re.compile(r'(?:FROM|INTO|UPDATE)\s+"(\w+)"')
# Not what the page asks of the database; nor is the note in the log of who read something restricted.
_APART = (
    "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO", "BEGIN", "PRAGMA", 'INSERT INTO "audit_', 'UPDATE "audit_head"',
)  # fmt: skip


@dataclass
class Page:
    """One page as its reader gets it."""

    address: str
    html: str
    lang: str = ""
    dir: str = ""
    title: str = ""
    headings: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Pages are read by the ten thousand here; in Python alone that took as long as to make them.
        root = etree.fromstring(self.html.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
        self.lang, self.dir = root.get("lang") or "", root.get("dir") or ""
        self.title = root.findtext(".//title") or ""
        for element in root.iter(etree.Element):
            self._note(str(element.tag), dict(element.attrib))

    def _note(self, tag: str, given: dict[str, str]) -> None:
        if tag in _HEADINGS:
            self.headings.append(_HEADINGS.index(tag) + 1)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if given.get("id"):
            self.ids.append(given["id"])
        self._look_for_what_the_policy_forbids(tag, given)

    def _look_for_what_the_policy_forbids(self, tag: str, given: dict[str, str]) -> None:
        if "style" in given or tag == "style":
            self.faults.append(OWN_STYLE if tag == "style" else f"<{tag}> carries a style of its own")
        if any(name.startswith("on") for name in given):
            self.faults.append(f"<{tag}> carries a script of its own")
        if tag == "script" and not given.get("src") and given.get("type") != "application/json":
            self.faults.append("a script inside the page")
        for name in ("src", "srcset", "action", "data-src"):
            if urlsplit(given.get(name) or "").netloc:
                self.faults.append(f"<{tag} {name}> leads to another site")

    def inner_links(self) -> Iterator[str]:
        """Where its links lead within the site, without fragments."""
        for link in self.links:
            whole = urldefrag(urljoin(f"http://testserver{self.address}", link)).url
            parts = urlsplit(whole)
            if parts.scheme == "http" and parts.netloc == "testserver":
                yield whole.removeprefix("http://testserver")

    def wrong(self) -> list[str]:
        """What any page must have, and this one has not."""
        found = list(self.faults)
        if self.headings.count(1) != 1:
            found.append(f"{self.headings.count(1)} headings of the first level")
        if any(after > before + 1 for before, after in zip(self.headings, self.headings[1:], strict=False)):
            found.append(f"headings skip a level: {self.headings}")
        if not self.title.strip():
            found.append("no title")
        if self.dir != ("rtl" if self.lang == "ar" else "ltr"):
            found.append(f'lang="{self.lang}" dir="{self.dir}"')
        doubled = {name for name in self.ids if self.ids.count(name) > 1}
        if doubled:
            found.append(f"ids twice: {sorted(doubled)[:5]}")
        found += [f"link to nothing: #{link[1:]}" for link in self.links if self._leads_nowhere(link)]
        return found

    def _leads_nowhere(self, link: str) -> bool:
        return link in {"", "#"} or (link.startswith("#") and link[1:] not in self.ids)


def is_page(response: Any) -> bool:
    html = str(response.get("Content-Type", "")).startswith("text/html")
    return html and response.status_code not in {301, 302, 304, 405}


def page_of(response: Any, address: str) -> Page:
    page = Page(address, response.content.decode())
    if "'sha256-" in response.get("Content-Security-Policy", ""):
        # An edition of the report: one file, whose own style its policy names by hash.
        page.faults = [fault for fault in page.faults if fault != OWN_STYLE]
    return page


@dataclass
class Asked:
    """What a request asked of the database."""

    statements: list[str] = field(default_factory=list)

    @property
    def are_too_many(self) -> bool:
        """That somebody read what is restricted is written down, which has its own cost."""
        return len([one for one in self.statements if "audit_head" not in one]) > MOST_QUERIES

    @property
    def writes(self) -> set[str]:
        """Tables written to that reading a page must leave alone."""
        found = (_WRITES.match(sql) for sql in self.statements)
        return {match.group(1) for match in found if match} - MAY_BE_WRITTEN

    def __str__(self) -> str:
        tables = (_TABLE.search(sql) for sql in self.statements)
        return ", ".join(match.group(1) if match else "?" for match in tables)


@contextmanager
def asking() -> Iterator[Asked]:
    """Count what stands inside asks of the database."""
    asked = Asked()
    # A long walk would fill what Django keeps of them.
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as captured:
        yield asked
    # Django writes before a statement for how many records it was made at once.
    statements = (_TIMES.sub("", query["sql"]) for query in captured.captured_queries)
    asked.statements = [statement for statement in statements if not statement.startswith(_APART)]
