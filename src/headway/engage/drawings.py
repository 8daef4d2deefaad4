"""How the position of a target moved, drawn."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.engage.rows import Stance
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.plan.drawings import NARROW, WIDE, frame


def draw_positions(target: Any) -> tuple[Any, Any] | None:
    """A wide picture and a narrow one of where a target stood; None where it was seen but once, or never."""
    positions = list(target.positions.all())
    if len(positions) < 2:
        return None
    return _drawn(positions, WIDE), _drawn(positions, NARROW)


def _drawn(positions: list[Any], width: int) -> Any:
    from headway.charts import Stand, stances_over_time

    here, scale = speech(), list(Stance)
    reading = _("Seen {count} times: {first} at first, {last} now.")
    told = frame(here, _("Where it stood, and stands"), reading, width=width)
    stands = [
        Stand(
            scale.index(Stance(one.stance)),
            here.when(one.when) if one.when else _("no date"),
            (one.text, one.known_from),
        )
        for one in positions
    ]
    heads = (_("When"), _("Position"), _("What shows it"), _("Known from"))
    return stances_over_time(told, [wording(step) for step in scale], stands, heads)
