"""What the form of a media target asks, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from headway.listen.rows import MOST_PLANNED
from headway.pages.rowforms import Asked, Part

_ANY = (1, MOST_PLANNED)
WHEN = Part(
    "when",
    _("When it is to be heard of"),
    (Asked("moment", _("Moment")), Asked("period", _("Period"))),
    _("Choose a moment or a period, one of the two."),
)
NUMBERS = Part(
    "numbers",
    _("What is planned"),
    (
        Asked("mentions", _("Mentions"), _("Places where something is published."), between=_ANY),
        Asked("outlets", _("Unique outlets"), _("Each counts once."), between=_ANY),
        Asked("countries", _("Countries"), _("In which outlets publish."), between=_ANY),
        Asked("reach", _("A tier of reach")),
        Asked(
            "outlets_of_reach",
            _("Outlets of that tier"),
            _("How many outlets may reach more people than the tier says."),
            between=_ANY,
        ),
    ),
    _("Give the numbers that you have; each is compared by itself."),
)
ABOUT = Part("about", _("What is meant by it"), (Asked("text", _("In words"), rows=3),))
PARTS = tuple((part, part.asked) for part in (WHEN, NUMBERS, ABOUT))
