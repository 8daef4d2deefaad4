"""What messages about a fault say beside it, in the reader's language: what was probably meant, and what a kind is called."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from headway.lib.tongue import say, to_say

# As they stand within a sentence; packs, addresses and the log name kinds by the keys.
KINDS = {
    "activity": to_say("activity"),
    "activity-kind": to_say("kind of activity"),
    "agreed": to_say("agreed action"),
    "area": to_say("area of work"),
    "ask": to_say("ask"),
    "block": to_say("part of the report"),
    "campaign": to_say("campaign"),
    "case": to_say("case"),
    "case-event": to_say("event of a case"),
    "case-study": to_say("case study"),
    "change-area": to_say("change area"),
    "chapter": to_say("chapter"),
    "consent": to_say("consent"),
    "content-type": to_say("type of content"),
    "contribution": to_say("claim of contribution"),
    "count": to_say("count"),
    "dimension": to_say("dimension of change"),
    "edition": to_say("edition"),
    "evidence": to_say("item of evidence"),
    "event-kind": to_say("kind of event"),
    "exit-item": to_say("item of the exit plan"),
    "figure": to_say("figure"),
    "focus-country": to_say("country of focus"),
    "heard": to_say("answer from imported rows"),
    "indicator": to_say("indicator"),
    "indicator-target": to_say("target of an indicator"),
    "learning": to_say("learning"),
    "measure": to_say("measure"),
    "media-target": to_say("media target"),
    "meeting": to_say("reflection meeting"),
    "moment": to_say("moment"),
    "objective": to_say("objective"),
    "office": to_say("office"),
    "opportunity": to_say("opportunity"),
    "opportunity-kind": to_say("kind of opportunity"),
    "outcome": to_say("outcome"),
    "output": to_say("output"),
    "output-kind": to_say("kind of output"),
    "participation": to_say("part in the campaign"),
    "partner": to_say("partner"),
    "partner-kind": to_say("kind of partner"),
    "partner-step": to_say("step with a partner"),
    "period": to_say("period"),
    "position": to_say("position of a target"),
    "published": to_say("published fact"),
    "rating": to_say("rating"),
    "recommendation": to_say("recommendation"),
    "relation": to_say("relation between governments"),
    "relief": to_say("relief"),
    "relief-kind": to_say("kind of relief"),
    "return": to_say("return"),
    "risk": to_say("risk"),
    "rival": to_say("rival explanation"),
    "scale-step": to_say("step of the rating scale"),
    "sign-up": to_say("sign-up"),
    "sign-up-target": to_say("target of a sign-up"),
    "solidarity": to_say("solidarity"),
    "source-document": to_say("source document"),
    "step-kind": to_say("kind of step with a partner"),
    "substantiation": to_say("substantiation"),
    "target": to_say("target of advocacy"),
    "target-kind": to_say("kind of target"),
    "testimony": to_say("testimony"),
    "theme": to_say("theme"),
    "term": to_say("term"),
    "theory-link": to_say("link in the theory of change"),
    "theory-node": to_say("step in the theory of change"),
    "update": to_say("monthly update"),
    "verdict": to_say("verdict"),
}


def kind_in_words(kind: str) -> str:
    """What a record of this kind is called within a sentence."""
    return say(KINDS[kind]) if kind in KINDS else kind.replace("-", " ")


def meant(given: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """The end of a message that names the nearest of what is known; empty where nothing is near."""
    near = nearest(given, known, cutoff=cutoff)
    return say('; did you mean "{near}"?', near=near) if near else ""


def nearest(given: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    found = difflib.get_close_matches(given[:100], list(known), n=1, cutoff=cutoff)
    return found[0] if found else ""
