"""Which records a block of the outline shows: what each filter means for each kind of record.

A block with filters shows the records that match every one of them. A block without any shows what no earlier block
of its kind has shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from headway.report.facts import Records
from headway.report.rows import BlockRow, Show

Traits = Mapping[str, Iterable[str]]

FILTERS = (
    "dimensions", "change_areas", "focus_countries", "areas", "activity_kinds", "themes", "offices", "partners",
    "targets", "opportunities", "outcomes", "cases", "measures", "figures", "published", "testimonies",
    "case_studies",
)  # fmt: skip

# The kind of record that each block shows, where it shows records one by one.
KIND_OF: Mapping[Show, str] = {
    Show.OFFICES: "office",
    Show.MEETINGS: "meeting",
    Show.OBJECTIVES: "objective",
    Show.OUTCOMES: "outcome",
    Show.UNINTENDED: "outcome",
    Show.CASES: "case",
    Show.FIGURES: "figure",
    Show.PUBLISHED: "published",
    Show.ACTIVITIES: "activity",
    Show.SIGN_UPS: "sign-up",
    Show.PARTNERS: "partner",
    Show.TARGETS: "target",
    Show.RELATIONS: "relation",
    Show.OPPORTUNITIES: "opportunity",
    Show.MOMENTS: "moment",
    Show.OUTPUTS: "output",
    Show.CONTENT_TYPES: "content-type",
    Show.FINDINGS: "learning",
    Show.KEY_LEARNINGS: "learning",
    Show.RECOMMENDATIONS: "recommendation",
    Show.CASE_STUDIES: "case-study",
    Show.TESTIMONIES: "testimony",
    Show.PROGRESS_AT_A_GLANCE: "rating",
    Show.PROGRESS_MATRIX: "rating",
    Show.PROGRESS_BY_DIMENSION: "rating",
    Show.ANNEX_MATRIX: "change-area",
    Show.RISKS: "risk",
    Show.EXIT_PLAN: "exit-item",
}
_MAY_FILTER: Mapping[str, frozenset[str]] = {
    "office": frozenset({"offices"}),
    "objective": frozenset({"focus_countries"}),
    "outcome": frozenset(
        {
            "dimensions", "change_areas", "focus_countries", "offices", "partners", "targets", "opportunities",
            "outcomes", "cases",
        }
    ),
    "case": frozenset({"cases", "focus_countries", "partners"}),
    "figure": frozenset({"figures", "measures", "offices", "cases", "focus_countries", "areas"}),
    "published": frozenset({"published", "measures", "offices", "cases", "focus_countries", "areas"}),
    "activity": frozenset(
        {
            "areas", "activity_kinds", "offices", "focus_countries", "cases", "partners", "targets",
            "opportunities",
        }
    ),
    "sign-up": frozenset({"offices", "focus_countries"}),
    "partner": frozenset({"partners", "offices", "focus_countries"}),
    "target": frozenset({"targets", "focus_countries"}),
    "relation": frozenset({"offices", "focus_countries", "targets"}),
    "opportunity": frozenset({"opportunities", "focus_countries", "targets", "offices"}),
    "moment": frozenset({"focus_countries"}),
    "output": frozenset({"focus_countries", "offices"}),
    "learning": frozenset({"themes", "offices", "focus_countries", "cases", "outcomes"}),
    "recommendation": frozenset({"themes"}),
    "case-study": frozenset({"themes", "offices", "case_studies", "outcomes", "figures", "published"}),
    "testimony": frozenset({"testimonies", "offices", "cases", "focus_countries"}),
    "rating": frozenset({"focus_countries", "dimensions", "change_areas"}),
    "change-area": frozenset({"dimensions", "change_areas"}),
    "risk": frozenset({"focus_countries"}),
    "exit-item": frozenset({"focus_countries"}),
}  # fmt: skip


# Blocks that show no records one by one, and name those that they rest on.
_MAY_NAME: Mapping[Show, frozenset[str]] = {
    Show.KEY_FIGURES: frozenset({"figures", "published"}),
    Show.KEY_FINDING: frozenset({"outcomes"}),
}


def filters_of(block: BlockRow) -> dict[str, tuple[str, ...]]:
    """The filters that the block gives."""
    return {name: keys for name in FILTERS if (keys := getattr(block, name))}


def faults_of_filters(block: BlockRow) -> Iterator[tuple[str, str]]:
    """Field and message of each filter that what the block shows cannot be narrowed by."""
    allowed = _MAY_NAME.get(block.show, _MAY_FILTER.get(KIND_OF.get(block.show, ""), frozenset()))
    for name in filters_of(block):
        if name not in allowed:
            yield name, f'a block that shows "{block.show}" cannot be narrowed by "{name}"'


def matches(block: BlockRow, row: Any, records: Records) -> bool:
    """True where the row meets every filter of the block."""
    filters = filters_of(block)
    if not filters:
        return True
    name = (row.kind, row.key)
    if name not in records.traits:
        records.traits[name] = traits_of(row, records)
    traits = records.traits[name]
    return all(set(keys) & set(traits.get(name, ())) for name, keys in filters.items())


def traits_of(row: Any, records: Records) -> Traits:
    """What a row is tied to, by the name of the filter that asks for it."""
    own = {
        "case": "cases", "figure": "figures", "published": "published", "partner": "partners", "target": "targets",
        "opportunity": "opportunities", "outcome": "outcomes", "testimony": "testimonies",
        "case-study": "case_studies", "office": "offices", "change-area": "change_areas",
    }  # fmt: skip
    found: dict[str, Iterable[str]] = dict(_plain_traits(row))
    if row.kind in _DEEPER:
        found |= _DEEPER[row.kind](row, records)
    if row.kind in own:
        found[own[row.kind]] = (row.key,)
    return found


def _plain_traits(row: Any) -> Iterator[tuple[str, Iterable[str]]]:
    """Sets of the row that are called as the filter is, and single references that are called in the singular."""
    singular = {
        "focus_country": "focus_countries", "office": "offices", "owner": "offices", "case": "cases",
        "measure": "measures", "theme": "themes", "area": "areas", "activity_kind": "activity_kinds",
        "change_area": "change_areas",
    }  # fmt: skip
    fields = type(row).model_fields
    for name in FILTERS:
        if name in fields:
            yield name, getattr(row, name)
    for name, plural in singular.items():
        if name in fields and (key := getattr(row, name)):
            yield plural, (key,)


def _outcome(row: Any, records: Records) -> Traits:
    offices = {key for claim in row.contributions for key in claim.offices}
    partners = {key for claim in row.contributions for key in claim.partners} | set(row.partners)
    return {"dimensions": _dimensions(row.change_areas, records), "offices": offices, "partners": partners}


def _dimensions(areas: Iterable[str], records: Records) -> set[str]:
    found = (records.above("change-area", area) for area in areas)
    return {dimension.key for dimension in found if dimension is not None}


def _counted(row: Any, records: Records) -> Traits:
    measure = records.get("measure", row.measure) if row.measure else None
    area = getattr(row, "area", "") or (measure.area if measure else "")
    return {"areas": (area,) if area else ()}


def _activity(row: Any, records: Records) -> Traits:
    area = records.above("activity-kind", row.activity_kind)
    return {"areas": (area.key,) if area else ()}


_DEEPER: Mapping[str, Callable[[Any, Records], Traits]] = {
    "outcome": _outcome,
    "figure": _counted,
    "published": _counted,
    "activity": _activity,
    "relation": lambda row, records: {"targets": row.held_by},
    "case": lambda row, records: {"partners": row.lawyers},
    "rating": lambda row, records: {"dimensions": _dimensions((row.change_area,), records)},
    "change-area": lambda row, records: {"dimensions": _dimensions((row.key,), records)},
}
