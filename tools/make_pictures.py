"""Take the picture of the README anew: the shipped pack is loaded, its report written and photographed.

    .venv/bin/python tools/make_pictures.py [NAME ...]

writes docs/pictures (only the pictures named, if any are). It needs Chromium, pdftoppm and pdftotext (poppler-utils)
and ImageMagick's convert on the PATH, and keeps its data in a folder of its own that it removes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from find_browser import find_browser

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "pictures"
COLOURS = 96
LARGEST = 250_000
PAPER = "#e4e7e8"
# A page may scroll smoothly; a picture must not be taken on the way.
STILL = ("--hide-scrollbars", "--force-prefers-reduced-motion", "--virtual-time-budget=8000")


@dataclass(frozen=True)
class Studio:
    """Where the reports stand, and the program that takes the pictures."""

    folder: Path
    browser: str

    def report(self) -> Path:
        return next(self.folder.glob("*.pdf"))


def main(wanted: list[str]) -> int:
    if unknown := sorted(set(wanted) - set(PICTURES)):
        print(f"no picture is called {', '.join(unknown)}; there is {', '.join(PICTURES)}")
        return 2
    with tempfile.TemporaryDirectory(prefix="headway-pictures-") as name:
        folder = Path(name)
        studio = Studio(folder, find_browser())
        write_report(folder)
        TARGET.mkdir(exist_ok=True)
        for picture in wanted or PICTURES:
            taken = PICTURES[picture](studio)
            size = reduce_colours(taken, TARGET / f"{picture}.png")
            print(f"{picture}.png {size:,} bytes")
            if size > LARGEST:
                print(f"{picture}.png is larger than {LARGEST:,} bytes")
                return 1
    return 0


def write_report(folder: Path) -> None:
    """The public edition of the shipped pack, in English, from an empty home."""
    home = {**os.environ, "HEADWAY_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT / "src")}
    headway = [sys.executable, "-m", "headway"]
    report = ["report", "stop-torture", "--out", str(folder), "--profile", "public", "--format", "pdf"]
    for words in (["upgrade"], ["load", "stop-torture"], report):
        subprocess.run([*headway, *words], env=home, check=True)


def sheets(captions: tuple[str, ...], height: int) -> Callable[[Studio], Path]:
    """Pages of the PDF side by side: the cover for an empty caption, else the first page with those words."""

    def take(studio: Studio) -> Path:
        pdf = studio.report()
        numbers = [page_holding(pdf, caption) if caption else 1 for caption in captions]
        images = "".join(f'<img src="{sheet(studio, pdf, number).as_uri()}">' for number in numbers)
        style = (
            f"html,body{{margin:0;background:{PAPER}}}body{{display:flex;gap:24px;padding:28px;"
            "box-sizing:border-box;height:100vh}img{flex:1;min-width:0;height:100%;object-fit:contain;"
            "box-shadow:0 2px 10px #0004;background:#fff}"
        )
        return photograph(studio, style, images, 1200, height)

    return take


def sheet(studio: Studio, pdf: Path, number: int) -> Path:
    """One page of the PDF as a picture."""
    out = studio.folder / f"{pdf.stem}-{number}"
    page = ["-f", str(number), "-l", str(number), "-singlefile", "-r", "110", "-png"]
    subprocess.run([program("pdftoppm"), *page, str(pdf), str(out)], check=True)
    return out.with_suffix(".png")


def page_holding(pdf: Path, caption: str) -> int:
    """The number of the first page after the contents on which the words stand."""
    done = subprocess.run([program("pdftotext"), str(pdf), "-"], capture_output=True, text=True, check=True)
    for number, text in enumerate(done.stdout.split("\f"), start=1):
        if caption in plain(text) and number > 2:
            return number
    raise SystemExit(f'no page of {pdf.name} holds "{caption}"')


def plain(text: str) -> str:
    """The words alone, without the signs that turn the direction of writing."""
    return " ".join("".join(sign for sign in text if unicodedata.category(sign) != "Cf").split())


def photograph(studio: Studio, style: str, body: str, width: int, height: int) -> Path:
    """What a browser window of that size shows."""
    page, taken = studio.folder / "window.html", studio.folder / "taken.png"
    page.write_text(f'<!DOCTYPE html><meta charset="utf-8"><style>{style}</style>{body}', encoding="utf-8")
    taken.unlink(missing_ok=True)
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        *STILL,
        f"--user-data-dir={studio.folder}/browser",
    ]
    subprocess.run(
        [studio.browser, *options, f"--window-size={width},{height}", f"--screenshot={taken}", page.as_uri()],
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return taken


def reduce_colours(taken: Path, target: Path) -> int:
    """A palette of few colours is enough for pages, and a third of the size."""
    options = ["-strip", "+dither", "-colors", str(COLOURS), "-define", "png:compression-level=9"]
    subprocess.run([program("convert"), str(taken), *options, f"PNG8:{target}"], check=True)
    return target.stat().st_size


def program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    raise SystemExit(f"{names[0]} is not on the PATH")


PICTURES: dict[str, Callable[[Studio], Path]] = {
    "report-page": sheets(("", "Progress by country of focus and change area"), 846),
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
