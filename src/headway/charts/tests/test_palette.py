"""The colours can be read: by WCAG AA, in grey print, and in the dark, where every colour of a chart has its partner."""

from __future__ import annotations

import pytest

from headway.charts import DARK, LIGHT, Palette, Tone, custom_properties, dark_chart_rules
from headway.charts.palette import contrast, luminance
from headway.charts.tests.samples import ARABIC, ENGLISH, colours_in, every_chart, every_empty_chart

BOTH = pytest.mark.parametrize("palette", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_text_reaches_aa_on_every_ground_that_it_stands_on(palette: Palette) -> None:
    grounds = [palette.paper, palette.faint]
    pairs = [(ink, ground) for ink in (palette.ink, palette.muted, palette.accent) for ground in grounds]
    pairs += [
        (palette.on_accent, palette.accent),
        (palette.ink, palette.accent_faint),
        (palette.ink, palette.accent_soft),
    ]
    pairs += [(palette.on_tone(tone), palette.tone(tone)) for tone in Tone]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


@BOTH
def test_marks_that_carry_meaning_stand_out_from_the_page(palette: Palette) -> None:
    marks = (palette.accent, palette.accent_mid, palette.edge)
    assert {mark: contrast(mark, palette.paper) for mark in marks if contrast(mark, palette.paper) < 3} == {}


@BOTH
def test_tones_climb_in_even_steps_of_grey(palette: Palette) -> None:
    greys = [luminance(palette.tone(tone)) for tone in Tone]
    assert greys in (sorted(greys), sorted(greys, reverse=True))
    pairs = zip(Tone, list(Tone)[1:], strict=False)
    assert all(contrast(palette.tone(one), palette.tone(other)) >= 1.25 for one, other in pairs)


@BOTH
def test_no_two_purposes_share_a_colour(palette: Palette) -> None:
    colours = [colour for _, colour in palette.items()]
    assert len(colours) == len(set(colours))


def test_every_colour_of_a_chart_has_a_rule_for_the_dark() -> None:
    charts = [chart for frame in (ENGLISH, ARABIC) for chart in every_chart(frame).values()]
    used = {
        colour
        for chart in [*charts, *every_empty_chart(ENGLISH).values()]
        for colour in colours_in(chart.svg)
    }
    rules = dark_chart_rules(".chart")
    assert used
    assert all(
        f'.chart [fill="{colour}"]' in rules and f'.chart [stroke="{colour}"]' in rules for colour in used
    )


def test_the_stylesheet_gets_every_colour_by_name() -> None:
    assert "--accent-soft:#a9cbce;" in custom_properties(LIGHT)
    assert custom_properties(DARK).count(";") == len(DARK.items())
