"""Renders one file of a report: in a process of its own where the site is served, since the writers need much memory.

One file is rendered at a time on a machine, whoever asked for it. Where a record was closed meanwhile and all rendered
files were removed, what was being rendered is thrown away and made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from headway.audit.queries import last_change
from headway.lib.problems import Refused
from headway.lib.tongue import say
from headway.movement.actions import OPERATOR
from headway.movement.queries import system_actor
from headway.plan.queries import campaign_by_key
from headway.report.build import as_published, laid_out, written
from headway.report.editions.files import Order, Rendered, home, keep, point
from headway.report.facts import Content, Profile, collect_content, frozen, thawed
from headway.report.queries import content_of, edition_numbered

log = logging.getLogger(__name__)
TRIES = 3


def render_as_told() -> None:
    """Render the order among the arguments. What goes wrong is logged without what the records say."""
    os.nice(5)
    try:
        render(Order(**json.loads(sys.argv[1])))
    except Exception:
        log.exception("a file of a report could not be rendered")
        sys.exit(1)


def render(order: Order) -> Rendered:
    """The file, rendered where it is not there yet."""
    for _try in range(TRIES):
        with _one_at_a_time() as lock:
            if (found := order.rendered()) is not None:
                return found
            read_at = last_change()
            content, edition = _content(order)
            mark = order.digest or hashlib.sha256(frozen(content).encode()).hexdigest()
            found = order.place(mark)
            made = b"" if found.path.exists() else _made(order, content, edition)
            if os.fstat(lock.fileno()).st_nlink:
                found = keep(order, made, mark) if made else found
                if not order.number:
                    point(order, mark, content.facts.digest(), read_at)
                return found
    raise Refused(say("the records were closed again and again while the report was made; try again"))


def _content(order: Order) -> tuple[Content, Any]:
    """What to lay out, and the edition that it is of (None: it is the present state)."""
    campaign = campaign_by_key(order.campaign, system_actor(OPERATOR))
    if campaign is None:
        raise Refused(say('there is no campaign "{key}" here', key=order.campaign))
    if not order.number:
        return collect_content(campaign, Profile(order.profile)), None
    edition = edition_numbered(campaign, order.number)
    text = content_of(edition) if edition is not None else ""
    if not text:
        raise Refused(say("what this edition is made of may no longer be shown"))
    return thawed(text), edition


def _made(order: Order, content: Content, edition: Any) -> bytes:
    document = laid_out(content, order.language)
    if edition is not None:
        document = as_published(document, edition, order.language)
    return written(document, order.form)


@contextmanager
def _one_at_a_time() -> Iterator[IO[bytes]]:
    """Wait until no other file is being rendered on this machine. The lock goes with all rendered files."""
    home().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home() / ".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
