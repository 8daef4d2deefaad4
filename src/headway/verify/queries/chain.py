"""The chain as this room knows it, from activities to verdicts; later rooms add ratings and the report to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.lib.influence import Chain, Claim, Node, Stage, Strand, few
from headway.lib.labels import EVERYWHERE
from headway.pages.chain import extended
from headway.pages.linked import Tied, linked
from headway.pages.places import address_of
from headway.pages.speech import speech
from headway.pages.wording import wording
from headway.plan.models import Campaign
from headway.verify.models import Contribution, Evidence, Outcome, Verdict
from headway.verify.queries.outcome import ClaimTold, OutcomeTold
from headway.verify.queries.visible import visible_outcomes
from headway.verify.rows import Credit, EvidenceKind, OutcomeState, Side

MOST_STRANDS, MOST_ACTIVITIES, MOST_EVIDENCE, FEW_OFFICES = 8, 6, 6, 3
TONES = {OutcomeState.VERIFIED: "good", OutcomeState.NEEDS_EVIDENCE: "warn", OutcomeState.SET_ASIDE: "bad"}


def chain_of_outcome(told: OutcomeTold, campaign: Campaign, user: Any) -> Chain:
    """From an outcome back to the activities, and on to what rests on it."""
    focus = _outcome_node(told.record, campaign, is_focus=True)
    here = focus.href
    strand = Strand(focus, tuple(_claim_of(claim, campaign, here) for claim in told.claims))
    shown, left = few([_evidence_node(item.record, campaign, here) for item in told.evidence], MOST_EVIDENCE)
    strand = strand.followed_by(
        [
            *shown,
            *_more(Stage.EVIDENCE, left, f"{here}#evidence"),
            *_verdict_nodes(told.verdicts, campaign, here),
        ]
    )
    above = extended([told.record], campaign, user)
    return Chain(focus, (strand.followed_by(above.get(told.record.key, ())),))


def chain_of_activity(activity: Any, campaign: Campaign, user: Any) -> tuple[Chain, list[Outcome]]:
    """From an activity on to all outcomes that it is said to have helped, as far as the reader may know of them.

    Gives the outcomes that the chain shows as well, since reading a restricted one is logged.
    """
    focus = _activity_node(activity, campaign)
    seen = visible_outcomes(campaign, user).order_by().values("pk")
    claims = Contribution.objects.filter(activities=activity, outcome__in=seen)
    ordered = claims.select_related("outcome__focus_country").order_by(
        "outcome__position", "outcome__key", "position"
    )
    grouped: dict[Any, list[Contribution]] = defaultdict(list)
    for claim in ordered:
        grouped[claim.outcome_id].append(claim)
    shown, left = few([held[0].outcome for held in grouped.values()], MOST_STRANDS)
    ids = [outcome.pk for outcome in shown]
    offices = linked(Contribution, [one.pk for pk in ids for one in grouped[pk]], "offices")
    evidence, verdicts = _evidence_by_outcome(ids), _verdicts_by_outcome(ids)
    above = extended(list(shown), campaign, user)
    strands = []
    for outcome in shown:
        node = _outcome_node(outcome, campaign)
        told = [
            Claim(_claim_node(one, offices.get(one.pk, {}).get("offices", ()), campaign, node.href), (focus,))
            for one in grouped[outcome.pk]
        ]
        after = [
            *_grouped_evidence(evidence[outcome.pk], node),
            *_verdict_nodes(verdicts[outcome.pk], campaign, node.href),
        ]
        strands.append(Strand(node, tuple(told)).followed_by([*after, *above.get(outcome.key, ())]))
    return Chain(focus, tuple(strands), left), list(shown)


def _evidence_by_outcome(ids: Sequence[Any]) -> Mapping[Any, list[tuple[str, str]]]:
    found: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for outcome, side, kind in (
        Evidence.objects.filter(outcome__in=ids).values_list("outcome_id", "side", "evidence_kind")
        if ids
        else ()
    ):
        found[outcome].append((side, kind))
    return found


def _verdicts_by_outcome(ids: Sequence[Any]) -> Mapping[Any, list[Verdict]]:
    found: dict[Any, list[Verdict]] = defaultdict(list)
    for verdict in (
        Verdict.objects.filter(outcome__in=ids).select_related("meeting", "given_by") if ids else ()
    ):
        found[verdict.outcome_id].append(verdict)
    return found


def _said(text: str) -> dict[str, str]:
    """Words of ours, in the reader's language."""
    return {EVERYWHERE: text}


def _activity_node(activity: Any, campaign: Campaign) -> Node:
    here = speech(campaign.language)
    detail = here.listed([here.say(activity.office.name), here.when(activity.when)])
    href = address_of("activity", campaign.key, activity.key)
    return Node(Stage.DONE, "activity", activity.key, activity.name, detail, href=href, is_focus=True)


def _outcome_node(outcome: Outcome, campaign: Campaign, *, is_focus: bool = False) -> Node:
    here = speech(campaign.language)
    where = here.say(outcome.focus_country.name) if outcome.focus_country else here.country(outcome.country)
    detail = here.listed([where, here.when(outcome.when)])
    href = address_of("outcome", campaign.key, outcome.key)
    return Node(Stage.CHANGE, "outcome", outcome.key, outcome.name, detail, href=href, is_focus=is_focus)


def _claim_of(claim: ClaimTold, campaign: Campaign, here: str) -> Claim:
    nodes = [
        Node(Stage.DONE, tied.kind, tied.key, tied.name, href=address_of(tied.kind, campaign.key, tied.key))
        for tied in claim.activities
    ]
    shown, left = few(nodes, MOST_ACTIVITIES)
    more = _more(Stage.DONE, left, f"{here}#claim-{claim.record.key}")
    return Claim(_claim_node(claim.record, claim.offices, campaign, here), (*shown, *more))


def _claim_node(claim: Contribution, offices: Sequence[Tied], campaign: Campaign, here: str) -> Node:
    names = [speech().say(office.name) for office in offices]
    many = ngettext("%(number)s office", "%(number)s offices", len(names)) % {
        "number": speech().number(len(names))
    }
    label = _said(speech().join(names) if len(names) <= FEW_OFFICES else many)
    detail = wording(Credit(claim.credit))
    href = f"{here}#claim-{claim.key}"
    return Node(Stage.CLAIM, "contribution", claim.key, label, detail, claim.how, href)


def _evidence_node(item: Evidence, campaign: Campaign, here: str) -> Node:
    against = item.side == Side.AGAINST
    parts = [wording(Side(item.side)) if against else "", speech(campaign.language).when(item.when)]
    label = _said(wording(EvidenceKind(item.evidence_kind)))
    href = f"{here}#evidence-{item.key}"
    return Node(
        Stage.EVIDENCE, "evidence", item.key, label, speech().listed(parts), item.text, href, "warn" if against else ""
    )  # fmt: skip


def _grouped_evidence(items: Sequence[tuple[str, str]], outcome: Node) -> list[Node]:
    """One node for each kind of source and side, with how many items it has."""
    nodes = []
    for (side, kind), number in Counter(items).items():
        against = side == Side.AGAINST
        times = ngettext("%(number)s item", "%(number)s items", number) % {"number": speech().number(number)}
        parts = [wording(Side(side)) if against else "", times if number > 1 else ""]
        nodes.append(
            Node(
                Stage.EVIDENCE,
                "evidence",
                f"{outcome.key}-{side}-{kind}",
                _said(wording(EvidenceKind(kind))),
                speech().listed(parts),
                href=f"{outcome.href}#evidence",
                tone="warn" if against else "",
                number=number,
            )
        )
    return nodes


def _verdict_nodes(verdicts: Iterable[Verdict], campaign: Campaign, here: str) -> list[Node]:
    """The last verdict: what was said before it no longer holds."""
    held = list(verdicts)[-1:]
    return [
        Node(
            Stage.VERDICT,
            "verdict",
            one.key,
            _said(wording(OutcomeState(one.verdict))),
            who_decided(one),
            one.text,
            f"{here}#verdict-{one.key}",
            TONES.get(OutcomeState(one.verdict), ""),
        )
        for one in held
    ]


def who_decided(verdict: Verdict) -> str:
    """In which meeting, or by whom; a verdict that was published is nobody's of this installation."""
    if verdict.meeting is not None:
        return _("in %(meeting)s") % {"meeting": speech().say(verdict.meeting.name)}
    if verdict.as_published:
        return _("as its source published it")
    return _("by %(person)s") % {"person": verdict.given_by.name} if verdict.given_by else ""


def _more(stage: Stage, left: int, href: str) -> list[Node]:
    if not left:
        return []
    said = ngettext("and %(more)s more", "and %(more)s more", left) % {"more": speech().number(left)}
    return [Node(stage, "more", f"more-{href}", _said(said), href=href, number=left)]
