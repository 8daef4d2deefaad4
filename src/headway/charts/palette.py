"""The product's colours, for light and for dark: charts, reports and the stylesheet all take them from here.

One accent (a deep teal) on warm greys. The tones of ratings run from sand to teal and from pale to deep (in the dark,
from dim to bright), so that their order can be read in grey print and by readers who do not tell hues apart.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class Tone(StrEnum):
    """How far up its scale a rating stands; a pack gives each step of its own scale one of these."""

    NONE = "none"
    LOW = "low"
    MID = "mid"
    GOOD = "good"
    HIGH = "high"


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for. In one palette no two are alike, so that a colour tells its purpose."""

    paper: str
    faint: str
    line: str
    edge: str
    muted: str
    ink: str
    accent: str
    accent_mid: str
    accent_soft: str
    accent_faint: str
    on_accent: str
    tone_none: str
    tone_low: str
    tone_mid: str
    tone_good: str
    tone_high: str
    on_pale_tone: str
    on_deep_tone: str

    def tone(self, tone: Tone) -> str:
        return str(getattr(self, f"tone_{tone.value}"))

    def on_tone(self, tone: Tone) -> str:
        """The colour of text that stands on `tone`."""
        return self.on_deep_tone if tone in (Tone.GOOD, Tone.HIGH) else self.on_pale_tone

    def items(self) -> list[tuple[str, str]]:
        return [(field.name, str(getattr(self, field.name))) for field in fields(self)]


LIGHT = Palette(
    paper="#fdfcfa",
    faint="#f4f1eb",
    line="#ddd8ce",
    edge="#8d877b",
    muted="#605b52",
    ink="#22211e",
    accent="#0f4f5c",
    accent_mid="#5b98a0",
    accent_soft="#a9cbce",
    accent_faint="#dbe8e8",
    on_accent="#ffffff",
    tone_none="#ebe5d9",
    tone_low="#dfcb9f",
    tone_mid="#9fb59c",
    tone_good="#3d7a7c",
    tone_high="#0d4450",
    on_pale_tone="#23221f",
    on_deep_tone="#fffffe",
)

DARK = Palette(
    paper="#15191a",
    faint="#1d2324",
    line="#363d3d",
    edge="#7d8583",
    muted="#a9aca6",
    ink="#eae7e0",
    accent="#7cc5cb",
    accent_mid="#4a8990",
    accent_soft="#2f5b61",
    accent_faint="#20393d",
    on_accent="#0e1516",
    tone_none="#262b2a",
    tone_low="#4b4433",
    tone_mid="#506453",
    tone_good="#6fada9",
    tone_high="#b4e6e2",
    on_pale_tone="#f3f0ea",
    on_deep_tone="#0d1415",
)


def custom_properties(palette: Palette) -> str:
    """The palette as CSS declarations, for the stylesheet: `--paper:#fdfcfa;--faint:...`."""
    return "".join(f"--{name.replace('_', '-')}:{colour};" for name, colour in palette.items())


def dark_chart_rules(selector: str) -> str:
    """CSS rules that turn charts under `selector` dark.

    A chart is drawn once, in light colours, as attributes; a rule for each colour restyles it without touching it.
    """
    light, dark = dict(LIGHT.items()), dict(DARK.items())
    return "\n".join(
        f'{selector} [{paint}="{light[name]}"]{{{paint}:{dark[name]}}}'
        for name in light
        for paint in ("fill", "stroke")
    )


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 for black and 1 for white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours: WCAG AA asks for 4.5 in text and 3 in marks that carry meaning."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
