"""Charts of the listening pages: answers and speech in, a chart out; page, download and report draw by the same ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Protocol

from django.utils.translation import gettext as _

from headway.lake.answers import Answer, Line
from headway.lake.asked import Window
from headway.lake.questions import Family
from headway.lib.additivity import Total
from headway.listen.queries.asking import Asking
from headway.listen.words import Sayer, column_in_words, dimension_in_words, said_day
from headway.pages.speech import Speech
from headway.plan.drawings import frame

MOST = 12


class Asks(Protocol):
    """Whatever answers: the lake, or the answers that an edition kept."""

    @property
    def windows(self) -> tuple[Window, ...]: ...

    def ask(self, key: str, asking: Asking) -> Answer: ...


@dataclass(frozen=True)
class Desk:
    """What every chart is drawn from: one reader's lake, what they ask, and how it is said."""

    lake: Asks
    asking: Asking
    sayer: Sayer
    speech: Speech

    def ask(self, key: str, *by: str, **more: Any) -> Answer:
        return self.lake.ask(key, replace(self.asking, by=by, with_whole=False, **more))

    @property
    def made_up(self) -> bool:
        """True where practice rows are among those asked."""
        return self.lake.ask("coverage", Asking(with_whole=False)).made_up or (
            self.lake.ask("engagement", Asking(by=("paid",), with_whole=False)).made_up
        )


Draw = Callable[[Desk, int], Any]


@dataclass(frozen=True)
class Sketch:
    """One chart of the page: its name in addresses, and who draws it."""

    name: str
    draw: Draw


def _frame(desk: Desk, title: str, summary: str, width: int, *, made_up: bool) -> Any:
    """A chart of practice data says so in its title, wherever it goes."""
    named = _("%(title)s (made up)") % {"title": title} if made_up else title
    return frame(desk.speech, named, summary, width=width, empty=_("No rows answer this."))


def over_time(question: str, column: str, title: Callable[[], str]) -> Draw:
    """Days where these are few, else weeks or months, with the moments that began marked."""

    def draw(desk: Desk, width: int) -> Any:
        from headway.charts import CountWords, Mark, counts_over_time

        step, found = _by_step(desk, question)
        told = _frame(desk, title(), _reading_of_steps(step), width, made_up=found.made_up)
        marks = [
            Mark(one.begins, desk.sayer.value("moment", one.key)) for one in desk.lake.windows
        ]  # fmt: skip
        words = CountWords(dimension_in_words(step), column_in_words(column), dimension_in_words("moment"))
        return counts_over_time(told, list(_steps(desk, found, step, column)), marks, words)

    return draw


def _reading_of_steps(step: str) -> str:
    return {
        "day": _("The most on one day: {most}, on {highest}. From {first} to {last}."),
        "week": _("The most in one week: {most}, in the week of {highest}. From {first} to {last}."),
        "month": _("The most in one month: {most}, in {highest}. From {first} to {last}."),
    }[step]


def _by_step(desk: Desk, question: str) -> tuple[str, Answer]:
    found = desk.ask(question, "day")
    days = [row["day"] for row in found.rows if row["day"]]
    if not days or (max(days) - min(days)).days <= 120:
        return "day", found
    step = "week" if (max(days) - min(days)).days <= 900 else "month"
    return step, desk.ask(question, step)


def _steps(desk: Desk, found: Answer, step: str, column: str) -> Any:
    """One column for every step, also for those in which there was nothing."""
    from headway.charts import TimeStep

    counted: dict[date, int] = {}
    for row in found.rows:
        if row[step]:
            counted[row[step]] = counted.get(row[step], 0) + (row[column] or 0)
    day, last = min(counted, default=None), max(counted, default=None)
    while day is not None and last is not None and day <= last:
        ends = _after(day, step)
        value = counted.get(day, 0)
        yield TimeStep(day, ends, value, said_day(day, of_month=step != "month"), desk.speech.number(value))
        day = ends


def _after(day: date, step: str) -> date:
    if step == "month":
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day + timedelta(days=7 if step == "week" else 1)


def bars(question: str, dimension: str, column: str, title: Callable[[], str]) -> Draw:
    """The largest groups, and all others together where they may be added."""

    def draw(desk: Desk, width: int) -> Any:
        from headway.charts import Bar, BarWords, figure_bars

        found = desk.ask(question, dimension)
        rows = _ranked(found, column)
        told = _frame(desk, title(), _reading(desk, (dimension,), column, rows), width, made_up=found.made_up)
        drawn = [
            Bar(_label(desk, (dimension,), row), desk.sayer.cell(column, row[column]), _value(row[column]))
            for row in rows[:MOST]
        ]
        drawn += _others(desk, found, column, rows[MOST:], Bar)
        return figure_bars(
            told, drawn, BarWords({}, "", dimension_in_words(dimension), column_in_words(column))
        )

    return draw


def _ranked(found: Answer, column: str) -> list[Line]:
    """From the largest on: an answer of several columns comes in the order of another one."""
    return sorted(found.rows, key=lambda row: (row[column] is None, -(row[column] or 0)))


def _label(desk: Desk, by: Sequence[str], row: Line) -> str:
    return " · ".join(desk.sayer.value(name, row[name]) for name in by)


def _reading(desk: Desk, by: Sequence[str], column: str, rows: Sequence[Line]) -> str:
    """The sentence that reads a chart of groups."""
    if not rows:
        return ""
    values = {
        "first": _label(desk, by, rows[0]), "value": desk.sayer.cell(column, rows[0][column]),
        "column": column_in_words(column), "count": desk.speech.number(len(rows)),
    }  # fmt: skip
    return _("%(first)s comes first (%(column)s: %(value)s). Groups in all: %(count)s.") % values


def _others(desk: Desk, found: Answer, column: str, rest: Sequence[Line], bar: Any) -> list[Any]:
    """The rest as one bar without length, so that the eye does not take it for a group; as a number only if it adds up."""
    if not rest:
        return []
    together = found.together(column, rest)
    said = _("%(number)s more") % {"number": desk.speech.number(len(rest))}
    value = desk.speech.number(together.value) if isinstance(together, Total) else _("not added")
    return [bar(said, value)]


def _value(value: Any) -> float | None:
    return None if value is None else float(value)


def paired(
    question: str, by: tuple[str, ...], first: str, second: str, title: Callable[[], str], *more: str
) -> Draw:  # fmt: skip
    """Two counts of the same groups, and further ones in the table."""

    def draw(desk: Desk, width: int) -> Any:
        from headway.charts import Pair, PairWords, paired_bars

        found = desk.ask(question, *by)
        told = _frame(desk, title(), _reading(desk, by, first, found.rows), width, made_up=found.made_up)
        pairs = [
            Pair(
                _label(desk, by, row), _value(row[first]), _value(row[second]),
                desk.sayer.cell(first, row[first]), desk.sayer.cell(second, row[second]),
                tuple(desk.sayer.cell(name, row[name]) for name in more),
            )
            for row in found.rows[:MOST]
        ]  # fmt: skip
        words = PairWords(
            " · ".join(map(dimension_in_words, by)), column_in_words(first), column_in_words(second),
            tuple(map(column_in_words, more)),
        )  # fmt: skip
        return paired_bars(told, pairs, words)

    return draw


def local(desk: Desk, width: int) -> Any:
    """Local against other coverage at each moment, or in all where there are none."""
    from headway.charts import Pair, PairWords, paired_bars

    found = desk.ask("local", *(("moment",) if desk.lake.windows else ()))
    told = _frame(
        desk, _("Local and global coverage"),
        _("Mentions in the countries that a moment is about, and elsewhere, in its first days."), width,
        made_up=found.made_up,
    )  # fmt: skip
    places: dict[str, dict[str, int]] = {}
    for row in found.rows:
        places.setdefault(row.get("moment", ""), {})[row["where"]] = row["mentions"]
    order = [one.key for one in desk.lake.windows] or [""]
    pairs = [
        Pair(
            desk.sayer.value("moment", key) if key else _("All coverage"),
            float(counts.get("local", 0)), float(counts.get("elsewhere", 0)),
            desk.speech.number(counts.get("local", 0)), desk.speech.number(counts.get("elsewhere", 0)),
            (desk.speech.number(counts.get("unknown", 0)),),
        )
        for key in order
        if (counts := places.get(key))
    ]  # fmt: skip
    said = [desk.sayer.value("where", key) for key in ("local", "elsewhere", "unknown")]
    return paired_bars(told, pairs, PairWords(dimension_in_words("moment"), said[0], said[1], (said[2],)))


def tiers(desk: Desk, width: int) -> Any:
    """Outlets by potential reach: each tier lies inside the one above it."""
    from headway.charts import Tier, TierWords, nested_tiers

    found = desk.ask("reach-tiers")
    told = _frame(
        desk, _("Outlets by potential reach"),
        _("Of {whole} outlets, {inner} may reach over 10 million people. Tiers lie inside each other; reach is never added."),
        width, made_up=found.made_up,
    )  # fmt: skip
    row: Line = found.rows[0] if found.rows else {}
    columns = ("outlets", "over_100_thousand", "over_1_million", "over_10_million")
    drawn = [
        Tier(column_in_words(name), float(row.get(name) or 0), desk.speech.number(row.get(name) or 0))
        for name in columns
    ]
    return nested_tiers(told, drawn, TierWords(_("Outlets"), _("Number")))


SKETCHES: Mapping[Family, Sequence[Sketch]] = {
    Family.MEDIA: (
        Sketch("over-time", over_time("coverage", "mentions", lambda: _("Mentions over time"))),
        Sketch("reach-tiers", tiers),
        Sketch("moments", paired("moments", ("moment",), "mentions", "outlets", lambda: _("Moments compared"), "articles")),
        Sketch("local", local),
        Sketch("countries", bars("coverage", "country", "mentions", lambda: _("Mentions by country"))),
        Sketch("languages", bars("coverage", "language", "mentions", lambda: _("Mentions by language"))),
        Sketch("outlets", paired("coverage", ("outlet",), "mentions", "articles", lambda: _("Outlets with most mentions"))),
        Sketch("media-types", paired("coverage", ("media_type",), "mentions", "outlets", lambda: _("Types of media"), "articles")),
        Sketch("sentiment", bars("coverage", "sentiment", "mentions", lambda: _("Tone of the coverage"))),
        Sketch("issues", bars("issues", "keyword", "mentions", lambda: _("What the coverage is about"))),
    ),
    Family.SOCIAL: (
        Sketch("over-time", over_time("engagement", "engagements", lambda: _("Engagements over time"))),
        Sketch(
            "content-types",
            paired("engagement", ("content_type",), "engagements", "clicks", lambda: _("Engagements and clicks by type of content"), "posts", "impressions"),
        ),
        Sketch(
            "networks",
            paired("engagement", ("network",), "engagements", "clicks", lambda: _("Engagements and clicks by network"), "posts", "impressions"),
        ),
        Sketch("rates", bars("rates", "content_type", "engagement_rate", lambda: _("Engagements for each impression"))),
        Sketch("accounts", paired("accounts", ("account", "network"), "engagements", "clicks", lambda: _("Accounts with most engagements"), "posts")),
        Sketch("offices", paired("accounts", ("office",), "engagements", "clicks", lambda: _("Engagements and clicks by office"), "posts")),
        Sketch("new-audiences", bars("new-audiences", "network", "share_new", lambda: _("Share of impressions by new people"))),
        Sketch(
            "reach-followers",
            paired("reach-followers", ("country",), "largest_reach", "followers_of_all", lambda: _("Furthest reach of one post beside all followers"), "followers_of_largest"),
        ),
    ),
}  # fmt: skip


def marked_made_up(drawn: Any) -> Any:
    """A chart whose table says in each row that it is made up."""
    header, rows = (*drawn.table.header, _("Made up")), tuple((*row, _("yes")) for row in drawn.table.rows)
    return replace(drawn, table=replace(drawn.table, header=header, rows=rows))


def sketch_named(family: Family, name: str) -> Sketch | None:
    return next((one for one in SKETCHES[family] if one.name == name), None)
