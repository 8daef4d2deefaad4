"""Figures for tests, made in a line, and strategies for many of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from headway.lib.additivity import Additivity, Figure, Measure, Range, Result, Total, total
from headway.lib.edtf import ImpreciseDate
from headway.lib.precision import Precision

ACTIONS = Measure("actions", Additivity.FLOW)
MEMBERS = Measure("members", Additivity.STOCK)
PEOPLE = Measure("people", Additivity.UNIQUE)
REACH = Measure("reach", Additivity.POTENTIAL)
SHARE = Measure("share", Additivity.RATIO)
WOMEN_SHARE = Measure("women-share", Additivity.RATIO, Measure("women", Additivity.FLOW), ACTIONS)
ALL = (ACTIONS, MEMBERS, PEOPLE, REACH, SHARE, WOMEN_SHARE)


def figure(key: str, value: str | int | None, when: str = "", **fields: Any) -> Figure:
    """A figure of actions, exact unless told; `when` in EDTF."""
    return Figure(
        key=key,
        measure=fields.pop("measure", "actions"),
        value=None if value is None else Decimal(value),
        when=ImpreciseDate.parse(when) if when else None,
        **fields,
    )


def add(measure: Measure, *figures: Figure) -> Result:
    return total(measure, figures)


def number(measure: Measure, *figures: Figure) -> Decimal:
    """The value of what must be a total."""
    result = total(measure, figures)
    assert isinstance(result, Total), result
    return result.value


def told(result: Result, *names: str) -> tuple[Any, ...]:
    """What the result says under these names."""
    return tuple(getattr(result, name) for name in names)


def ends(result: Result) -> tuple[Any, Any]:
    """The two ends of a total or a range."""
    if isinstance(result, Total):
        return result.value, result.value
    assert isinstance(result, Range), result
    return result.low, result.high


_DATES = st.sampled_from(["", "2014", "2014-10", "2014-11-03", "2015", "2015~", "2014-05/.."])
_VALUES = st.none() | st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def figure_lists(
    draw: st.DrawFn,
    measure: str = "actions",
    values: st.SearchStrategy[Decimal | None] = _VALUES,
    precisions: st.SearchStrategy[Precision] = st.sampled_from(Precision),  # noqa: B008
    *,
    parts: bool = True,
    smallest: int = 0,
) -> list[Figure]:
    """Up to eight figures of a few offices, activities and times; some part of one before them, or the same."""
    figures: list[Figure] = []
    for at in range(draw(st.integers(smallest, 8))):
        earlier = st.sampled_from(["", *(before.key for before in figures)]) if parts else st.just("")
        figures.append(
            figure(
                f"f{at}",
                None,
                draw(_DATES),
                measure=measure,
                precision=draw(precisions),
                office=draw(st.sampled_from(["", "north", "south"])),
                activity=draw(st.sampled_from(["", "march", "vigil"])),
                part_of=draw(earlier),
                same_as=draw(earlier) if draw(st.booleans()) else "",
            )
        )
        object.__setattr__(figures[-1], "value", draw(values))
    return figures
