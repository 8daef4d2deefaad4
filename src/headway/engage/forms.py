"""What the forms of this room ask, in words: which fields of a case, a partner, a target, a relation, an opportunity."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.engage.rows import MOST_WEEKS, CaseRow, OpportunityRow, PartnerRow, RelationRow, TargetRow
from headway.lib.kinds import Kinds
from headway.lib.rows import Row
from headway.pages.rowforms import Asked, Lines, Part
from headway.pages.speech import speech

WHEN = _("As exactly as you know: 15 October 2014, October 2014, or 12 to 15 October 2014.")


@dataclass(frozen=True)
class FormOf:
    """The form of one kind of record, for a new one and for one that stands."""

    row: type[Row]
    parts: tuple[Part, ...]
    add: Any
    change: Any
    lines: tuple[Lines, ...] = ()
    lede: Any = ""

    @property
    def names(self) -> frozenset[str]:
        """All fields that it asks for."""
        return frozenset(
            {one.name for part in self.parts for one in part.asked} | {one.name for one in self.lines}
        )


def _name(help_text: Any = "") -> Asked:
    return Asked("name", _("Name"), help_text, required=True)


def _when() -> Asked:
    return Asked("when", _("When"), WHEN)


def _text(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> Asked:
    return Asked("text", label, help_text, rows=rows, required=required)


FOCUS = Asked("focus_countries", _("Countries of focus"))
CASE = FormOf(
    CaseRow,
    (
        Part(
            "who",
            _("Who it is"),
            (
                Asked(
                    "name",
                    _("Name that may be shown"),
                    _("What all who use Headway see. Where the person must not be known, write what they can be called: “A student in the capital”."),
                    required=True,
                ),
                Asked(
                    "protected_name",
                    _("Protected name"),
                    _("The name that must not be known. It is kept sealed, and shown only on a restricted case to the people named on it. Leave it empty to keep what is there."),
                    keeps=True,
                ),
                Asked("country", _("Country"), required=True),
                Asked("focus_country", _("Country of focus")),
                Asked("summary", _("Summary"), _("What happened, in a few lines."), rows=5, required=True),
                Asked("campaign_links", _("Links with the campaign")),
                Asked("published_in", _("Published in"), _("A document in which the name stands in public already.")),
                Asked("lawyers", _("Lawyers")),
            ),
        ),
        Part(
            "notes",
            _("For few eyes"),
            (
                Asked("well_being", _("Well-being"), _("How the person and the family are."), rows=3),
                Asked("risk", pgettext_lazy("a field", "Risk"), _("What could happen to the person, and what would make it likelier."), rows=3),
            ),
            _("Kept sealed. Only the core team and the people named on the case read it."),
        ),
    ),
    _("Record a case"),
    _("Change a case"),
    (
        Lines("asks", _("What the campaign asks"), (_text(_("Ask")), Asked("state", _("How far it is"), required=True))),
        Lines("events", _("What happened"), (Asked("event_kind", _("Kind"), required=True), _when(), _text(_("What happened")))),
        Lines("relief", _("Help that was given"), (Asked("relief_kind", _("Kind"), required=True), _when(), _text(_("What was given")))),
        Lines("solidarity", _("Letters and messages"), (_when(), _text(_("What was sent, and what it did")))),
        Lines(
            "consents",
            _("What the person agreed to"),
            (
                Asked("consent_to", _("Consent to"), required=True),
                Asked("given", _("Answer"), required=True, yes=_("agreed"), no=_("refused")),
                Asked("when", _("When")),
                Asked("revoked", _("Taken back on"), _("From then on it does not hold any more.")),
            ),
            _("Without a consent that holds, a report for the public does not name the person."),
        ),
    ),
    _("A person or a group at risk for whom the campaign works."),
)  # fmt: skip
RESTRICTED = Asked(
    "restricted",
    _("Restrict this case"),
    _(
        "Then it exists only for the people named on it: at first for you alone. All of it is sealed, and it is in no list, count, search or file of anybody else."
    ),
)
PARTNER = FormOf(
    PartnerRow,
    (
        Part(
            "who",
            _("Who it is"),
            (
                _name(),
                Asked("partner_kind", _("Kind"), required=True),
                Asked("countries", _("Works in")),
                FOCUS,
                Asked("offices", _("Works with"), _("The offices that know them.")),
                Asked("relation", _("How the relation stands"), rows=3),
                Asked("capacity", _("What it can do"), rows=3),
                Asked("independence", _("Independence"), _("How free it is from the government.")),
                Asked("grade", _("Grade")),
            ),
        ),
    ),
    _("Record a partner"),
    _("Change a partner"),
    (
        Lines(
            "steps",
            _("How the relation grew"),
            (Asked("step_kind", _("Kind"), required=True), _when(), _text(_("What happened"))),
            _("First contact, work done together, capacity given, and where it grew hard."),
        ),
    ),
)  # fmt: skip
TARGET = FormOf(
    TargetRow,
    (
        Part(
            "who",
            _("Who it is"),
            (
                _name(),
                Asked("target_kind", _("Kind"), required=True),
                Asked("country", _("Country")),
                FOCUS,
                Asked("text", _("What it decides, and what moves it"), rows=4),
            ),
        ),
    ),
    _("Record a target"),
    _("Change a target"),
    (
        Lines(
            "positions",
            _("Where it stands"),
            (Asked("stance", _("Position"), required=True), _when(), _text(_("What shows it")), Asked("known_from", _("Known from"), _("A document, a meeting, a link."))),
            _("From opposed to champion. Add a line when it moves; the last line is where it stands now."),
        ),
    ),
)  # fmt: skip
RELATION = FormOf(
    RelationRow,
    (
        Part(
            "who",
            _("Which government, and on whom"),
            (
                Asked("government", _("Government"), required=True),
                Asked("focus_country", _("Country of focus"), required=True),
                Asked("office", _("Office"), _("Who works on this government.")),
                Asked("held_by", _("In the hands of"), _("Who in that government can use it.")),
            ),
        ),
        Part(
            "what",
            _("What it can bring to bear"),
            (
                Asked("leverage", _("Leverage"), _("Trade, aid, training, votes, ties between ministries."), rows=4, required=True),
                Asked("tried", _("What was tried"), rows=3),
                Asked("came_of", _("What came of it"), rows=3),
            ),
        ),
    ),
    _("Record a relation"),
    _("Change a relation"),
)  # fmt: skip
OPPORTUNITY = FormOf(
    OpportunityRow,
    (
        Part(
            "what",
            _("What, when and for whom"),
            (
                _name(),
                Asked("opportunity_kind", _("Kind"), required=True),
                _when(),
                Asked("lead_weeks", _("Weeks ahead"), _("How many weeks before its date the work has to begin. The calendar says then when to start."), between=(1, MOST_WEEKS)),
                Asked("owner", _("Led by")),
                FOCUS,
                Asked("targets", _("To move")),
            ),
        ),
        Part(
            "use",
            _("What is made of it"),
            (
                Asked("ask", _("What is asked"), rows=3),
                Asked("result", _("What came of it"), rows=3),
                Asked("follow_up", _("What follows"), rows=3),
            ),
        ),
    ),
    _("Record an opportunity"),
    _("Change an opportunity"),
)  # fmt: skip
FORMS = {
    "case": CASE, "partner": PARTNER, "target": TARGET, "relation": RELATION, "opportunity": OPPORTUNITY,
}  # fmt: skip


# The keys of these tell nothing of what they name.
NAMED_BY_NUMBER = frozenset({"case", "relation"})


def asked_in(form: FormOf, without: Collection[str] = ()) -> list[tuple[Part, tuple[Asked, ...]]]:
    """The parts of a form with what each asks, but for the fields `without`."""
    parts = [(part, tuple(one for one in part.asked if one.name not in without)) for part in form.parts]
    return [(part, asked) for part, asked in parts if asked]


def asked_of_partner(kinds: Kinds) -> list[tuple[Part, tuple[Asked, ...]]]:
    """As `asked_in`; a grade is asked for where kinds of the campaign have one, and it says which."""
    graded = [speech().say(kind.name) for kind in kinds.rows if kind.graded]
    if not graded:
        return asked_in(PARTNER, ("grade",))
    said = _("Of these kinds, how they are accredited: %(kinds)s") % {"kinds": speech().listed(graded)}
    return [
        (part, tuple(replace(one, help=said) if one.name == "grade" else one for one in asked))
        for part, asked in asked_in(PARTNER)
    ]


class PersonForm(forms.Form):
    """Whom to name on a case, by their address."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Of somebody who uses Headway already."), max_length=254
    )
