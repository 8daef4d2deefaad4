"""Text is measured and broken so that it fits, and none of it is ever lost."""

from __future__ import annotations

import re

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from headway.charts._fonts import drawable, families_for, text_width, wrap

LETTERS = st.text(alphabet="abcWi -/éاب  تمو.،\u064b2014", max_size=80)
SHOWN = [
    "Western Sahara",
    "Côte d’Ivoire",
    "ILLUMINATED",
    "اجتماعات المراجعة",
    "وزارة",
    "أكتوبر 2014",
    "تقدّم جيد (OPCAT)",
]


@given(LETTERS, st.floats(20, 300))
def test_no_letter_is_lost_by_breaking_lines(text: str, width: float) -> None:
    lines = wrap(text, width, 12)
    assert "".join(lines).replace(" ", "") == drawable(text).replace(" ", "")
    assert all(line == line.strip() and line for line in lines)


@given(LETTERS, st.floats(20, 300))
def test_no_line_is_wider_than_its_room(text: str, width: float) -> None:
    assert all(text_width(line, 12) <= width + 0.001 for line in wrap(text, width, 12))


def test_a_short_text_is_one_line_and_a_name_breaks_after_its_slash() -> None:
    assert wrap("Media", 200, 12) == ["Media"]
    assert wrap("Morocco/Western Sahara", 90, 12) == ["Morocco/", "Western Sahara"]


@pytest.mark.parametrize("text", SHOWN)
def test_measures_are_a_little_generous_and_never_short(text: str) -> None:
    mark = {
        "type": "text",
        "fontSize": 100,
        "font": families_for(text).split(",")[0],
        "align": "left",
        "x": 0,
    }
    spec = {
        "data": {"values": [{"words": drawable(text)}]}, "mark": mark, "encoding": {"text": {"field": "words"}},
        "width": 1, "height": 1, "padding": 0, "autosize": "pad", "view": {"stroke": None},
    }  # fmt: skip
    found = re.search(r'width="([\d.]+)"', vl_convert.vegalite_to_svg(spec))
    assert found
    assert 1.0 <= text_width(text, 100) / float(found[1]) <= 1.16
