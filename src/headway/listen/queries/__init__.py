"""Reading moments, content types and imports, and which files of the lake count."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from headway.audit.queries import model_of, rows_of
from headway.lake import Files, Reading, reading
from headway.listen.models import Import, LakeFile, Moment, Withheld
from headway.listen.rules import WithheldKind
from headway.plan.models import Campaign
from headway.plan.queries import visible_campaigns


def listen_rows(campaign: Campaign, kind: str) -> list[Any]:
    """All rows of one kind, as a pack holds them; nothing here is ever restricted."""
    return rows_of(model_of(kind).objects.filter(campaign=campaign))


def moments_of(campaign: Campaign, key: str = "") -> QuerySet[Moment]:
    """The moments of a campaign, with the countries and publications that each names."""
    found = Moment.objects.filter(campaign=campaign).prefetch_related("focus_countries", "outputs")
    return found.filter(key=key) if key else found


def bare_moments_of(campaign: Campaign) -> list[Moment]:
    """The moments of a campaign with what a timeline shows."""
    return list(Moment.objects.filter(campaign=campaign))


def moments_about(kind: str, record: Any) -> list[Moment]:
    """Moments that name a country of focus or a publication."""
    field = {"focus-country": "focus_countries", "output": "outputs"}[kind]
    return list(Moment.objects.filter(**{field: record}))


def lake_files_of(campaign: Campaign, user: Any) -> Files:
    """What of the lake `user` may read of the campaign: the files of imports that are written, and of no others.

    Read within one statement, so that an import that is written or undone meanwhile is seen whole or not at all.
    """
    if not visible_campaigns(user).filter(pk=campaign.pk).exists():
        return Files()
    return committed_files(campaign)


def committed_files(campaign: Campaign) -> Files:
    """The files of the lake that count, whoever asks."""
    by_table: dict[str, list[str]] = {}
    undone: set[str] = set()
    held = LakeFile.objects.filter(campaign=campaign).order_by("table", "pk")
    for table, name, gone in held.values_list("table", "name", "gone"):
        by_table.setdefault(table, []).append(name)
        undone.update(gone)
    return Files(by_table, frozenset(undone))


def reading_of(campaign: Campaign, user: Any) -> Reading:
    """The tables of the campaign's lake, for questions of `user`."""
    return reading(lake_files_of(campaign, user))


def visible_imports(campaign: Campaign, user: Any) -> QuerySet[Import]:
    """Imports of a campaign, newest first; whoever may see the campaign may see what its numbers come from."""
    if not visible_campaigns(user).filter(pk=campaign.pk).exists():
        return Import.objects.none()
    found = Import.objects.filter(campaign=campaign).select_related("office", "made_by", "campaign")
    return found.prefetch_related("originals")


def withheld_of(campaign: Campaign) -> dict[str, frozenset[str]]:
    """Search words and accounts that are left out of exports and of answers to the public, by what they are."""
    found: dict[str, set[str]] = {kind: set() for kind in WithheldKind}
    for kind, text in Withheld.objects.filter(campaign=campaign).values_list("kind", "text"):
        found[kind].add(text)
    return {kind: frozenset(texts) for kind, texts in found.items()}
