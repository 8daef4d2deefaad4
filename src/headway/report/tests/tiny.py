"""A campaign of a few records of a made-up cause, for tests that need to know every row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from headway.assess.rows import RatingRow
from headway.collect.rows import ActivityRow, FigureRow, PublishedRow, ReturnRow, TestimonyRow
from headway.engage.rows import CaseRow, PartnerRow
from headway.learn.rows import LearningRow, RecommendationRow, ThemeRow
from headway.movement.rows import OfficeRow
from headway.plan.rows import (
    AreaRow,
    CampaignRow,
    DimensionRow,
    FocusCountryRow,
    MeasureRow,
    ParticipationRow,
    PeriodRow,
    ScaleStepRow,
)
from headway.report.blocks import Document
from headway.report.facts import Facts, Profile, facts_from
from headway.report.outline import outline
from headway.report.rows import ChapterRow
from headway.verify.rows import MeetingRow, OutcomeRow

Rows = dict[str, list[Any]]


def label(en: str, fr: str) -> dict[str, str]:
    return {"en": en, "fr": fr}


def tiny() -> Rows:
    """Two offices, two people (one of whom did not agree to be named), three outcomes, and figures of each additivity."""
    rows: Rows = {}
    for one in (*_plan(), *_people(), *_numbers(), *_changes()):
        rows.setdefault(one.kind, []).append(one)
    return rows


def _plan() -> Iterable[Any]:
    yield CampaignRow.model_validate(
        {
            "key": "clear-air", "name": label("Clear Air", "Air pur"), "movement": "Breathers", "summary": "Clean air.",
            "begins": "2020-01", "cutoff": "2021-02-28", "report_title": label("Report 2020", "Rapport 2020"),
        }
    )  # fmt: skip
    yield PeriodRow.model_validate(
        {"key": "2020", "name": "2020", "begins": "2020-01-01", "ends": "2020-12-31"}
    )
    yield AreaRow.model_validate(
        {"key": "streets", "name": "Streets", "kinds": [{"key": "march", "name": label("March", "Marche")}]}
    )
    for key, additivity in (
        ("flyers", "flow"),
        ("marchers", "unique"),
        ("members", "stock"),
        ("reach", "potential"),
    ):
        yield MeasureRow.model_validate(
            {"key": key, "name": key.title(), "unit": key, "additivity": additivity, "area": "streets"}
        )
    yield FocusCountryRow.model_validate({"key": "peru", "name": label("Peru", "Pérou"), "countries": ["PE"]})
    for key, country in (("lima", "PE"), ("oslo", "NO")):
        yield OfficeRow.model_validate({"key": key, "name": f"Breathers {key.title()}", "country": country})
        yield ParticipationRow.model_validate({"key": key, "office": key, "reports_through": "online-tool"})
    yield ReturnRow.model_validate(
        {
            "key": "lima-2020",
            "office": "lima",
            "period": "2020",
            "state": "submitted",
            "assessment": "We were too few.",
        }
    )
    yield DimensionRow.model_validate(
        {
            "key": "law", "name": label("Law", "Droit"),
            "change_areas": [
                {
                    "key": "bills", "name": "Bills",
                    "indicators": [{"key": "bills-tabled", "name": "Bills tabled", "indicator_kind": "incidence"}],
                }
            ],
        }
    )  # fmt: skip
    for value, key in enumerate(("poor", "fair")):
        yield ScaleStepRow.model_validate({"key": key, "name": key.title(), "value": value})


def _people() -> Iterable[Any]:
    yield CaseRow.model_validate(
        {
            "key": "rosa-quispe", "name": "Rosa Quispe", "protected_name": "Maria Secreta", "country": "PE",
            "summary": "Rosa Quispe coughs, and Maria Secreta is her name.", "well_being": "Sleeps badly.",
            "risk": "Is followed.", "events": [{"key": "rosa-quispe-hearing", "event_kind": "hearing", "text": "Rosa was heard."}],
        }
    )  # fmt: skip
    yield CaseRow.model_validate(
        {
            "key": "juan-mamani", "name": "Juan Mamani", "country": "PE", "summary": "Juan Mamani sues.",
            "consents": [{"key": "juan-yes", "consent_to": "publish", "given": "yes"}],
        }
    )  # fmt: skip
    yield CaseRow.model_validate(
        {
            "key": "ana-huaman",
            "name": "Ana Huaman",
            "country": "PE",
            "summary": "In hiding.",
            "restricted": "yes",
        }
    )
    yield PartnerRow.model_validate({"key": "lungs", "name": "Lungs United", "partner_kind": "ngo"})
    yield TestimonyRow.model_validate(
        {"key": "said-1", "who": "A nurse", "text": "She hears more coughs.", "may_publish": "yes"}
    )
    yield TestimonyRow.model_validate({"key": "said-2", "who": "A guard", "text": "He saw the files burn."})
    yield MeetingRow.model_validate({"key": "retreat", "name": "Retreat", "attendees": ["Paula Present"]})


def _numbers() -> Iterable[Any]:
    yield ActivityRow.model_validate(
        {
            "key": "big-march", "name": label("Big march", "Grande marche"), "activity_kind": "march", "office": "lima",
            "story": "Thousands walked for Rosa Quispe.", "cases": ["ana-huaman", "rosa-quispe"], "note": "Internal: the police were told.",
        }
    )  # fmt: skip
    for key, fields in {
        "flyers-lima": {"measure": "flyers", "value": 100, "office": "lima", "period": "2020"},
        "flyers-oslo": {
            "measure": "flyers",
            "value": 50,
            "office": "oslo",
            "period": "2020",
            "precision": "at-least",
        },
        "flyers-lima-north": {
            "measure": "flyers",
            "value": 30,
            "office": "lima",
            "period": "2020",
            "part_of": "flyers-lima",
        },
        "marchers-lima": {"measure": "marchers", "value": 900, "activity": "big-march"},
        "marchers-oslo": {"measure": "marchers", "value": 200, "office": "oslo", "period": "2020"},
        "reach-lima": {"measure": "reach", "value": 5000, "office": "lima", "period": "2020"},
        "reach-oslo": {"measure": "reach", "value": 7000, "office": "oslo", "period": "2020"},
        "letters-for-ana": {"measure": "flyers", "value": 77777, "case": "ana-huaman"},
    }.items():
        yield FigureRow.model_validate({"key": key, **fields})
    yield PublishedRow.model_validate(
        {
            "key": "all-breathers", "name": "People reached", "published_kind": "total", "measure": "flyers",
            "value": 1000000, "precision": "at-least", "made_of": "Flyers and songs together.",
        }
    )  # fmt: skip


def _changes() -> Iterable[Any]:
    outcome = {"actor": "Congress", "level": "law", "change_areas": ["bills"], "focus_country": "peru"}
    yield OutcomeRow.model_validate(
        {
            **outcome, "key": "bill-tabled", "name": label("A bill is tabled", "Un projet est déposé"),
            "statement": "Congress took up a bill.", "indicators": ["bills-tabled"], "cases": ["rosa-quispe"],
            "state": "verified",
            "contributions": [
                {"key": "claim", "offices": ["lima"], "activities": ["big-march"], "how": "The march was heard.",
                 "rivals": [{"key": "rival", "text": "An election was near.", "weight": "strong"}]}
            ],
            "evidence": [{"key": "proof", "evidence_kind": "media", "text": "A paper doubts it.", "side": "against"}],
            "verdicts": [{"key": "verdict", "verdict": "verified", "text": "Agreed by all.", "meeting": "retreat"}],
        }
    )  # fmt: skip
    yield OutcomeRow.model_validate(
        {
            **outcome,
            "key": "permit-lost",
            "name": "A permit is lost",
            "statement": "Police refused.",
            "direction": "negative",
        }
    )
    yield OutcomeRow.model_validate(
        {
            **outcome,
            "key": "ana-moves",
            "name": "Ana is moved",
            "statement": "Ana is abroad.",
            "state": "verified",
            "restricted": "yes",
        }
    )
    yield RatingRow.model_validate(
        {"key": "peru-bills", "focus_country": "peru", "change_area": "bills", "period": "2020", "step": "fair",
         "text": "One bill.", "outcomes": ["ana-moves", "bill-tabled"]}
    )  # fmt: skip
    yield ThemeRow.model_validate({"key": "marching", "name": "Marching"})
    yield LearningRow.model_validate({"key": "loud", "theme": "marching", "text": "Loud marches are heard."})
    yield RecommendationRow.model_validate({"key": "louder", "theme": "marching", "text": "March louder."})


def chapter(key: str, *blocks: dict[str, Any], **fields: Any) -> ChapterRow:
    """A chapter whose blocks get keys of their own."""
    numbered = [{"key": f"{key}-{at}", **block} for at, block in enumerate(blocks, start=1)]
    held = {"blocks": numbered} if numbered else {}
    return ChapterRow.model_validate({"key": key, "heading": key.title(), **held, **fields})


SHOWN = (
    "methodology", "offices", "meetings", "key-figures", "cases", "outcomes", "activities", "figures", "published",
    "partners", "testimonies", "findings", "recommendations", "progress-matrix", "progress-by-dimension", "annex-matrix",
)  # fmt: skip


def whole() -> list[ChapterRow]:
    """An outline that shows everything once."""
    return [chapter("all", *({"show": show} for show in SHOWN))]


def facts(rows: Rows | None = None, profile: str = "internal") -> Facts:
    return facts_from(rows or tiny(), Profile(profile))


def report(
    rows: Rows | None = None,
    chapters: list[ChapterRow] | None = None,
    *,
    profile: str = "internal",
    language: str = "en",
) -> Document:
    return outline(facts(rows, profile), chapters or whole(), language)
