"""Version 1: campaigns, and the facts of each as the public profile shows them. Reading only, no sign-in yet."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router, Schema
from ninja.errors import HttpError

from headway import __version__
from headway.lib.labels import label_in
from headway.lib.rows import dump_number
from headway.movement.actions import OPERATOR
from headway.movement.queries import system_actor
from headway.plan.queries import campaign_by_key, visible_campaigns

PROFILE = "public"


class CampaignOut(Schema):
    """A campaign; labels in every language that the pack gives."""

    key: str
    name: dict[str, str]
    movement: dict[str, str]
    summary: dict[str, str]
    language: str
    begins: str
    ends: str
    cutoff: date


class FactOut(Schema):
    """A number as it may be shown: with `high` it lies between the two; without `value` there are words."""

    id: str
    kind: str
    value: str
    high: str
    precision: str
    words: str
    measure: str
    name: str
    additivity: str
    refused: str
    standing: str
    section: str
    rows: list[str]


class FactsOut(Schema):
    campaign: str
    profile: str
    digest: str
    facts: list[FactOut]


class ProblemOut(Schema):
    detail: str


router = Router(tags=["campaigns"])


@router.get("/campaigns", response=list[CampaignOut], summary="Every campaign", operation_id="list_campaigns")
def list_campaigns(request: HttpRequest) -> list[CampaignOut]:
    return [_campaign(found) for found in visible_campaigns(system_actor(OPERATOR))]


@router.get(
    "/campaigns/{campaign}",
    response={200: CampaignOut, 404: ProblemOut},
    summary="One campaign",
    operation_id="get_campaign",
)
def get_campaign(request: HttpRequest, campaign: str) -> CampaignOut:
    return _campaign(_found(campaign))


@router.get(
    "/campaigns/{campaign}/facts",
    response={200: FactsOut, 404: ProblemOut},
    summary="Every number of the public report, with the rows that it rests on",
    operation_id="list_facts",
)
def list_facts(request: HttpRequest, response: HttpResponse, campaign: str) -> FactsOut:
    from headway.report.facts import Profile, collect_facts

    facts = collect_facts(_found(campaign), Profile(PROFILE))
    digest = facts.digest()
    response["ETag"] = f'"{hashlib.sha256(f"{__version__} {digest}".encode()).hexdigest()[:32]}"'
    return FactsOut(
        campaign=campaign,
        profile=PROFILE,
        digest=digest,
        facts=[_fact(facts, facts.numbers[name]) for name in sorted(facts.numbers)],
    )


def _found(key: str) -> Any:
    found = campaign_by_key(key, system_actor(OPERATOR)) if "\0" not in key else None
    if found is None:
        raise HttpError(404, "there is no such campaign")
    return found


def _campaign(campaign: Any) -> CampaignOut:
    return CampaignOut(
        key=campaign.key,
        name=campaign.name,
        movement=campaign.movement,
        summary=campaign.summary,
        language=campaign.language,
        begins=campaign.begins_edtf,
        ends=campaign.ends_edtf,
        cutoff=campaign.cutoff,
    )


def _fact(facts: Any, fact: Any) -> FactOut:
    measure = facts.records.get("measure", fact.measure) if fact.measure else None
    return FactOut(
        id=fact.id,
        kind=str(fact.kind),
        value="" if fact.value is None else dump_number(fact.value),
        high="" if fact.high is None else dump_number(fact.high),
        precision=str(fact.precision),
        words=fact.words,
        measure=fact.measure,
        name=label_in(measure.name, "en") if measure else "",
        additivity=str(fact.additivity or ""),
        refused=str(fact.refused or ""),
        standing=str(fact.standing),
        section=fact.section,
        rows=[f"{kind}:{key}" for kind, key in fact.rows],
    )


api = NinjaAPI(
    title="Headway",
    version="1",
    description="Campaigns and the facts of their reports, as the public profile shows them.",
    docs_url=None,
    urls_namespace="api-1",
)
api.add_router("", router)
