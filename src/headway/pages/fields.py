"""What the fields of records are called on a page, in the reader's language; packs and the interface name them by their keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from headway.lib.rows import Row, shape_of
from headway.pages.kinds import kind_name


def field_name(row: type[Row] | None, name: str) -> str:
    """The name of a field of this row. One that points at records or holds some is called as they are."""
    known = _names(get_language() or "en")
    if name in known:
        return known[name]
    if row is not None:
        shape = shape_of(row)
        one = dict(shape.refs)
        several = dict(shape.ref_sets) | {field: child.kind for field, child in shape.children}
        if name in one or name in several:
            return kind_name(one[name]) if name in one else kind_name(several[name], 2)
    bare = name.replace("_", " ")
    return bare[:1].upper() + bare[1:]


def is_named(row: type[Row], name: str) -> bool:
    """True where the field has words of its own, or those of the records that it leads to."""
    shape = shape_of(row)
    led_to = {field for field, _kind in (*shape.refs, *shape.ref_sets, *shape.children)}
    return name in _names("en") or name in led_to


@lru_cache(maxsize=8)
def _names(language: str) -> Mapping[str, str]:
    return {
        **_of_every_record(), **_of_the_plan(), **_of_those_worked_with(), **_of_what_was_done(), **_of_what_changed(),
        **_of_the_report(), **_of_the_movement(),
    }  # fmt: skip


def _of_every_record() -> dict[str, str]:
    return {
        "key": _("Key"),
        "name": _("Name"),
        "note": _("Note"),
        "source": _("Source"),
        "published": _("Published"),
        "standing": _("How it stands"),
        "reason": _("Reason"),
        "text": _("Text"),
        "when": _("When"),
        "place": _("Place"),
        "country": _("Country"),
        "countries": _("Countries"),
        "language": _("Language"),
        "summary": _("Summary"),
        "help": _("Explanation"),
        "state": _("State"),
        "restricted": pgettext("a field", "Restricted"),
        "named": _("Named people"),
        "who": _("Who"),
        "how": _("How"),
        "why": _("Why"),
        "words": _("Words"),
        "meaning": _("Meaning"),
        "owner": _("Who looks after it"),
        "links": _("Links"),
        "begins": _("Begins"),
        "ends": _("Ends"),
    }


def _of_the_plan() -> dict[str, str]:
    return {
        "movement": _("Movement"),
        "actor": _("Acts as"),
        "cutoff": _("Counted up to"),
        "due": _("Due"),
        "stage": _("Stage"),
        "level": _("Level"),
        "kinds": _("Kinds"),
        "asks": _("Asks"),
        "unit": _("Unit"),
        "growth": _("Growth"),
        "money": _("An amount of money"),
        "additivity": _("How it may be added"),
        "numerator": _("What is divided"),
        "denominator": _("What it is divided by"),
        "step_after": _("Next step"),
        "disaggregations": _("Broken down by"),
        "indicator_kind": _("Kind"),
        "baseline": _("Baseline"),
        "baseline_value": _("Value of the baseline"),
        "verification": _("Means of verification"),
        "tone": _("Tone"),
        "reports_through": _("Reports through"),
        "foreseen": _("Foreseen"),
        "closed": pgettext("a field", "Closed"),
        "planned": _("Planned"),
        "mentions": _("Mentions"),
        "outlets": _("Unique outlets"),
        "reach": _("A tier of reach"),
        "outlets_of_reach": _("Outlets of that tier"),
        "heard": _("Counted from imported rows as"),
        "heard_where": _("Narrowed to"),
        "enquiries": _("Media asked for comment"),
        "outlet": _("Outlet"),
        "asked_on": _("Asked on"),
        "asked": _("What was asked"),
        "answered": _("What became of it"),
        "mitigation": _("Mitigation"),
        "risk": pgettext("a field", "Risk"),
        "to": pgettext("a field", "To"),
    }


def _of_those_worked_with() -> dict[str, str]:
    return {
        "partner_kind": _("Kind"),
        "relation": _("Relation"),
        "capacity": _("Capacity"),
        "independence": _("Independence"),
        "grade": _("Grade"),
        "graded": _("Has a grade"),
        "unsaid": _("Not said in reports"),
        "step_kind": _("Kind"),
        "known_from": _("Known from"),
        "protected_name": _("Protected name"),
        "published_in": _("Published in"),
        "campaign_links": _("Links with the campaign"),
        "lawyers": _("Lawyers"),
        "well_being": _("Well-being"),
        "event_kind": _("Kind"),
        "relief_kind": _("Kind"),
        "consent_to": _("Consent to"),
        "given": _("Given"),
        "revoked": _("Revoked"),
        "target_kind": _("Kind"),
        "stance": _("Stance"),
        "government": _("Government"),
        "held_by": _("Held by"),
        "leverage": _("Leverage"),
        "tried": _("Tried"),
        "opportunity_kind": _("Kind"),
        "lead_weeks": _("Weeks ahead"),
        "result": _("Result"),
        "ask": _("Ask"),
        "follow_up": _("Follow-up"),
    }


def _of_what_was_done() -> dict[str, str]:
    return {
        "activity_kind": _("Kind of activity"),
        "follows": _("Follows"),
        "delivers": _("Delivers"),
        "by_whom": _("By whom"),
        "audience": _("Audience"),
        "audiences": _("Audiences"),
        "segments": _("Segments"),
        "story": _("Story"),
        "of": pgettext("a field", "Of"),
        "value": _("Value"),
        "precision": _("Precision"),
        "currency": _("Currency"),
        "part_of": _("Part of"),
        "made_of": _("Made of"),
        "came_of": _("What came of it"),
        "published_kind": _("Kind"),
        "assessment": _("Assessment"),
        "worked": _("What worked"),
        "not_worked": _("What did not work"),
        "learnt": _("What was learnt"),
        "targets_met": _("Targets met"),
        "handed_in": _("Handed in"),
        "outputs": _("Outputs"),
        "answer": _("Answer"),
        "national_objective": _("National objective"),
        "may_publish": _("May be published"),
    }


def _of_what_changed() -> dict[str, str]:
    return {
        "statement": _("Statement"),
        "happened": _("What happened"),
        "context": _("What changed around it"),
        "plans": _("What is planned"),
        "withdrawn": _("Why it was withdrawn"),
        "significance": _("Significance"),
        "direction": _("Direction"),
        "intended": _("Intended"),
        "course": _("Course"),
        "tactics": _("Tactics"),
        "others": _("Others who contributed"),
        "credit": _("Credit"),
        "weight": _("Weight"),
        "evidence_kind": _("Kind"),
        "origin": _("Origin"),
        "side": _("Side"),
        "prior": _("How sure before the evidence"),
        "prior_why": _("Why so sure before"),
        "overrule": _("Held instead of what is reckoned"),
        "overrule_why": _("Why it is held instead"),
        "group": _("Counts once with"),
        "link": _("Link"),
        "checksum": _("Checksum"),
        "likely_if_true": _("Likely if true"),
        "likely_if_false": _("Likely if false"),
        "says": _("Says"),
        "verdict": _("Verdict"),
        "dissent": _("Dissent"),
        "as_published": _("As published"),
        "given_by": _("Given by"),
        "attendees": _("Attendees"),
        "points": _("Points"),
        "extent": _("How far the campaign contributed"),
        "through_link": _("Given through a private link"),
        "name_kept": _("Name known to the core team alone"),
        "actions": _("Actions"),
        "done": pgettext("a field", "Done"),
        "step": _("Step"),
        "basis": _("Rests on"),
        "parent": _("Part of"),
        "learning_kind": _("Kind"),
        "began": _("How it began"),
        "did": _("What was done"),
    }


def _of_the_report() -> dict[str, str]:
    return {
        "report_title": _("Title of the report"),
        "report_series": _("Series of the report"),
        "title": _("Title"),
        "publisher": _("Publisher"),
        "identifier": _("Identifier"),
        "sections": _("Sections"),
        "output_kind": _("Kind"),
        "file": _("File"),
        "under": _("Stands under"),
        "heading": _("Heading"),
        "overview": _("Overview"),
        "show": _("Shows"),
        "caption": _("Caption"),
        "by_country": _("By country"),
    }


def _of_the_movement() -> dict[str, str]:
    """Of people and of what was done to the installation, whose entries are no rows."""
    return {
        "office_kind": _("Kind"),
        "time_zone": _("Time zone"),
        "email": _("E-mail address"),
        "role": _("Role"),
        "roles": _("Roles"),
        "invitation": _("Invitation"),
        "factor": _("Second factor"),
        "factors": _("Second factors"),
        "by": pgettext("signed in", "By"),
        "number": _("Number"),
        "count": _("Number"),
        "records": _("Records"),
        "pack": _("Pack"),
        "added": _("Added"),
        "changed": _("Changed"),
    }
