"""What may be reported: when an activity may lie in a period, what a figure may be part of."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from headway.collect.rows import (
    ActivityRow,
    FigureRow,
    PublishedKind,
    PublishedRow,
    ReturnRow,
    ReturnState,
)
from headway.lib.additivity import Additivity
from headway.lib.edtf import ImpreciseDate
from headway.lib.figures import Figure
from headway.lib.loops import in_a_loop
from headway.lib.precision import Precision
from headway.lib.problems import Refused
from headway.lib.standing import Standing
from headway.lib.tongue import say, to_say
from headway.plan.rows import PeriodRow

# What is counted cannot be less than nothing.
COUNTED = frozenset({Additivity.FLOW, Additivity.STOCK, Additivity.UNIQUE})
# Files of one activity.
MOST_ATTACHMENTS = 40


def outside_period(when: ImpreciseDate | None, period: PeriodRow) -> bool:
    """True where no day that the date can mean lies in the period it is reported for."""
    if when is None:
        return False
    starts_after = when.earliest is not None and when.earliest > period.ends
    ends_before = when.latest is not None and when.latest < period.begins
    return starts_after or ends_before


def after_cutoff(when: ImpreciseDate | None, cutoff: date) -> bool:
    """True where the date begins after the last day of which the pack tells."""
    return when is not None and when.earliest is not None and when.earliest > cutoff


def faults_of_activity(
    row: ActivityRow | FigureRow, periods: Mapping[str, PeriodRow], cutoff: date
) -> Iterator[tuple[str, str]]:
    """Field and message of what is wrong with the dates of an activity or a figure.

    The cut-off is that of what a pack tells; offices go on entering what they do.
    """
    period = periods.get(row.period) if row.period else None
    if period and row.when and outside_period(row.when, period):
        within = f"{period.key} ({period.begins} to {period.ends})"
        said = say(
            "{edtf} lies outside the period {within}; leave the period out for a fact from before or after it",
            edtf=row.when.edtf,
            within=within,
        )
        yield "when", said
    told_by_the_pack = row.standing is not Standing.ENTERED
    if told_by_the_pack and row.when and after_cutoff(row.when, cutoff):
        yield "when", say("{edtf} lies after the data cut-off, {cutoff}", edtf=row.when.edtf, cutoff=cutoff)


def faults_of_parts(figures: Mapping[str, FigureRow]) -> Iterator[tuple[FigureRow, str]]:
    """Figures that are part of another measure's or of a smaller figure, or of themselves by a detour."""
    looped = set(in_a_loop({figure.key: figure.part_of for figure in figures.values()}))
    for figure in figures.values():
        whole = figures.get(figure.part_of)
        if whole is not None and whole.measure != figure.measure:
            yield (
                figure,
                say(
                    'part_of: "{key}" counts {measure}, not {own}',
                    key=whole.key,
                    measure=whole.measure,
                    own=figure.measure,
                ),
            )
        elif whole is not None and figure.key not in looped and _outgrows(figure, whole):
            yield (
                figure,
                say(
                    'part_of: {value} is more than the whole, "{key}" ({whole})',
                    value=figure.value,
                    key=whole.key,
                    whole=whole.value,
                ),
            )
    for key in sorted(looped):
        yield figures[key], say("part_of: the figure is part of itself by way of others")


def _outgrows(part: FigureRow | PublishedRow, whole: FigureRow | PublishedRow) -> bool:
    """True where a part is bigger than its whole, and both are known exactly."""
    exact = part.precision is whole.precision is Precision.EXACT
    return exact and part.value is not None and whole.value is not None and part.value > whole.value


def faults_of_figures(
    figures: Iterable[FigureRow], additivity: Mapping[str, Additivity], offices: Mapping[str, str]
) -> Iterator[tuple[FigureRow, str, str]]:
    """Counts below nothing, and figures of another office than their activity's (`offices`, by activity)."""
    for row in figures:
        if row.value is not None and row.value < 0 and additivity.get(row.measure) in COUNTED:
            yield (
                row,
                "value",
                say(
                    "value: {value} is less than nothing; {measure} is counted",
                    value=row.value,
                    measure=row.measure,
                ),
            )
        office = offices.get(row.activity, "")
        if row.office and office and row.office != office:
            yield (
                row,
                "office",
                say(
                    'office: the activity "{activity}" is of {office}, not of {own}',
                    activity=row.activity,
                    office=office,
                    own=row.office,
                ),
            )


def faults_of_ratios(published: Iterable[PublishedRow]) -> Iterator[tuple[PublishedRow, str]]:
    """Ratios that are no share of a whole: 27 is written where 0.27 is meant."""
    for row in published:
        is_ratio = row.published_kind is PublishedKind.RATIO
        if is_ratio and row.value is not None and not 0 <= row.value <= 1:
            yield (
                row,
                say("value: a ratio lies between 0 and 1 (0.27 for 27 %), not at {value}", value=row.value),
            )


def faults_of_published(published: Mapping[str, PublishedRow]) -> Iterator[tuple[PublishedRow, str]]:
    """Published facts that are part of themselves, or bigger than the one of the same measure they are part of."""
    for row in published.values():
        whole = published.get(row.part_of)
        if whole is not None and row.measure and row.measure == whole.measure and _outgrows(row, whole):
            yield (
                row,
                say(
                    'part_of: {value} is more than the whole, "{key}" ({whole})',
                    value=row.value,
                    key=whole.key,
                    whole=whole.value,
                ),
            )
    for key in in_a_loop({row.key: row.part_of for row in published.values()}):
        yield published[key], say("part_of: the fact is part of itself")


def faults_of_returns(returns: Iterable[ReturnRow]) -> Iterator[tuple[ReturnRow, str]]:
    """Returns of an office for a period of which it has given one already."""
    first: dict[tuple[str, str], str] = {}
    for row in returns:
        other = first.setdefault((row.office, row.period), row.key)
        if other != row.key:
            yield (
                row,
                say(
                    '{office} has given a return for {period} already: "{other}"',
                    office=row.office,
                    period=row.period,
                    other=other,
                ),
            )


# An office that says it has nothing to report has reported; one whose return was sent back has not yet.
HANDED_IN = frozenset({ReturnState.SUBMITTED, ReturnState.ACCEPTED, ReturnState.NOTHING_TO_REPORT})
# What the core team says of a return, and not the office that gives it.
ANSWERS = frozenset({ReturnState.RETURNED, ReturnState.ACCEPTED})


def is_answer(row: ReturnRow, stored: ReturnRow | None) -> bool:
    """True where the row answers a return, takes an answer back, or changes one that is accepted."""
    before = stored.state if stored else ReturnState.NOT_STARTED
    if before is ReturnState.ACCEPTED:
        return row != stored
    return row.state in ANSWERS and row.state is not before


class By(StrEnum):
    """By what totals are taken together."""

    OFFICE = "office"
    PERIOD = "period"
    CASE = "case"
    TARGET = "target"
    COUNTRY = "country"


def in_order(by: Iterable[By]) -> tuple[By, ...]:
    """Each once, in one order: totals by office and period are those by period and office."""
    wanted = set(by)
    return tuple(one for one in By if one in wanted)


def group_of(
    figure: Figure, by: Iterable[By], named: Mapping[By, Mapping[str, str]] | None = None
) -> tuple[str, ...]:
    """Which group a figure falls into: what it names of each, or else what its activity does (`named`, by its key)."""
    names = named or {}
    return tuple(
        str(getattr(figure, one.value, "")) or names.get(one, {}).get(figure.activity, "") for one in by
    )


class Step(StrEnum):
    """What can be done with a return: the first four by its office, the others by the core team."""

    WRITE = "write"
    SUBMIT = "submit"
    NOTHING = "nothing"
    TAKE_BACK = "take-back"
    SEND_BACK = "send-back"
    ACCEPT = "accept"
    REOPEN = "reopen"


_OPEN = (ReturnState.NOT_STARTED, ReturnState.IN_PROGRESS, ReturnState.RETURNED)
_UNANSWERED = (ReturnState.SUBMITTED, ReturnState.NOTHING_TO_REPORT)
MOVES: Mapping[Step, Mapping[ReturnState, ReturnState]] = {
    Step.WRITE: {
        ReturnState.NOT_STARTED: ReturnState.IN_PROGRESS,
        ReturnState.IN_PROGRESS: ReturnState.IN_PROGRESS,
        ReturnState.RETURNED: ReturnState.RETURNED,
    },
    Step.SUBMIT: dict.fromkeys(_OPEN, ReturnState.SUBMITTED),
    Step.NOTHING: dict.fromkeys(_OPEN, ReturnState.NOTHING_TO_REPORT),
    Step.TAKE_BACK: dict.fromkeys(_UNANSWERED, ReturnState.IN_PROGRESS),
    Step.SEND_BACK: dict.fromkeys(_UNANSWERED, ReturnState.RETURNED),
    Step.ACCEPT: dict.fromkeys(_UNANSWERED, ReturnState.ACCEPTED),
    Step.REOPEN: {ReturnState.ACCEPTED: ReturnState.RETURNED},
}
ANSWERING = frozenset({Step.SEND_BACK, Step.ACCEPT, Step.REOPEN})
GIVES_A_REASON = frozenset({Step.SEND_BACK, Step.REOPEN})
_WHY_NOT: Mapping[Step, str] = {
    Step.WRITE: to_say("the return is handed in: take it back to change it, or ask the core team to send it back"),
    Step.SUBMIT: to_say("the return is handed in already"),
    Step.NOTHING: to_say("the return is handed in already"),
    Step.TAKE_BACK: to_say("only a return that waits for its answer can be taken back"),
    Step.SEND_BACK: to_say("only a return that waits for its answer can be sent back"),
    Step.ACCEPT: to_say("only a return that is handed in can be accepted"),
    Step.REOPEN: to_say("only a return that is accepted can be opened again"),
}  # fmt: skip


def next_state(before: ReturnState, step: Step, reason: str = "") -> ReturnState:
    """Where a step leads; raise Refused where it cannot be taken, or lacks its reason."""
    after = MOVES[step].get(before)
    if after is None:
        raise Refused(say(_WHY_NOT[step]))
    if step in GIVES_A_REASON and not reason.strip():
        raise Refused(say("say why: the office reads it and knows what to mend"))
    return after


def steps_from(state: ReturnState) -> tuple[Step, ...]:
    """What can be done with a return in this state."""
    return tuple(step for step in Step if state in MOVES[step])


class Timing(StrEnum):
    """How a return stands to the day on which it is due."""

    IN_TIME = "in-time"
    LATE = "late"
    HANDED_IN = "handed-in"
    DUE = "due"
    OVERDUE = "overdue"
    NOT_ASKED = "not-asked"


def timing(
    state: ReturnState, handed_in: date | None, due: date | None, today: date, *, asked: bool
) -> Timing:
    """Where no day is set nothing is late; an office that reports another way is not asked."""
    if state in HANDED_IN:
        if handed_in is None or due is None:
            return Timing.HANDED_IN
        return Timing.IN_TIME if handed_in <= due else Timing.LATE
    if not asked:
        return Timing.NOT_ASKED
    return Timing.OVERDUE if due is not None and today > due else Timing.DUE


class Why(StrEnum):
    """Why somebody is reminded."""

    BEFORE = "before"
    TODAY = "today"
    AFTER = "after"
    LONG_AFTER = "long-after"
    ASKED = "asked"


# Days from the due date on which offices that have not handed in are reminded.
STAGES: Mapping[Why, int] = {Why.BEFORE: -7, Why.TODAY: 0, Why.AFTER: 3, Why.LONG_AFTER: 14}
# For so many days a reminder is made up for where nothing ran on its day.
GRACE_DAYS = 2


def stage_on(due: date, today: date) -> tuple[Why, date] | None:
    """Which reminder is due, and the day that it stands for; of two the later."""
    for why, days in sorted(STAGES.items(), key=lambda stage: -stage[1]):
        day = due + timedelta(days=days)
        if day <= today:
            return (why, day) if today <= day + timedelta(days=GRACE_DAYS) else None
    return None


def locked_period(
    row: ActivityRow | FigureRow,
    named: Iterable[str],
    offices: Collection[str],
    periods: Iterable[PeriodRow],
    accepted: Container[tuple[str, str]],
) -> str:
    """The period that is closed to this row, because the return of one of its offices was accepted; "" where none is.

    `named` are the periods that it and its activity name. A row that names none belongs to those in which it lies whole.
    """
    inside = [one for one in named if one] or [
        one.key for one in periods if row.when and row.when.is_within(one.begins, one.ends)
    ]
    closed = (period for period in inside for office in offices if (office, period) in accepted)
    return next(closed, "")


def in_chains(before: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Supporter journeys as chains of measures, first step first. `before` says what comes before each.

    Where two steps come after one, each has a chain of its own; steps that come after each other in a circle have none.
    """
    last = sorted(set(before) - set(before.values()))
    chains = []
    for end in last:
        chain = [end]
        while (up := before.get(chain[-1], "")) and up not in chain:
            chain.append(up)
        chains.append(tuple(reversed(chain)))
    return tuple(chains)
