"""The living style page: every token and component with its states, made of the very parts that pages are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.charts import Bar, BarWords, Chart, Frame, figure_bars
from headway.charts.palette import LIGHT
from headway.lib.influence import Chain, Claim, Node, Stage, Strand
from headway.lib.precision import Precision
from headway.movement.queries import person_of
from headway.movement.rules import Role
from headway.pages.filters import Option
from headway.pages.listed import Chip, Choices, Link, Listed, Page
from headway.pages.places import Crumb
from headway.verify.drawings import draw_chain

DIRECTIONS = ("ltr", "rtl")
# Tokens beside the palette's own, by chapter of the stylesheet.
MEANINGS = ("good", "caution", "bad", "raised")
SIZES = ("xs", "s", "m", "l", "xl", "2xl", "3xl")
SPACES = tuple(f"s{number}" for number in range(1, 9))
ICONS = (
    "home", "flag", "scale", "users", "building-office-2", "map-pin", "calendar", "chart-bar", "document-text",
    "light-bulb", "link", "arrow-right", "lock-closed", "check", "magnifying-glass", "question-mark-circle",
)  # fmt: skip
# Long enough and mixed enough to show what a script does to a layout.
SAMPLES = {
    "ltr": ("en", "The ministry opened the register of places of detention", "Stop the silence"),
    "rtl": ("ar", "فتحت الوزارة سجل أماكن الاحتجاز أمام الجمهور", "أوقفوا الصمت"),
}


@dataclass(frozen=True)
class Fact:
    """Stands for any record that says how it stands in its source."""

    standing: str
    reason: str = ""
    source: str = "3.2"


class SampleForm(forms.Form):
    """One field of each kind; sent empty, so that its errors show."""

    name = forms.CharField(help_text="As it stands on letters.", required=False)
    email = forms.EmailField()
    role = forms.ChoiceField(choices=[("reader", "Reader"), ("core", "Core team")])
    period = forms.ChoiceField(choices=[("a", "2014"), ("b", "2015")], widget=forms.RadioSelect)
    story = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="I have read how names are protected")


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    if not person_of(request.user).has(Role.CORE_TEAM):
        raise PermissionDenied
    direction = request.GET.get("direction", "ltr")
    if direction not in DIRECTIONS:
        raise SuspiciousOperation("unknown direction")
    return render(request, "web/style.html", {**_tokens(), **_samples(direction)})


def _tokens() -> dict[str, Any]:
    names = [name.replace("_", "-") for name, _colour in LIGHT.items()]
    return {
        "heading": _("Style"),
        "trail": [Crumb(_("Home"), reverse("home")), Crumb(_("Style"))],
        "colours": [name for name in (*names, *MEANINGS) if not name.startswith(("tone-", "on-"))],
        "tones": [name for name in names if name.startswith("tone-")],
        "sizes": SIZES,
        "spaces": SPACES,
        "icons": ICONS,
    }


def _samples(direction: str) -> dict[str, Any]:
    language, sentence, name = SAMPLES[direction]
    return {
        "direction": direction,
        "sample_language": language,
        "sentence": sentence,
        "label": {"*": name},
        "untranslated": {"en": "Not yet translated", "fr": "Pas encore traduit"},
        "views": [
            (_("Left to right"), "?direction=ltr", direction == "ltr"),
            (_("Right to left"), "?direction=rtl", direction == "rtl"),
        ],
        "happenings": [
            ("2013", sentence, "#lists", "accent"),
            ("2014-05", sentence, "", "good"),
            ("2014-09-12", sentence, "", "bad"),
            ("2015", sentence, "", ""),
        ],
        "facts": [
            Fact("printed"),
            Fact("reconstructed", "From the text beside the chart."),
            Fact("unknown", "The source is silent."),
        ],
        "blank": SampleForm(),
        "refused": SampleForm({"name": "Ada", "email": "no address"}, auto_id="refused_%s"),
        "listing": _listing(sentence),
        "chart": _chart(direction, language),
        "chain": draw_chain(_chain(name, sentence)),
        "tied": [{"key": "a", "name": {"*": name}}, {"key": "b", "name": {"*": sentence}}],
        "tallies": [("135", sentence), ("89", name), ("13", sentence)],
        "steps": ["none", "low", "mid", "good", "high"],
    }


def _chain(name: str, sentence: str) -> Chain:
    """One strand, from what was done to what is reported; its evidence is missing."""

    def node(stage: Stage, text: str, detail: str = "", *, href: str = "#chains") -> Node:
        return Node(stage, "sample", stage.value, {"*": text}, detail=detail, href=href)

    done = Node(Stage.DONE, "sample", "done", {"*": name}, is_focus=True)
    strand = Strand(
        node(Stage.CHANGE, sentence, "2014"),
        claims=(Claim(node(Stage.CLAIM, name), activities=(done,)),),
        after={
            Stage.VERDICT: (node(Stage.VERDICT, sentence),),
            Stage.RATING: (node(Stage.RATING, name, "2014"),),
        },
    )
    return Chain(done, (strand,))


def _listing(text: str) -> Listed:
    links = (
        Link("1", "?page=1#lists"),
        Link("2", "?page=2#lists", True),
        Link("…", ""),
        Link("9", "?page=9#lists"),
    )
    return Listed(
        name="sample",
        records=[text, text, text],
        page=Page(2, 9, 203, 26, 50, "?page=1#lists", "?page=3#lists", links),
        filters=(
            Choices("area", "Area", True, (Option("a", "Partnership"), Option("b", text, chosen=True))),
            Choices("year", "Year", False, (Option("2014", "2014"), Option("2015", "2015"))),
        ),
        sorts=(Link("Newest first", "?#lists", True, "new"), Link("Oldest first", "?#lists", False, "old")),
        chips=(Chip("Area", text, "", "?#lists"),),
        text="",
        can_search=True,
    )


def _chart(direction: str, language: str) -> Chart:
    frame = Frame(
        title="Signatures by office",
        summary="Of {count} offices, {largest} gathered the most.",
        empty="Nothing yet.",
        language=language,
        direction="rtl" if direction == "rtl" else "ltr",
    )
    bars = [
        Bar("North", "37,181", 37_181),
        Bar("South", "about 20,000", 20_000, Precision.ABOUT),
        Bar("West", "at least 12,500", 12_500, Precision.AT_LEAST),
        Bar("East", "dozens"),
    ]
    precisions = {
        Precision.EXACT: "exact",
        Precision.ABOUT: "about",
        Precision.AT_LEAST: "at least",
        Precision.AT_MOST: "at most",
    }
    return figure_bars(frame, bars, BarWords(precisions, "between", "Office", "Signatures"))
