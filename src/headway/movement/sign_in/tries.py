"""How often somebody may guess: counted for one place, for one account from one place, and for one account from all.

What is counted is a wrong try; one that is right, or that was refused for there being too many, is not. It is kept in
the cache that all workers share, under digests, so that it is no list of who tried from where.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from allauth.core.internal.ratelimit import cache_lock, get_ip
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.movement.rules import (
    TRIES_AT_AN_ACCOUNT,
    TRIES_OF_A_PLACE,
    TRIES_OF_A_PLACE_AT_AN_ACCOUNT,
    Limit,
    Try,
    seconds_to_wait,
)
from headway.pages.speech import speech

# A code of an app is right for a minute and a half, clocks being a little off.
_CODE_LASTS = 3 * 60


@dataclass(frozen=True)
class Tally:
    """When the wrong tries of one kind were."""

    key: str
    limits: Sequence[Limit]

    def add(self, now: float) -> float:
        """Count one more and return 0, or return how many seconds one has to wait for it."""
        with cache_lock(self.key) as locked:
            if not locked:
                return 60
            lasts = max(limit.seconds for limit in self.limits)
            tries = [then for then in cache.get(self.key, []) if then > now - lasts]
            wait = seconds_to_wait(tries, self.limits, now)
            if not wait:
                cache.set(self.key, [now, *tries], lasts)
            return wait

    def take_back(self, now: float) -> None:
        with cache_lock(self.key) as locked:
            if locked:
                lasts = max(limit.seconds for limit in self.limits)
                cache.set(self.key, [then for then in cache.get(self.key, []) if then != now], lasts)


@dataclass
class Counted:
    """A try that was counted as wrong beforehand, so that many at once get no further than one after the other."""

    at: float
    tallies: list[Tally] = field(default_factory=list)

    def was_right(self) -> None:
        for tally in self.tallies:
            tally.take_back(self.at)


def count_try(request: HttpRequest, what: Try, account: Any) -> Counted:
    """Count a try at somebody's account before it is looked at; raise ValidationError where there were too many."""
    counted = Counted(time.time())
    for tally in _tallies(request, what, str(account)):
        if wait := tally.add(counted.at):
            counted.was_right()
            raise ValidationError(_too_many(what, wait), code="too_many_tries")
        counted.tallies.append(tally)
    return counted


def wait_at_place(request: HttpRequest, what: str, limits: Sequence[Limit]) -> float:
    """Count one more use of something from this place and return 0, or return how many seconds to wait for it."""
    return Tally(_key("place", what, get_ip(request)), limits).add(time.time())


def forget_tries(request: HttpRequest, what: Try, account: Any) -> None:
    """What was guessed at is another now: begin anew, for the account and for this place at it."""
    for tally in _tallies(request, what, str(account))[1:]:
        cache.delete(tally.key)


def spend_code(user: Any, code: str) -> bool:
    """Whether this code of the person's app is used for the first time: whoever saw it must not use it again."""
    return bool(cache.add(_key("spent", str(user.pk), code), "spent", timeout=_CODE_LASTS))


def _tallies(request: HttpRequest, what: Try, account: str) -> list[Tally]:
    place = get_ip(request)
    return [
        Tally(_key("place", what, place), TRIES_OF_A_PLACE),
        Tally(_key("place-account", what, place, account), TRIES_OF_A_PLACE_AT_AN_ACCOUNT),
        Tally(_key("account", what, account), TRIES_AT_AN_ACCOUNT[what]),
    ]


def _key(*parts: str) -> str:
    return f"headway:{parts[0]}:{sha256('|'.join(parts).encode()).hexdigest()}"


def _too_many(what: Try, seconds: float) -> str:
    """How long to wait, and what does not have to: said alike whether anybody has that account or not."""
    ways = {
        Try.PASSWORD: _("A passkey or a new password lets you in at once."),
        Try.APP_CODE: _("A passkey or a recovery code lets you in at once."),
    }
    return f"{_wait(seconds)} {ways.get(what, '')}".strip()


def _wait(seconds: float) -> str:
    minutes = math.ceil(seconds / 60)
    if minutes <= 90:
        said = ngettext(
            "Too many wrong tries. Wait %(minutes)s minute, then try again.",
            "Too many wrong tries. Wait %(minutes)s minutes, then try again.",
            minutes,
        )
        return said % {"minutes": speech().number(minutes)}
    hours = math.ceil(minutes / 60)
    said = ngettext(
        "Too many wrong tries. Wait %(hours)s hour, then try again.",
        "Too many wrong tries. Wait %(hours)s hours, then try again.",
        hours,
    )
    return said % {"hours": speech().number(hours)}
