"""The chain from what was done to what a report says: a column for each stage, a band for each outcome.

On a narrow page the stages of each outcome stand below one another along a rail. What is missing has a dashed edge, so
that a gap is seen as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import boxed_width, wrap, wrap_boxed
from headway.charts._sheet import SMALL, block_height, nothing, shared_out
from headway.charts._svg import element, finish, short
from headway.charts._theory import _headed, _Pen
from headway.charts.palette import LIGHT

_SIZE, _DETAIL, _PAD, _GUTTER, _APART, _BAND = 11.5, 10.5, 7.0, 18.0, 8.0, 22.0
_NARROWEST = 620
_RAIL, _INSET = 7.0, 22.0


@dataclass(frozen=True)
class ChainStage:
    """A column, and how much of the width it asks for beside the others."""

    key: str
    label: str
    weight: float = 1.0


@dataclass(frozen=True)
class ChainStep:
    """One box. `detail` stands below the label; `is_focus` marks where the reader is; `is_missing` a gap."""

    label: str
    detail: str = ""
    is_focus: bool = False
    is_missing: bool = False


@dataclass(frozen=True)
class ChainStrand:
    """One outcome's way: what stands at each stage, by its key.

    `links` says which box of the first stage leads to which of the second; elsewhere all of one stage lead to all of
    the next that has any.
    """

    steps: dict[str, tuple[ChainStep, ...]]
    links: tuple[tuple[int, int], ...] = field(default=())


def influence_chain(frame: Frame, stages: Sequence[ChainStage], strands: Sequence[ChainStrand]) -> Chart:
    """Draw the chain. The summary may use {outcomes}."""
    used = [stage for stage in stages if any(strand.steps.get(stage.key) for strand in strands)]
    header = tuple(stage.label for stage in used or stages)
    if not used:
        return nothing(frame, header)
    drawing = (_Bands if frame.width >= _NARROWEST else _Rails)(frame, used, strands)
    summary = fill(frame.summary, {"outcomes": frame.number(len(strands))})
    svg = finish(
        drawing.body(), title=frame.title, summary=summary, language=frame.language,
        width=frame.width, height=drawing.height,
    )  # fmt: skip
    table = Table(header, tuple(_row(used, strand) for strand in strands))
    return Chart(svg, frame.title, summary, table, frame.width, drawing.height)


def _row(stages: Sequence[ChainStage], strand: ChainStrand) -> tuple[str, ...]:
    return tuple("; ".join(_said(step) for step in strand.steps.get(stage.key, ())) for stage in stages)


def _said(step: ChainStep) -> str:
    return f"{step.label} ({step.detail})" if step.detail else step.label


@dataclass(eq=False)
class _Box:
    step: ChainStep
    label: list[str]
    detail: list[str]
    left: float
    width: float
    top: float = 0.0

    @property
    def height(self) -> float:
        return block_height(len(self.label), _SIZE) + _detail_height(self.detail) + 2 * _PAD

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    def draw(self, pen: _Pen) -> str:
        focus, missing = self.step.is_focus, self.step.is_missing
        ink, quiet = (LIGHT.on_accent, LIGHT.on_accent) if focus else (LIGHT.ink, LIGHT.muted)
        ground = (
            _dashed(pen, self)
            if missing
            else pen.box(
                self.left, self.top, self.width, self.height, LIGHT.accent if focus else LIGHT.faint, 3
            )
        )
        words = pen.words(self.left + _PAD, self.top + _PAD, self.label, _SIZE, quiet if missing else ink)
        if self.detail:
            below = self.top + _PAD + block_height(len(self.label), _SIZE) + 3
            words += pen.words(self.left + _PAD, below, self.detail, _DETAIL, quiet)
        return ground + words


def _detail_height(lines: Sequence[str]) -> float:
    return block_height(len(lines), _DETAIL) + 3 if lines else 0.0


def _dashed(pen: _Pen, box: _Box) -> str:
    corner = pen.x(box.left + box.width) if pen.frame.mirrored else box.left
    sides = {"x": corner + 0.5, "y": box.top + 0.5, "width": box.width - 1, "height": box.height - 1, "rx": 3}
    look = {"stroke": LIGHT.edge, "stroke-dasharray": "4 3"}
    return element("rect", {**{name: short(value) for name, value in sides.items()}, **look})


class _Bands:
    """The stages side by side; each outcome has a band, in which its boxes stand around a common middle."""

    def __init__(self, frame: Frame, stages: Sequence[ChainStage], strands: Sequence[ChainStrand]) -> None:
        self.pen, self.stages, self.strands = _Pen(frame), stages, strands
        self.widths = _widths(frame.width - _GUTTER * (len(stages) - 1), stages, strands)
        self.heads = [
            wrap_boxed(stage.label, width, SMALL) for stage, width in zip(stages, self.widths, strict=True)
        ]
        self.head = block_height(max(map(len, self.heads)), SMALL) + 12
        # Where all begin with the same, it stands once, before them all.
        firsts = {strand.steps.get(stages[0].key, ()) for strand in strands}
        self.shared = len(strands) > 1 and len(firsts) == 1 and firsts != {()}
        self.bands = [self._columns(strand) for strand in strands]
        down = self.head + 12
        self.edges: list[float] = []
        for columns in self.bands:
            tall = max(_tall(column) for column in columns[1 if self.shared else 0 :])
            for column in columns:
                _stack(column, down + tall / 2)
            down += tall + _BAND
            self.edges.append(down - _BAND / 2)
        down -= _BAND
        if self.shared:
            self._begin_together(self.head + 12, down)
            down = max(down, *(box.top + box.height for box in self.bands[0][0]))
        self.height = round(down + 2)

    def _left(self, number: int) -> float:
        return sum(self.widths[:number]) + _GUTTER * number

    def _columns(self, strand: ChainStrand) -> list[list[_Box]]:
        return [
            [_box(step, self._left(at), self.widths[at]) for step in strand.steps.get(stage.key, ())]
            for at, stage in enumerate(self.stages)
        ]

    def _begin_together(self, top: float, bottom: float) -> None:
        first = self.bands[0][0]
        _stack(first, max((top + bottom) / 2, top + _tall(first) / 2))
        for columns in self.bands[1:]:
            columns[0] = first

    def body(self) -> str:
        drawn = [
            _headed(self.pen, self.heads[at], self._left(at), self.widths[at], 0, self.head)
            for at in range(len(self.stages))
        ]
        start = self._left(1) if self.shared else 0
        drawn += [
            self.pen.box(start, edge, self.pen.frame.width - start, 0.75, LIGHT.line)
            for edge in self.edges[:-1]
        ]
        for strand, columns in zip(self.strands, self.bands, strict=True):
            drawn += self._arrows(strand, columns)
        boxes = {id(box): box for columns in self.bands for column in columns for box in column}
        return "".join([*drawn, *(box.draw(self.pen) for box in boxes.values())])

    def _arrows(self, strand: ChainStrand, columns: list[list[_Box]]) -> Iterator[str]:
        met = [column for column in columns if column]
        for here, there in pairwise(met):
            told = strand.links if here is columns[0] and len(columns) > 1 and there is columns[1] else ()
            yield from (
                self._gathered(here, there)
                if not told and len(here) > 1 and len(there) > 1
                else self._each(here, there, told)
            )
            for box in there:
                yield self.pen.head(box.left, box.middle, 1, 0)

    def _each(self, here: list[_Box], there: list[_Box], told: Sequence[tuple[int, int]]) -> Iterator[str]:
        for a, b in told or [(a, b) for a in range(len(here)) for b in range(len(there))]:
            start, end = here[a], there[b]
            yield self._line((start.left + start.width, start.middle), (end.left - 5, end.middle))

    def _gathered(self, here: list[_Box], there: list[_Box]) -> Iterator[str]:
        """All lead to all: by way of one point between, so that no arrows cross."""
        point = (there[0].left - _GUTTER / 2 - 1, (here[0].top + here[-1].top + here[-1].height) / 2)
        for box in here:
            yield self._line((box.left + box.width, box.middle), point)
        for box in there:
            yield self._line(point, (box.left - 5, box.middle))

    def _line(self, out: tuple[float, float], into: tuple[float, float]) -> str:
        """Straight on, then round in the last gutter."""
        turn = into[0] - _GUTTER + 5
        parts: list[tuple[str, list[tuple[float, float]]]] = [("M", [out])]
        if turn > out[0] + 1:
            parts.append(("L", [(turn, out[1])]))
        begin = parts[-1][1][0]
        bend = (into[0] - begin[0]) / 2
        parts.append(("C", [(begin[0] + bend, begin[1]), (into[0] - bend, into[1]), into]))
        return self.pen.line(parts)


def _widths(room: float, stages: Sequence[ChainStage], strands: Sequence[ChainStrand]) -> list[float]:
    """The room shared out by weight, after each stage has what its longest word needs; all by weight where it cannot."""
    least = [_least(stage, strands) for stage in stages]
    return shared_out(room, least, [stage.weight for stage in stages])


def _least(stage: ChainStage, strands: Sequence[ChainStrand]) -> float:
    """How wide a stage must be so that no word in it is broken."""
    steps = [step for strand in strands for step in strand.steps.get(stage.key, ())]
    words = [(word, _SIZE) for step in steps for word in step.label.split()]
    words += [(word, _DETAIL) for step in steps for word in step.detail.split()]
    heads = [boxed_width(word, SMALL) for word in stage.label.split()]
    return max([2 * _PAD + boxed_width(word, size) for word, size in words] + heads, default=0.0) + 0.5


def _box(step: ChainStep, left: float, width: float) -> _Box:
    inner = width - 2 * _PAD
    return _Box(
        step, wrap_boxed(step.label, inner, _SIZE), wrap_boxed(step.detail, inner, _DETAIL), left, width
    )


def _tall(column: Sequence[_Box]) -> float:
    return sum(box.height + _APART for box in column) - _APART if column else 0.0


def _stack(column: Sequence[_Box], middle: float) -> None:
    down = middle - _tall(column) / 2
    for box in column:
        box.top = down
        down += box.height + _APART


class _Rails:
    """Each outcome as a rail: a stop for each stage, with what stands there beside it."""

    def __init__(self, frame: Frame, stages: Sequence[ChainStage], strands: Sequence[ChainStrand]) -> None:
        self.pen, self.stages = _Pen(frame), stages
        self.parts: list[str] = []
        self.down = 4.0
        for number, strand in enumerate(strands):
            if number:
                self.parts.append(self.pen.box(0, self.down + 6, frame.width, 0.75, LIGHT.line))
                self.down += 20
            begun = strands[0].steps.get(stages[0].key) if number else None
            self._rail(strand, begun)
        self.height = round(self.down)

    def _rail(self, strand: ChainStrand, begun: tuple[ChainStep, ...] | None) -> None:
        """One outcome's way, without the first stop where the rails before began with the same."""
        first = self.stages[0]
        met = [
            (stage, strand.steps[stage.key])
            for stage in self.stages
            if strand.steps.get(stage.key) and not (stage is first and strand.steps[stage.key] == begun)
        ]
        stops: list[tuple[float, bool]] = []
        drawn: list[str] = []
        for stage, steps in met:
            stops.append((self.down + 7, all(step.is_missing for step in steps)))
            drawn.append(self._words(stage.label, SMALL, LIGHT.accent))
            for step in steps:
                box = _box(step, _INSET, self.pen.frame.width - _INSET)
                box.top = self.down + 3
                drawn.append(box.draw(self.pen))
                self.down = box.top + box.height + 3
            self.down += 12
        for (here, _), (there, gap) in pairwise(stops):
            path: list[tuple[str, list[tuple[float, float]]]] = [
                ("M", [(_RAIL, here + 6)]), ("L", [(_RAIL, there - 7)]),
            ]  # fmt: skip
            self.parts.append(self.pen.line(path, dash=gap))
        self.parts += [self._stop(place, gap) for place, gap in stops]
        self.parts += drawn

    def _words(self, text: str, size: float, ink: str) -> str:
        lines = wrap(text, self.pen.frame.width - _INSET, size)
        words = self.pen.words(_INSET, self.down, lines, size, ink)
        self.down += block_height(len(lines), size) + 1
        return words

    def _stop(self, place: float, gap: bool) -> str:
        look = {"fill": LIGHT.paper, "stroke": LIGHT.edge} if gap else {"fill": LIGHT.accent}
        sides = {"cx": self.pen.x(_RAIL), "cy": place, "r": 4.0}
        return element("circle", {**{name: short(value) for name, value in sides.items()}, **look})

    def body(self) -> str:
        return "".join(self.parts)
