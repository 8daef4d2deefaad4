"""Many choices stand in a box that scrolls: what is ticked comes first, and nothing that is offered is lost."""

from __future__ import annotations

import re

from django import forms
from hypothesis import given
from hypothesis import strategies as st

from headway.pages.offered import LongTicks

PAIRS = [(f"k{number}", f"Name <{number}> & more") for number in range(40)]


class Chosen(forms.Form):
    places = forms.MultipleChoiceField(choices=PAIRS, widget=LongTicks(), required=False)


@given(st.sets(st.sampled_from([key for key, _name in PAIRS])))
def test_what_is_ticked_comes_first_and_each_choice_is_there_once(chosen: set[str]) -> None:
    page = str(Chosen(initial={"places": sorted(chosen)})["places"])
    keys = re.findall(r'value="(k\d+)"', page)
    assert sorted(keys) == sorted(key for key, _name in PAIRS)
    assert set(keys[: len(chosen)]) == chosen
    assert set(re.findall(r'value="(k\d+)"[^>]* checked', page)) == chosen
    assert "Name &lt;3&gt; &amp; more" in page


def test_each_box_has_a_label_of_its_own() -> None:
    page = str(Chosen()["places"])
    assert len(set(re.findall(r'<label for="([^"]+)"', page))) == len(PAIRS)
    assert set(re.findall(r'<label for="([^"]+)"', page)) == set(
        re.findall(r'<input [^>]*id="([^"]+)"', page)
    )


def test_what_is_not_offered_is_refused() -> None:
    assert not Chosen({"places": ["k1", "forged"]}).is_valid()
