"""Photos as they are kept: upright, bounded, and without anything that a camera or a program wrote beside the picture.

A picture is taken apart to its points and written anew, so that no place, name, time or thumbnail of what was there
before comes along (EXIF, XMP, IPTC, text chunks, what stands behind the end of the file).
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from headway.lib.problems import Refused
from headway.lib.tongue import say

# Of a telephone's best camera; more is a picture made to fill memory.
MOST_POINTS = 120_000_000
LONG_SIDE, SMALL_SIDE = 2_400, 480
READ = ("JPEG", "PNG", "WEBP", "MPO")


@dataclass(frozen=True)
class Picture:
    """An encoded picture and its size in points."""

    data: bytes
    media_type: str
    width: int
    height: int

    @property
    def ending(self) -> str:
        return {"image/jpeg": "jpg", "image/png": "png"}[self.media_type]


def cleaned(data: bytes) -> Picture:
    """The photo as it is kept: at most LONG_SIDE points long; raise Refused for whatever is no photo that we read."""
    return _encoded(data, LONG_SIDE, 85)


def small(data: bytes) -> Picture:
    """The photo for a list or a page: at most SMALL_SIDE points long."""
    return _encoded(data, SMALL_SIDE, 70)


def _encoded(data: bytes, side: int, quality: int) -> Picture:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            # Of sizes a little beyond its own limit Pillow only warns.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=READ) as opened:
                if opened.width * opened.height > MOST_POINTS:
                    raise Refused(say("the photo has more points than can be read; make it smaller"))
                opened.draft("RGB", (side, side))
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((side, side))
                see_through = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
                points = upright.convert("RGBA" if see_through else "RGB")
        bare = Image.frombytes(points.mode, points.size, points.tobytes())
        out = io.BytesIO()
        if see_through:
            bare.save(out, "PNG", optimize=True)
        else:
            bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(say("the photo has more points than can be read; make it smaller")) from error
    except Exception as error:  # whatever a damaged file makes of a reader of pictures
        raise Refused(say("this is no photo that can be read; JPEG, PNG and WebP can")) from error
    return Picture(out.getvalue(), "image/png" if see_through else "image/jpeg", *points.size)
