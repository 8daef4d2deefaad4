"""Charts of the plan, and what charts of all rooms share: data and speech in, a chart out. Pages and reports use the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headway.lib.labels import RIGHT_TO_LEFT
from headway.pages.speech import Speech
from headway.pages.wording import wording
from headway.plan.queries import remembered
from headway.plan.rows import TheoryStage

WIDE, NARROW = 760, 300


def folder() -> Path:
    """Where drawn charts are kept: below the rendered editions, so that both go when a record is restricted."""
    home: Path = settings.HEADWAY_HOME
    return home / "editions" / ".charts"


def frame(speech: Speech, title: str, summary: str, *, width: int = WIDE, empty: str = "") -> Any:
    """The words and manners of a chart in the reader's language."""
    from headway.charts import Frame

    return Frame(
        title=title,
        summary=summary,
        empty=empty or _("Nothing is recorded."),
        language=speech.language,
        direction="rtl" if speech.language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
        width=width,
        number=speech.number,
    )


def kept(campaign: Any, name: str, width: int, draw: Callable[[], Any]) -> Any:
    """A chart of a campaign in the reader's language, drawn anew only where anything was written since."""
    return remembered(f"chart {name} {get_language()} {width}", campaign, draw)


def downloads_of(campaign: Any, name: str, period: str = "") -> list[tuple[str, str]]:
    """Where a chart can be taken away: what the form is called, and its address."""
    query = f"?period={period}" if period else ""
    return [
        (form.upper(), reverse("chart", args=[campaign.key, name, form]) + query)
        for form in ("csv", "svg", "png")
    ]


def steps_of(speech: Speech, steps: Iterable[Any], tones: Mapping[str, str]) -> dict[str, Any]:
    """The steps of the pack's scale as a chart takes them, lowest first, by key."""
    from headway.charts import Step, Tone

    return {step.key: Step(speech.say(step.name), Tone(tones[step.key])) for step in steps}


def theory_chart(told: Any, speech: Speech, rows: Sequence[Any]) -> Any:
    """The theory of change: a column for each stage, arrows for what is thought to lead to what."""
    from headway.charts import Node, Stage, TheoryWords, theory_of_change

    stages = [Stage(str(stage), wording(stage)) for stage in TheoryStage]
    nodes = [
        Node(row.key, speech.say(row.name), str(row.stage), tuple((one.to, one.how) for one in row.links))
        for row in rows
    ]
    return theory_of_change(told, stages, nodes, TheoryWords(_("Stage"), _("Step"), _("Leads to")))


def world_chart(
    told: Any,
    speech: Speech,
    *,
    countries: Sequence[Any],
    acted_in: Iterable[str],
    taking_part: Iterable[str],
) -> Any:
    """Where offices acted: the countries of focus, those in which an office acted, and those of the other offices."""
    from headway.charts import MapWords, Place, Role, world_map

    focus, acted, named = (
        Role(_("country of focus"), named=True),
        Role(_("an office acted here")),
        Role(_("an office takes part")),
    )
    places = [Place(speech.say(row.name), tuple(row.countries), focus) for row in countries]
    taken = {code for place in places for code in place.codes}
    active = sorted(set(acted_in) - taken - {""})
    others = sorted(set(taking_part) - set(active) - taken - {""})
    places += [Place(speech.country(code), (code,), acted) for code in active]
    places += [Place(speech.country(code), (code,), named) for code in others]
    return world_map(told, places, (focus, acted, named), MapWords(_("Place"), _("Part")))
