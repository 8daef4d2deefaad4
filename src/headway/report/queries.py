"""Reading the outline of the report, and all that a report is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db.models import CharField, Count, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from headway.assess.queries import ratings_of
from headway.audit.queries import model_of, rows_of
from headway.collect.models import Activity, Figure, Published, Return, Testimony
from headway.collect.queries import collect_rows
from headway.engage.models import Case
from headway.engage.queries import engage_rows
from headway.engage.rules import may_publish
from headway.learn.queries import learn_rows
from headway.listen.queries import listen_rows
from headway.listen.queries.heard import heard_rows
from headway.listen.queries.surveys import polled_rows
from headway.movement.models import Office
from headway.movement.queries import office_rows
from headway.pages.linked import linked
from headway.plan.models import Campaign, Measure, Participation
from headway.plan.queries import campaign_row, kind_families, plan_rows, remembered
from headway.report.models import Block, Chapter, Edition
from headway.report.rows import Show
from headway.verify.models import Contribution, Outcome
from headway.verify.queries import verify_rows

_READ_BY: Mapping[Callable[..., list[Any]], tuple[str, ...]] = {
    plan_rows: (
        "period", "participation", "area", "measure", "focus-country", "objective", "theory-node", "dimension",
        "scale-step", "output", "risk", "exit-item", "term",
    ),
    engage_rows: ("partner", "case", "target", "relation", "opportunity"),
    listen_rows: ("moment", "content-type"),
    collect_rows: ("activity", "figure", "published", "return", "sign-up", "testimony"),
    verify_rows: ("outcome", "meeting"),
    learn_rows: ("theme", "learning", "recommendation", "case-study"),
}  # fmt: skip


def chapters_of(campaign: Campaign) -> list[Any]:
    """The chapters of the outline, in order, with their blocks."""
    return rows_of(Chapter.objects.filter(campaign=campaign))


@dataclass(frozen=True)
class TellingBlock:
    """A block of the outline that tells of outcomes, where it stands, and by what it chooses them."""

    key: str
    show: Show
    chapter: str
    chapter_heading: Mapping[str, str]
    heading: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)


# What a block can choose outcomes by.
_CHOOSES_BY = (
    "dimensions", "change_areas", "focus_countries", "offices", "partners", "targets", "opportunities", "outcomes",
    "cases",
)  # fmt: skip
_TELLS = (Show.OUTCOMES, Show.UNINTENDED, Show.KEY_FINDING)


def telling_blocks(campaign: Campaign) -> tuple[TellingBlock, ...]:
    """The blocks that tell of outcomes, in the order in which the report is read."""
    return remembered("telling blocks", campaign, lambda: _telling_blocks(campaign))


def _telling_blocks(campaign: Campaign) -> tuple[TellingBlock, ...]:
    chapters = list(Chapter.objects.filter(campaign=campaign).order_by("position", "key"))
    blocks = list(Block.objects.filter(campaign=campaign, show__in=_TELLS).order_by("position", "key"))
    among = {
        "outcomes": Outcome.objects.filter(campaign=campaign, restricted=False),
        "cases": Case.objects.filter(campaign=campaign, restricted=False),
    }
    ties = linked(Block, [block.pk for block in blocks], *_CHOOSES_BY, among=among)
    held: dict[Any, list[TellingBlock]] = defaultdict(list)
    headings = {chapter.pk: chapter for chapter in chapters}
    for block in blocks:
        chapter = headings[block.chapter_id]
        sets = ties.get(block.pk, {}).items()
        filters = {name: frozenset(tied.key for tied in found) for name, found in sets}
        told = TellingBlock(
            block.key, Show(block.show), chapter.key, chapter.heading, block.heading or {}, filters
        )
        held[block.chapter_id].append(told)
    return tuple(block for chapter in _in_reading_order(chapters) for block in held[chapter.pk])


def _in_reading_order(chapters: Sequence[Chapter], under: Any = None) -> list[Chapter]:
    """Each chapter followed by its own sections."""
    found = []
    for chapter in chapters:
        if chapter.under_id == under:
            found += [chapter, *_in_reading_order(chapters, chapter.pk)]
    return found


def traits_of_outcomes(
    outcomes: Sequence[Outcome], wanted: Collection[str]
) -> dict[Any, dict[str, frozenset[str]]]:
    """What outcomes are tied to, by what blocks choose them: in one query, and in none for their own keys alone."""
    ids = [outcome.pk for outcome in outcomes]
    ways = [(name, *way) for name, found in _WAYS.items() if name in wanted for way in found]
    parts = [
        field.remote_field.through.objects.filter(**{f"{outcome}__in": ids})
        .order_by()
        .annotate(of_outcome=F(outcome), trait=Value(name, CharField()), held=F(far))
        .values_list("of_outcome", "trait", "held")
        for name, field, outcome, far in ways
    ]
    found: dict[Any, dict[str, set[str]]] = {outcome.pk: defaultdict(set) for outcome in outcomes}
    for outcome in outcomes:
        found[outcome.pk]["outcomes"].add(outcome.key)
        if outcome.focus_country is not None:
            found[outcome.pk]["focus_countries"].add(outcome.focus_country.key)
    for pk, name, key in reduce(lambda one, other: one.union(other), parts) if parts and ids else ():
        found[pk][name].add(key)
    return {pk: {name: frozenset(keys) for name, keys in traits.items()} for pk, traits in found.items()}


def _field(model: Any, name: str) -> Any:
    return model._meta.get_field(name)


# From an outcome to each kind of trait: the set of links, the way back to the outcome, the key at the far end.
_WAYS: Mapping[str, tuple[tuple[Any, str, str], ...]] = {
    "dimensions": ((_field(Outcome, "change_areas"), "outcome", "changearea__dimension__key"),),
    "change_areas": ((_field(Outcome, "change_areas"), "outcome", "changearea__key"),),
    "targets": ((_field(Outcome, "targets"), "outcome", "target__key"),),
    "opportunities": ((_field(Outcome, "opportunities"), "outcome", "opportunity__key"),),
    "cases": ((_field(Outcome, "cases"), "outcome", "case__key"),),
    "offices": ((_field(Contribution, "offices"), "contribution__outcome", "office__key"),),
    "partners": (
        (_field(Outcome, "partners"), "outcome", "partner__key"),
        (_field(Contribution, "partners"), "contribution__outcome", "partner__key"),
    ),
}


def records_of(campaign: Campaign) -> dict[str, list[Any]]:
    """Every record that a report may count, by kind; restricted ones are not among them, whoever reads."""
    rows = {
        "campaign": [campaign_row(campaign)],
        "office": office_rows(campaign),
        "rating": ratings_of(campaign),
    }
    for read, kinds in _READ_BY.items():
        rows |= {kind: read(campaign, kind) for kind in kinds}
    # Without imported rows, a media plan or kinds of its own nothing is added, so that a report of published totals stays as it is.
    further: dict[str, list[Any]] = {
        **{family.kind: plan_rows(campaign, family.kind) for family in kind_families()},
        "heard": heard_rows(campaign), "media-target": listen_rows(campaign, "media-target"), "polled": polled_rows(campaign),
    }  # fmt: skip
    return rows | {kind: found for kind, found in further.items() if found}


def _number_of(records: QuerySet[Any], what: str = "pk") -> Any:
    """How many there are, as a part of a query that reads one campaign."""
    counted = records.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    return Coalesce(Subquery(counted.annotate(number=Count(what, distinct=True)).values("number")), 0)


def counts_of(campaign: Campaign) -> dict[str, int]:
    """The counts of `facts.counts`, in one query; nothing restricted is counted, whoever reads."""
    names = {name: name.replace("-", "_") for name in COUNTED}
    parts = {names[name]: _number_of(*records) for name, records in _countable().items()}
    found: dict[str, Any] = dict(Campaign.objects.filter(pk=campaign.pk).values(**parts)[0])
    return {name: found[names[name]] for name in COUNTED}


def records_counted(campaign: Campaign, name: str) -> tuple[int, list[tuple[str, str, Any]]]:
    """How many records a count is of, and the first of them: kind, key and name (None where it has none)."""
    records, *by = _countable()[name]
    records = records.filter(campaign=campaign)
    if by:
        offices = Office.objects.filter(pk__in=records.order_by().values("office")).order_by(
            "position", "key"
        )
        return offices.count(), [("office", row.key, row.name) for row in offices[:MOST_COUNTED]]
    kind: str = records.model.row.kind
    return records.count(), [(kind, row.key, getattr(row, "name", None)) for row in records[:MOST_COUNTED]]


MOST_COUNTED = 60
_HANDED_IN = ("submitted", "accepted", "nothing-to-report")


def _countable() -> Mapping[str, tuple[Any, ...]]:
    """What each count is of; with a second part, how many different ones of these."""
    outcomes, cases = Outcome.objects.filter(restricted=False), Case.objects.filter(restricted=False)
    open_cases = Q(case=None) | Q(case__restricted=False)
    published = Published.objects.filter(open_cases)
    plain = {
        "activities": "activity", "areas": "area", "case-studies": "case-study", "change-areas": "change-area",
        "dimensions": "dimension", "focus-countries": "focus-country", "indicators": "indicator",
        "meetings": "meeting", "opportunities": "opportunity", "outputs": "output", "partners": "partner",
        "ratings": "rating", "recommendations": "recommendation", "targets": "target",
    }  # fmt: skip
    part = Participation.objects.all()
    return {
        **{name: (model_of(kind).objects.all(),) for name, kind in plain.items()},
        "cases": (cases,),
        "figures": (Figure.objects.filter(open_cases),),
        "key-learnings": (model_of("learning").objects.filter(learning_kind="key-learning"),),
        "offices-contributing": (Return.objects.filter(state__in=_HANDED_IN), "office"),
        "offices-named": (part, "office"),
        "offices-through-database": (part.filter(reports_through="projects-database"), "office"),
        "offices-through-tool": (part.filter(reports_through="online-tool"), "office"),
        "outcomes": (outcomes,),
        "outcomes-negative": (outcomes.filter(direction="negative"),),
        "outcomes-positive": (outcomes.filter(direction="positive"),),
        "outcomes-verified": (outcomes.filter(state="verified"),),
        "published-totals": (published.filter(published_kind="total"),),
    }


COUNTED = (
    "activities", "areas", "case-studies", "cases", "change-areas", "dimensions", "figures", "focus-countries",
    "indicators", "key-learnings", "meetings", "offices-contributing", "offices-named", "offices-through-database",
    "offices-through-tool", "opportunities", "outcomes", "outcomes-negative", "outcomes-positive",
    "outcomes-verified", "outputs", "partners", "published-totals", "ratings", "recommendations", "targets",
)  # fmt: skip


def where_offices_acted(campaign: Campaign) -> set[str]:
    """The country codes of activities, and of the offices that carried them out."""
    pairs = (
        Activity.objects.filter(campaign=campaign)
        .order_by()
        .values_list("country", "office__country")
        .distinct()
    )
    return {code for pair in pairs for code in pair if code}


_OPEN_CASE = Q(case=None) | Q(case__restricted=False)
_FIGURE_NEEDS = "measure", "activity", "office", "case", "focus_country", "period", "part_of__measure"
_PUBLISHED_NEEDS = "measure", "office", "case", "focus_country", "moment", "period", "part_of__measure"


def open_figures(campaign: Campaign) -> QuerySet[Figure]:
    """Figures that tell of no restricted case, each with what it is about: the same for every reader."""
    return Figure.objects.filter(_OPEN_CASE, campaign=campaign).select_related(*_FIGURE_NEEDS)


def open_published(campaign: Campaign) -> QuerySet[Published]:
    """Published facts that tell of no restricted case, each with what it is about."""
    return Published.objects.filter(_OPEN_CASE, campaign=campaign).select_related(*_PUBLISHED_NEEDS)


def measures_with_figures(campaign: Campaign) -> list[Measure]:
    """The measures of which there is any figure, in the order of the pack."""
    return list(
        Measure.objects.filter(campaign=campaign, pk__in=open_figures(campaign).order_by().values("measure"))
    )


def measure_by_key(campaign: Campaign, key: str) -> Measure | None:
    return Measure.objects.filter(campaign=campaign, key=key).first()


def secret_names(campaign: Campaign) -> list[str]:
    """The protected names of all cases, which no page of facts may show; read anew each time and never kept."""
    return list(Case.objects.filter(campaign=campaign).values_list("protected_name", flat=True))


def key_figures_of(campaign: Campaign) -> tuple[list[Published], list[Figure]]:
    """What the outline names as the campaign's key figures: published facts, then figures."""
    block = Block.objects.filter(campaign=campaign, show="key-figures").order_by("position", "key").first()
    if block is None:
        return [], []
    published = open_published(campaign).filter(pk__in=block.published.values("pk"))
    return list(published), list(open_figures(campaign).filter(pk__in=block.figures.values("pk")))


def largest_published(campaign: Campaign, most: int) -> list[Published]:
    """The largest published totals of what offices did, which are part of no other."""
    found = open_published(campaign).filter(
        published_kind="total", area__isnull=False, part_of=None, office=None
    )
    return list(found.order_by("-value", "key")[:most])


def headings_of(campaign: Campaign) -> list[Chapter]:
    """The chapters of the report, in order."""
    return list(Chapter.objects.filter(campaign=campaign, under=None))


def editions_of(campaign: Campaign) -> QuerySet[Edition]:
    """Every edition that a campaign ever had, the latest first; what each is made of is not read with it."""
    found = Edition.objects.filter(campaign=campaign).select_related("published_by", "withdrawn_by")
    return found.defer("content", "rests_on").order_by("-number")


def latest_edition(campaign: Campaign) -> Edition | None:
    return editions_of(campaign).first()


def edition_numbered(campaign: Campaign, number: int) -> Edition | None:
    return editions_of(campaign).filter(number=number).first()


def edition_before(edition: Edition) -> Edition | None:
    """The one with which an edition is compared: the last of which the content is still there."""
    earlier = editions_of(edition.campaign).filter(number__lt=edition.number)
    return earlier.exclude(content="").first()


def published_editions() -> list[Edition]:
    """What stands before everybody: of each campaign its latest edition, where that was not withdrawn."""
    last = Edition.objects.order_by().values("campaign").annotate(last=Max("number"))
    latest = {row["campaign"]: row["last"] for row in last}
    standing = Edition.objects.filter(withdrawn_at=None).select_related("campaign")
    found = standing.defer("content", "rests_on").order_by("campaign__key")
    return [edition for edition in found if edition.number == latest[edition.campaign_id]]


def published_edition(key: str) -> Edition | None:
    """The edition of a campaign that stands before everybody; an earlier one does not come back when it is withdrawn."""
    found = Edition.objects.filter(campaign__key=key).select_related("campaign")
    last = found.defer("content", "rests_on").order_by("-number").first()
    return last if last is not None and last.withdrawn_at is None else None


def content_of(edition: Edition) -> str:
    """What an edition is made of, as text; empty where that may no longer be shown."""
    return Edition.objects.values_list("content", flat=True).get(pk=edition.pk)


def editions_with_content() -> list[Edition]:
    """All that could show what was closed, locked against being published or withdrawn meanwhile."""
    return list(
        Edition.objects.exclude(content="").select_for_update(of=("self",)).select_related("campaign")
    )


def open_to_the_public(campaign: Campaign) -> dict[str, list[str]]:
    """Ids of the records that could be closed and are not: outcomes, cases, who may be named, words that may be used."""
    cases = dict(Case.objects.filter(campaign=campaign, restricted=False).values_list("key", "pk"))
    named = [cases[row.key] for row in engage_rows(campaign, "case") if may_publish(row)]
    said = Testimony.objects.filter(_OPEN_CASE, campaign=campaign, may_publish=True)
    outcomes = Outcome.objects.filter(campaign=campaign, restricted=False)
    found = {
        "outcome": outcomes.values_list("pk", flat=True),
        "case": cases.values(),
        "named": named,
        "testimony": said.values_list("pk", flat=True),
    }
    return {kind: sorted(map(str, ids)) for kind, ids in found.items()}
