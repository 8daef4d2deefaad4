"""Charts of what surveys found: the share of an answer by country, by answer and over time, each with its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from unicodedata import bidirectional

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from headway.lib.edtf import ImpreciseDate
from headway.lib.polls import Poll
from headway.lib.problems import Refused
from headway.lib.samples import Estimate
from headway.listen.queries.surveys import Question, Standing
from headway.listen.rules import countries_together
from headway.pages.speech import Speech
from headway.plan.drawings import frame

NAMES = ("countries", "answers", "waves")


@dataclass(frozen=True)
class Looked:
    """A question as somebody looks at it: one of its answers, and perhaps one country."""

    question: Question
    answer: str
    country: str = ""

    @property
    def newest(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.question.newest if self.country in ("", one.poll.country))

    @property
    def repeated(self) -> tuple[Standing, ...]:
        """The polls of countries that were asked more than once, in the order of time."""
        asked = [one.poll.country for one in self.question.polls]
        found = [one for one in self.question.polls if asked.count(one.poll.country) > 1]
        chosen = [one for one in found if self.country in ("", one.poll.country)]
        return tuple(sorted(chosen, key=lambda one: (one.poll.country, one.poll.began, one.poll.ended)))


@dataclass(frozen=True)
class _Line:
    """One row of a chart."""

    label: str
    poll: Poll | None
    found: Estimate


def survey_chart(name: str, looked: Looked, speech: Speech, width: int) -> Any:
    """The chart of this name; None where the question has nothing to show in it."""
    lines = {"countries": _countries, "answers": _answers, "waves": _waves}[name](looked, speech)
    return _drawn(name, looked, speech, width, lines) if lines else None


def whole_of(looked: Looked) -> tuple[Estimate | None, str]:
    """All countries together and "", or nothing and why not."""
    polls = [(one.poll, one.source) for one in looked.newest]
    if len(polls) < 2:
        return None, ""
    try:
        return countries_together(polls, looked.answer), ""
    except Refused as refused:
        return None, str(refused)


def _countries(looked: Looked, speech: Speech) -> list[_Line]:
    """The newest of each country, the largest share first, and all of them together where weights allow it.

    Of one country alone all answers are shown, this one among them.
    """
    if len(looked.newest) == 1:
        return []
    lines = [
        _Line(speech.country(one.poll.country), one.poll, found)
        for one in looked.newest
        if (found := _found(one.poll, looked.answer))
    ]
    lines.sort(key=lambda line: (-line.found.share, line.label))
    whole, _why = whole_of(looked)
    return [*lines, _Line(_("All together, by weight"), None, whole)] if whole else lines


def _answers(looked: Looked, speech: Speech) -> list[_Line]:
    """All answers of one country; of several there would be as many charts."""
    if len(looked.newest) != 1:
        return []
    poll = looked.newest[0].poll
    return [_Line(one.text, poll, poll.estimate(one.share)) for one in poll.answers]


def _waves(looked: Looked, speech: Speech) -> list[_Line]:
    return [
        _Line(f"{speech.country(one.poll.country)} · {asked_when(one.poll, speech)}", one.poll, found)
        for one in looked.repeated
        if (found := _found(one.poll, looked.answer))
    ]


def _found(poll: Poll, answer: str) -> Estimate | None:
    return next((poll.estimate(one.share) for one in poll.answers if one.text == answer), None)


def asked_when(poll: Poll, speech: Speech) -> str:
    first, last = poll.began.isoformat(), poll.ended.isoformat()
    return speech.when(ImpreciseDate.parse(first if first == last else f"{first}/{last}"))


def said_share(value: float, speech: Speech) -> str:
    return speech.share(Decimal(str(value)).quantize(Decimal("0.01")))


def said_range(found: Estimate, speech: Speech) -> str:
    return _("%(low)s to %(high)s") % {
        "low": said_share(found.low, speech),
        "high": said_share(found.high, speech),
    }


def _drawn(name: str, looked: Looked, speech: Speech, width: int, lines: Sequence[_Line]) -> Any:
    from headway.charts import Doubted, DoubtWords, shares_with_doubt

    told = frame(speech, _title(name, looked, speech), _reading(name, looked, speech, lines), width=width)
    words = DoubtWords(
        {"countries": _("Country"), "answers": _("Answer"), "waves": _("Country and time")}[name],
        _("Share"),
        _("the share found, and the range in which that of everybody lies 95 times out of 100"),
        (said_share(0, speech), said_share(1, speech)),
        (_("Range"), _("People asked"), _("Worth as many"), _("Asked")),
    )
    rows = [
        Doubted(
            line.label, line.found.share, said_share(line.found.share, speech), line.found.low, line.found.high,
            (said_range(line.found, speech), *_about(line, speech)),
        )
        for line in lines
    ]  # fmt: skip
    return shares_with_doubt(told, rows, words)


def _about(line: _Line, speech: Speech) -> tuple[str, str, str]:
    """How many were asked, how many that is worth, and when; of what was put together only what it is worth."""
    worth = speech.number(round(line.found.size))
    if line.poll is None:
        return "–", worth, "–"
    return speech.number(line.poll.n), worth, asked_when(line.poll, speech)


def _apart(text: str) -> str:
    """Words of a survey within words of the page: one that runs the other way leaves those around it in their places."""
    runs_back = any(bidirectional(sign) in {"R", "AL"} for sign in text)
    return f"\u2068{text}\u2069" if runs_back != get_language_bidi() else text


def _title(name: str, looked: Looked, speech: Speech) -> str:
    text, answer = _apart(looked.question.text), _apart(looked.answer)
    if name == "answers":
        title = _("%(question)s – all answers, %(country)s") % {
            "question": text, "country": speech.country(looked.newest[0].poll.country),
        }  # fmt: skip
    elif name == "waves":
        title = _("%(question)s – “%(answer)s” over time") % {"question": text, "answer": answer}
    else:
        title = _("%(question)s – “%(answer)s” by country") % {"question": text, "answer": answer}
    return _("%(title)s (made up)") % {"title": title} if looked.question.made_up else title


def _reading(name: str, looked: Looked, speech: Speech, lines: Sequence[_Line]) -> str:
    """The largest and the smallest share with their ranges, whether they may be told apart, and all countries together."""
    polled = [line for line in lines if line.poll]
    said = _spread(polled, speech, can_be_chance=name != "answers")
    if name != "countries":
        return said
    whole, why = whole_of(looked)
    if whole is None:
        return _("%(said)s All countries together: %(why)s.") % {"said": said, "why": why}
    values = {"said": said, "share": said_share(whole.share, speech), "range": said_range(whole, speech)}
    return (
        _("%(said)s All countries together, each by the weight that came with it: %(share)s (%(range)s).")
        % values
    )


def _spread(lines: Sequence[_Line], speech: Speech, *, can_be_chance: bool) -> str:
    low, high = min(lines, key=lambda one: one.found.share), max(lines, key=lambda one: one.found.share)
    values = {
        "most": _apart(high.label), "high": said_share(high.found.share, speech), "high_range": said_range(high.found, speech),
        "least": _apart(low.label), "low": said_share(low.found.share, speech), "low_range": said_range(low.found, speech),
    }  # fmt: skip
    if len(lines) == 1:
        return _("%(most)s: %(high)s (%(high_range)s).") % values
    if can_be_chance and low.found.high >= high.found.low:
        return _(
            "From %(low)s (%(low_range)s; %(least)s) to %(high)s (%(high_range)s; %(most)s): the ranges overlap, so that "
            "chance may be all of it."
        ) % values  # fmt: skip
    return _("From %(low)s (%(low_range)s; %(least)s) to %(high)s (%(high_range)s; %(most)s).") % values
