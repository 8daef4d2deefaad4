"""Make the mark as a picture of 180 pixels, for home screens of phones, from web/static/web/mark.svg."""

from __future__ import annotations

from pathlib import Path

import vl_convert

STATIC = Path(__file__).parents[1] / "src" / "headway" / "web" / "static" / "web"
# A phone cuts the corners itself, so the ground goes to the edge.
SQUARE = ('rx="7" ', "")
SIZE = 180


def main() -> None:
    svg = (STATIC / "mark.svg").read_text().replace(*SQUARE)
    svg = svg.replace("<svg ", '<svg width="32" height="32" ', 1)
    picture: bytes = vl_convert.svg_to_png(svg, scale=SIZE / 32)
    (STATIC / "mark-180.png").write_bytes(picture)


if __name__ == "__main__":
    main()
