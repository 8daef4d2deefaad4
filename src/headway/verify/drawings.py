"""The chain as a picture, side by side on a wide page and along a rail on a narrow one; and how evidence moved a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.lib.bayes import LEAST, MOST, percent_of
from headway.lib.influence import Chain, Node, Stage, Station, Strand
from headway.pages.speech import Speech, speech
from headway.pages.wording import wording
from headway.plan.drawings import frame
from headway.verify.queries import ClaimTold
from headway.verify.rules import cut_short

# Beside the column of facts a wide page has about this much room, so that its words keep their size.
WIDE, NARROW = 760, 300
# How much of the width each stage asks for beside the others.
_WEIGHTS: Mapping[Stage, float] = {
    Stage.DONE: 1.25,
    Stage.CHANGE: 1.45,
    Stage.CLAIM: 1.05,
    Stage.VERDICT: 0.95,
    Stage.RATING: 1.15,
}


@dataclass(frozen=True)
class DrawnChain:
    """A chain with its two pictures; the list below them holds the links."""

    chain: Chain
    wide: Any
    narrow: Any

    def __bool__(self) -> bool:
        return bool(self.chain)


def draw_chain(chain: Chain) -> DrawnChain | None:
    """None where the chain leads nowhere."""
    if not chain:
        return None
    return DrawnChain(chain, _drawn(chain, WIDE), _drawn(chain, NARROW))


@dataclass(frozen=True)
class DrawnWeighing:
    """How each item of evidence moved a claim, twice: for a wide page and for a narrow one."""

    wide: Any
    narrow: Any


LONGEST_LABEL = 90


def draw_weighing(claim: ClaimTold, narrative: str) -> DrawnWeighing | None:
    """None where nobody has weighed an item."""
    if claim.confidence is None or not claim.confidence.is_weighed:
        return None
    return DrawnWeighing(_weighing(claim, narrative, WIDE), _weighing(claim, narrative, NARROW))


def _weighing(claim: ClaimTold, narrative: str, width: int) -> Any:
    from headway.charts import Move, WeighingWords, weighing

    here, reckoned = speech(narrative), claim.confidence
    assert reckoned is not None
    begun = _("Before any evidence")
    moves = [
        Move(begun, reckoned.prior, reckoned.prior, in_hundred(percent_of(reckoned.prior)), counts=False)
    ]
    for item, step in claim.moved_by:
        said = wording(step.counts)
        if step.moved:
            said = _("%(before)s → %(after)s in 100") % {
                "before": here.number(percent_of(step.before)), "after": here.number(percent_of(step.after)),
            }  # fmt: skip
        moves.append(Move(_short(item.record.text), step.before, step.after, said, step.moved))
    summary = _("From %(before)s to %(after)s in 100: %(words)s.") % {
        "before": here.number(percent_of(reckoned.prior)), "after": here.number(reckoned.percent),
        "words": wording(reckoned.sure),
    }  # fmt: skip
    told = frame(here, _("How each item of evidence moved the claim"), summary, width=width)
    words = WeighingWords(_("not true"), _("open"), _("true"), _("Evidence"), _("What it did"))
    return weighing(told, moves, words)


def in_hundred(percent: int) -> str:
    """A number that is rounded, and that is never certain, as it is said."""
    here = speech()
    if percent >= MOST:
        return _("%(number)s in 100 or more") % {"number": here.number(percent)}
    if percent <= LEAST:
        return _("%(number)s in 100 or less") % {"number": here.number(percent)}
    return _("about %(number)s in 100") % {"number": here.number(percent)}


def _short(text: str) -> str:
    return cut_short(" ".join(text.split()), LONGEST_LABEL)


def missing_words(stage: Stage) -> str:
    """What is said of a stage that holds nothing and should."""
    return _("no evidence yet") if stage is Stage.EVIDENCE else _("not decided yet")


def _drawn(chain: Chain, width: int) -> Any:
    from headway.charts import ChainStage, influence_chain

    here = speech()
    told = frame(here, _("From what was done to what is reported"), _reading(chain, here), width=width)
    stages = [ChainStage(stage.value, wording(stage), _WEIGHTS.get(stage, 1.0)) for stage in chain.stages]
    return influence_chain(told, stages, [_strand(strand, here) for strand in chain.strands])


def _strand(strand: Strand, here: Speech) -> Any:
    from headway.charts import ChainStrand

    done = strand.stations[0].nodes if strand.stations[0].stage is Stage.DONE else ()
    at = {(node.kind, node.key): number for number, node in enumerate(done)}
    links = tuple(
        (at[node.kind, node.key], number)
        for number, claim in enumerate(strand.claims)
        for node in claim.activities
    )
    steps = {station.stage.value: _steps(station, here) for station in strand.stations}
    return ChainStrand(steps, links)


def _steps(station: Station, here: Speech) -> tuple[Any, ...]:
    from headway.charts import ChainStep

    if station.is_missing:
        return (ChainStep(missing_words(station.stage), is_missing=True),)
    return tuple(
        ChainStep(here.say(node.label), node.detail, is_focus=node.is_focus) for node in station.nodes
    )


def _reading(chain: Chain, here: Speech) -> str:
    """One sentence that reads the picture."""
    if chain.focus.stage is Stage.DONE:
        number = len(chain.strands) + chain.more
        said = ngettext(
            "This activity is said to have helped bring about %(number)s outcome.",
            "This activity is said to have helped bring about %(number)s outcomes.",
            number,
        )
        return said % {"number": here.number(number)}
    activities = _count(chain.at(Stage.DONE))
    evidence = _count(chain.at(Stage.EVIDENCE))
    return _("What led to this outcome, and what rests on it: %(activities)s, %(evidence)s.") % {
        "activities": ngettext("%(number)s activity", "%(number)s activities", activities)
        % {"number": here.number(activities)},
        "evidence": ngettext("%(number)s item of evidence", "%(number)s items of evidence", evidence)
        % {"number": here.number(evidence)},
    }


def _count(nodes: tuple[Node, ...]) -> int:
    return sum(node.number for node in nodes)
