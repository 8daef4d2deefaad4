"""What an import is and what may become of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Any

from headway.lib.hearing import Hearing
from headway.lib.polls import Poll, Weighting
from headway.lib.problems import Refused
from headway.lib.samples import Estimate, together
from headway.lib.tongue import say
from headway.listen.rows import ReachTier


class Kind(StrEnum):
    """What is brought in."""

    MEDIA = "media"
    SOCIAL = "social"


class ImportState(StrEnum):
    """Where an import stands. Only what is `written` is read."""

    WAITING = "waiting"
    ASKING = "asking"
    PLANNED = "planned"
    WRITTEN = "written"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNDONE = "undone"


class WithheldKind(StrEnum):
    """What can be withheld."""

    WORD = "word"
    ACCOUNT = "account"


# From where one may go: planned anew where an answer was given, written once, undone once.
NEXT = {
    ImportState.WAITING: {ImportState.ASKING, ImportState.PLANNED, ImportState.FAILED, ImportState.CANCELLED},
    ImportState.ASKING: {ImportState.WAITING, ImportState.CANCELLED, ImportState.FAILED},
    ImportState.PLANNED: {
        ImportState.PLANNED, ImportState.WAITING, ImportState.WRITTEN, ImportState.FAILED, ImportState.CANCELLED, ImportState.ASKING,
    },
    ImportState.WRITTEN: {ImportState.UNDONE},
    ImportState.FAILED: {ImportState.WAITING, ImportState.CANCELLED},
    ImportState.CANCELLED: set(),
    ImportState.UNDONE: set(),
}  # fmt: skip


class SurveyState(StrEnum):
    """Where an import of surveys stands. Only what is `written` is shown."""

    PLANNED = "planned"
    WRITTEN = "written"
    CANCELLED = "cancelled"
    UNDONE = "undone"


NEXT_OF_SURVEYS = {
    SurveyState.PLANNED: {SurveyState.WRITTEN, SurveyState.CANCELLED},
    SurveyState.WRITTEN: {SurveyState.UNDONE},
    SurveyState.CANCELLED: set(),
    SurveyState.UNDONE: set(),
}  # fmt: skip


_NEXT_OF: Mapping[type[StrEnum], Mapping[Any, set[Any]]] = {ImportState: NEXT, SurveyState: NEXT_OF_SURVEYS}


def may_become(state: str, wanted: ImportState | SurveyState) -> bool:
    return wanted in _NEXT_OF[type(wanted)][type(wanted)(state)]


# Countries that were asked further apart than this are not one picture of one time.
APART_DAYS = 366


def countries_together(polls: Sequence[tuple[Poll, str]], answer: str) -> Estimate:
    """The share of an answer in all these countries, by their weights; each poll with the import that it came by.

    Raise Refused, with what is lacking, where nothing says how the countries count against each other.
    """
    shares = [{one.text: one.share for one in poll.answers} for poll, _source in polls]
    if not all(answer in one for one in shares):
        raise Refused(say("not put together: not all of these countries could give this answer"))
    if any(poll.weighting is Weighting.WITHIN for poll, _source in polls) and len(polls) > 1:
        raise Refused(
            say(
                "not put together: the weights even out each country by itself and do not say how countries count"
            )
        )
    if len(polls) > 1:
        first, last = min(poll.ended for poll, _source in polls), max(poll.began for poll, _source in polls)
        if (last - first).days > APART_DAYS:
            raise Refused(say("not put together: these countries were asked more than a year apart"))
    parts = [poll.part(told[answer], source) for (poll, source), told in zip(polls, shares, strict=True)]
    return together(parts)


@dataclass(frozen=True)
class Taken:
    """What an indicator took from imported rows; `value` None where they cannot tell (a rate of nothing)."""

    what: Hearing
    value: Decimal | None
    made_up: bool = False


class Answered(StrEnum):
    """What became of a request for comment."""

    WAITING = "waiting"
    ANSWERED = "answered"
    DECLINED = "declined"


def fault_of_request(asked_on: date, published: date | None, today: date) -> str:
    """What is wrong with the day of a request: it may come before the text is published, but not after today."""
    if asked_on > today:
        return "future"
    return "long-before" if published and (published - asked_on).days > LONGEST_WORK else ""


# A piece that was asked about more than two years before it was published is another piece.
LONGEST_WORK = 731


# Which posts are shown where nobody chooses: the first of these kinds that there are any of.
_SHOWN_FIRST = ("organic", "unknown", "paid")


def kind_of_posts(there: Collection[Any]) -> str:
    """The one kind of posts that is shown: what was paid for and the rest never stand together."""
    return next((one for one in _SHOWN_FIRST if one in there), _SHOWN_FIRST[0])


def name_in_address(dimension: str) -> str:
    """What an address calls a dimension: `language` is the language of the page there."""
    return "written-in" if dimension == "language" else dimension


class Met(StrEnum):
    """How a planned number stands beside what was counted."""

    MET = "met"
    SHORT = "short"
    # There are days to come, on which it may still be met.
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Counted:
    """What was counted in the days of a media target; outlets by the tier of reach that they are over."""

    mentions: int = 0
    outlets: int = 0
    countries: int = 0
    of_reach: tuple[tuple[ReachTier, int], ...] = ()


@dataclass(frozen=True)
class Beside:
    """One planned number beside the counted one (None: nothing can be counted). `what` is the field of the row."""

    what: str
    planned: int
    counted: int | None
    met: Met
    reach: ReachTier | None = None

    @property
    def share(self) -> Decimal | None:
        """How much of the plan was counted, in whole hundredths and rounded down: what is short never shows as all."""
        if self.counted is None:
            return None
        return (Decimal(self.counted) / Decimal(self.planned)).quantize(Decimal("0.01"), ROUND_FLOOR)


def set_beside(plan: Any, counted: Counted | None, *, is_over: bool) -> Iterator[Beside]:
    """Every number that a media target gives, as a row or as it is stored, beside its own count; one kind is never held against
    another.
    """
    for what in ("mentions", "outlets", "countries"):
        if planned := getattr(plan, what):
            found = None if counted is None else getattr(counted, what)
            yield Beside(what, planned, found, how_met(planned, found, is_over=is_over))
    if plan.reach and plan.outlets_of_reach:
        reach = ReachTier(plan.reach)
        found = None if counted is None else dict(counted.of_reach).get(reach, 0)
        met = how_met(plan.outlets_of_reach, found, is_over=is_over)
        yield Beside("outlets_of_reach", plan.outlets_of_reach, found, met, reach)


def how_met(planned: int, counted: int | None, *, is_over: bool) -> Met:
    """What is met before its days are over is met."""
    if counted is None:
        return Met.UNKNOWN
    if counted >= planned:
        return Met.MET
    return Met.SHORT if is_over else Met.OPEN
