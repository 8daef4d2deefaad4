"""Builds a made-up movement, for measures and for looking at pages that are full.

    HEADWAY_HOME=/some/folder .venv/bin/python tools/big_movement.py [--size 1.0]

70 offices, 5 countries of focus, 10,000 activities, 1,000 outcomes, 500 cases and what goes with them, some restricted.
The framework is the shipped pack's; everything else is made up and says so. The same size gives the same facts. All of
it goes through the actions of the rooms, in batches, so that the log and the policy see what they see in service.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
CAMPAIGN = "made-up-movement"
BEGINS, DAYS = date(2021, 1, 1), 4 * 365
PERIODS = 4
COUNTRIES = ("AR", "BW", "CZ", "DK", "EE")


def _each(text: str) -> list[str]:
    return text.split()


HOMES = _each(
    "AT AU BE BJ BR CA CH CL CO CI DE DK DZ EC EG ES FI FR GB GH GR HK HU ID IE IL IN IS IT JO JP KE KR LB LK LU MA MG "
    "ML MN MX MY NG NL NO NP NZ PA PE PH PK PL PR PT PY RO SE SI SK SN TG TH TN TR TW UA US UY VE ZA"
)
NOUNS = _each(
    "march vigil petition training briefing meeting letter film survey panel stall concert visit school parish union "
    "network council ministry court press radio hearing bill draft report promise delay reform inquiry safeguard"
)
VERBS = _each(
    "opened held joined filled wrote read sent met heard moved asked answered trained signed shared began"
)
PLACES = _each("square hall library harbour market campus theatre station park embassy")
# Keys of restricted records hold no name either; their texts carry this word, which no other text has.
SECRET = "Quillfeather"


def kinds_of(family: Any) -> list[str]:
    """The keys of Headway's own kinds of a family."""
    from headway.lib.kinds import default_kinds

    return list(default_kinds(family).by_key)


@dataclass
class Maker:
    """Where the made-up words and choices come from, and how many of each thing there are."""

    size: float = 1.0
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    # Items of evidence of each outcome; None: one to three.
    proofs: int | None = None
    # How many outcomes there are, whatever the size of all else.
    outcomes: int | None = None

    def many(self, count: int) -> range:
        return range(max(2, round(count * self.size)))

    def pick(self, things: Sequence[Any]) -> Any:
        return things[self.chance.randrange(len(things))]

    def some(self, things: Sequence[str], most: int) -> tuple[str, ...]:
        return tuple(
            sorted(self.chance.sample(list(things), min(len(things), self.chance.randrange(most + 1))))
        )

    def sentence(self) -> str:
        pick = self.pick
        said = f"The {pick(NOUNS)} {pick(VERBS)} a {pick(NOUNS)} at the {pick(PLACES)}, and the {pick(NOUNS)}"
        return f"{said} {pick(VERBS)} it {self.chance.randrange(2, 90)} times."

    def text(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def name(self, what: str, number: int) -> dict[str, str]:
        return {"en": f"Made-up {what} {number + 1}: a {self.pick(NOUNS)} at the {self.pick(PLACES)}"}

    def day(self) -> date:
        return BEGINS + timedelta(days=self.chance.randrange(DAYS))


def period_of(day: date) -> str:
    return f"period-{(day - BEGINS).days * PERIODS // DAYS + 1}"


@dataclass
class Keys:
    """Keys of what others refer to."""

    offices: list[str] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    indicators: dict[str, list[str]] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    opportunities: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    risks: list[str] = field(default_factory=list)
    activities: dict[str, list[str]] = field(default_factory=dict)
    outcomes: list[str] = field(default_factory=list)
    meetings: list[str] = field(default_factory=list)
    learnings: list[str] = field(default_factory=list)


def rows(row_class: Any, given: Iterator[dict[str, Any]]) -> list[Any]:
    """Rows as they come in from any door; what is empty is left out."""
    return [
        row_class.model_validate({k: v for k, v in one.items() if v not in ("", (), [], None)})
        for one in given
    ]


def framework(keys: Keys) -> dict[str, list[Any]]:
    """The shipped pack's vocabulary: no fact of it, and none of its countries."""
    from headway.exchange.packs import check_pack

    pack = check_pack(ROOT / "src" / "headway" / "packs" / "stop-torture")
    kept = {kind: [_bare(row, keys) for row in pack.of(kind)] for kind in ("area", "measure", "dimension", "scale-step", "theme", "theory-node")}  # fmt: skip
    keys.kinds = [kind.key for area in kept["area"] for kind in area.kinds]
    keys.measures = [row.key for row in kept["measure"] if row.additivity not in {"ratio", "potential"}]
    keys.areas = [area.key for dimension in kept["dimension"] for area in dimension.change_areas]
    keys.indicators = {
        area.key: [indicator.key for indicator in area.indicators]
        for dimension in kept["dimension"]
        for area in dimension.change_areas
    }
    keys.steps = [row.key for row in kept["scale-step"]]
    keys.themes = [row.key for row in kept["theme"]]
    return kept


def _bare(row: Any, keys: Keys) -> Any:
    """A row without where it came from, and with the countries of this movement in place of its own."""
    from headway.lib.rows import Row, shape_of
    from headway.lib.standing import Standing

    changes: dict[str, Any] = {}
    if hasattr(row, "standing"):
        changes |= {"source": "", "standing": Standing.ENTERED, "reason": "", "note": ""}
    if getattr(row, "focus_country", ""):
        changes["focus_country"] = keys.focus[sum(map(ord, row.focus_country)) % len(keys.focus)]
    if hasattr(row, "period"):
        changes["period"] = ""
    kind: type[Row] = type(row)
    for name, _ in shape_of(kind).children:
        changes[name] = tuple(_bare(child, keys) for child in getattr(row, name))
    return row.model_copy(update=changes)


def plan(make: Maker, keys: Keys, user: Any) -> Any:
    """Offices, the campaign, and what it means to do."""
    from headway.movement.actions import keep_offices
    from headway.movement.rows import OfficeRow
    from headway.plan import rows as kinds
    from headway.plan.actions import keep_campaign, keep_plan

    keys.offices = [f"made-up-office-{number + 1}" for number in range(len(HOMES))]
    keys.focus = [f"made-up-country-{number + 1}" for number in range(len(COUNTRIES))]
    keep_offices(
        rows(OfficeRow, ({"key": key, "name": {"en": f"Made-up office {at + 1}"}, "country": HOMES[at], "language": "en"} for at, key in enumerate(keys.offices))),
        acting_user=user,
    )  # fmt: skip
    campaign, _ = keep_campaign(
        kinds.CampaignRow.model_validate({
            "key": CAMPAIGN, "name": {"en": "Made-up movement"}, "movement": {"en": "A movement that is not there"},
            "summary": {"en": "Everything in this campaign is made up, to see how pages do when they are full."},
            "begins": "2021-01", "cutoff": "2024-12-31", "report_title": {"en": "Made-up report"},
        }),
        acting_user=user,
    )  # fmt: skip
    vocabulary = framework(keys)

    def keep(given: list[Any]) -> None:
        keep_plan(campaign, given, acting_user=user)

    length = DAYS // PERIODS
    keep(rows(kinds.PeriodRow, ({"key": f"period-{at + 1}", "name": {"en": f"Year {at + 1}"}, "begins": BEGINS + timedelta(days=at * length), "ends": BEGINS + timedelta(days=(at + 1) * length - 1)} for at in range(PERIODS))))  # fmt: skip
    keep(rows(kinds.ParticipationRow, ({"key": key, "office": key, "reports_through": "online-tool"} for key in keys.offices)))  # fmt: skip
    keep(rows(kinds.FocusCountryRow, ({"key": key, "name": {"en": f"Made-up country {at + 1}"}, "countries": [COUNTRIES[at]], "text": make.text(2)} for at, key in enumerate(keys.focus))))  # fmt: skip
    for kind in ("area", "measure", "theory-node", "dimension", "scale-step"):
        keep(vocabulary[kind])
    keep(rows(kinds.ObjectiveRow, ({"key": f"objective-{at}", "text": make.text(1), "level": make.pick(["systemic", "individual"]), "focus_country": make.pick(keys.focus)} for at in range(20))))  # fmt: skip
    keys.outputs = [f"output-{at}" for at in make.many(60)]
    keep(rows(kinds.OutputRow, ({"key": key, "name": make.name("output", at), "output_kind": make.pick(kinds_of(kinds.OutputKindRow)), "when": make.day().isoformat(), "offices": make.some(keys.offices, 2), "text": make.text(2)} for at, key in enumerate(keys.outputs))))  # fmt: skip
    keys.risks = [f"risk-{at}" for at in make.many(50)]
    keep(rows(kinds.RiskRow, ({"key": key, "name": make.name("risk", at), "text": make.text(2), "focus_country": make.pick(keys.focus)} for at, key in enumerate(keys.risks))))  # fmt: skip
    return campaign, vocabulary


def engagement(make: Maker, keys: Keys, campaign: Any, user: Any) -> None:
    """Partners, targets, opportunities, relations and cases, one in twenty-five of them restricted."""
    from headway.engage import rows as kinds
    from headway.engage.actions import keep_engagement

    def keep(given: list[Any]) -> None:
        keep_engagement(campaign, given, acting_user=user)

    keys.partners = [f"partner-{at}" for at in make.many(300)]
    keep(rows(kinds.PartnerRow, ({"key": key, "name": make.name("partner", at), "partner_kind": make.pick(kinds_of(kinds.PartnerKindRow)), "countries": [make.pick(HOMES)], "offices": make.some(keys.offices, 2), "relation": make.text(1)} for at, key in enumerate(keys.partners))))  # fmt: skip
    keys.targets = [f"target-{at}" for at in make.many(300)]
    keep(rows(kinds.TargetRow, ({"key": key, "name": make.name("target", at), "target_kind": make.pick(kinds_of(kinds.TargetKindRow)), "focus_countries": [make.pick(keys.focus)], "text": make.text(1), "positions": [{"key": f"{key}-{stance}", "stance": stance, "when": make.day().isoformat(), "text": make.text(1)} for stance in make.some(list(kinds.Stance), 3)]} for at, key in enumerate(keys.targets))))  # fmt: skip
    keys.opportunities = [f"opportunity-{at}" for at in make.many(200)]
    keep(rows(kinds.OpportunityRow, ({"key": key, "name": make.name("opportunity", at), "opportunity_kind": make.pick(kinds_of(kinds.OpportunityKindRow)), "when": make.day().isoformat(), "focus_countries": [make.pick(keys.focus)], "targets": make.some(keys.targets, 2), "owner": make.pick(keys.offices), "ask": make.text(1)} for at, key in enumerate(keys.opportunities))))  # fmt: skip
    keep(rows(kinds.RelationRow, ({"key": f"relation-{at}", "government": make.pick(HOMES), "focus_country": make.pick(keys.focus), "leverage": make.text(1), "held_by": make.some(keys.targets, 2)} for at in make.many(20))))  # fmt: skip
    keep(rows(kinds.CaseRow, (_case(make, keys, at) for at in make.many(500))))


def _case(make: Maker, keys: Keys, at: int) -> dict[str, Any]:
    key, hidden, where = f"case-{at}", at % 25 == 24, make.chance.randrange(len(COUNTRIES))
    if not hidden:
        keys.cases.append(key)
    secret = f" {SECRET} was seen there." if hidden else ""
    return {
        "key": key, "name": {"en": f"{SECRET} {at}"} if hidden else make.name("case", at), "country": COUNTRIES[where],
        "focus_country": keys.focus[where], "summary": make.text(3) + secret, "restricted": hidden,
        "protected_name": f"{SECRET} the {at}th" if hidden else "",
        "asks": [{"key": f"{key}-ask-{n}", "text": make.text(1), "state": make.pick(["open", "met"])} for n in range(2)],
        "events": [{"key": f"{key}-event-{n}", "event_kind": make.pick(["hearing", "ruling", "release", "campaign"]), "when": make.day().isoformat(), "text": make.text(1)} for n in range(make.chance.randrange(5))],
        "consents": [{"key": f"{key}-consent", "consent_to": "publish", "given": "yes"}],
    }  # fmt: skip


def collection(make: Maker, keys: Keys, campaign: Any, user: Any) -> None:
    """Activities, their figures, returns, sign-ups, published facts and testimonies."""
    from headway.collect import rows as kinds
    from headway.collect.actions import keep_published, keep_reported

    activities = rows(kinds.ActivityRow, (_activity(make, keys, at) for at in make.many(10_000)))
    keep_reported(campaign, activities, acting_user=user)
    for row in activities:
        keys.activities.setdefault(row.office, []).append(row.key)
    chosen = make.chance.sample(activities, len(activities) * 6 // 10)
    keep_reported(campaign, rows(kinds.FigureRow, ({"key": f"figure-{at}", "measure": make.pick(keys.measures), "value": str(make.chance.randrange(1, 5000)), "precision": make.pick(["exact", "exact", "about", "at-least"]), "activity": row.key, "office": row.office, "period": row.period, "focus_country": row.focus_countries[0] if row.focus_countries else ""} for at, row in enumerate(chosen))), acting_user=user)  # fmt: skip
    keep_reported(campaign, rows(kinds.ReturnRow, ({"key": f"{office}-{at}", "office": office, "period": f"period-{at + 1}", "state": make.pick(["submitted", "in-progress", "nothing-to-report", "not-started"]), "assessment": make.text(2)} for office in keys.offices for at in range(PERIODS))), acting_user=user)  # fmt: skip
    keep_reported(campaign, rows(kinds.SignUpRow, ({"key": f"sign-up-{office}", "office": office, "focus_countries": make.some(keys.focus, 3), "national_objective": make.text(1)} for office in keys.offices)), acting_user=user)  # fmt: skip
    keep_published(campaign, rows(kinds.PublishedRow, ({"key": f"published-{at}", "name": make.name("total", at), "published_kind": "total", "value": str(make.chance.randrange(10, 99_999)), "unit": {"en": "things"}} for at in make.many(50))), acting_user=user)  # fmt: skip
    keep_published(campaign, rows(kinds.TestimonyRow, ({"key": f"testimony-{at}", "who": "A made-up person", "text": make.text(2), "office": make.pick(keys.offices), "may_publish": True} for at in make.many(100))), acting_user=user)  # fmt: skip


def _activity(make: Maker, keys: Keys, at: int) -> dict[str, Any]:
    day = make.day()
    return {
        "key": f"activity-{at}", "name": make.name("activity", at), "activity_kind": make.pick(keys.kinds),
        "office": make.pick(keys.offices), "period": period_of(day), "when": day.isoformat(), "country": make.pick(HOMES),
        "focus_countries": make.some(keys.focus, 2), "cases": make.some(keys.cases, 1), "partners": make.some(keys.partners, 1),
        "targets": make.some(keys.targets, 1), "opportunities": make.some(keys.opportunities, 1),
        "outputs": make.some(keys.outputs, 1), "story": make.text(4),
    }  # fmt: skip


def change(make: Maker, keys: Keys, campaign: Any, user: Any) -> None:
    """Meetings, outcomes (one in twenty-five restricted) with claims, rivals, evidence and verdicts, and ratings."""
    from headway.assess.actions import keep_ratings
    from headway.assess.rows import RatingRow
    from headway.verify.actions import keep_meetings, keep_outcomes
    from headway.verify.rows import MeetingRow, OutcomeRow

    # One meeting looks at some dozens of outcomes.
    keys.meetings = [f"meeting-{at}" for at in range(max(8, (make.outcomes or 0) // 50))]
    keep_meetings(campaign, rows(MeetingRow, ({"key": key, "name": {"en": f"Reflection meeting {at + 1}"}, "period": f"period-{at % PERIODS + 1}", "points": [make.sentence()], "attendees": ["A made-up person"]} for at, key in enumerate(keys.meetings))), acting_user=user)  # fmt: skip
    keep_outcomes(campaign, rows(OutcomeRow, (_outcome(make, keys, at) for at in (range(make.outcomes) if make.outcomes else make.many(1_000)))), acting_user=user)  # fmt: skip
    keep_ratings(campaign, rows(RatingRow, ({"key": f"rating-{country}-{area}-{at}", "focus_country": country, "change_area": area, "period": f"period-{at + 1}", "step": make.pick(keys.steps), "text": make.text(2), "outcomes": make.some(keys.outcomes, 5)} for country in keys.focus for area in keys.areas for at in range(PERIODS))), acting_user=user)  # fmt: skip


def _outcome(make: Maker, keys: Keys, at: int) -> dict[str, Any]:
    key, hidden, where = f"outcome-{at}", at % 25 == 24, make.chance.randrange(len(COUNTRIES))
    if not hidden:
        keys.outcomes.append(key)
    secret = f" {SECRET} said so." if hidden else ""
    state = make.pick(["verified", "verified", "verified", "proposed", "draft", "needs-evidence"])
    decided = state in {"verified", "needs-evidence"}
    offices = [make.pick(keys.offices)]
    areas = sorted(make.chance.sample(keys.areas, make.chance.randrange(1, 3)))
    claim = {
        "key": f"{key}-claim", "offices": offices, "activities": make.some(keys.activities.get(offices[0], []), 4),
        "partners": make.some(keys.partners, 1), "how": make.text(2) + secret, "others": make.text(1),
        "rivals": [{"key": f"{key}-rival", "text": make.text(1), "weight": make.pick(["strong", "weak", "unknown"])}] if at % 3 == 0 else (),
    }  # fmt: skip
    return {
        "key": key, "name": {"en": f"{SECRET} {at}"} if hidden else make.name("outcome", at), "statement": make.text(2) + secret,
        "actor": f"Made-up ministry {at % 40}", "significance": make.text(1), "when": make.day().isoformat(),
        "focus_country": keys.focus[where], "country": COUNTRIES[where], "level": make.pick(["life", "practice", "policy", "law"]),
        "direction": "negative" if at % 12 == 0 else "positive", "change_areas": areas,
        "indicators": make.some(keys.indicators[areas[0]], 2), "cases": make.some(keys.cases, 1), "targets": make.some(keys.targets, 2),
        "state": state, "restricted": hidden, "contributions": [{k: v for k, v in claim.items() if v}],
        "evidence": [{"key": f"{key}-evidence-{n}", "evidence_kind": make.pick(["media", "court-record", "own-log"]), "text": make.text(1) + secret, "side": "against" if n == 2 else "for"} for n in range(make.proofs or 1 + at % 3)],
        "verdicts": [{"key": f"{key}-verdict", "verdict": state, "text": make.text(1), "meeting": make.pick(keys.meetings)}] if decided else (),
    }  # fmt: skip


def learning(make: Maker, keys: Keys, campaign: Any, user: Any, themes: list[Any]) -> None:
    """Moments, themes, learnings, recommendations, case studies, and an outline for the report."""
    from headway.learn import rows as kinds
    from headway.learn.actions import keep_learning
    from headway.listen.actions import keep_listening
    from headway.listen.rows import MomentRow
    from headway.report.actions import keep_chapters
    from headway.report.rows import ChapterRow

    keep_listening(campaign, rows(MomentRow, ({"key": f"moment-{at}", "name": make.name("moment", at), "when": make.day().isoformat(), "planned": at % 2 == 0, "text": make.text(1)} for at in make.many(20))), acting_user=user)  # fmt: skip

    def keep(given: list[Any]) -> None:
        keep_learning(campaign, given, acting_user=user)

    keep(themes)
    keys.learnings = [f"learning-{at}" for at in make.many(400)]
    keep(rows(kinds.LearningRow, ({"key": key, "learning_kind": "key-learning" if at % 40 == 0 else "finding", "theme": make.pick(keys.themes), "text": make.text(2), "offices": make.some(keys.offices, 3), "outcomes": make.some(keys.outcomes, 3)} for at, key in enumerate(keys.learnings))))  # fmt: skip
    keep(rows(kinds.RecommendationRow, ({"key": f"recommendation-{at}", "theme": make.pick(keys.themes), "text": make.text(2), "learnings": make.some(keys.learnings, 3)} for at in make.many(100))))  # fmt: skip
    keep(rows(kinds.CaseStudyRow, ({"key": f"case-study-{at}", "name": make.name("case study", at), "theme": make.pick(keys.themes), "office": keys.offices[at % len(keys.offices)], "began": make.text(3), "did": make.text(4), "came_of": make.text(3), "outcomes": make.some(keys.outcomes, 3)} for at in make.many(40))))  # fmt: skip
    shows = ["key-figures", "methodology", "progress-matrix"]
    keep_chapters(campaign, rows(ChapterRow, ({"key": f"chapter-{show}", "heading": {"en": show.replace("-", " ").capitalize()}, "blocks": [{"key": f"block-{show}", "show": show}]} for show in shows)), acting_user=user)  # fmt: skip


def updates(make: Maker, keys: Keys, campaign: Any, user: Any) -> None:
    """What was told of each country month by month, with a gap now and then."""
    from headway.verify.actions import keep_updates
    from headway.verify.rows import UpdateRow

    months = [f"{BEGINS.year + at // 12}-{at % 12 + 1:02}" for at in range(DAYS // 365 * 12)]
    keep_updates(campaign, rows(UpdateRow, ({"key": f"update-{country}-{month}", "focus_country": country, "when": month, "happened": make.text(3), "plans": make.text(1), "outcomes": make.some(keys.outcomes, 1)} for country in keys.focus for at, month in enumerate(months) if at % 7)), acting_user=user)  # fmt: skip


def on_an_agenda(campaign: Any) -> None:
    """A meeting with an agenda of what waits, as full as one can be."""
    from headway.movement.actions import ensure_operator
    from headway.verify.actions import draw_agenda
    from headway.verify.models import Meeting

    draw_agenda(Meeting.objects.get(campaign=campaign, key="meeting-0"), acting_user=ensure_operator())


def build(size: float = 1.0, proofs: int | None = None, outcomes: int | None = None) -> Any:
    """Make the movement in the database that Django is set up for; return its campaign."""
    from headway.audit.actions import unit_of_work
    from headway.movement.actions import ensure_operator

    make, keys, user = Maker(size, proofs=proofs, outcomes=outcomes), Keys(), ensure_operator()
    with unit_of_work():
        campaign, vocabulary = plan(make, keys, user)
        engagement(make, keys, campaign, user)
        collection(make, keys, campaign, user)
        change(make, keys, campaign, user)
        updates(make, keys, campaign, user)
        learning(make, keys, campaign, user, vocabulary["theme"])
    return campaign


def main() -> None:
    """Prepare the home, build, and say what was built."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=float, default=1.0, help="1 is the full size; 0.01 does for a try")
    given = parser.parse_args()
    if not os.environ.get("HEADWAY_HOME"):
        parser.error("HEADWAY_HOME must name the folder to build in")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.settings")
    import django

    django.setup()
    from headway.exchange.upgrade import upgrade_database

    started = time.perf_counter()
    upgrade_database()
    campaign = build(given.size)
    print(f"{campaign.key}: made up in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
