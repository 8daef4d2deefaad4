"""Reading moments, content types and imports, and which files of the lake count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from headway.audit.queries import model_of, rows_of
from headway.lake import (
    ADDITIVITY,
    MENTIONS,
    POSTS,
    Files,
    Reading,
    Written,
    faults_of_files,
    faults_of_sums,
    reading,
)
from headway.lib.exports import NAMES_A_ROW
from headway.lib.problems import HeadwayError
from headway.lib.sealed import open_bytes
from headway.listen.models import ContentType, Import, LakeFile, Mapping, Moment, Withheld
from headway.listen.rules import ImportState, Kind, WithheldKind
from headway.listen.words import reason_of
from headway.movement.models import Office, User
from headway.movement.queries import person_of
from headway.movement.rules import Subject, may
from headway.plan.models import Campaign
from headway.plan.queries import visible_campaigns

ORIGINALS = "imports"
PART = 8_388_608


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


def import_by_id(campaign: Campaign, user: Any, pk: Any) -> Import | None:
    return visible_imports(campaign, user).filter(pk=pk).first()


def remembered_of(campaign: Campaign, kind: str) -> dict[str, Mapping]:
    """What is remembered of files of this kind, by the fingerprint of their header."""
    return {one.fingerprint: one for one in Mapping.objects.filter(campaign=campaign, kind=kind)}


def meanings_of(campaign: Campaign) -> dict[str, dict[str, str]]:
    """What exports may call the campaign's kinds of content: their keys, and their names in every language."""
    found: dict[str, str] = {}
    for key, name in ContentType.objects.filter(campaign=campaign).values_list("key", "name"):
        found |= {key.replace("-", " "): key, key: key}
        found |= {str(text).casefold(): key for text in name.values() if isinstance(text, str)}
    return {"content_type": found}


@dataclass(frozen=True)
class Refusal:
    """A row that was refused: in which file, which row of it, which column, and why."""

    file: str
    row: int
    column: str
    reason: str


def refusals_of(made: Import) -> list[Refusal]:
    """The rows of an import that do not count, as they were found when it was planned; at most ten thousand."""
    names = {one.number: one.name for one in made.originals.all()}
    files = made.told.get("files", [])
    found = []
    for file, row, field, kind, text in made.told.get("plan", {}).get("refusals", []):
        told = files[file - 1]
        known = [field, *(reversed(NAMES_A_ROW[made.kind]) if kind == "no_key" else ())]
        places = next((told["columns"][one] for one in known if one in told["columns"]), ())
        column = told["header"][places[0]] if places else field
        found.append(Refusal(names.get(file, ""), row, column, reason_of(kind, text)))
    return found


def import_to_do(pk: str, state: ImportState) -> Import | None:
    """The import, where it stands so; for the worker, which acts for whoever sent it."""
    return Import.objects.filter(pk=pk, state=state).select_related("campaign", "office", "made_by").first()


def offices_to_import_for(campaign: Campaign, user: Any) -> list[Office]:
    """Offices whose exports the person may bring in."""
    person = person_of(user)
    found = Office.objects.filter(participations__campaign=campaign).distinct()
    return [one for one in found if may(person, "bring_in_listening", Subject(offices=frozenset({one.key})))]


def may_bring_in(user: Any, office: Office | None) -> bool:
    subject = Subject(offices=frozenset({office.key}) if office else frozenset())
    return may(person_of(user), "bring_in_listening", subject)


def may_bring_in_some(campaign: Campaign, user: Any) -> bool:
    """For the campaign, or for an office of theirs."""
    return may_bring_in(user, None) or bool(offices_to_import_for(campaign, user))


def may_set_up_listening(user: Any) -> bool:
    """Who plans what is to be heard of, says what is withheld, and reads that too."""
    return may(person_of(user), "set_up_listening")


def person_who_asked(pk: str) -> User:
    """For whom the worker acts."""
    return User.objects.get(pk=pk)


def original_parts(original: Any) -> Iterator[bytes]:
    """What was sent, part by part; raise HeadwayError where one is gone or was changed."""
    for number in range(max(1, -(-original.size // PART))):
        try:
            with default_storage.open(place_of_part(original.digest, number)) as file:
                yield open_bytes(settings.HEADWAY_KEYS, file.read())
        except FileNotFoundError:
            raise HeadwayError(_("The file as it was sent is not there any more: send it again.")) from None


def place_of_part(digest: str, number: int) -> str:
    return f"{ORIGINALS}/{digest[:2]}/{digest}-{number:05}"


def imports_in_list(campaign: Campaign, user: Any) -> list[Import]:
    return list(visible_imports(campaign, user)[:200])


def additivity_of(kind: str, field: str) -> str:
    """How a number may be put together: `latest_then_sum` or `not_additive`."""
    return ADDITIVITY[MENTIONS if kind == Kind.MEDIA else POSTS].get(field, "")


def known_files() -> dict[str, set[str]]:
    """The files of the lake that records name, by table."""
    found: dict[str, set[str]] = {}
    for table, name in LakeFile.objects.values_list("table", "name"):
        found.setdefault(table, set()).add(name)
    return found


def lake_faults() -> Iterator[str]:
    """What of the lake does not hold, in words; nothing where all does."""
    rows = LakeFile.objects.order_by("table", "pk").values_list("table", "name", "rows", "size")
    broken = list(faults_of_files(Written(*one) for one in rows))
    yield from broken
    for campaign in Campaign.objects.all() if not broken else ():
        yield from faults_of_sums(campaign.key, committed_files(campaign))
