"""A map of the world that shows where offices acted, by the part that each place has in the campaign.

Shapes and centres stand in countries.json (countries.README.md says where they come from); the projection is Equal
Earth, so that no country looks larger than it is. The map itself is never mirrored; its key is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import asin, cos, hypot, pi, radians, sin, sqrt

from headway.charts._chart import Chart, Frame, Table, fill
from headway.charts._fonts import boxed_width
from headway.charts._legend import Entry, draw_legend, legend_height, swatch
from headway.charts._sheet import SMALL, Sheet, nothing
from headway.charts._svg import element, outline
from headway.charts.palette import LIGHT

_FILLS = (LIGHT.accent, LIGHT.accent_mid, LIGHT.accent_soft)
_MIDDLE, _NORTH, _SOUTH = (
    11.0,
    83.7,
    -56.0,
)  # degrees; turning by 11 keeps the north-east of Asia in one piece
_A1, _A2, _A3, _A4, _M = 1.340264, -0.081106, 0.000893, 0.003796, sqrt(3) / 2
_SMALLEST = 9.0  # a shape of fewer square pixels gets a dot as well

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Role:
    """The part that a place has; the first role is the strongest. `named` places carry their names on the map."""

    label: str
    named: bool = False


@dataclass(frozen=True)
class Place:
    """A country, or several under one name, by ISO 3166 code, with its part."""

    label: str
    codes: tuple[str, ...]
    role: Role


@dataclass(frozen=True)
class MapWords:
    place: str
    role: str


@dataclass(frozen=True)
class _World:
    shapes: dict[str, list[list[list[list[float]]]]]
    centres: dict[str, tuple[float, float]]


def world_map(frame: Frame, places: Sequence[Place], roles: Sequence[Role], words: MapWords) -> Chart:
    """Colour the places; where one has several parts, the strongest shows. The summary may use {places}."""
    if len(roles) > len(_FILLS):
        raise ValueError(f"a map tells {len(_FILLS)} roles apart, not {len(roles)}")
    table = Table((words.place, words.role), tuple((place.label, place.role.label) for place in places))
    if not places:
        return nothing(frame, table.header)
    colours = _coloured(places, roles)
    size = _Size.of(frame.width)
    key = [
        Entry(f"{role.label} ({frame.number(sum(place.role == role for place in places))})", swatch(colour))
        for role, colour in zip(roles, _FILLS, strict=False)
    ]
    sheet = Sheet(frame, size.height + 14 + legend_height(key, frame.width))
    _draw_dots(sheet, size, colours)
    _draw_names(sheet, size, [place for place in places if place.role.named], colours)
    draw_legend(sheet, key, size.height + 14)
    # Two lands under one name are one place, as in the key.
    shown = len({place.codes for place in places})
    return sheet.chart(
        table, fill(frame.summary, {"places": frame.number(shown)}), under=_land(size, colours)
    )


@dataclass(frozen=True)
class _Size:
    """The projection fitted to a width: `place` gives the pixel of a longitude and latitude."""

    width: int
    scale: float
    top: float
    height: float

    @classmethod
    def of(cls, width: int) -> _Size:
        scale = (width - 4) / (2 * pi / (_M * _A1))
        north, south = _equal_earth(0, _NORTH)[1], _equal_earth(0, _SOUTH)[1]
        return cls(width, scale, scale * north + 2, scale * (north - south) + 4)

    def place(self, longitude: float, latitude: float) -> Point:
        return self.seen(_turned(longitude), latitude)

    def seen(self, turned: float, latitude: float) -> Point:
        """The pixel of a place so many degrees from the middle of the map."""
        x, y = _equal_earth(turned, latitude)
        return self.width / 2 + self.scale * x, self.top - self.scale * y


def _turned(longitude: float) -> float:
    """Degrees from the middle of the map, the short way."""
    return (longitude - _MIDDLE + 540) % 360 - 180


def _equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Šavrič, Patterson and Jenny's projection (2018)."""
    angle = asin(_M * sin(radians(latitude)))
    two = angle * angle
    six = two**3
    x = radians(longitude) * cos(angle) / (_M * (_A1 + 3 * _A2 * two + six * (7 * _A3 + 9 * _A4 * two)))
    return x, angle * (_A1 + _A2 * two + six * (_A3 + _A4 * two))


@cache
def _world() -> _World:
    raw = json.loads(files("headway.charts").joinpath("countries.json").read_text(encoding="utf-8"))
    shapes = {
        code: [
            [[[x / 10, y / 10] for x, y in zip(ring[::2], ring[1::2], strict=True)] for ring in polygon]
            for polygon in polygons
        ]
        for code, polygons in raw["shapes"].items()
    }
    return _World(shapes, {code: (x, y) for code, (x, y) in raw["centres"].items()})


def _coloured(places: Sequence[Place], roles: Sequence[Role]) -> dict[str, str]:
    order = {role: number for number, role in enumerate(roles)}
    weakest_first = sorted(places, key=lambda place: -order[place.role])
    return {code: _FILLS[order[place.role]] for place in weakest_first for code in place.codes}


def _land(size: _Size, colours: dict[str, str]) -> str:
    """All land as a few shapes, one a colour, so that the picture stays small."""
    by_colour: dict[str, list[tuple[Point, ...]]] = {LIGHT.line: [], **{one: [] for one in reversed(_FILLS)}}
    for code, rings in _rings(size):
        by_colour[colours.get(code, LIGHT.line)] += rings
    land = [element("path", {"fill": one, "d": outline(rings)}) for one, rings in by_colour.items() if rings]
    return element("g", {"stroke": LIGHT.paper, "stroke-width": "0.6"}, "".join(land))


@cache
def _rings(size: _Size) -> tuple[tuple[str, tuple[tuple[Point, ...], ...]], ...]:
    """Every coast and border as pixels, by country."""
    return tuple(
        (code, tuple(_ring(size, ring) for polygon in land for ring in polygon))
        for code, land in _world().shapes.items()
    )


def _ring(size: _Size, ring: Sequence[Sequence[float]]) -> tuple[Point, ...]:
    """A ring in one piece, on the side where most of it lies; its last corner, which is the first again, left out."""
    around = [_turned(ring[0][0])]
    for (before, _), (after, _) in pairwise(ring[:-1]):
        around.append(around[-1] + (after - before + 540) % 360 - 180)
    whole = 360 * round(sum(around) / len(around) / 360)
    return tuple(size.seen(x - whole, y) for x, (_, y) in zip(around, ring[:-1], strict=True))


def _draw_dots(sheet: Sheet, size: _Size, colours: dict[str, str]) -> None:
    """A dot for each place that is too small to be seen, or to have a shape at all."""
    world = _world()
    for code in sorted(colours):
        if code in world.centres and _area(size, code) < _SMALLEST:
            x, y = size.place(*world.centres[code])
            sheet.point(_across(sheet, x), y, "circle", 6.5, colours[code], stroke=LIGHT.paper, thickness=1)


def _area(size: _Size, code: str) -> float:
    """How many square pixels the largest polygon of a country spans, edge to edge."""
    spans = []
    for polygon in _world().shapes.get(code, []):
        points = [size.place(x, y) for x, y in polygon[0]]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        spans.append((max(xs) - min(xs)) * (max(ys) - min(ys)))
    return max(spans, default=0.0)


def _draw_names(sheet: Sheet, size: _Size, places: Sequence[Place], colours: dict[str, str]) -> None:
    """Names beside their places, each with a line to it; one that finds no room is left to the table."""
    corners = [(*corner, 4 if code in colours else 1) for code, corner in _corners(size)]
    corners += [(*size.place(*_world().centres[code]), 60) for code in colours if code in _world().centres]
    taken: list[_Name] = []
    for place in places:
        centre = next((_world().centres[code] for code in place.codes if code in _world().centres), None)
        if centre is None:
            continue
        of, room = size.place(*centre), boxed_width(place.label, SMALL) + 8
        around = _around(of, room, size)
        near = [one for one in corners if abs(one[0] - of[0]) < room + 50 and abs(one[1] - of[1]) < 70]
        free = [name for box in around if not (name := _Name(box, of)).clashes(taken)]
        if free:
            best = free[min(range(len(free)), key=[name.cost(near) for name in free].__getitem__)]
            taken.append(best)
            _draw_name(sheet, best, place.label)


@dataclass(frozen=True)
class _Name:
    """Where a name would stand, and the place that it names."""

    box: Box
    of: Point

    @property
    def near(self) -> Point:
        left, top, right, bottom = self.box
        return min(max(self.of[0], left), right), min(max(self.of[1], top), bottom)

    def clashes(self, taken: Sequence[_Name]) -> bool:
        """Whether names would lie on each other, or their lines would cross."""
        return any(
            _overlap(self.box, one.box) or _cross(self.of, self.near, one.of, one.near) for one in taken
        )

    def cost(self, corners: Sequence[tuple[float, float, int]]) -> float:
        """What the name would hide, coloured places above all, and how far it would stand from its own."""
        left, top, right, bottom = self.box
        hidden = sum(
            weight for x, y, weight in corners if left - 2 < x < right + 2 and top - 2 < y < bottom + 2
        )
        return hidden + hypot(self.near[0] - self.of[0], self.near[1] - self.of[1])


def _draw_name(sheet: Sheet, name: _Name, label: str) -> None:
    left, top, right, bottom = name.box
    sheet.rule(_across(sheet, name.of[0]), _across(sheet, name.near[0]), name.of[1], name.near[1], LIGHT.ink)
    sheet.rect(
        _across(sheet, left), _across(sheet, right), top, bottom, LIGHT.paper,
        stroke=LIGHT.line, radius=3, level="point",
    )  # fmt: skip
    sheet.text(_across(sheet, (left + right) / 2), (top + bottom) / 2, label, size=SMALL, align="middle")


@cache
def _corners(size: _Size) -> tuple[tuple[str, tuple[float, float]], ...]:
    """Every corner of every coast and border, with its country: where there are few, a name hides little."""
    rings = ((code, polygon[0]) for code, polygons in _world().shapes.items() for polygon in polygons)
    return tuple((code, size.place(x, y)) for code, ring in rings for x, y in ring)


def _around(of: Point, room: float, size: _Size) -> list[Box]:
    """Where a name may stand: a little off its place, in eight directions, wholly on the map."""
    boxes = []
    for far in (12.0, 18.0, 26.0, 34.0, 44.0):
        for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)):
            left = of[0] + across * far - (room if across < 0 else room / 2 if across == 0 else 0)
            top = of[1] + down * far - 8.5
            boxes.append((left, top, left + room, top + 17))
    return [
        box for box in boxes if box[0] >= 1 and box[1] >= 1 and box[2] < size.width and box[3] < size.height
    ]


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the line from a to b crosses the one from c to d."""

    def side(p: Point, q: Point, r: Point) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _across(sheet: Sheet, pixel: float) -> float:
    """A pixel of the map as a place on the sheet, which may be mirrored while the map is not."""
    return sheet.frame.width - pixel if sheet.frame.mirrored else pixel
