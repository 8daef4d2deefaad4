"""How many there are of what: the counts that prose may name as `{count:NAME}`, each with the records it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from headway.collect.rows import PublishedKind, ReturnState
from headway.learn.rows import LearningKind
from headway.plan.rows import ReportsThrough
from headway.report.facts.records import Records, Ref
from headway.verify.rows import Direction, OutcomeState

# An office that says it has nothing to report has reported; one whose return was sent back has not yet.
HANDED_IN = frozenset({ReturnState.SUBMITTED, ReturnState.ACCEPTED, ReturnState.NOTHING_TO_REPORT})

Counter = Callable[[Records], Iterable[Ref]]


def _kind(kind: str) -> Counter:
    return lambda records: ((kind, row.key) for row in records.of(kind))


def _offices_contributing(records: Records) -> Iterable[Ref]:
    return {("office", row.office): None for row in records.of("return") if row.state in HANDED_IN}


def _offices_through(way: ReportsThrough) -> Counter:
    return lambda records: {
        ("office", row.office): None for row in records.of("participation") if row.reports_through is way
    }


def _outcomes_verified(records: Records) -> Iterable[Ref]:
    return (("outcome", row.key) for row in records.of("outcome") if row.state is OutcomeState.VERIFIED)


def _outcomes_of(direction: Direction) -> Counter:
    return lambda records: (
        ("outcome", row.key) for row in records.of("outcome") if row.direction is direction
    )


def _published_totals(records: Records) -> Iterable[Ref]:
    rows = records.of("published")
    return (("published", row.key) for row in rows if row.published_kind is PublishedKind.TOTAL)


def _key_learnings(records: Records) -> Iterable[Ref]:
    rows = records.of("learning")
    return (("learning", row.key) for row in rows if row.learning_kind is LearningKind.KEY_LEARNING)


COUNTS: Mapping[str, Counter] = {
    "activities": _kind("activity"),
    "areas": _kind("area"),
    "case-studies": _kind("case-study"),
    "cases": _kind("case"),
    "change-areas": _kind("change-area"),
    "dimensions": _kind("dimension"),
    "figures": _kind("figure"),
    "focus-countries": _kind("focus-country"),
    "indicators": _kind("indicator"),
    "key-learnings": _key_learnings,
    "meetings": _kind("meeting"),
    "offices-contributing": _offices_contributing,
    "offices-named": _kind("office"),
    "offices-through-database": _offices_through(ReportsThrough.PROJECTS_DATABASE),
    "offices-through-tool": _offices_through(ReportsThrough.ONLINE_TOOL),
    "opportunities": _kind("opportunity"),
    "outcomes": _kind("outcome"),
    "outcomes-negative": _outcomes_of(Direction.NEGATIVE),
    "outcomes-positive": _outcomes_of(Direction.POSITIVE),
    "outcomes-verified": _outcomes_verified,
    "outputs": _kind("output"),
    "partners": _kind("partner"),
    "published-totals": _published_totals,
    "ratings": _kind("rating"),
    "recommendations": _kind("recommendation"),
    "targets": _kind("target"),
}
