"""Make src/headway/charts/countries.json from Natural Earth's shapes, as the npm package world-atlas carries them.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_countries.py package

Shapes come from the 1:110m set and are thinned a little; centres come from the 1:50m set, which knows small countries.
tools/make_countries.yaml says what is changed on the way and why. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml
from babel.core import get_global

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "headway" / "charts" / "countries.json"
LEFT_OUT = {"AQ"}
# Triangles smaller than this many square degrees are flattened: a twentieth of a square pixel on a map as wide as a page.
SMALLEST_TRIANGLE = 0.15


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    folder = Path(sys.argv[1])
    changes = yaml.safe_load((HERE / "make_countries.yaml").read_text(encoding="utf-8"))
    coarse = read_polygons(folder / "countries-110m.json", changes["joined"], SMALLEST_TRIANGLE)
    move(coarse, changes["moved"])
    cut(coarse, changes["cut"])
    shapes = {code: [rounded(one) for one in joined(polygons)] for code, polygons in coarse.items()}
    fine = read_polygons(folder / "countries-50m.json", changes["joined"], 0)
    centres = {code: centre(polygons) for code, polygons in fine.items()} | changes["centres"]
    written = {
        "shapes": {code: [one for one in shapes[code] if one] for code in sorted(shapes)},
        "centres": {code: centres[code] for code in sorted(centres)},
    }
    TARGET.write_text(as_text(written), encoding="utf-8")
    print(f"{TARGET.name}: {len(shapes)} shapes, {len(centres)} centres, {TARGET.stat().st_size:,} bytes")
    return 0


def read_polygons(path: Path, joined_names: dict[str, str], smallest: float) -> dict[str, list[Polygon]]:
    """The polygons of each country by ISO code, with neighbours sharing every point of their border."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    codes = get_global("territory_aliases")
    arcs = [thinned(one, smallest) for one in decoded(topology)]
    found: dict[str, list[Polygon]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        known = codes.get(geometry.get("id", ""), ())
        code = known[0] if len(known) == 1 else joined_names.get(geometry["properties"]["name"])
        if code is None or code in LEFT_OUT:
            continue
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
        found[code] += [[ring_of(arcs, ring) for ring in polygon] for polygon in polygons]
    return dict(found)


def decoded(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a TopoJSON file as degrees: each point is stored as the step from the one before."""
    (across, down), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * across + west, y * down + south))
        arcs.append(arc)
    return arcs


def ring_of(arcs: list[Ring], numbers: list[int]) -> Ring:
    """A closed ring of arcs; a negative number is an arc walked backwards. The first point is not repeated."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:]
    return points


def thinned(arc: Ring, smallest: float) -> Ring:
    """Visvalingam's way: drop the point that makes the smallest triangle, again and again. Ends stay, so borders meet."""
    points = list(arc)
    floor = 4 if points[0] == points[-1] else 2
    while len(points) > floor:
        areas = [triangle(*points[at - 1 : at + 2]) for at in range(1, len(points) - 1)]
        least = min(range(len(areas)), key=areas.__getitem__)
        if areas[least] >= smallest:
            break
        del points[least + 1]
    return points


def triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def move(shapes: dict[str, list[Polygon]], changes: list[dict[str, Any]]) -> None:
    for change in changes:
        west, south, east, north = change["box"]
        inside = [
            polygon for polygon in shapes[change["from"]]
            if all(west <= x <= east and south <= y <= north for x, y in polygon[0])
        ]  # fmt: skip
        if not inside:
            raise SystemExit(f"nothing of {change['from']} lies in {change['box']}")
        shapes[change["from"]] = [polygon for polygon in shapes[change["from"]] if polygon not in inside]
        shapes[change["to"]] += inside


def cut(shapes: dict[str, list[Polygon]], changes: list[dict[str, Any]]) -> None:
    for change in changes:
        line = change["south_of"]
        whole = shapes[change["from"]]
        shapes[change["from"]] = [
            [part] for polygon in whole if (part := clipped(polygon[0], line, north=True))
        ]
        shapes[change["to"]] += [
            [part] for polygon in whole if (part := clipped(polygon[0], line, north=False))
        ]


def clipped(ring: Ring, line: float, *, north: bool) -> Ring:
    """The part of a ring on one side of a line of latitude."""
    kept: Ring = []
    for here, after in zip(ring, [*ring[1:], ring[0]], strict=True):
        inside, inside_after = (here[1] >= line) == north, (after[1] >= line) == north
        if inside:
            kept.append(here)
        if inside != inside_after:
            share = (line - here[1]) / (after[1] - here[1])
            kept.append((here[0] + share * (after[0] - here[0]), line))
    return kept if len(kept) > 2 else []


def joined(polygons: list[Polygon]) -> list[Polygon]:
    """Polygons that share a border become one: an edge that is walked in both directions is none."""
    if not any(shared_edges(one, polygons) for one in polygons):
        return polygons
    edges = [edge for polygon in polygons for ring in polygon for edge in edges_of(ring)]
    left = [edge for edge in edges if (edge[1], edge[0]) not in set(edges)]
    after: dict[Point, list[Point]] = defaultdict(list)
    for start, end in left:
        after[start].append(end)
    rings = []
    while any(after.values()):
        start = next(point for point, ends in after.items() if ends)
        ring, point = [start], after[start].pop()
        while point != start:
            ring.append(point)
            point = after[point].pop()
        rings.append(ring)
    return [[ring] for ring in rings]


def shared_edges(one: Polygon, polygons: list[Polygon]) -> bool:
    own = {(end, start) for ring in one for start, end in edges_of(ring)}
    return any(
        edge in own for other in polygons if other is not one for ring in other for edge in edges_of(ring)
    )


def edges_of(ring: Ring) -> list[tuple[Point, Point]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def rounded(polygon: Polygon) -> list[list[int]]:
    """Rings as flat lists of tenths of a degree, without doubled points; a ring that shrinks to nothing is left out."""
    rings = []
    for ring in polygon:
        points = [(round(x * 10), round(y * 10)) for x, y in ring]
        points = [point for at, point in enumerate(points) if point != points[at - 1]]
        if len(points) > 2:
            rings.append([number for point in [*points, points[0]] for number in point])
    return rings


def centre(polygons: list[Polygon]) -> list[float]:
    """The centre of mass of the largest polygon, to a tenth of a degree."""
    rings = [unrolled(polygon[0]) for polygon in polygons]
    _, x, y = max((area_and_centre(ring) for ring in rings), key=lambda one: abs(one[0]))
    return [round((x + 180) % 360 - 180, 1), round(y, 1)]


def unrolled(ring: Ring) -> Ring:
    """A ring that crosses the 180th meridian, in one piece: its western part counts on past 180."""
    longitudes = [x for x, _ in ring]
    crosses = max(longitudes) - min(longitudes) > 180
    return [(x + 360 if crosses and x < 0 else x, y) for x, y in ring]


def area_and_centre(ring: Ring) -> tuple[float, float, float]:
    area = x = y = 0.0
    for (ax, ay), (bx, by) in edges_of(ring):
        cross = ax * by - bx * ay
        area, x, y = area + cross / 2, x + (ax + bx) * cross / 6, y + (ay + by) * cross / 6
    return (area, x / area, y / area) if area else (0.0, ring[0][0], ring[0][1])


def as_text(written: dict[str, dict[str, Any]]) -> str:
    """One country a line, so that a change can be read in a diff."""
    parts = []
    for name, entries in written.items():
        lines = (
            f"{json.dumps(code)}:{json.dumps(value, separators=(',', ':'))}"
            for code, value in entries.items()
        )
        parts.append(f"{json.dumps(name)}:{{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    raise SystemExit(main())
