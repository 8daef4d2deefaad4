"""Practice data: a campaign of its own with rows that are made up, so that one can try the listening pages and the surveys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone

from headway.exchange.packs import load_pack
from headway.lake import MENTIONS, POSTS, schema_of
from headway.lake.practice import practice_mentions, practice_posts
from headway.lib.respondents import Respondents
from headway.lib.surveyfiles import read_survey
from headway.listen.actions import import_rows, receive_surveys, write_surveys
from headway.listen.queries import visible_imports
from headway.listen.queries.surveys import visible_survey_imports
from headway.listen.rules import ImportState, Kind

PACK = Path(__file__).parents[1] / "packs" / "practice" / "listening"
SURVEYS = PACK.parent / "surveys.csv"
LAYOUT = "practice"


def load_practice(*, acting_user: Any, progress: Callable[[str], None] = lambda step: None) -> Any:
    """Load the practice campaign and its rows, once; return the campaign."""
    campaign, _ = load_pack(PACK, acting_user=acting_user, progress=progress)
    there = set(
        visible_imports(campaign, acting_user)
        .filter(layout=LAYOUT, state=ImportState.WRITTEN)
        .values_list("kind", flat=True)
    )
    for kind, table, rows in (
        (Kind.MEDIA, MENTIONS, practice_mentions),
        (Kind.SOCIAL, POSTS, practice_posts),
    ):
        if kind not in there:
            import_rows(
                campaign, kind, _batches(table, rows(campaign.key)), layout=LAYOUT, acting_user=acting_user
            )
    _load_surveys(campaign, acting_user)
    return campaign


def _load_surveys(campaign: Any, acting_user: Any) -> None:
    """Made-up results of two questions; where they are there already, nothing is new and nothing is written."""
    if visible_survey_imports(campaign, acting_user).filter(made_up=True).exists():
        return
    found = read_survey(SURVEYS, Respondents(), today=timezone.localdate())
    made = receive_surveys(campaign, [found], None, acting_user=acting_user, made_up=True)
    write_surveys(made, acting_user=acting_user)


def _batches(table: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    import pyarrow as pa

    schema = schema_of(table)
    full = [{name: row.get(name) for name in schema.names} for row in rows]
    yield from pa.Table.from_pylist(full, schema=schema).to_batches()
