"""The theory of change as a picture: a column for each stage, a box for each step, arrows for what leads to what.

Drawn as SVG directly. The order in a column and the ways of the arrows follow from the links: columns are sorted until
few arrows cross, and an arrow that passes a column gets a lane of its own through it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import boxed_width, wrap_boxed
from headway.charts._sheet import LEADING, SMALL, block_height, nothing, shared_out
from headway.charts._svg import element, finish, right_to_left, short, text_element
from headway.charts.palette import LIGHT

_SIZE, _PAD, _GUTTER, _BETWEEN, _LANE = 11.5, 6.0, 22.0, 10.0, 6.0
_NARROWEST = 84.0


@dataclass(frozen=True)
class Node:
    """A step of the theory; `links` are the keys of the steps that it leads to, with how, where that is said."""

    key: str
    label: str
    stage: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Stage:
    key: str
    label: str


@dataclass(frozen=True)
class TheoryWords:
    stage: str
    step: str
    leads_to: str


@dataclass(eq=False)
class _Cell:
    """A box in a column, or the lane of a passing arrow (without lines)."""

    column: int
    lines: list[str]
    height: float
    top: float = 0.0
    node: Node | None = None
    before: list[_Cell] = field(default_factory=list)
    after: list[_Cell] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def theory_of_change(
    frame: Frame, stages: Sequence[Stage], nodes: Sequence[Node], words: TheoryWords
) -> Chart:
    """Draw the theory. The summary may use {steps} and {links}."""
    table = _table(stages, nodes, words)
    used = [stage for stage in stages if any(node.stage == stage.key for node in nodes)]
    if not used:
        return nothing(frame, table.header)
    width = (frame.width - _GUTTER * (len(used) - 1)) / len(used)
    drawing = _Columns(frame, used, nodes, width) if width >= _NARROWEST else _Stack(frame, used, nodes)
    said = {"steps": str(len(nodes)), "links": str(sum(len(node.links) for node in nodes))}
    summary = fill(frame.summary, {name: frame.number(int(count)) for name, count in said.items()})
    svg = finish(
        drawing.body(), title=frame.title, summary=summary, language=frame.language,
        width=frame.width, height=drawing.height,
    )  # fmt: skip
    return Chart(svg, frame.title, summary, table, frame.width, drawing.height)


def _table(stages: Sequence[Stage], nodes: Sequence[Node], words: TheoryWords) -> Table:
    names = {node.key: node.label for node in nodes}
    rows = []
    for stage in stages:
        for node in (node for node in nodes if node.stage == stage.key):
            leads = (f"{names[to]} ({how})" if how else names[to] for to, how in node.links if to in names)
            rows.append((stage.label, node.label, "; ".join(leads)))
    return Table((words.stage, words.step, words.leads_to), tuple(rows))


class _Pen:
    """Draws from the side on which reading begins."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    def x(self, across: float) -> float:
        return self.frame.width - across if self.frame.mirrored else across

    def box(
        self, left: float, top: float, width: float, height: float, colour: str, radius: float = 0
    ) -> str:
        corner = self.x(left + width) if self.frame.mirrored else left
        sides = {"x": corner, "y": top, "width": width, "height": height, "rx": radius}
        return element("rect", {**{name: short(value) for name, value in sides.items()}, "fill": colour})

    def words(self, left: float, top: float, lines: Sequence[str], size: float, colour: str) -> str:
        shown = [right_to_left(line) if self.frame.mirrored else line for line in lines]
        look = {"font-size": short(size), "fill": colour, "text-anchor": "end" if self.frame.mirrored else ""}
        return text_element(self.x(left), top + size * (LEADING / 2 + 0.34), shown, size * LEADING, look)

    def path(self, parts: Sequence[tuple[str, Sequence[tuple[float, float]]]]) -> str:
        return "".join(
            command + " ".join(f"{short(self.x(x))},{short(y)}" for x, y in points)
            for command, points in parts
        )

    def line(self, parts: Sequence[tuple[str, Sequence[tuple[float, float]]]], *, dash: bool = False) -> str:
        look = {"stroke": LIGHT.accent_mid, "stroke-width": "1.25", "stroke-dasharray": "4 3" if dash else ""}
        return element("path", {"d": self.path(parts), **look})

    def head(self, x: float, y: float, dx: float, dy: float) -> str:
        """An arrow head with its point at a place, looking along (dx, dy)."""
        back = (x - 6 * dx, y - 6 * dy)
        wings = [(back[0] - 3.5 * dy, back[1] - 3.5 * dx), (back[0] + 3.5 * dy, back[1] + 3.5 * dx)]
        return element(
            "path", {"d": self.path([("M", [(x, y)]), ("L", wings)]) + "z", "fill": LIGHT.accent_mid}
        )


def _boxed(pen: _Pen, cell: _Cell, left: float, width: float, last: bool) -> str:
    """A step: quiet until the last stage, which is what all is for."""
    ground = LIGHT.accent if last else LIGHT.faint
    edge = "" if last else pen.box(left, cell.top, 2.5, cell.height, LIGHT.accent)
    ink = LIGHT.on_accent if last else LIGHT.ink
    return (
        pen.box(left, cell.top, width, cell.height, ground, 3 if last else 0)
        + edge
        + pen.words(left + _PAD + 1, cell.top + _PAD, cell.lines, _SIZE, ink)
    )


def _headed(pen: _Pen, label: Sequence[str], left: float, width: float, top: float, height: float) -> str:
    room = block_height(len(label), SMALL)
    return pen.words(left, top + height - 8 - room, label, SMALL, LIGHT.accent) + pen.box(
        left, top + height - 2, width, 1, LIGHT.edge
    )


def _widths(stages: Sequence[Stage], nodes: Sequence[Node], equal: float) -> list[float]:
    """As wide as one another, but that a column with a longer word takes the room for it from the others."""
    words = [" ".join(node.label for node in nodes if node.stage == stage.key).split() for stage in stages]
    need = [max(boxed_width(word, _SIZE) for word in own) + 2 * _PAD for own in words]
    return shared_out(equal * len(stages), need, [1.0] * len(stages))


class _Columns:
    """The stages side by side."""

    def __init__(self, frame: Frame, stages: Sequence[Stage], nodes: Sequence[Node], width: float) -> None:
        self.pen, self.widths = _Pen(frame), _widths(stages, nodes, width)
        self.heads = [
            wrap_boxed(stage.label, wide, SMALL) for stage, wide in zip(stages, self.widths, strict=True)
        ]
        self.head = block_height(max(map(len, self.heads)), SMALL) + 12
        self.columns: list[list[_Cell]] = [[] for _ in stages]
        self.ways: list[list[_Cell]] = []
        self.patience = 500_000  # pairs of arrows compared; a theory that fits a page needs a tenth of it
        order = {stage.key: number for number, stage in enumerate(stages)}
        cells = {node.key: self._cell(order[node.stage], node) for node in nodes if node.stage in order}
        for cell in cells.values():
            for to, _ in cell.node.links if cell.node else ():
                if to in cells and to != (cell.node.key if cell.node else ""):
                    self.ways.append(self._way(cell, cells[to]))
        self._sort()
        self._settle()
        lowest = max(cell.top + cell.height for column in self.columns for cell in column)
        self.height = round(lowest + 2)

    def _cell(self, column: int, node: Node | None) -> _Cell:
        lines = wrap_boxed(node.label, self.widths[column] - 2 * _PAD, _SIZE) if node else []
        height = block_height(len(lines), _SIZE) + 2 * _PAD if node else _LANE
        cell = _Cell(column, lines, height, node=node)
        self.columns[column].append(cell)
        return cell

    def _way(self, start: _Cell, end: _Cell) -> list[_Cell]:
        """The cells that an arrow passes, with a lane in each column between its ends."""
        step = 1 if end.column > start.column else -1
        between = [self._cell(column, None) for column in range(start.column + step, end.column, step)]
        way = [start, *between, end] if start.column != end.column else [start, end]
        for here, there in pairwise(way):
            if here.column != there.column:
                first, second = (here, there) if here.column < there.column else (there, here)
                first.after.append(second)
                second.before.append(first)
        return way

    def _sort(self) -> None:
        """Put each column in the order of what its cells are tied to, forwards and backwards, until few arrows cross."""
        for sweep in range(6):
            forwards = sweep % 2 == 0
            for column in self.columns if forwards else self.columns[::-1]:
                places = {
                    id(cell): at / max(1, len(one)) for one in self.columns for at, cell in enumerate(one)
                }

                def wanted(
                    cell: _Cell, places: dict[int, float] = places, forwards: bool = forwards
                ) -> float:
                    tied = cell.before if forwards else cell.after
                    return sum(places[id(one)] for one in tied) / len(tied) if tied else places[id(cell)]

                column.sort(key=wanted)
        self._untangle()

    def _untangle(self) -> None:
        """Move single cells within their columns as long as that makes the picture calmer and patience lasts."""
        calmer = True
        while calmer:
            calmer = False
            for number, column in enumerate(self.columns):
                for cell in list(column):
                    if self.patience < 0:
                        return
                    calmer |= self._best_place(number, column, cell)

    def _best_place(self, number: int, column: list[_Cell], cell: _Cell) -> bool:
        was = column.index(cell)
        costs = []
        for at in range(len(column)):
            column.remove(cell)
            column.insert(at, cell)
            costs.append((self._tangle(number), abs(at - was), at))
        best = min(costs)[2]
        column.remove(cell)
        column.insert(best, cell)
        return best != was

    def _tangle(self, number: int) -> int:
        """How many arrows cross beside a column, and how many of its own links pass over a step between."""
        column = self.columns[number]
        place = {
            id(cell): at
            for near in self.columns[max(0, number - 1) : number + 2]
            for at, cell in enumerate(near)
        }
        left = [(place[id(one)], place[id(cell)]) for cell in column for one in cell.before]
        right = [(place[id(cell)], place[id(one)]) for cell in column for one in cell.after]
        own = [way for way in self.ways if way[0].column == way[-1].column == number]
        far = sum(abs(place[id(way[0])] - place[id(way[-1])]) > 1 for way in own)
        self.patience -= len(left) ** 2 + len(right) ** 2 + len(place)
        return _crossings(left) + _crossings(right) + 3 * far

    def _settle(self) -> None:
        """Stack each column, then draw its cells towards what they are tied to without letting them touch."""
        needed = [sum(cell.height + _BETWEEN for cell in column) - _BETWEEN for column in self.columns]
        tallest = max(needed)
        top = self.head + 10
        for column, need in zip(self.columns, needed, strict=True):
            spare = (tallest - need) / (len(column) + 1)
            down = top + spare
            for cell in column:
                cell.top = down
                down += cell.height + _BETWEEN + spare
        for sweep in range(8):
            for column in self.columns if sweep % 2 == 0 else self.columns[::-1]:
                for cell in column:
                    tied = cell.before + cell.after
                    if tied:
                        cell.top = sum(one.middle for one in tied) / len(tied) - cell.height / 2
                _push_apart(column, top, top + tallest)

    def _left(self, column: int) -> float:
        return sum(self.widths[:column]) + column * _GUTTER

    def body(self) -> str:
        drawn = [self._arrow(way) for way in self.ways]
        for number, column in enumerate(self.columns):
            left, width = self._left(number), self.widths[number]
            drawn.append(_headed(self.pen, self.heads[number], left, width, 0, self.head))
            last = number == len(self.columns) - 1 and number > 0
            drawn += [_boxed(self.pen, cell, left, width, last) for cell in column if cell.node]
        return "".join(drawn)

    def _arrow(self, way: list[_Cell]) -> str:
        start, end = way[0], way[-1]
        if start.column == end.column:
            return self._loop(start, end)
        forwards = end.column > start.column
        sign = 1 if forwards else -1
        out, into = self._port(way, 0), self._port(way, -1)
        x = self._left(start.column) + (self.widths[start.column] if forwards else 0)
        parts: list[tuple[str, list[tuple[float, float]]]] = [("M", [(x, out)])]
        y = out
        for cell in way[1:]:
            near = self._left(cell.column) + (0 if forwards else self.widths[cell.column])
            last = cell is end
            to = (near - sign * 5, into) if last else (near, cell.middle)
            bend = sign * _GUTTER * 0.5
            parts.append(("C", [(x + bend, y), (to[0] - bend, to[1]), to]))
            x, y = to
            if not last:
                x = near + sign * self.widths[cell.column]
                parts.append(("L", [(x, y)]))
        tip = self._left(end.column) + (0 if forwards else self.widths[end.column])
        return self.pen.line(parts, dash=not forwards) + self.pen.head(tip, into, sign, 0)

    def _port(self, way: list[_Cell], which: int) -> float:
        """Where on a box's side an arrow leaves or ends: side by side, in the order of where the others are."""
        cell, neighbour = way[which], way[1] if which == 0 else way[-2]
        fellows = sorted(
            ((other[1] if which == 0 else other[-2]) for other in self.ways
             if other[which] is cell and other[0].column != other[-1].column),
            key=lambda one: one.middle,
        )  # fmt: skip
        place = next(number for number, one in enumerate(fellows) if one is neighbour)
        apart = min(9.0, (cell.height - 10) / max(1, len(fellows)))
        return cell.middle + (place - (len(fellows) - 1) / 2) * apart

    def _loop(self, start: _Cell, end: _Cell) -> str:
        """An arrow between two steps of one stage: straight down to the next, or round the side."""
        left, width = self._left(start.column), self.widths[start.column]
        column = [cell for cell in self.columns[start.column] if cell.node]
        if abs(column.index(start) - column.index(end)) == 1:
            down = end.top > start.top
            x = left + width / 2
            leave, tip = (start.top + start.height, end.top) if down else (start.top, end.top + end.height)
            sign = 1 if down else -1
            return self.pen.line([("M", [(x, leave)]), ("L", [(x, tip - 5 * sign)])]) + self.pen.head(
                x, tip, 0, sign
            )
        side = left + width if start.column < len(self.columns) - 1 else left
        sign = 1 if side > left else -1
        bulge = side + sign * 20
        parts = [
            ("M", [(side, start.middle)]),
            ("C", [(bulge, start.middle), (bulge, end.middle), (side + sign * 5, end.middle)]),
        ]
        return self.pen.line(parts) + self.pen.head(side, end.middle, -sign, 0)


def _crossings(lines: list[tuple[int, int]]) -> int:
    return sum((a - c) * (b - d) < 0 for number, (a, b) in enumerate(lines) for c, d in lines[number + 1 :])


def _push_apart(column: list[_Cell], top: float, bottom: float) -> None:
    """Keep the order of a column and a gap between its cells, within the height of the picture."""
    down = top
    for cell in column:
        cell.top = max(cell.top, down)
        down = cell.top + cell.height + _BETWEEN
    up = bottom
    for cell in reversed(column):
        cell.top = min(cell.top, up - cell.height)
        up = cell.top - _BETWEEN


class _Stack:
    """The stages below one another, for a narrow page: arrows lead from stage to stage, and the table says the rest."""

    def __init__(self, frame: Frame, stages: Sequence[Stage], nodes: Sequence[Node]) -> None:
        self.pen, self.parts = _Pen(frame), list[str]()
        down = 0.0
        for number, stage in enumerate(stages):
            if number:
                x = frame.width / 2
                self.parts.append(self.pen.line([("M", [(x, down + 2)]), ("L", [(x, down + 19)])]))
                self.parts.append(self.pen.head(x, down + 24, 0, 1))
                down += 28
            head = wrap_boxed(stage.label, frame.width, SMALL)
            height = block_height(len(head), SMALL) + 12
            self.parts.append(_headed(self.pen, head, 0, frame.width, down, height))
            down += height + 8
            for node in (node for node in nodes if node.stage == stage.key):
                lines = wrap_boxed(node.label, frame.width - 2 * _PAD, _SIZE)
                cell = _Cell(number, lines, block_height(len(lines), _SIZE) + 2 * _PAD, down, node)
                self.parts.append(
                    _boxed(self.pen, cell, 0, frame.width, number == len(stages) - 1 and number > 0)
                )
                down += cell.height + 6
        self.height = round(down)

    def body(self) -> str:
        return "".join(self.parts)
