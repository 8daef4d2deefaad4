"""What an import is and what may become of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from headway.lib.polls import Poll, Weighting
from headway.lib.problems import Refused
from headway.lib.samples import Estimate, together
from headway.lib.tongue import say


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


def may_become(state: str, wanted: ImportState) -> bool:
    return wanted in NEXT[ImportState(state)]


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


def survey_may_become(state: str, wanted: SurveyState) -> bool:
    return wanted in NEXT_OF_SURVEYS[SurveyState(state)]


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
